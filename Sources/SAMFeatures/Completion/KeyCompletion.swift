import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// Keys that schemas describe: resource attributes, properties at every depth, parameters' and outputs' attributes.
extension CompletionList {
  mutating func addKeys(of place: SchemaPlace) {
    let views = place.views(of: cursor.node, except: cursor.start)
    if isPolicyList(place) { addPolicyTemplates() }
    addEvents(of: place)
    addPolicyParameters(of: place)
    addBuildMetadata(of: place)
    if place.isInterfaceLabels { addParameterNames() }
    let present = cursor.siblingKeys
    let required = Set(required(of: views))
    var seen: Set<String> = []
    let resourceType = place.root == .attributes ? typeName(of: place) : nil
    if place.path.isEmpty, let type = place.type { addKeysOfOthers(like: type, present, &seen) }
    for view in views {
      for (name, schema) in view.properties {
        if schema.isAlwaysFalse || present.contains(name) || !seen.insert(name).inserted { continue }
        if !isSupported(name, in: place, resourceType: resourceType) { continue }
        addKey(name, of: place, isRequired: required.contains(name))
      }
    }
  }

  /// The properties of a custom resource, as far as the template's others of its type say them.
  private mutating func addKeysOfOthers(
    like type: ResourceType, _ present: Set<String>, _ seen: inout Set<String>
  ) {
    guard type.name == "AWS::CloudFormation::CustomResource", let own = ownLogicalID,
      let name = template.facts(of: .resources, named: own)?.type
    else { return }
    for (_, facts) in template.facts(of: .resources).prefix(1000) where facts.first?.type == name {
      for key in facts.first?.keys ?? [] where !present.contains(key) && seen.insert(key).inserted {
        add(key: key, kind: .property, detail: "Used in this template", shape: .scalar, rank: 10)
      }
    }
  }

  /// What `sam build` reads of a resource's `Metadata`.
  ///
  /// Source: the SAM developer guide's chapters on `sam build` (custom builds, images, esbuild, Rust).
  private mutating func addBuildMetadata(of place: SchemaPlace) {
    guard place.root == .attributes, place.path == ["Metadata"],
      typeName(of: place)?.hasPrefix("AWS::Serverless::") == true
    else { return }
    let keys: [(String, ValueShape)] = [
      ("BuildMethod", .scalar), ("BuildProperties", .mapping), ("BuildArchitecture", .scalar),
      ("Dockerfile", .scalar), ("DockerContext", .scalar), ("DockerTag", .scalar),
      ("DockerBuildArgs", .mapping),
    ]
    for (key, shape) in keys where !cursor.siblingKeys.contains(key) {
      add(
        key: key, kind: .keyword, detail: "sam build", shape: shape, hasKnownValues: key == "BuildMethod",
        rank: 5)
    }
  }

  /// Whether a key makes sense here, beyond what the schema says.
  private func isSupported(_ name: String, in place: SchemaPlace, resourceType: String?) -> Bool {
    switch place.root {
    case .globals(let type) where place.path.isEmpty:
      return GlobalsFacts.supports(name, of: type)
    case .attributes where place.path.isEmpty:
      switch name {
      case "Connectors", "IgnoreGlobals":
        return resourceType == nil || resourceType?.hasPrefix("AWS::Serverless::") == true
          || name == "Connectors"
      case "Version":
        return resourceType.map { $0.hasPrefix("Custom::") || $0 == "AWS::CloudFormation::CustomResource" }
          ?? false
      default:
        return true
      }
    case .resource(let type):
      return !type.isReadOnly(place.path + [name])
    default:
      return true
    }
  }

  private func typeName(of place: SchemaPlace) -> String? {
    (place.entry ?? cursor.node)?["Type"].flatMap { Value($0).literal }
  }

