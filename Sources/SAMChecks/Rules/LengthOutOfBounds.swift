import ResourceSchema
import SAMTemplate

extension Rule {
  static let lengthOutOfBounds = Rule(
    "length-out-of-bounds", cfnLint: "E3033",
    summary: "A text is longer or shorter than the service allows.",
    documentation: "The provider's schema bounds the number of characters. References are not counted.")
}

extension Checker {
  /// The `minLength` and `maxLength` keywords, in Unicode code points.
  func checkLength(_ value: Value, _ schema: Schema, _ keyword: Schema.Keyword, _ context: SchemaContext)
    -> Outcome
  {
    let bytes = value.node.withValueUTF8 { $0.count }
    switch keyword {
    case .minLength:
      guard let minimum = schema.minLength, bytes < minimum * 4 else { return Outcome() }
      let count = value.node.value.unicodeScalars.count
      guard count < minimum else { return Outcome() }
      report(
        .lengthOutOfBounds,
        "\(subject) must have at least \(minimum) character\(minimum == 1 ? "" : "s"), it has \(count)",
        at: context.range(value.range))
      return .invalid
    default:
      guard let maximum = schema.maxLength, bytes > maximum else { return Outcome() }
      let count = value.node.value.unicodeScalars.count
      guard count > maximum else { return Outcome() }
      report(
        .lengthOutOfBounds, "\(subject) may have at most \(maximum) characters, it has \(count)",
        at: context.range(value.range))
      return .invalid
    }
  }
}
