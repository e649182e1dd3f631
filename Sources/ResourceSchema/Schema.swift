/// A JSON Schema node of the pack: a handle, compared by identity, read in place.
///
/// Equal subtrees of the pack are one node, and `$ref`s are already followed, so a schema may be its own
/// descendant: whoever walks down follows a document's depth, not the schema's.
///
/// Reading a keyword takes constant time and allocates only what it returns; collections are lazy.
public struct Schema: Sendable, Hashable {
  let index: UInt32

  init(index: UInt32) { self.index = index }

  /// Where the schema stands in the pack: no other has the same place.
  package var place: UInt32 { index }

  /// The value types that JSON Schema knows.
  public struct Types: OptionSet, Sendable, Hashable {
    /// One bit a type.
    public let rawValue: UInt8

    /// The set with these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Text.
    public static let string = Types(rawValue: 1)
    /// Any number.
    public static let number = Types(rawValue: 2)
    /// A whole number.
    public static let integer = Types(rawValue: 4)
    /// True or false.
    public static let boolean = Types(rawValue: 8)
    /// A mapping.
    public static let object = Types(rawValue: 16)
    /// A list.
    public static let array = Types(rawValue: 32)
    /// Null.
    public static let null = Types(rawValue: 64)

    /// The names and bits, in the order in which the types are said.
    package static let names: [(name: String, type: Types)] = [
      ("string", .string), ("number", .number), ("integer", .integer), ("boolean", .boolean),
      ("object", .object), ("array", .array), ("null", .null),
    ]

    /// The types' names.
    public var names: [String] { Self.names.filter { contains($0.type) }.map(\.name) }
  }

  @inline(__always)
  var reader: PackReader { EmbeddedPack.resources }

  /// The keywords present.
  @inline(__always)
  public var keywords: KeywordSet { KeywordSet(rawValue: reader.wide(Int(index))) }

  /// The word of a keyword; nil where it is absent.
  @inline(__always)
  func word(_ keyword: Keyword) -> UInt32? {
    let bits = reader.wide(Int(index))
    let bit: UInt64 = 1 << UInt64(keyword.rawValue)
    guard bits & bit != 0 else { return nil }
    return reader.word(Int(index) &+ 2 &+ (bits & (bit &- 1)).nonzeroBitCount)
  }

  private func value(_ keyword: Keyword) -> PackedValue? {
    word(keyword).map { PackedValue(reader: reader, handle: $0) }
  }

  private func integer(_ keyword: Keyword) -> Int? { value(keyword)?.integer }
  private func number(_ keyword: Keyword) -> Double? { value(keyword)?.number }
  private func schema(_ keyword: Keyword) -> Schema? { word(keyword).map(Schema.init(index:)) }
  private func schemas(_ keyword: Keyword) -> SchemaList { SchemaList(offset: Int(word(keyword) ?? 0)) }
  private func table(_ keyword: Keyword) -> PropertyTable { PropertyTable(offset: Int(word(keyword) ?? 0)) }
  private func strings(_ keyword: Keyword) -> StringList { StringList(offset: Int(word(keyword) ?? 0)) }
  private func lists(_ keyword: Keyword) -> [(String, StringList)] {
    let offset = Int(word(keyword) ?? 0)
    return (0..<reader.count(at: offset, stride: 2)).map { position in
      let entry = offset + 1 + 2 * position
      return (reader.string(reader.word(entry)), StringList(offset: Int(reader.word(entry + 1))))
    }
  }

  /// Whether this is the schema `false`: nothing fits.
  public var isAlwaysFalse: Bool { keywords.contains(.never) }
  /// Whether this is the schema `true` or `{}`: everything fits.
  public var isAlwaysTrue: Bool { keywords.isEmpty }
  /// The types that fit; empty where any does.
  public var types: Types { Types(rawValue: UInt8(truncatingIfNeeded: word(.type) ?? 0)) }

  /// The properties of an object, in byte order of their names.
  public var properties: PropertyTable { table(.properties) }
  /// Whether properties are listed at all.
  public var hasProperties: Bool { keywords.contains(.properties) }
  /// Schemas for the properties whose names match a regular expression.
  public var patternProperties: [(pattern: String, schema: Schema)] {
    table(.patternProperties).map { (pattern: $0.name, schema: $0.schema) }
  }
  /// The schema of other properties: nil where upstream does not say (allowed), always false where they are
  /// forbidden.
  public var additionalProperties: Schema? { schema(.additionalProperties) }
  /// The schema of every property's name.
  public var propertyNames: Schema? { schema(.propertyNames) }
  /// The properties that must be there.
  public var required: StringList { strings(.required) }
  /// At least one of these properties must be there; empty where that is not asked.
  public var requiredOr: StringList { strings(.requiredOr) }
  /// Exactly one of these properties must be there; empty where that is not asked.
  public var requiredXor: StringList { strings(.requiredXor) }
  /// The properties that must be there when the named one is.
  public var dependentRequired: [(String, StringList)] { lists(.dependentRequired) }
  /// The properties that must not be there when the named one is.
  public var dependentExcluded: [(String, StringList)] { lists(.dependentExcluded) }
  /// Schemas of the whole object when the named property is there.
  public var dependentSchemas: PropertyTable { table(.dependentSchemas) }
  /// The fewest properties.
  public var minProperties: Int? { integer(.minProperties) }
  /// The most properties.
  public var maxProperties: Int? { integer(.maxProperties) }

