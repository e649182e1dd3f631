import SAMTemplate
import Testing
import YAMLSyntax

/// What stands at an offset, in sound text and in half-typed text.
struct CursorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var role: Cursor.Role?
    var path: String
    var typed: String
    var tag: String?
    var rest: String
    var testDescription: String { text }

    init(
      _ text: String, _ role: Cursor.Role?, _ path: String = "", _ typed: String = "", tag: String? = nil,
      rest: String = ""
    ) {
      self.text = text
      self.role = role
      self.path = path
      self.typed = typed
      self.tag = tag
      self.rest = rest
    }
  }

  private func check(_ test: Case) throws {
    let parts = test.text.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
    let offset = parts[0].utf8.count
    let template = Template(SyntaxTree(SourceText(parts.joined())))
    let found = Cursor(in: template, at: offset)
    guard let role = test.role else {
      #expect(found == nil)
      return
    }
    let cursor = try #require(found)
    #expect(cursor.role == role)
    #expect(cursor.path.joined(separator: ".") == test.path)
    #expect(cursor.typed == test.typed)
    #expect(cursor.tag == test.tag)
    #expect(cursor.rest == test.rest)
    #expect(cursor.replaceRange.upperBound == offset)
    #expect(template.text.string(in: cursor.replaceRange) == test.typed)
  }

  @Test(arguments: [
    Case("‸", .either),
    Case("Re‸", .either, "", "Re"),
    Case("A: 1\n‸", .key),
    Case("A: 1\nB‸\nC: 2\n", .key, "", "B"),
    Case("A‸: 1\n", .key, "", "A", rest: ": 1"),
    Case("A:‸", .value, "A"),
    Case("A: ‸", .value, "A"),
    Case("A: x‸y", .value, "A", "x", rest: "y"),
    Case("A: 'x‸", .value, "A", "x"),
    Case("A: \"x‸\"", .value, "A", "x", rest: "\""),
    Case("A: 'x'‸", nil),
    Case("A: x # ‸", nil),
    Case("A:\n  ‸", .either, "A"),
    Case("A:\n  b‸", .either, "A", "b"),
    Case("A:\n  b: 1\n  ‸", .key, "A"),
    Case("A:\n  b: 1\n  c‸\n  d: 2\n", .key, "A", "c"),
    Case("A:\n  b: 1\n‸", .key),
    Case("A:\n  b:\n    c: 1\n  ‸", .key, "A"),
    Case("A:\n  b:\n    c: 1\n    ‸", .key, "A.b"),
    Case("A:\n  ‸\n  b: 1\n", .key, "A"),
    Case("A:\n  - ‸", .either, "A.*"),
    Case("A:\n- ‸", .either, "A.*"),
    Case("A:\n  - b: 1\n    ‸", .key, "A.*"),
    Case("A:\n  - b: 1\n  - ‸", .either, "A.*"),
    Case("A:\n  - b: ‸", .value, "A.*.b"),
    Case("A:\n  - - ‸", .either, "A.*.*"),
    Case("A: AWS::‸", .value, "A", "AWS::"),
    Case("A: |\n  text ‸", .text, "A"),
    Case("A: >-\n  text\n  ‸", .text, "A"),
    Case("A: x\n    ‸", nil),
  ])
  func findsInBlocks(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("A: !‸", .tag, "A", "!"),
    Case("A: !Re‸", .tag, "A", "!Re"),
    Case("A: !Ref ‸", .value, "A", "", tag: "!Ref"),
    Case("A: !Ref B‸", .value, "A", "B", tag: "!Ref"),
    Case("A: !Sub \"a${‸", .value, "A", "a${", tag: "!Sub"),
    Case("A:\n  - !Ref ‸", .either, "A.*", "", tag: "!Ref"),
    Case("A: !If [‸", .either, "A.*"),
    Case("A: !If [B, ‸]", .either, "A.*", rest: "]"),
    Case("A: !If\n  - B\n  - ‸", .either, "A.*"),
    Case("A: !Join [x, [!Ref ‸", .either, "A.*.*", "", tag: "!Ref"),
  ])
  func findsBehindTags(_ test: Case) throws { try check(test) }

  @Test(arguments: [
    Case("{‸", .key),
    Case("{‸}", .key, rest: "}"),
    Case("{\"‸", .key),
    Case("{\"A‸\"}", .key, "", "A", rest: "\"}"),
    Case("{\"A\": ‸}", .value, "A", rest: "}"),
    Case("{\"A\": \"x‸\"}", .value, "A", "x", rest: "\"}"),
    Case("{\"A\": {\"B\": {‸}}}", .key, "A.B", rest: "}}}"),
    Case("{\"A\": {\"B\": 1}, ‸}", .key, rest: "}"),
    Case("{\"A\": {\"B\": 1}, \"‸", .key),
    Case("{\"A\": [1, {\"B\": ‸}]}", .value, "A.*.B", rest: "}]}"),
    Case("{\"A\": [{\"B\": 1}, {\"‸\"}]}", .key, "A.*", rest: "\"}]}"),
    Case("{\"A\": 1‸ }", .value, "A", "1", rest: "}"),
    Case("{\"A\": \"x\" ‸}", nil),
    Case("A: {b: [c, ‸", .either, "A.b.*"),
    Case("A: [b: ‸]", .value, "A.*.b", rest: "]"),
    Case("A: {b: 1,\n    ‸}\n", .key, "A", rest: "}"),
    Case("A: {b: 1}\n‸", .key),
    Case("A: [b]\nC: [‸", .either, "C.*"),
  ])
  func findsInFlowCollections(_ test: Case) throws { try check(test) }

  @Test func staysWithinTheText() {
    let template = Template(SyntaxTree(SourceText("A: 1\n")))
    for offset in [-5, 0, 5, 6, 1000] { _ = Cursor(in: template, at: offset) }
  }
}
