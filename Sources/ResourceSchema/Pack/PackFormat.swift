/// The layout of `schema/resources.pack`; `schema/README.md` describes it. Shared by the compiler that
/// writes packs and the reader.
package enum PackFormat {
  /// `SLSP` in a little-endian file.
  package static let magic: UInt32 = 0x5053_4C53
  /// Raised with every change of the layout, of `Schema.Keyword`'s order or of a record.
  package static let version: UInt32 = 1

  /// The words of the header.
  package enum Header: Int, CaseIterable {
    case magic
    case version
    /// Bytes of the whole file.
    case size
    /// Word offset of the types: a count, the names' string offsets in byte order, then the records.
    case types
    /// Map from a section's name to its schema.
    case sections
    /// List of the regions' names; a region's bit in a mask is its index.
    case regions
    /// Word offset of the mask (two words) of regions with schemas of their own.
    case ownRegions
    /// The value (always an object) that holds every other fact. The last word.
    case facts

    /// How many words there are.
    package static var count: Int { facts.rawValue + 1 }
  }

  /// The words of a type's record. Lists and maps are word offsets, 0 where there is none.
  package enum TypeField: Int, CaseIterable {
    case name
    /// Bit 0: a type of the SAM transform.
    case flags
    case regionsLow
    case regionsHigh
    case schema
    /// List of (low mask, high mask, schema) of regions whose schema differs.
    case variants
    case readOnly
    case createOnly
    case conditionalCreateOnly
    case writeOnly
    case deprecated
    case primaryIdentifier
    /// Schema of what `Ref` returns; 0 where upstream does not say.
    case refSchema
    /// Map from an attribute's dotted name to its schema.
    case attributes
    /// Map from the name of a definition, a property type, to its schema.
    case definitions
    /// List of word offsets of rule records.
    case rules
    /// Value: what is said of few types.
    case extra
  }

  /// The words of a rule's record.
  package enum RuleField: Int, CaseIterable {
    case id
    /// Bit 0: every mismatch counts, not only the best one. Bit 1: the schemas differ by region.
    case flags
    /// List of strings: the path below the resource, `*` for any list item.
    case path
    /// The schema for every region; 0 where it is regional.
    case schema
    /// List of (low mask, high mask, schema).
    case variants
  }

  /// How a keyword's word in a schema node is read.
  package enum Payload {
    /// The bits of `Schema.Types`.
    case types
    /// A tagged value.
    case value
    case schema
    case schemaList
    case schemaMap
    case stringList
    case stringListMap
    case valueList
  }

  /// The low three bits of a value say what the rest is.
  package enum ValueTag: UInt32 {
    /// 0 null, 1 false, 2 true.
    case special
    /// A signed integer of 29 bits.
    case small
    /// Byte offset of a string.
    case string
    /// Word offset: a count, then values.
    case array
    /// Word offset: a count, then pairs of a key's byte offset and a value, keys in byte order.
    case object
    /// Word offset of an IEEE double of two words.
    case double
    /// Word offset of an integer of two words.
    case integer
  }
}
