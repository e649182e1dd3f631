/// A resource type: a handle on its record in the pack, read in place.
public struct ResourceType: Sendable, Hashable {
  let record: Int

  private var reader: PackReader { EmbeddedPack.resources }

  func word(_ field: PackFormat.TypeField) -> UInt32 { reader.word(record &+ field.rawValue) }

  private func strings(_ field: PackFormat.TypeField) -> [String] {
    Array(StringList(offset: Int(word(field))))
  }

  var extra: PackedValue { PackedValue(reader: reader, handle: word(.extra)) }

  /// The name, `AWS::Lambda::Function`.
  public var name: String { reader.string(word(.name)) }

  /// Whether the SAM transform makes other resources of it.
  public var isSAM: Bool { word(.flags) & 1 != 0 }

  /// The schema of its `Properties` in us-east-1, or in the first region that has the type.
  public var schema: Schema { Schema(index: word(.schema)) }

  /// The schema of its `Properties` in a region; nil where the region is unknown or lacks the type.
  public func schema(in region: String) -> Schema? {
    guard let mask = SchemaPack.shared.mask(of: region), regionMask & mask != 0 else { return nil }
    return Self.variant(at: Int(word(.variants)), mask: mask) ?? schema
  }

  /// The schema of the first entry of a list of variants whose regions hold one of `mask`.
  static func variant(at offset: Int, mask: UInt64) -> Schema? {
    let reader = EmbeddedPack.resources
    for position in 0..<reader.count(at: offset, stride: 3) {
      let entry = offset &+ 1 &+ 3 &* position
      if reader.wide(entry) & mask != 0 { return Schema(index: reader.word(entry &+ 2)) }
    }
    return nil
  }

  private var regionMask: UInt64 {
    UInt64(word(.regionsLow)) | UInt64(word(.regionsHigh)) << 32
  }

  /// The regions that have it.
  public var regions: [String] { SchemaPack.shared.regions(in: regionMask) }

  /// Whether the region has it. An unknown region is taken to have every type.
  public func isAvailable(in region: String) -> Bool {
    guard let mask = SchemaPack.shared.mask(of: region) else { return true }
    return regionMask & mask != 0
  }

  /// The regions that lack it.
  public var missingRegions: [String] {
    SchemaPack.shared.regions(in: ~regionMask)
  }

  /// Paths of properties that only the service sets: dotted, `*` for list items.
  public var readOnlyProperties: [String] { strings(.readOnly) }
  /// Paths of properties whose change replaces the resource.
  public var createOnlyProperties: [String] { strings(.createOnly) }
  /// Paths of properties whose change replaces the resource in some cases.
  public var conditionalCreateOnlyProperties: [String] { strings(.conditionalCreateOnly) }
  /// Paths of properties that are never returned.
  public var writeOnlyProperties: [String] { strings(.writeOnly) }
  /// Paths of properties that should no longer be used.
  public var deprecatedProperties: [String] { strings(.deprecated) }
  /// Paths of the properties that together identify the resource.
  public var primaryIdentifier: [String] { strings(.primaryIdentifier) }

  /// What happens to a resource when a property of it is changed.
  public enum UpdateBehavior: String, Sendable, Hashable {
    /// The resource is changed in place.
    case noInterruption
    /// A new resource takes its place.
    case replacement
    /// It depends on the change.
    case conditional
    /// Upstream does not say.
    case unknown
  }

  /// What a change of the property at a path (list items as `*`) does. What holds for a property holds for
  /// all inside it.
  public func updateBehavior(of path: [String]) -> UpdateBehavior {
    if isSAM { return .unknown }
    if Self.covers(StringList(offset: Int(word(.createOnly))), path) { return .replacement }
    if Self.covers(StringList(offset: Int(word(.conditionalCreateOnly))), path) { return .conditional }
    return .noInterruption
  }

  /// Whether one of the dotted paths is `path` or leads to it. Allocates nothing.
  static func covers(_ paths: StringList, _ path: [String]) -> Bool {
    paths.indices.contains { index in
      var rest = paths.utf8(at: index)[...]
      for step in path {
        let end = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
        guard rest[..<end].elementsEqual(step.utf8) else { return false }
        if end == rest.endIndex { return true }
        rest = rest[(end + 1)...]
      }
      return false
    }
  }

  /// Whether the property at a path (list items as `*`) is set by the service alone.
  public func isReadOnly(_ path: [String]) -> Bool {
    Self.covers(StringList(offset: Int(word(.readOnly))), path)
  }

  /// Whether the property at a path (list items as `*`) should no longer be used.
  public func isDeprecated(_ path: [String]) -> Bool {
    Self.covers(StringList(offset: Int(word(.deprecated))), path)
  }

  /// What `Ref` returns.
  public struct RefValue: Sendable, Hashable {
    /// The properties whose values it is made of, as dotted paths; empty where upstream does not say.
    public var properties: [String]
    /// The schema of the value; nil where upstream does not say.
    public var schema: Schema?
    /// The type whose identifier it is: this type, or the one that the SAM transform makes of it.
    public var typeName: String
  }

