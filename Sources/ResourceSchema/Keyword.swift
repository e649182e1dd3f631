extension Schema {
  /// The keywords of the pack's schemas, in the order of the bits of `KeywordSet` and so of a node's words:
  /// a new one goes to the end and raises `PackFormat.version`.
  public enum Keyword: UInt8, Sendable, Hashable, CaseIterable {
    case type
    case properties
    case patternProperties
    case additionalProperties
    case propertyNames
    case required
    case items
    case prefixItems
    case contains
    case minItems
    case maxItems
    case maxUniqueItems
    case uniqueItems
    case uniqueKeys
    case minLength
    case maxLength
    case pattern
    case format
    case `enum`
    case enumCaseInsensitive
    case const
    case minimum
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
    case multipleOf
    case minProperties
    case maxProperties
    case anyOf
    case oneOf
    case allOf
    case not
    case `if`
    case then
    case `else`
    case dependentRequired
    case dependentExcluded
    /// Also holds the schemas of the older `dependencies`; its lists of names are in `dependentRequired`.
    case dependentSchemas
    /// At least one of the named properties.
    case requiredOr
    /// Exactly one of the named properties.
    case requiredXor
    case `default`
    case insertionOrder
    case arrayType
    /// The resource that the value names: `typeName` and `propertyPath`.
    case relationshipRef
    /// Which functions, pseudo parameters and references may stand here (without its schema).
    case cfnContext
    /// The schema inside `cfnContext`.
    case cfnContextSchema
    /// What to gather from other resources (without its schema).
    case cfnGather
    /// The schema inside `cfnGather`, for what was gathered.
    case cfnGatherSchema
    /// Names of further checks.
    case cfnLint
    /// A check against the template's own names.
    case dynamicValidation
    /// The schema `false`: nothing fits.
    case never

    /// The keyword's name in JSON Schema.
    public var name: String { "\(self)" }

    package var payload: PackFormat.Payload {
      switch self {
      case .type: .types
      case .properties, .patternProperties, .dependentSchemas: .schemaMap
      case .additionalProperties, .propertyNames, .items, .contains, .not, .if, .then, .else,
        .cfnContextSchema, .cfnGatherSchema:
        .schema
      case .prefixItems, .anyOf, .oneOf, .allOf: .schemaList
      case .required, .requiredOr, .requiredXor, .uniqueKeys: .stringList
      case .dependentRequired, .dependentExcluded: .stringListMap
      case .enum, .enumCaseInsensitive: .valueList
      case .minItems, .maxItems, .maxUniqueItems, .uniqueItems, .minLength, .maxLength, .const, .minimum,
        .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf, .minProperties, .maxProperties,
        .default, .insertionOrder, .arrayType, .relationshipRef, .cfnContext, .cfnGather, .cfnLint,
        .dynamicValidation, .never, .pattern, .format:
        .value
      }
    }
  }

  /// The keywords that are present in a schema: iterates over just those, in the order of `Keyword`.
  public struct KeywordSet: Sendable, Hashable, Sequence {
    /// Bit n is the keyword with raw value n.
    public let rawValue: UInt64

    /// The set with these bits; bit n is the keyword with raw value n.
    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The set of one keyword.
    @inlinable
    public init(_ keyword: Keyword) { rawValue = 1 &<< UInt64(keyword.rawValue) }

    /// The set and one more keyword. The compiler makes a constant of `KeywordSet(.anyOf) | .oneOf`.
    @inlinable
    public static func | (set: Self, keyword: Keyword) -> Self {
      Self(rawValue: set.rawValue | Self(keyword).rawValue)
    }

    /// Whether no keyword is present.
    public var isEmpty: Bool { rawValue == 0 }

    /// Whether the keyword is present. Constant time, no allocation.
    @inlinable
    public func contains(_ keyword: Keyword) -> Bool { rawValue & Self(keyword).rawValue != 0 }

    /// Goes through the keywords present.
    public struct Iterator: IteratorProtocol {
      private var rest: UInt64

      init(_ bits: UInt64) { rest = bits }

      /// The next keyword present.
      public mutating func next() -> Keyword? {
        guard rest != 0 else { return nil }
        let bit = rest.trailingZeroBitCount
        rest &= rest &- 1
        return Keyword(rawValue: UInt8(bit))
      }
    }

    /// Goes through the keywords present.
    public func makeIterator() -> Iterator { Iterator(rawValue) }
  }
}
