import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// The schemas of an `anyOf` or `oneOf`, with what tells them apart at a glance: kinds of values, and properties that
/// have a fixed value in each, as an event's `Type`.
struct AlternativeForms: Sendable {
  let schemas: [Schema]
  private let signs: [Sign]

  init(_ schemas: SchemaList) {
    self.schemas = Array(schemas)
    signs = schemas.map { Sign($0) }
  }

  /// The alternatives that nothing rules out, so that the value may be meant as one of them.
  func candidates(for value: Value) -> [Schema] {
    if value.node.kind == .alias || (value.node.kind != .sequence && value.call() != nil) { return schemas }
    var found: [Schema] = []
    for (index, sign) in signs.enumerated() where !sign.rulesOut(value) { found.append(schemas[index]) }
    return found
  }

  /// What a value must have to be meant as one alternative.
  private struct Sign: Sendable {
    private let types: Schema.Types
    private let properties: PropertyTable
    /// The properties with a fixed value: their places in the table.
    private let fixed: [(place: Int, values: [String])]
    private let parts: [Sign]

    init(_ schema: Schema) {
      types = schema.types
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
        return values.map { (index, $0) }
      }
      parts = schema.hasProperties ? [] : schema.allOf.map { Sign($0) }
    }

    func rulesOut(_ value: Value) -> Bool {
      switch value.node.kind {
      case .mapping:
        if !types.isEmpty, !types.contains(.object) { return true }
        return fixed.contains {
          isOther($0.values, value.node.entry(utf8: properties.utf8(at: $0.place))?.value)
        }
          || parts.contains { $0.rulesOut(value) }
      case .sequence: return !types.isEmpty && !types.contains(.array)
      case .scalar: return !types.isEmpty && types.isSubset(of: [.object, .array])
      case .alias: return false
      }
    }

    /// Whether a property is written and has none of the values.
    private func isOther(_ values: [String], _ node: Node?) -> Bool {
      guard let node, node.kind == .scalar, Value(node).literal != nil else { return false }
      return !values.contains { value in
        var value = value
        return value.withUTF8 { node.valueEquals(utf8: $0) }
      }
    }
  }
}
