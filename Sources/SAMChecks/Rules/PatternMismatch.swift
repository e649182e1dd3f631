import BoundedRegex
import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let patternMismatch = Rule(
    "pattern-mismatch", cfnLint: "E3031",
    summary: "A text does not have the form that the service asks for.",
    documentation: """
      The provider's schema gives a regular expression that the value must match: an ARN, a name of certain \
      letters, a schedule. Values that only the deployment knows (references, dynamic references) are not held \
      against it.
      """)
}

extension Checker {
  /// The `pattern` keyword.
  func checkPattern(_ value: Value, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    guard let pattern = schema.pattern else { return Outcome() }
    guard let matches = packFacts.matches(pattern, value.node.value) else { return .unknown }
    if matches { return Outcome() }
    report(
      .patternMismatch,
      "'\(shortened(value.node.value))' does not match the pattern \(pattern) of \(subjectKind)",
      at: context.range(value.node.textRange))
    return .invalid
  }

  /// The `format` keyword: the forms of ids and ARNs.
  func checkFormat(_ value: Value, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    guard let name = schema.format, let format = pack.format(named: name),
      let matches = packFacts.matches(format.pattern, value.node.value)
    else { return Outcome() }
    if matches { return Outcome() }
    report(
      .patternMismatch,
      "'\(shortened(value.node.value))' is not a valid \(name): it does not match \(format.pattern)",
      at: context.range(value.node.textRange), cfnLint: format.rule)
    return .invalid
  }
}
