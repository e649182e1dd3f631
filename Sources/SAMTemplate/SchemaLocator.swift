public import ResourceSchema
public import YAMLSyntax

/// Says what the way to a place means: follows the levels from the root through sections, schemas and functions.
public enum SchemaLocator {
  /// What describes the thing that a cursor is on.
  ///
  /// - Parameter guess: the type of a resource that does not name one yet, by its mapping.
  public static func place(of cursor: Cursor, guess: ((Node?) -> ResourceType?)? = nil) -> Place {
    var place = place(of: cursor.levels, guess: guess)
    if let call = function(tag: cursor.tag, in: place, argument: cursor.node) { place = .function(call) }
    return place
  }

  /// What describes the thing that levels lead to.
  public static func place(of levels: [Cursor.Level], guess: ((Node?) -> ResourceType?)? = nil) -> Place {
    var place = Place.root
    for level in levels {
      if let guess, level.step == .key("Properties"), case .schema(let resource) = place,
        resource.root == .attributes,
        resource.path.isEmpty, (resource.entry ?? level.node)?["Type"] == nil, level.scannedType == nil
      {
        let entry = resource.entry ?? level.node
        guard let type = guess(entry) else { return .unknown }
        var next = SchemaPlace(propertiesOf: type)
        next.entryName = resource.entryName
        next.entry = entry
        place = .schema(next)
        continue
      }
      if let call = function(tag: level.tag, in: place, argument: level.node) { place = .function(call) }
      place = step(from: place, over: level)
    }
    return place
  }

  /// The call that a tag makes.
  static func function(tag: String?, in place: Place, argument: Node?) -> FunctionPlace? {
    guard let tag, tag.utf8.first == UInt8(ascii: "!"), tag.utf8.count > 1, !tag.hasPrefix("!!") else {
      return nil
    }
    let intrinsic = Intrinsic(tag: tag)
    return FunctionPlace(
      name: intrinsic?.rawValue ?? "Fn::" + tag.dropFirst(), intrinsic: intrinsic, outer: place,
      argument: argument)
  }

  private static func step(from place: Place, over level: Cursor.Level) -> Place {
    let step = level.step
    let value = level.value
    if case .key(let name) = step, let call = longForm(name, in: place, argument: value) {
      return .function(call)
    }
    switch (place, step) {
    case (.root, .key(let name)):
      return section(Section(rawValue: name))
    case (.transform, _):
      return .transform
    case (.section(let section), .key(let name)):
      return entry(of: section, named: name, value: value)
    case (.globals, .key(let name)):
      guard let type = SchemaPack.shared.type(named: "AWS::Serverless::" + name) else { return .unknown }
      return .schema(
        SchemaPlace(root: .globals(type), path: [], schemas: [type.schema], entryName: name, entry: value))
    case (.schema(let schema), .key(let name)):
      return .schema(property(of: schema, named: name, level: level))
    case (.schema(let schema), .item(let index)):
      return .schema(schema.stepping(toItem: index))
    case (.function(let function), _):
      return argument(of: function, step)
    case (.conditionExpression, _):
      return .conditionExpression
    default:
      return .unknown
    }
  }

  private static func section(_ section: Section?) -> Place {
    switch section {
    case nil, .description: return .unknown
    case .formatVersion: return .formatVersion
    case .transform: return .transform
    case .globals: return .globals
    case .metadata:
      return schemaPlace(.metadata, "metadata/configuration", name: "", entry: nil) ?? .unknown
    case .some(let section): return .section(section)
    }
  }

  private static func entry(of section: Section, named name: String, value: Node?) -> Place {
    switch section {
    case .resources:
      return schemaPlace(.attributes, "resources/configuration", name: name, entry: value) ?? .unknown
    case .parameters:
      return schemaPlace(.parameter, "parameters/configuration", name: name, entry: value) ?? .unknown
    case .outputs:
      return schemaPlace(.output, "outputs/configuration", name: name, entry: value) ?? .unknown
    case .rules:
      return schemaPlace(.rule, "rules/configuration", name: name, entry: value) ?? .unknown
    case .conditions:
      return .conditionExpression
    default:
      return .unknown
    }
  }

  private static func schemaPlace(
    _ root: SchemaPlace.Root, _ name: String, name entryName: String, entry: Node?
  ) -> Place? {
    guard let section = SchemaPack.shared.section(name) else { return nil }
    let schema = root == .metadata ? section : section.patternProperties.first?.schema
    guard let schema else { return nil }
    return .schema(SchemaPlace(root: root, path: [], schemas: [schema], entryName: entryName, entry: entry))
  }

