public import YAMLSyntax

/// What one entry of a section says of itself: its name, its type, and the names it refers to. A pure function
/// of the entry's text; offsets are relative to the entry's start, so an edit elsewhere leaves it as it is.
public final class EntryFacts: Sendable {
  /// The identity of the entry's part of the tree.
  public let id: SubtreeID
  /// The section that holds the entry.
  public let section: Section
  /// The logical id, the parameter's name, and so on: the entry's key.
  public let name: String
  /// The length of the key as written, in bytes: the name's range is 0..<nameLength.
  public let nameLength: Int
  /// A resource's or a parameter's `Type`, where it is written as plain text.
  public let type: String?
  /// A resource's or an output's `Condition`.
  public let condition: String?
  /// The names that the entry refers to, in the order of the text.
  public let references: [Reference]
  /// The properties of a custom resource, whose type nothing else describes; empty for all other entries.
  public let keys: [String]
  /// Whether some text outside `Fn::Sub` holds `${`.
  public let holdsPlaceholders: Bool
  /// Whether the entry is written by a loop or a macro (`Fn::ForEach`, `Fn::Transform`), so that the names it
  /// makes cannot be known.
  public let makesUnknownNames: Bool

  /// The names that a resource refers to, each once, in the order of the text.
  public var dependencies: [String] {
    var seen: Set<String> = []
    return references.compactMap { reference in
      switch reference.kind {
      // That a resource depends on itself is no cycle but a mistake of its own.
      case .dependsOn where reference.name == name: nil
      case .ref, .getAtt, .dependsOn:
        reference.isDependency && seen.insert(reference.name).inserted ? reference.name : nil
      case .condition, .mapping: nil
      }
    }
  }

  init(_ entry: Entry, in section: Section, collector: borrowing ReferenceCollector) {
    id = entry.id
    self.section = section
    name = entry.key.kind == .scalar ? entry.key.value : ""
    nameLength = entry.key.range.count
    let value = entry.value
    let typeNode = section == .resources || section == .parameters ? value["Type"] : nil
    type = typeNode.flatMap { Value($0).name }
    condition =
      section == .resources || section == .outputs ? value["Condition"].flatMap { Value($0).literal } : nil
    references = collector.references
    holdsPlaceholders = collector.holdsPlaceholders
    let isCustom = type?.hasPrefix("Custom::") == true || type == "AWS::CloudFormation::CustomResource"
    keys = isCustom ? value["Properties"]?.entries.map { $0.key.value } ?? [] : []
    makesUnknownNames = name.hasPrefix("Fn::ForEach::") || name == "Fn::Transform"
    let isResource = section == .resources
    routes = isResource ? Self.routes(of: value, type: type) : []
    implicitAPIs = isResource ? Self.implicitAPIs(of: value, type: type) : []
    connectorEnds = isResource ? Self.connectorEnds(of: value, type: type) : []
    let isSAM = type?.hasPrefix("AWS::Serverless::") == true
    shares = isResource && isSAM ? SharedKind.allCases.filter { $0.isAsked(in: value["Properties"]) } : []
  }

  /// The routes that the events of a function or state machine add to APIs: `GET /path` and the API's logical id.
  public let routes: [String]
  /// The implicit APIs that the events of a function or state machine need.
  public let implicitAPIs: [String]
  /// The logical ids at the ends of its connectors.
  public let connectorEnds: [String]
  /// What it may make for all resources of a kind.
  public let shares: [SharedKind]
  /// What others see of it: where this is unchanged, what they were told of it stands.
  public var signature: Int {
    var hasher = Hasher()
    hasher.combine(section)
    hasher.combine(name)
    hasher.combine(type)
    hasher.combine(condition)
    switch section {
    case .resources:
      // What a resource of SAM makes follows from its properties' values, not only from their names.
      // Which outputs a nested stack has follows from the template that it names.
      let isRead = type?.hasPrefix("AWS::Serverless::") == true || type == "AWS::CloudFormation::Stack"
      if isRead || !connectorEnds.isEmpty { hasher.combine(id) }
    case .parameters, .mappings, .conditions, .rules, .globals:
      hasher.combine(id)
    default: break
    }
    return hasher.finalize()
  }

  private static func implicitAPIs(of value: Node, type: String?) -> [String] {
    guard type == "AWS::Serverless::Function" || type == "AWS::Serverless::StateMachine" else { return [] }
    var names: Set<String> = []
    for event in value["Properties"]?["Events"]?.entries.map(\.value) ?? [] {
      let properties = event["Properties"]
      // Events of a REST API without properties are passed over.
      if event["Type"]?.valueEquals("Api") == true {
        if properties?.entries.isEmpty == false, properties?["RestApiId"] == nil {
          names.insert(SAMResource.implicitRestAPI)
        }
      } else if event["Type"]?.valueEquals("HttpApi") == true, properties?["ApiId"] == nil {
        names.insert(SAMResource.implicitHTTPAPI)
      }
    }
    return names.sorted()
  }

  private static func connectorEnds(of value: Node, type: String?) -> [String] {
    var connectors = value["Connectors"]?.entries.compactMap { $0.value["Properties"] } ?? []
    if type == "AWS::Serverless::Connector", let properties = value["Properties"] {
      connectors.append(properties)
    }
    return connectors.flatMap { properties in
      let destination = properties["Destination"]
      let ends = [properties["Source"], destination] + (destination?.items.map { $0 } ?? [])
      return ends.compactMap { $0?["Id"].flatMap { Value($0).literal } }
    }
  }

  private static func routes(of value: Node, type: String?) -> [String] {
    guard type == "AWS::Serverless::Function" || type == "AWS::Serverless::StateMachine" else { return [] }
    return (value["Properties"]?["Events"]?.entries.map(\.value) ?? []).compactMap { event in
      let isREST = event["Type"]?.valueEquals("Api") ?? false
      guard isREST || event["Type"]?.valueEquals("HttpApi") ?? false else { return nil }
      let properties = event["Properties"]
      if isREST, properties == nil { return nil }
      var api = isREST ? SAMResource.implicitRestAPI : SAMResource.implicitHTTPAPI
      if let named = properties?[isREST ? "RestApiId" : "ApiId"] {
        let call = Value(named).call()
        guard
          let name = call.map({ $0.intrinsic == .ref ? $0.argument.literal : nil }) ?? Value(named).literal
        else { return nil }
        api = name
      }
      guard let path = properties?["Path"].flatMap({ Value($0).literal }),
        let method = properties?["Method"].flatMap({ Value($0).literal })
      else {
        let isDefault = !isREST && properties?["Path"] == nil && properties?["Method"] == nil
        return isDefault ? SAMRoute(method: SAMRoute.anyMethod, path: "$default").name(at: api) : nil
      }
      return SAMRoute(method: method, path: path).name(at: api)
    }
  }
}
