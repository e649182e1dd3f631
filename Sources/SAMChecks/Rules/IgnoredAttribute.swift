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

extension Rule {
  static let ignoredProperty = Rule(
    "ignored-property", severity: .warning,
    summary: "A part of a property that the SAM transform drops without a word.",
    documentation: """
      The transform reads an authorizer key by key and drops what it does not know, so the template deploys, but \
      without what was written.
      """)
}

extension Checker {
  /// Whether the mapping at hand is one of which the SAM transform reads some keys and drops all others.
  var isIgnoredBySAM: Bool {
    guard let resourceType, resourceType.hasPrefix("AWS::Serverless::"), path.count > 4 else { return false }
    return path.dropLast().last == .key("Authorizers")
  }

  /// A key that the SAM transform drops.
  func reportIgnored(_ entry: Entry, _ key: String, _ context: SchemaContext) {
    descend(.key(key)) {
      report(
        .ignoredProperty, "The SAM transform ignores '\(key)' in \(owner(context))",
        at: context.range(entry.key.range))
    }
  }

  /// Attributes of a SAM resource that its transform does not know.
  func reportIgnored(_ attributes: [Entry], known: [String]) {
    for attribute in attributes where attribute.hasColon {
      let key = attribute.key.value
      descend(.key(key)) {
        report(
          .ignoredAttribute,
          "The SAM transform ignores '\(key)' beside 'Properties'" + suggestion(for: key, among: known),
          at: attribute.key.range,
          fixes: replacementFixes(for: key, among: known, at: attribute.key.innerRange))
      }
    }
  }
}