  /// The place of a key of `Metadata`.
  private static func metadata(of place: SchemaPlace, named name: String, level: Cursor.Level) -> SchemaPlace
  {
    var next = place.stepping(to: name, in: level.node)
    next.path = [name]
    if name == "AWS::CloudFormation::Interface", let schema = SchemaPack.shared.section("metadata/interface")
    {
      next.schemas = [schema]
    }
    return next
  }

  private static func property(of place: SchemaPlace, named name: String, level: Cursor.Level) -> SchemaPlace
  {
    if place.root == .metadata, place.path.isEmpty { return metadata(of: place, named: name, level: level) }
    if place.root == .attributes, place.path == ["Connectors", "*"], name == "Properties",
      let type = SchemaPack.shared.type(named: "AWS::Serverless::Connector")
    {
      var next = SchemaPlace(propertiesOf: type)
      next.entryName = place.entryName
      next.entry = place.entry
      return next
    }
    if place.root == .attributes, place.path == ["Metadata"], name == "AWS::CloudFormation::Init",
      let schema = SchemaPack.shared.section("resources/cfn_init")
    {
      var next = place.stepping(to: name, in: level.node)
      next.schemas = [schema]
      return next
    }
    guard place.root == .attributes, place.path.isEmpty else {
      return place.stepping(to: name, in: level.node)
    }
    switch name {
    case "Properties":
      var next = place
      next.path = []
      next.schemas = []
      if let type = resourceType(of: place.entry ?? level.node) ?? resourceType(named: level.scannedType) {
        next = SchemaPlace(propertiesOf: type)
        next.entryName = place.entryName
        next.entry = place.entry
      } else {
        next.path = ["Properties"]
      }
      return next
    case "UpdatePolicy":
      return attribute(name, "resources/update_policy", of: place, level: level)
    case "Metadata":
      var next = place.stepping(to: name, in: level.node)
      next.schemas = SchemaPack.shared.section("resources/metadata").map { [$0] } ?? []
      return next
    default:
      return place.stepping(to: name, in: level.node)
    }
  }

  /// An attribute whose schema depends on the resource's type.
  private static func attribute(
    _ name: String, _ section: String, of place: SchemaPlace, level: Cursor.Level
  ) -> SchemaPlace {
    guard let schema = SchemaPack.shared.section(section) else {
      return place.stepping(to: name, in: level.node)
    }
    var resource = place
    resource.schemas = [schema]
    return resource.stepping(to: name, in: place.entry ?? level.node)
  }

  /// The type that a resource's mapping names; custom resources have one schema.
  public static func resourceType(of resource: Node?) -> ResourceType? {
    resourceType(named: resource?["Type"].flatMap { Value($0).literal })
  }

  private static func resourceType(named name: String?) -> ResourceType? {
    guard let name else { return nil }
    if let type = SchemaPack.shared.type(named: name) { return type }
    return name.hasPrefix("Custom::")
      ? SchemaPack.shared.type(named: "AWS::CloudFormation::CustomResource") : nil
  }

  /// The call that a key makes.
  private static func longForm(_ name: String, in place: Place, argument: Node?) -> FunctionPlace? {
    switch place {
    case .root, .globals, .transform: return nil
    default: break
    }
    let isCondition: Bool
    if case .conditionExpression = place { isCondition = name == "Condition" } else { isCondition = false }
    guard name == "Ref" || isCondition || name.hasPrefix("Fn::") else { return nil }
    if case .section(let section) = place, section != .conditions, !name.hasPrefix("Fn::ForEach::") {
      return nil
    }
    if name.hasPrefix("Fn::ForEach::") {
      return FunctionPlace(name: "Fn::ForEach", intrinsic: .forEach, outer: place, argument: argument)
    }
    return FunctionPlace(name: name, intrinsic: Intrinsic(rawValue: name), outer: place, argument: argument)
  }

  /// A step into a function's argument.
  private static func argument(of function: FunctionPlace, _ step: Cursor.Step) -> Place {
    if function.steps.isEmpty, case .item(let index) = step {
      switch function.intrinsic {
      case .if where index == 1 || index == 2: return function.outer
      case .and, .or, .not: return .conditionExpression
      case .forEach where index == 2: return function.outer
      default: break
      }
    }
    if function.intrinsic == .findInMap, step == .key("DefaultValue") { return function.outer }
    var next = function
    next.steps.append(step)
    return .function(next)
  }
}

extension Cursor.Level {
  /// What the step leads to, as far as the tree has it.
  public var value: Node? {
    guard let node else { return nil }
    switch step {
    case .item(let index):
      let items = node.items
      return index < items.count ? items[index] : nil
    case .key(let name):
      if let start = keyRange?.lowerBound, let (_, entry) = node.entries.last(before: start + 1),
        entry.key.innerRange.lowerBound == start
      {
        return entry.value
      }
      return node.value(under: name)
    }
  }
}
