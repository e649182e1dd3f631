import Testing
@testable import YAMLSyntax
@Suite struct DebugTests {
  @Test(.enabled(if: environment("YAML_SHOW") != nil)) func show() {
    let tree = SyntaxTree(
      SourceText(decoding: contents(environment("YAML_SHOW")!)),
      leafSize: Int(environment("YAML_LEAF") ?? "") ?? Parser.leafSize)
    print(difference(tree) ?? "exact")
    print(treeNodes(tree).joined(separator: "\n"))
    for problem in tree.problems {
      print(
        "PROBLEM", problem.kind, problem.range, tree.text.line(at: problem.range.lowerBound) + 1,
        tree.text.string(in: problem.range), problem.message)
    }
    func dump(_ b: Block, _ at: Int, _ depth: Int) {
      print(
        "BLOCK", String(repeating: "  ", count: depth), b.context.kind, b.context.column,
        b.context.expectedColumn, at..<at + b.length, "top", b.top.count, b.isBroken ? "broken" : "",
        b.isMended ? "mended" : "", b.open.map { "\($0)" } ?? "")
      guard let body = b.body else { return }
      var o = at + body.offset
      for c in body.children.elements { dump(c.block, o, depth + 1); o += c.block.length }
    }
    if environment("YAML_DUMP") != nil { for p in tree.stream.parts { dump(p.block, p.start, 0) } }
  }
}
