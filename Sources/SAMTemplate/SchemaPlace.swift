public import ResourceSchema
public import YAMLSyntax

/// What a place in a template means: which part of the language, or which schema, describes it.
public indirect enum Place: Sendable {
  /// The mapping of sections.
  case root
  /// A section whose keys the person names.
  case section(Section)
  /// `Globals`: its keys are kinds of SAM resources.
  case globals
  /// The value of `Transform`, or an item of it.
  case transform
  /// The value of `AWSTemplateFormatVersion`.
  case formatVersion
  /// A place that schemas describe.
  case schema(SchemaPlace)
  /// The argument of an intrinsic function, or a part of it.
  case function(FunctionPlace)
  /// An expression of `Conditions`, or one within `Fn::And` and the like.
  case conditionExpression
  /// Nothing is known of it: free text, a free map, a macro's argument.
  case unknown

  /// The schemas of the place that a call here gives a value to.
  public var expected: SchemaPlace? {
    switch self {
    case .schema(let place): place
    case .function(let function): function.outer.expected
    default: nil
    }
  }
}

/// A place within a function's argument.
public struct FunctionPlace: Sendable {
  /// The long name: `Fn::Sub`.
  public var name: String
  /// The function, where it is a known one.
  public var intrinsic: Intrinsic?
  /// What the call stands for.
  public var outer: Place
  /// The way from the argument to the place: empty for the argument itself.
  public var steps: [Cursor.Step] = []
  /// The argument, as far as the tree has it.
  public var argument: Node?
}

/// A place that schemas describe.
public struct SchemaPlace: Sendable {
  /// What the path starts from.
  public enum Root: Sendable, Hashable {
    /// The `Properties` of a resource.
    case resource(ResourceType)
    /// A section of `Globals`, for a type.
    case globals(ResourceType)
    /// A resource: `Type`, `Properties`, `DependsOn`, …
    case attributes
    case parameter
    case output
    case rule
    case metadata
  }

  /// What the path starts from.
  public var root: Root
  /// The keys from the root; `*` for items of lists and for keys of free maps.
  public var path: [String]
  /// The same, as the schema's pages spell it: the kind of an event stands before its properties.
  public private(set) var spelling: [String] = []
  /// Every schema that applies, alternatives not yet chosen.
  public var schemas: [Schema]
  /// The name of the section's entry: the logical id, the parameter's name.
  public var entryName: String = ""
  /// What the section's entry holds, as far as the tree has it.
  public var entry: Node?

  /// What else describes the value: rules of the type, and the resource that the SAM transform passes it on to.
  var counterparts: [Counterpart] = []

  /// A place by its parts; of an empty path what else describes a type's properties is added.
  public init(root: Root, path: [String], schemas: [Schema], entryName: String = "", entry: Node? = nil) {
    self.root = root
    self.path = path
    self.schemas = schemas
    self.entryName = entryName
    self.entry = entry
    if let type, path.isEmpty { counterparts = Counterpart.all(of: type) }
  }

  /// The properties of a type.
  public init(propertiesOf type: ResourceType) {
    self.init(root: .resource(type), path: [], schemas: [type.schema])
  }

  /// The resource type whose property it is; nil elsewhere.
  public var type: ResourceType? {
    switch root {
    case .resource(let type), .globals(let type): type
    default: nil
    }
  }

  /// The schemas with alternatives taken apart: those that fit what a mapping holds already.
  ///
  /// - Parameter except: where the key starts that is being written, and so says nothing yet.
  public func views(of node: Node?, except start: Int = -1) -> [Schema] {
    var views: [Schema] = []
    var chooser = SchemaChooser(node: node, ignoredKey: start)
    for schema in schemas { chooser.flatten(schema, into: &views) }
    if !views.contains(where: \.saysWhatIsInside) {
      let types = views.reduce(into: Schema.Types()) { $0.formUnion($1.types) }
      for schema in counterparts.flatMap(\.schemas) where types.isEmpty || schema.mayBe(types) {
        chooser.flatten(schema, into: &views)
      }
    }
    return views
  }

  /// The schemas of what the value is passed on to, alternatives taken apart.
  public var counterpartViews: [Schema] {
    var views: [Schema] = []
    var chooser = SchemaChooser(node: nil, ignoredKey: -1)
    for schema in counterparts.flatMap(\.schemas) { chooser.flatten(schema, into: &views) }
    return views
  }

