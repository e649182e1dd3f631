import SAMChecks
import SAMTemplate
import YAMLSyntax

/// The errors in a template, in the order of the text: `line:column code: message`, both 1-based.
func samFindings(_ text: String) -> [String] {
  let template = Template(SyntaxTree(SourceText(text)))
  let analysis = Analysis(template, configuration: CheckConfiguration(today: "2026-11-01"))
  return analysis.diagnostics.filter { $0.severity == .error }.map { diagnostic in
    let line = template.text.line(at: diagnostic.range.lowerBound)
    let column = template.text.scalarCount(in: template.text.lineStart(line)..<diagnostic.range.lowerBound)
    return "\(line + 1):\(column + 1) \(diagnostic.code): \(diagnostic.message)"
  }
}