  /// What `Ref` returns.
  public var refValue: RefValue {
    let source = generatedType ?? self
    let index = word(.refSchema)
    return RefValue(
      properties: source.primaryIdentifier, schema: index == 0 ? nil : Schema(index: index),
      typeName: source.name)
  }

  /// For a SAM type: the type of the resource that the transform makes under the same logical id.
  public var generatedType: ResourceType? {
    extra["generatedType"]?.string.flatMap { SchemaPack.shared.type(named: $0) }
  }

  /// Something that `Fn::GetAtt` returns.
  public struct Attribute: Sendable, Hashable {
    /// The dotted name, `Endpoint.Address`; with `isPrefix` what it starts with, `Outputs.`.
    public var name: String
    /// Whether any name with that prefix is meant.
    public var isPrefix: Bool
    /// The schema of the value.
    public var schema: Schema
    /// The value's types; empty where any is possible.
    public var types: Schema.Types { schema.types }
  }

  /// What `Fn::GetAtt` returns, in byte order of the names.
  public var attributes: [Attribute] {
    PropertyTable(offset: Int(word(.attributes))).map { Self.attribute($0.name, $0.schema) }
  }

  private static func attribute(_ name: String, _ schema: Schema) -> Attribute {
    name.hasSuffix("*") && !name.hasSuffix(".*.*")
      ? Attribute(name: String(name.dropLast()), isPrefix: true, schema: schema)
      : Attribute(name: name, isPrefix: false, schema: schema)
  }

  /// The attribute that a dotted name means; nil where there is none.
  public func attribute(named name: some StringProtocol) -> Attribute? {
    let table = PropertyTable(offset: Int(word(.attributes)))
    if let schema = table[name] { return Attribute(name: String(name), isPrefix: false, schema: schema) }
    return attributes.first { $0.isPrefix && name.hasPrefix($0.name) && name.utf8.count > $0.name.utf8.count }
  }

  /// The names and schemas of its property types, in byte order: what `#/definitions` names upstream.
  public var definitions: PropertyTable { PropertyTable(offset: Int(word(.definitions))) }

  /// That the service is about to go, or gone.
  public struct Lifecycle: Sendable, Hashable {
    /// `sunset`, `maintenance`, …
    public var status: String
    /// An ISO 8601 date, where upstream says one.
    public var date: String?
  }

  /// That the service is about to go, or gone; nil for most types.
  public var lifecycle: Lifecycle? {
    guard let value = extra["lifecycle"], let status = value["status"]?.string else { return nil }
    return Lifecycle(status: status, date: value["date"]?.string)
  }

  /// What a replacement does, where upstream says so: `delete_then_create`.
  public var replacementStrategy: String? { extra["replacementStrategy"]?.string }

  /// The checks that hold only in some cases, in order of their ids.
  public var rules: [ConditionalRule] {
    let offset = Int(word(.rules))
    return (0..<reader.count(at: offset)).map { ConditionalRule(record: Int(reader.word(offset + 1 + $0))) }
  }
}

/// A check of one place of a resource that is a schema beside the type's own.
public struct ConditionalRule: Sendable, Hashable {
  let record: Int

  private func word(_ field: PackFormat.RuleField) -> UInt32 {
    EmbeddedPack.resources.word(record &+ field.rawValue)
  }

  /// cfn-lint's id, `E3677`.
  public var id: String { EmbeddedPack.resources.string(word(.id)) }

  /// The place below the resource, `["Properties", "Environment", "Variables"]`; `*` is any item or key.
  public var path: [String] { Array(StringList(offset: Int(word(.path)))) }
  /// Whether `path` is these steps and nothing more. Allocates nothing.
  public func isAt(_ steps: some Collection<String>) -> Bool {
    let path = StringList(offset: Int(word(.path)))
    return path.count == steps.count
      && zip(path.indices, steps).allSatisfy { path.utf8(at: $0).elementsEqual($1.utf8) }
  }

  /// Whether every mismatch counts. Otherwise only that the schema does not fit at all.
  public var reportsEveryMismatch: Bool { word(.flags) & 1 != 0 }

  /// Whether the schema depends on the region.
  public var isRegional: Bool { word(.flags) & 2 != 0 }

  /// The schema for every region; nil where it depends on the region.
  public var schema: Schema? {
    isRegional ? nil : Schema(index: word(.schema))
  }

  /// The schema for a region; nil where there is none for it.
  public func schema(in region: String) -> Schema? {
    guard isRegional else { return schema }
    guard let mask = SchemaPack.shared.mask(of: region) else { return nil }
    return ResourceType.variant(at: Int(word(.variants)), mask: mask)
  }

  /// How cfn-lint ranks it, by the id's first letter.
  public enum Severity: String, Sendable, Hashable {
    case error
    case warning
    case information
  }

  /// How cfn-lint ranks it, by the id's first letter.
  public var severity: Severity {
    switch id.utf8.first {
    case UInt8(ascii: "E"): .error
    case UInt8(ascii: "W"): .warning
    default: .information
    }
  }
}
