import Testing
@testable import YAMLSyntax
@Suite struct DebugTests {
  @Test(.enabled(if: environment("YAML_SHOW") != nil)) func show() {
    let tree = SyntaxTree(SourceText(decoding: contents(environment("YAML_SHOW")!)))
    print(treeNodes(tree).joined(separator: "\n"))
    for problem in tree.problems {
      print(
        "PROBLEM", problem.kind, problem.range, tree.text.line(at: problem.range.lowerBound) + 1,
        tree.text.string(in: problem.range), problem.message)
    }
  }
}
