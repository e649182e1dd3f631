/// A check's identity and its documentation, which users read: what an editor links to, what configuration names.
///
/// Each rule stands in a file of its own under `Rules`, with the code that applies it.
public struct Rule: Sendable, Hashable {
  /// The stable kebab-case code.
  public let code: String
  /// The id of cfn-lint's rule that says the same; nil where there is none. A rule that covers several of them
  /// names the one of the place at hand in each diagnostic.
  public let cfnLint: String?
  /// How bad a finding is if nothing is configured.
  public let severity: Diagnostic.Severity
  /// One sentence: what it finds.
  public let summary: String
  /// Why it matters and what to do, a paragraph or two of Markdown.
  public let documentation: String

  init(
    _ code: String, cfnLint: String? = nil, severity: Diagnostic.Severity = .error, summary: String,
    documentation: String
  ) {
    self.code = code
    self.cfnLint = cfnLint
    self.severity = severity
    self.summary = summary
    self.documentation = documentation
  }
}
