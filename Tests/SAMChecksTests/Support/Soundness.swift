import SAMChecks
import SAMTemplate
import YAMLSyntax

/// What must be true of every finding, whatever the rule.
enum Soundness {
  /// What is not as it should be with a finding of a template; empty where all is well.
  static func problems(of diagnostic: Diagnostic, in analysis: Analysis) -> [String] {
    var problems: [String] = []
    let text = analysis.template.text
    let count = text.utf8Count
    let ranges =
      [diagnostic.range] + diagnostic.related.filter { $0.file == nil }.map(\.range)
      + diagnostic.fixes.flatMap { $0.edits.map(\.range) }
    if ranges.contains(where: { $0.lowerBound < 0 || $0.upperBound > count }) {
      problems.append("a range outside the text")
    }
    if diagnostic.message.isEmpty || diagnostic.message.contains("\n") { problems.append("no sentence") }
    if diagnostic.message.hasSuffix(".") { problems.append("a full stop at the end") }
    if diagnostic.code == "syntax" { return problems }
    if diagnostic.path.isEmpty, analysis.template.tree.root?.kind == .mapping,
      !["missing-resources"].contains(diagnostic.code)
    {
      problems.append("no path")
    }
    // Of a key that is there twice, the path leads to the other.
    let isAmbiguous = analysis.diagnostics.contains { $0.code == "repeated-key" }
    if !isAmbiguous, !leads(diagnostic.path, analysis.template.tree) {
      problems.append("a path to nothing: \(diagnostic.path.map(\.words))")
    }
    for fix in diagnostic.fixes { problems += self.problems(of: fix, for: diagnostic, in: analysis) }
    return problems
  }

  /// A fix takes its own finding away and brings no error of syntax.
  private static func problems(
    of fix: Diagnostic.Fix, for diagnostic: Diagnostic, in analysis: Analysis
  ) -> [String] {
    let text = analysis.template.text
    let before = text.string(in: 0..<text.utf8Count)
    let after = Case.analyse(fix.applied(to: before), analysis.configuration, files: analysis.files)
    var problems: [String] = []
    if after.template.tree.problems.count > analysis.template.tree.problems.count {
      problems.append("the fix '\(fix.title)' breaks the syntax")
    }
    func count(_ analysis: Analysis) -> Int {
      analysis.diagnostics.count { $0.code == diagnostic.code && $0.message == diagnostic.message }
    }
    if count(after) >= count(analysis) { problems.append("the fix '\(fix.title)' does not mend it") }
    return problems
  }

  /// Whether a path leads to something that is in the tree, its last step possibly to what is missing there.
  private static func leads(_ path: [Diagnostic.PathStep], _ tree: SyntaxTree) -> Bool {
    guard var node = tree.root else { return path.isEmpty }
    for step in path {
      while node.kind == .alias, let target = tree.target(of: node) { node = target }
      switch step {
      case .key(let key):
        if let entry = node.entry(named: key) {
          node = entry.value
        } else if let tag = node.tag, Value(node).call()?.name == key, !tag.isEmpty {
          continue
        } else {
          return false
        }
      case .index(let index):
        guard index < node.items.count else { return false }
        node = node.items[index]
      }
    }
    return true
  }
}