  /// The schema of a list's items (after `prefixItems`).
  public var items: Schema? { schema(.items) }
  /// The schemas of a list's first items, each at its place.
  public var prefixItems: SchemaList { schemas(.prefixItems) }
  /// A schema that some item must fit.
  public var contains: Schema? { schema(.contains) }
  /// The fewest items.
  public var minItems: Int? { integer(.minItems) }
  /// The most items.
  public var maxItems: Int? { integer(.maxItems) }
  /// The most different items.
  public var maxUniqueItems: Int? { integer(.maxUniqueItems) }
  /// Whether no two items may be equal.
  public var uniqueItems: Bool { value(.uniqueItems)?.bool ?? false }
  /// The properties by which the items must differ.
  public var uniqueKeys: StringList { strings(.uniqueKeys) }
  /// Whether the order of the items matters.
  public var insertionOrder: Bool { value(.insertionOrder)?.bool ?? true }

  /// The fewest characters (Unicode code points).
  public var minLength: Int? { integer(.minLength) }
  /// The most characters (Unicode code points).
  public var maxLength: Int? { integer(.maxLength) }
  /// A regular expression (ECMA-262's dialect) found in the string; anchors are written out.
  public var pattern: String? { value(.pattern)?.string }
  /// The name of a format, `AWS::EC2::VPC.Id`: see `SchemaPack.format(named:)`.
  public var format: String? { value(.format)?.string }

  /// The least number.
  public var minimum: Double? { number(.minimum) }
  /// The greatest number.
  public var maximum: Double? { number(.maximum) }
  /// The number must be greater than this.
  public var exclusiveMinimum: Double? { number(.exclusiveMinimum) }
  /// The number must be less than this.
  public var exclusiveMaximum: Double? { number(.exclusiveMaximum) }
  /// The number must be a multiple of this.
  public var multipleOf: Double? { number(.multipleOf) }

  /// The allowed values; empty where they are not limited.
  public var enumeration: ValueList { ValueList(offset: Int(word(.enum) ?? 0)) }
  /// The allowed values where case does not matter; empty where they are not limited.
  public var enumerationCaseInsensitive: ValueList { ValueList(offset: Int(word(.enumCaseInsensitive) ?? 0)) }
  /// The only allowed value.
  public var constant: JSONValue? { value(.const)?.decoded() }
  /// The value that stands for an absent one.
  public var defaultValue: JSONValue? { value(.default)?.decoded() }

  /// At least one of these must fit.
  public var anyOf: SchemaList { schemas(.anyOf) }
  /// Exactly one of these must fit.
  public var oneOf: SchemaList { schemas(.oneOf) }
  /// All of these must fit.
  public var allOf: SchemaList { schemas(.allOf) }
  /// This must not fit.
  public var not: Schema? { schema(.not) }
  /// Where this fits, `thenSchema` must, else `elseSchema`.
  public var ifSchema: Schema? { schema(.if) }
  /// What must fit where `ifSchema` does.
  public var thenSchema: Schema? { schema(.then) }
  /// What must fit where `ifSchema` does not.
  public var elseSchema: Schema? { schema(.else) }

  /// What the functions' and sections' schemas say of where they stand: `functions`, `pseudoParameters`,
  /// `references`. The values have to fit `cfnContextSchema`.
  public var cfnContext: JSONValue? { value(.cfnContext)?.decoded() }
  /// The schema inside `cfnContext`.
  public var cfnContextSchema: Schema? { schema(.cfnContextSchema) }
  /// What to gather from this and other resources for `cfnGatherSchema`.
  public var cfnGather: JSONValue? { value(.cfnGather)?.decoded() }
  /// The schema inside `cfnGather`.
  public var cfnGatherSchema: Schema? { schema(.cfnGatherSchema) }
  /// A check against the template's own names: `context`, `transformCheck`, `pathCheck`.
  public var dynamicValidation: JSONValue? { value(.dynamicValidation)?.decoded() }
  /// The resource type and property that the value names.
  public var relationship: (typeName: String, propertyPath: String)? {
    guard let value = value(.relationshipRef), let type = value["typeName"]?.string,
      let path = value["propertyPath"]?.string
    else { return nil }
    return (type, path)
  }

  /// A keyword's value, decoded, by its JSON name; nil where it is absent or holds schemas. For bounds that
  /// are references to other values (`{"$data": …}`) this is the only view.
  public func raw(_ keyword: String) -> JSONValue? {
    guard let known = Keyword.allCases.first(where: { $0.name == keyword }), let word = word(known) else {
      return nil
    }
    switch known.payload {
    case .value: return PackedValue(reader: reader, handle: word).decoded()
    case .valueList: return .array(Array(ValueList(offset: Int(word))))
    case .stringList: return .array(StringList(offset: Int(word)).map(JSONValue.string))
    case .types: return .array(types.names.map(JSONValue.string))
    case .schema, .schemaList, .schemaMap, .stringListMap: return nil
    }
  }
}
