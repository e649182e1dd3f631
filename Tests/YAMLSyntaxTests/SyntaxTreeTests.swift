import Testing

@testable import YAMLSyntax

/// A node as a short text: `{key=value}`, `[item]`, `!tag 'value'`.
func sketch(_ node: Node?) -> String {
  guard let node else { return "-" }
  let properties = (node.anchor.map { "&\($0) " } ?? "") + (node.tag.map { "\($0) " } ?? "")
  switch node.kind {
  case .alias: return "*\(node.value)"
  case .scalar: return properties + (node.isMissing ? "~" : "'\(node.value)'")
  case .sequence: return properties + "[" + node.items.map { sketch($0) }.joined(separator: " ") + "]"
  case .mapping:
    return properties + "{"
      + node.entries.map { "\(sketch($0.key))=\(sketch($0.value))" }.joined(separator: " ") + "}"
  }
}

@Suite struct SyntaxTreeTests {
  @Test(arguments: [
    ("a: 1\nb:\n  - x\n  - !Ref y\n", "{'a'='1' 'b'=['x' !Ref 'y']}"),
    ("a: !Ref\nb:\n", "{'a'=!Ref ~ 'b'=~}"),
    ("{\"a\": [1, {\"b\": null}]}", "{'a'=['1' {'b'='null'}]}"),
    ("a: &x !!str v\nb: *x\n", "{'a'=&x tag:yaml.org,2002:str 'v' 'b'=*x}"),
    ("", "-"),
  ])
  func structure(text: String, expected: String) {
    let tree = SyntaxTree(SourceText(text))
    #expect(sketch(tree.root) == expected)
    #expect(tree.problems.isEmpty)
  }

  @Test func ranges() throws {
    let text = SourceText("é: !Ref\nb: !Sub |\n  x\n\nc: [1]\n")
    let root = try #require(SyntaxTree(text).root)
    let shown = root.entries.flatMap { [$0.key, $0.value] }.map { text.string(in: $0.range) }
    #expect(shown == ["é", "!Ref", "b", "!Sub |\n  x", "c", "[1]"])
    #expect(text.string(in: root.entries[1].value.contentRange) == "|\n  x")
  }
}
