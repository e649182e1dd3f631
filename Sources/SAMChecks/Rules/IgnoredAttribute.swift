import SAMTemplate
import YAMLSyntax

extension Rule {
  static let ignoredAttribute = Rule(
    "ignored-attribute", cfnLint: "W3001", severity: .warning,
    summary: "An attribute of a SAM resource does nothing: the transform drops it.",
    documentation: """
      Beside `Type` and `Properties` the SAM transform knows a few attributes and drops all others in silence. What \
      stands there was probably meant to stand under `Properties`.
      """)
}

extension Checker {
  /// Attributes of a SAM resource that its transform does not know.
  func reportIgnored(_ attributes: [Entry], known: [String]) {
    for attribute in attributes where attribute.hasColon {
      let key = attribute.key.value
      descend(.key(key)) {
        report(
          .ignoredAttribute,
          "The SAM transform ignores '\(key)' beside 'Properties'" + suggestion(for: key, among: known),
          at: attribute.key.range, fixes: replacementFixes(for: key, among: known, at: attribute.key.innerRange))
      }
    }
  }
}
