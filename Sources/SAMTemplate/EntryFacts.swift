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
  public let dependencies: [String]

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
    dependencies = section == .resources ? Self.dependencies(of: name, collector.references) : []
    holdsPlaceholders = collector.holdsPlaceholders
    let isCustom = type?.hasPrefix("Custom::") == true || type == "AWS::CloudFormation::CustomResource"
    keys = isCustom ? value["Properties"]?.entries.map { $0.key.value } ?? [] : []
    makesUnknownNames = name.hasPrefix("Fn::ForEach::") || name == "Fn::Transform"
    guard section == .resources else {
      (routes, implicitAPIs, connectorEnds, shares) = ([], [], [], [])
      return
    }
    let properties = value["Properties"]
    let events = EventFacts(of: type, properties)
    routes = events.routes
    implicitAPIs = events.implicitAPIs
    connectorEnds = Self.connectorEnds(of: value, properties, type: type)
    shares =
      type?.hasPrefix("AWS::Serverless::") == true
      ? SharedKind.allCases.filter { $0.isAsked(in: properties) } : []
  }

  private static func dependencies(of name: String, _ references: [Reference]) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for reference in references {
      switch reference.kind {
      // That a resource depends on itself is no cycle but a mistake of its own.
      case .dependsOn where reference.name == name: continue
      case .condition, .mapping: continue
      case .ref, .getAtt, .dependsOn: if !reference.isDependency { continue }
      }
      // Few names are found faster one by one.
      if found.count < 16 {
        if !found.contains(reference.name) { found.append(reference.name) }
      } else {
        if seen.isEmpty { seen = Set(found) }
        if seen.insert(reference.name).inserted { found.append(reference.name) }
      }
    }
    return found
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

  private static func connectorEnds(of value: Node, _ properties: Node?, type: String?) -> [String] {
    var connectors = value["Connectors"]?.entries.compactMap { $0.value["Properties"] } ?? []
    if type == "AWS::Serverless::Connector", let properties {
      connectors.append(properties)
    }
    return connectors.flatMap { properties in
      let destination = properties["Destination"]
      let ends = [properties["Source"], destination] + (destination?.items.map { $0 } ?? [])
      return ends.compactMap { $0?["Id"].flatMap { Value($0).literal } }
    }
  }
}

/// What the events of a function or state machine bring to APIs.
private struct EventFacts {
  private(set) var routes: [String] = []
  private(set) var implicitAPIs: [String] = []

  init(of type: String?, _ properties: Node?) {
    guard type == "AWS::Serverless::Function" || type == "AWS::Serverless::StateMachine",
      let events = properties?["Events"]
    else { return }
    var needsREST = false
    var needsHTTP = false
    for entry in events.entries {
      let event = entry.value
      guard let type = event["Type"] else { continue }
      let isREST = type.valueEquals("Api")
      guard isREST || type.valueEquals("HttpApi") else { continue }
      let properties = event["Properties"]
      // Events of a REST API without properties are passed over.
      if isREST, properties == nil { continue }
      let named = properties?[isREST ? "RestApiId" : "ApiId"]
      if named == nil {
        if isREST {
          if properties?.entries.isEmpty == false { needsREST = true }
        } else {
          needsHTTP = true
        }
      }
      if let route = Self.route(properties, named, isREST: isREST) { routes.append(route) }
    }
    if needsHTTP { implicitAPIs.append(SAMResource.implicitHTTPAPI) }
    if needsREST { implicitAPIs.append(SAMResource.implicitRestAPI) }
  }

  /// The name of an event's route; nil where it cannot be known.
  private static func route(_ properties: Node?, _ named: Node?, isREST: Bool) -> String? {
    var api = isREST ? SAMResource.implicitRestAPI : SAMResource.implicitHTTPAPI
    if let named {
      let call = Value(named).call()
      guard
        let name = call.map({ $0.intrinsic == .ref ? $0.argument.literal : nil }) ?? Value(named).literal
      else { return nil }
      api = name
    }
    let path = properties?["Path"]
    let method = properties?["Method"]
    guard let pathText = path.flatMap({ Value($0).literal }),
      let methodText = method.flatMap({ Value($0).literal })
    else {
      return !isREST && path == nil && method == nil
        ? SAMRoute(method: SAMRoute.anyMethod, path: "$default").name(at: api) : nil
    }
    return SAMRoute(method: methodText, path: pathText).name(at: api)
  }
}
