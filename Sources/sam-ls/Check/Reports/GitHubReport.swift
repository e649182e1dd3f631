import SAMChecks

/// GitHub's workflow commands: each finding becomes an annotation of its line.
///
/// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
enum GitHubReport: CheckReport {
  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8] {
    var text = ""
    for file in result.files {
      for diagnostic in file.diagnostics { text += command(diagnostic, in: file) + "\n" }
    }
    for failure in result.failures { text += "::error title=sam-ls::\(escaped(failure))\n" }
    return Array(text.utf8)
  }

  private static func command(_ diagnostic: Diagnostic, in file: CheckedFile) -> String {
    let name =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .information: "notice"
      }
    let start = file.place(of: diagnostic.range.lowerBound)
    let end = file.place(of: diagnostic.range.upperBound)
    let title = diagnostic.code + (diagnostic.cfnLint.map { " (\($0))" } ?? "")
    let properties = [
      ("file", file.path), ("line", "\(start.line)"), ("endLine", "\(end.line)"), ("col", "\(start.column)"),
      ("endColumn", "\(end.column)"), ("title", title),
    ]
    let list = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(diagnostic.message))"
  }

  private static func escaped(_ text: String) -> String {
    replacing(text, ["%": "%25", "\r": "%0D", "\n": "%0A", "\r\n": "%0D%0A"])
  }

  private static func escapedProperty(_ text: String) -> String {
    replacing(text, ["%": "%25", "\r": "%0D", "\n": "%0A", "\r\n": "%0D%0A", ":": "%3A", ",": "%2C"])
  }

  private static func replacing(_ text: String, _ replacements: [Character: String]) -> String {
    text.reduce(into: "") { $0 += replacements[$1] ?? String($1) }
  }
}