  /// The place under a key of a mapping; nil: of any.
  public func child(_ key: String, in node: Node? = nil) -> SchemaPlace { stepping(to: key, in: node) }

  /// The place of a list's items or of a free map's values.
  public func anyChild() -> SchemaPlace {
    let item = childItem()
    return item.schemas.isEmpty ? child("*") : item
  }

  /// The place of a list's items.
  public func childItem() -> SchemaPlace { stepping(toItem: 0) }

  /// The place under a key of a mapping.
  func stepping(to key: String, in node: Node?) -> SchemaPlace {
    var next = self
    let (found, isFree) = views(of: node).child(key)
    next.path.append(isFree ? "*" : key)
    if let kind = node?["Type"].flatMap({ Value($0).literal }), key != "Type",
      views(of: node).contains(where: { $0.kind == kind })
    {
      next.spelling.append(kind)
    }
    next.spelling.append(isFree ? "*" : key)
    next.schemas = found
    next.counterparts = counterparts.map { $0.stepping(to: key, in: node) }
    if let type, type.isSAM, path.isEmpty {
      next.counterparts += Counterpart.all(ofProperty: key, of: type)
    }
    if let type, type.isSAM, path.count == 2, path[0] == "Events", key == "Properties" {
      let event = node?["Type"].flatMap { Value($0).literal } ?? ""
      next.counterparts = Counterpart.all(ofEvent: event, of: type)
    }
    next.addPolicySchema()
    return next
  }

  /// Adds what is known of policies to places whose own schema says nothing of them.
  ///
  /// SAM takes policy documents where a role takes them with a name, and single statements of an API's policy.
  private mutating func addPolicySchema() {
    let pack = SchemaPack.shared
    if type?.isSAM == true, path == ["Policies", "*"] {
      counterparts =
        pack.section("iam/policy_identity").map { [Counterpart(type: nil, path: [], schemas: [$0])] } ?? []
      return
    }
    guard let name = path.last,
      !counterparts.contains(where: { $0.schemas.contains(where: \.saysWhatIsInside) }),
      !views(of: nil).contains(where: \.saysWhatIsInside)
    else { return }
    var found: Schema?
    switch name {
    case "Policy", "PolicyDocument", "ResourcePolicy", "KeyPolicy", "RepositoryPolicyText":
      found = pack.section("iam/policy_resource")
    case "AssumeRolePolicyDocument":
      found = pack.section("iam/policy_trust")
    case "*" where path.suffix(2) == ["CustomStatements", "*"]:
      found = pack.section("iam/policy_resource")?.properties["Statement"]
        .flatMap { [$0].item(0).first ?? $0.anyOf.compactMap(\.items).first }
    default: break
    }
    if let found { counterparts.append(Counterpart(type: nil, path: [], schemas: [found])) }
  }

  /// The place of an item of a list.
  func stepping(toItem index: Int) -> SchemaPlace {
    var next = self
    next.path.append("*")
    next.spelling.append("*")
    next.schemas = views(of: nil).item(index)
    next.counterparts = counterparts.map { $0.stepping(toItem: index) }
    next.addPolicySchema()
    return next
  }
}

extension Array where Element == Schema {
  /// The schemas of the value under a key, and whether the key is one of a free map.
  func child(_ key: String) -> (schemas: [Schema], isFree: Bool) {
    var found: [Schema] = []
    for view in self {
      if let schema = view.properties[key], !schema.isAlwaysFalse, !found.contains(schema) {
        found.append(schema)
      }
    }
    if !found.isEmpty { return (found, false) }
    for view in self {
      for (_, schema) in view.patternProperties where !found.contains(schema) { found.append(schema) }
      if let schema = view.additionalProperties, !schema.isAlwaysFalse, !schema.isAlwaysTrue,
        !found.contains(schema)
      {
        found.append(schema)
      }
    }
    return (found, true)
  }

  /// The schemas of an item of a list.
  func item(_ index: Int) -> [Schema] {
    var found: [Schema] = []
    for view in self {
      let prefix = view.prefixItems
      // What upstream says of single items adds to what it says of all.
      for item in [view.items, index < prefix.count ? prefix[prefix.startIndex + index] : nil] {
        if let item, !item.isAlwaysFalse, !found.contains(item) { found.append(item) }
      }
    }
    return found
  }
}

