import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// The schemas of an `anyOf` or `oneOf`, with what tells them apart at a glance: kinds of values, and properties that
/// have a fixed value in each, as an event's `Type`.
struct AlternativeForms {
  let schemas: [Schema]
  private let signs: [SchemaSign]
  private let discriminator: Discriminator?

  init(_ schemas: SchemaList) {
    self.schemas = Array(schemas)
    signs = schemas.map { SchemaSign($0) }
    discriminator = Discriminator(signs)
  }

  /// The alternatives that nothing rules out, so that the value may be meant as one of them.
  func candidates(for value: Value) -> [Schema] {
    if value.node.kind == .alias || (value.node.kind != .sequence && value.call() != nil) { return schemas }
    var found: [Schema] = []
    for index in discriminator?.candidates(for: value) ?? Array(signs.indices)
    where !signs[index].rulesOut(value) {
      found.append(schemas[index])
    }
    return found
  }

  /// A property by whose value most alternatives differ.
  private struct Discriminator {
    private let name: [UInt8]
    /// The alternatives that a value leaves, by its bytes, in their order.
    private let byValue: [[UInt8]: [Int]]
    /// Those that any other value leaves.
    private let others: [Int]

    /// Nil where the alternatives are few, or differ in another way.
    init?(_ signs: [SchemaSign]) {
      let fixed = signs.map(\.fixedProperties)
      var counts: [[UInt8]: Int] = [:]
      for property in fixed.joined() { counts[property.name, default: 0] += 1 }
      guard let (name, count) = counts.max(by: { ($0.value, $1.key.count) < ($1.value, $0.key.count) }),
        count > 3
      else { return nil }
      let values = fixed.map { properties in properties.first { $0.name == name }?.values }
      self.name = name
      others = values.indices.filter { values[$0] == nil }
      var byValue: [[UInt8]: [Int]] = [:]
      for value in Set(values.compactMap(\.self).joined()) {
        byValue[value] = values.indices.filter { values[$0]?.contains(value) ?? true }
      }
      self.byValue = byValue
    }

    /// The alternatives that are left by what is written; nil where that is no plain text.
    func candidates(for value: Value) -> [Int]? {
      guard value.node.kind == .mapping,
        let written = name.withUnsafeBufferPointer({ value.node.entry(utf8: $0) })?.value,
        written.kind == .scalar, !written.hasTag
      else { return nil }
      return byValue[written.withValueUTF8 { Array($0) }] ?? others
    }
  }
}
