import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// What tells at a glance that a value does not fit a schema: its kind, a property with a fixed value, one that must be
/// there. Never wrong where it rules a value out; what it lets through may still not fit.
final class SchemaSign {
  private let types: Schema.Types
  private let properties: PropertyTable
  /// The properties with a fixed value: their places in the table, and the UTF-8 bytes of the values.
  private let fixed: [(place: Int, values: [[UInt8]])]
  private let required: StringList
  private let parts: [SchemaSign]

  init(_ schema: Schema) {
    types = schema.types
    required = schema.required
    let properties = schema.properties
    self.properties = properties
    fixed = properties.indices.compactMap { index in
      let property = properties.schema(at: index)
      var values: [String]?
      if property.keywords.contains(.const) { values = property.constant?.string.map { [$0] } }
      if property.keywords.contains(.enum), property.enumeration.count <= 2 {
        let allowed = property.enumeration.strings
        values = values.map { $0.filter(allowed.contains) } ?? allowed
      }
      return values.map { (index, $0.map { Array($0.utf8) }) }
    }
    parts = schema.hasProperties ? [] : schema.allOf.map { SchemaSign($0) }
  }

  /// The names of the properties with a fixed value, and the values.
  var fixedProperties: [(name: [UInt8], values: [[UInt8]])] {
    fixed.map { (Array(properties.utf8(at: $0.place)), $0.values) }
  }

  /// Whether the value is of another kind, or has a property with another value than the fixed one: so that it cannot be
  /// meant as this, whatever it lacks.
  ///
  /// - Complexity: linear in the properties with fixed values and the value's own.
  func rulesOut(_ value: Value) -> Bool { rulesOut(value, ignoringCase: false) }

  private func rulesOut(_ value: Value, ignoringCase: Bool) -> Bool {
    switch value.node.kind {
    case .mapping:
      if !types.isEmpty, !types.contains(.object) { return true }
      return fixed.contains {
        isOther(
          $0.values, value.node.entry(utf8: properties.utf8(at: $0.place))?.value, ignoringCase: ignoringCase)
      }
        || parts.contains { $0.rulesOut(value, ignoringCase: ignoringCase) }
    case .sequence: return !types.isEmpty && !types.contains(.array)
    case .scalar: return !types.isEmpty && types.isSubset(of: [.object, .array])
    case .alias: return false
    }
  }

  /// Whether a mapping is ruled out, or lacks what must be there; false for all else. Some conditions take values in whatever case, so a
  /// difference in case rules nothing out.
  ///
  /// - Parameter fallback: what stands in for properties that the value has not.
  func excludes(_ value: Value, fallback: Node?) -> Bool {
    guard value.node.kind == .mapping else { return false }
    if rulesOut(value, ignoringCase: true) { return true }
    guard !required.isEmpty, !value.node.hasKey(startingWith: "<<") else { return false }
    return required.indices.contains { index in
      let name = required.utf8(at: index)
      return value.node.entry(utf8: name) == nil && fallback?.entry(utf8: name) == nil
    }
  }

  /// Whether a property is written and has none of the values.
  private func isOther(_ values: [[UInt8]], _ node: Node?, ignoringCase: Bool) -> Bool {
    guard let node, node.kind == .scalar, !Value(node).isTaggedScalar else { return false }
    if values.contains(where: { $0.withUnsafeBufferPointer { node.valueEquals(utf8: $0) } }) { return false }
    return !ignoringCase || !node.withValueUTF8 { own in values.contains { isSameText($0, own) } }
  }

  /// Whether two texts differ in nothing but the case of ASCII letters.
  private func isSameText(_ one: [UInt8], _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    func lower(_ byte: UInt8) -> UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte }
    return one.count == other.count && zip(one, other).allSatisfy { lower($0) == lower($1) }
  }
}

extension Value {
  /// Whether a scalar has a tag of its own, as function calls have: so that it is no literal.
  fileprivate var isTaggedScalar: Bool { node.hasTag && literal == nil }
}