  private mutating func addKey(_ name: String, of place: SchemaPlace, isRequired: Bool) {
    let next = place.child(name, in: cursor.node)
    let views = next.views(of: nil)
    var shape = ValueShape(views)
    var body: [String] = []
    var inline: String?
    let known = KnownValues(next).strings
    var hasKnownValues = !known.isEmpty
    var rank = isRequired ? 0 : 20
    var order: Int?
    if let type = place.type, place.path.isEmpty, let usual = UsualProperties.order(of: name, in: type.name) {
      rank = isRequired ? 0 : 10
      order = usual
    }
    switch place.root {
    case .attributes where place.path.isEmpty:
      shape = Attributes.shape(of: name)
      rank = Attributes.rank(of: name)
      hasKnownValues = shape == .scalar
      if name == "Properties" {
        var stop = 1
        if let type = SchemaLocator.resourceType(of: place.entry ?? cursor.node) {
          body = propertiesLines(of: type, stop: &stop)
        }
      }
    case .parameter where place.path.isEmpty:
      rank = Attributes.parameterRank(of: name)
      hasKnownValues = name == "Type" || name == "NoEcho"
    case .output where place.path.isEmpty:
      rank = Attributes.outputRank(of: name)
      if name == "Export" { body = [String(repeating: " ", count: indentUnit) + "Name: $1"] }
      shape = name == "Export" ? .mapping : .scalar
      hasKnownValues = name == "Condition"
    default:
      if shape != .scalar, !cursor.isFlow { body = bodyLines(of: next, shape: shape) }
      if next.isRuntime { hasKnownValues = true }
      if name == "Type", place.isEvent { hasKnownValues = true }
    }
    if let value = known.first, known.count == 1, shape == .scalar {
      inline = Self.needsQuotes(value) ? "\"\(value)\"" : value
    }
    var detail = TypeText.text(of: views)
    if isRequired { detail += ", required" }
    let isDeprecated = place.type?.isDeprecated(next.path) ?? false
    add(
      key: name, kind: place.type == nil ? .keyword : .property, detail: detail, shape: shape, body: body,
      inline: inline, hasKnownValues: hasKnownValues, documentationKey: next.documentationKey,
      rank: isDeprecated ? 60 : rank, order: order, isDeprecated: isDeprecated)
  }

  /// The lines under an accepted key: its required keys.
  private func bodyLines(of place: SchemaPlace, shape: ValueShape) -> [String] {
    var stop = 1
    let unit = String(repeating: " ", count: indentUnit)
    switch shape {
    case .scalar: return []
    case .mapping: return requiredLines(of: place, stop: &stop).map { unit + $0 }
    case .list:
      return requiredLines(of: place.childItem(), stop: &stop).enumerated().map {
        unit + ($0.offset == 0 ? "- " : "  ") + $0.element
      }
    }
  }

  /// The lines under `Properties:`: what the type requires.
  func propertiesLines(of type: ResourceType, stop: inout Int) -> [String] {
    let unit = String(repeating: " ", count: indentUnit)
    let place = SchemaPlace(propertiesOf: type)
    return requiredLines(of: place, and: UsualProperties.starters(of: type.name), stop: &stop).map {
      unit + $0
    }
  }
}

/// Facts of the language about a resource's, a parameter's and an output's own attributes.
///
/// Source: the CloudFormation user guide's chapters on the sections of a template.
enum Attributes {
  static func shape(of name: String) -> ValueShape {
    switch name {
    case "Properties", "Metadata", "UpdatePolicy", "CreationPolicy", "Connectors": .mapping
    case "IgnoreGlobals": .scalar
    default: .scalar
    }
  }

  static func rank(of name: String) -> Int {
    ["Type", "Properties", "DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"]
      .firstIndex(of: name) ?? 20
  }

  static func parameterRank(of name: String) -> Int {
    ["Type", "Default", "Description", "AllowedValues", "AllowedPattern", "NoEcho"].firstIndex(of: name) ?? 20
  }

  static func outputRank(of name: String) -> Int {
    ["Value", "Description", "Export", "Condition"].firstIndex(of: name) ?? 20
  }
}
