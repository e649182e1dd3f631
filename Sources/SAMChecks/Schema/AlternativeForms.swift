import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// The schemas of an `anyOf` or `oneOf`, with what tells them apart at a glance: kinds of values, and properties that
/// have a fixed value in each, as an event's `Type`.
struct AlternativeForms: Sendable {
  let schemas: [Schema]
  private let signs: [SchemaSign]

  init(_ schemas: SchemaList) {
    self.schemas = Array(schemas)
    signs = schemas.map { SchemaSign($0) }
  }

  /// The alternatives that nothing rules out, so that the value may be meant as one of them.
  func candidates(for value: Value) -> [Schema] {
    if value.node.kind == .alias || (value.node.kind != .sequence && value.call() != nil) { return schemas }
    var found: [Schema] = []
    for (index, sign) in signs.enumerated() where !sign.rulesOut(value) { found.append(schemas[index]) }
    return found
  }
}
