import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let invalidValue = Rule(
    "invalid-value", cfnLint: "E3030",
    summary: "A value is none of those that are allowed.",
    documentation: """
      The property takes one of a fixed set of values. Case counts, unless the service says otherwise.
      """)
}

extension Checker {
  /// The `enum` and `enumCaseInsensitive` keywords.
  func checkEnumeration(_ value: Value, _ schema: Schema, ignoringCase: Bool, _ context: SchemaContext)
    -> Outcome
  {
    let text = comparable(value)
    let allowed = ignoringCase ? schema.enumerationCaseInsensitive : schema.enumeration
    if ignoringCase {
      let lowered = text.lowercased()
      if allowed.contains(where: { $0.string?.lowercased() == lowered }) { return Outcome() }
    } else if allowed.contains(string: text) {
      return Outcome()
    }
    let words = allowed.compactMap(\.words)
    if words.contains(where: { isSame($0, text, value) }) { return Outcome() }
    report(
      .invalidValue,
      "'\(shortened(text))' is not a valid \(subjectKind)" + suggestion(for: text, among: words, orAll: true),
      at: context.range(value.node.textRange),
      fixes: replacementFixes(for: text, among: words, at: value.node.innerRange))
    return .invalid
  }

  /// The `const` keyword.
  func checkConstant(_ value: Value, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    guard let words = schema.constant?.words else { return Outcome() }
    if isSame(words, comparable(value), value) { return Outcome() }
    report(
      .invalidValue, "\(subject) must be '\(words)', not '\(shortened(value.node.value))'",
      at: context.range(value.node.textRange),
      fixes: [
        Diagnostic.Fix(
          title: "Change to '\(words)'",
          edits: [Diagnostic.Edit(range: value.node.innerRange, replacement: words)])
      ])
    return .invalid
  }

  /// A scalar's text as it is compared with allowed values: conditional rules of databases name engines in lower
  /// case, and the service takes any.
  private func comparable(_ value: Value) -> String {
    if case .extended = domain, case .key(let key)? = path.last, key == "Engine" {
      return value.node.value.lowercased()
    }
    return value.node.value
  }

  /// Whether a scalar's text is the allowed value, which may be a number or a boolean in another notation.
  private func isSame(_ allowed: String, _ text: String, _ value: Value) -> Bool {
    if allowed == text { return true }
    if allowed == "true" || allowed == "false" { return text.lowercased() == allowed }
    if let number = Double(allowed), let other = Double(text) { return number == other }
    return false
  }
}

extension JSONValue {
  /// A single value as it is written; nil for lists, objects and null.
  var words: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}
