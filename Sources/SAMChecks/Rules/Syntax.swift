import YAMLSyntax

extension Rule {
  static let syntax = Rule(
    "syntax", cfnLint: "E0000",
    summary: "The text is no YAML or JSON.",
    documentation: """
      The rest of the file is read and checked as far as it can be; what follows from the broken place is not said \
      again. CloudFormation refuses the whole template.
      """)
}

extension Finding {
  /// A problem of the text itself.
  init(_ problem: SyntaxProblem) {
    self.init(
      rule: .syntax, cfnLint: Rule.syntax.cfnLint, message: problem.message, range: problem.range, path: [],
      related: problem.related.map { (.relative($0.range), $0.message) })
  }
}