extension Schema {
  /// Whether a value of one of these types can fit.
  fileprivate func mayBe(_ others: Types) -> Bool {
    types.isEmpty || !types.isDisjoint(with: others)
  }

  /// Whether it says more of a mapping or a list than that it is one.
  var saysWhatIsInside: Bool {
    if hasProperties || items != nil || !prefixItems.isEmpty || !patternProperties.isEmpty { return true }
    guard let rest = additionalProperties else { return false }
    return !rest.isAlwaysTrue && !rest.isAlwaysFalse
  }
}

/// Chooses among the alternatives of a schema by what a mapping holds.
struct SchemaChooser {
  /// The mapping; nil where nothing is written yet.
  var node: Node?
  /// Where the key starts that is still being written.
  var ignoredKey: Int
  private var depth = 0

  init(node: Node?, ignoredKey: Int) {
    self.node = node
    self.ignoredKey = ignoredKey
  }

  /// Adds a schema and what its combinators bring in.
  mutating func flatten(_ schema: Schema, into views: inout [Schema]) {
    guard depth < 16, !views.contains(schema) else { return }
    depth += 1
    defer { depth -= 1 }
    views.append(schema)
    for part in schema.allOf { flatten(part, into: &views) }
    for alternative in choose(schema.anyOf) { flatten(alternative, into: &views) }
    for alternative in choose(schema.oneOf) { flatten(alternative, into: &views) }
    if let condition = schema.ifSchema, let node, node.kind == .mapping, let holds = matches(condition, node),
      let branch = holds ? schema.thenSchema : schema.elseSchema
    {
      flatten(branch, into: &views)
    }
  }

  private func choose(_ alternatives: SchemaList) -> [Schema] {
    guard alternatives.count > 1, let node, node.kind == .mapping, !node.entries.isEmpty else {
      return Array(alternatives)
    }
    var best = Int.max
    var chosen: [Schema] = []
    for alternative in alternatives {
      let cost = misfit(alternative, depth: 0)
      if cost < best {
        best = cost
        chosen = [alternative]
      } else if cost == best {
        chosen.append(alternative)
      }
    }
    return chosen
  }

  /// How badly a mapping fits a schema: 0 is well.
  private func misfit(_ schema: Schema, depth: Int) -> Int {
    guard let node, depth < 4 else { return 0 }
    var cost = 0
    let types = schema.types
    if !types.isEmpty, !types.contains(.object) { return 1000 }
    let properties = schema.properties
    let isClosed = schema.additionalProperties?.isAlwaysFalse == true && schema.patternProperties.isEmpty
    for entry in node.entries.prefix(200)
    where entry.key.kind == .scalar && entry.key.range.lowerBound != ignoredKey {
      let property = entry.key.withValueUTF8 { properties[utf8: $0] }
      guard let property else {
        if isClosed { cost += 1 }
        continue
      }
      if property.isAlwaysFalse { cost += 10 }
      if let literal = Value(entry.value).literal, !entry.value.isMissing, !allows(property, literal) {
        cost += 100
      }
    }
    for part in schema.allOf { cost += misfit(part, depth: depth + 1) }
    if !schema.anyOf.isEmpty { cost += schema.anyOf.map { misfit($0, depth: depth + 1) }.min() ?? 0 }
    if !schema.oneOf.isEmpty { cost += schema.oneOf.map { misfit($0, depth: depth + 1) }.min() ?? 0 }
    return cost
  }

  private func allows(_ schema: Schema, _ literal: String) -> Bool {
    if !schema.enumeration.isEmpty { return schema.enumeration.contains(string: literal) }
    if let constant = schema.constant { return constant.string == literal }
    return true
  }

  /// Whether a mapping fulfils an `if`; nil where it cannot be told.
  private func matches(_ schema: Schema, _ node: Node) -> Bool? {
    for key in schema.required where node.value(under: key) == nil { return false }
    for (name, property) in schema.properties {
      guard let value = node.value(under: name) else { continue }
      guard let literal = Value(value).literal else { return nil }
      if !allows(property, literal) { return false }
    }
    return true
  }
}
