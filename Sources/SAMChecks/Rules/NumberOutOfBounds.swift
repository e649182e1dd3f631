import ResourceSchema
import SAMTemplate

extension Rule {
  static let numberOutOfBounds = Rule(
    "number-out-of-bounds", cfnLint: "E3034",
    summary: "A number is larger or smaller than the service allows.",
    documentation: "The provider's schema bounds the number. References are not held against it.")
}

extension Checker {
  /// The `minimum`, `maximum` and exclusive keywords.
  func checkBound(_ value: Value, _ schema: Schema, _ keyword: Schema.Keyword, _ context: SchemaContext)
    -> Outcome
  {
    guard value.scalarType != .boolean, let number = Double(value.node.value) else { return Outcome() }
    let bound: Double?
    let isBroken: Bool
    let words: String
    switch keyword {
    case .minimum:
      bound = schema.minimum
      isBroken = bound.map { number < $0 } ?? false
      words = "at least"
    case .maximum:
      bound = schema.maximum
      isBroken = bound.map { number > $0 } ?? false
      words = "at most"
    case .exclusiveMinimum:
      bound = schema.exclusiveMinimum
      isBroken = bound.map { number <= $0 } ?? false
      words = "more than"
    default:
      bound = schema.exclusiveMaximum
      isBroken = bound.map { number >= $0 } ?? false
      words = "less than"
    }
    guard isBroken, let bound else { return Outcome() }
    report(
      .numberOutOfBounds,
      "\(subject) must be \(words) \(JSONValue.number(bound).words ?? ""), not \(value.node.value)",
      at: context.range(value.range))
    return .invalid
  }
}
