import JSON
import LSP
import Testing
import YAMLSyntax

@testable import LanguageServer

private let uri = "file:///work/template.yaml"

@Suite struct SynchronizationTests {
  private func after(_ text: String, encoding: String = "utf-16", _ changes: JSONValue...) throws -> String? {
    let conversation = try Conversation(capabilities: ["general": ["positionEncodings": [.string(encoding)]]])
    conversation.open(uri, text)
    for (index, change) in changes.enumerated() { conversation.change(uri, version: index + 2, change) }
    return conversation.text(uri)
  }

  @Test(
    arguments: [
      ("abc", change(0, 1, 0, 2, "X"), "aXc"),
      ("abc", change(0, 3, 0, 3, "\nd"), "abc\nd"),
      ("", change(0, 0, 0, 0, "a"), "a"),
      ("a\nb\nc", change(0, 1, 2, 0, ""), "ac"),
      ("a\r\nb\rc\nd", change(2, 0, 3, 0, "X"), "a\r\nb\rXd"),
      ("a\r\nb", change(0, 9, 1, 0, " "), "a b"),
      ("é😀b", change(0, 1, 0, 3, ""), "éb"),
      ("é😀b", change(0, 2, 0, 3, "x"), "éxb"),
      ("abc", change(0, 2, 0, 1, "X"), "aXc"),
      ("abc", change(7, 7, 9, 9, "X"), "abcX"),
      ("abc", change(-1, -1, 0, -5, "X"), "Xabc"),
      ("abc", change(0, .max, .max, .max, "X"), "abcX"),
      ("a\nb\nc", change(1, .max, 1, .max, "X"), "a\nbX\nc"),
      ("a\u{2028}b", change(0, 2, 0, 3, "X"), "a\u{2028}X"),
      ("abc", ["text": "whole"], "whole"),
    ] as [(String, JSONValue, String)])
  func appliesChanges(text: String, change: JSONValue, expected: String) throws {
    #expect(try after(text, change) == expected)
  }

  @Test(
    arguments: [
      ("utf-8", change(0, 2, 0, 6, ""), "éb"), ("utf-8", change(0, 1, 0, 5, "x"), "x😀b"),
      ("utf-32", change(0, 1, 0, 2, ""), "éb"), ("utf-32", change(0, 3, 0, 9, "x"), "é😀bx"),
    ] as [(String, JSONValue, String)])
  func countsAsNegotiated(encoding: String, change: JSONValue, expected: String) throws {
    #expect(try after("é😀b", encoding: encoding, change) == expected)
  }

  @Test func appliesEachChangeToWhatTheOneBeforeLeft() throws {
    let conversation = try Conversation()
    conversation.open(uri, "abc")
    conversation.change(
      uri, version: 2, change(0, 0, 0, 1, ""), change(0, 0, 0, 1, "XY"), ["text": "new"],
      change(0, 3, 0, 3, "!"))
    #expect(conversation.text(uri) == "new!")
  }

  @Test func manyChangesAtOnceMeanTheSame() throws {
    let conversation = try Conversation()
    conversation.open(uri, "")
    let changes = (0..<200).map { change(0, $0, 0, $0, "\($0 % 10)") }
    conversation.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": .string(uri), "version": 2], "contentChanges": .array(changes)])
    #expect(conversation.text(uri) == (0..<200).map { "\($0 % 10)" }.joined())
  }

  @Test func whatIsOutOfOrderIsTakenAsWellAsItCanBe() throws {
    let conversation = try Conversation()
    conversation.change(uri, version: 2, change(0, 0, 0, 0, "x"))
    #expect(conversation.text(uri) == nil)
    conversation.open(uri, "a")
    conversation.open(uri, "b", version: 5)
    #expect(conversation.text(uri) == "b")
    conversation.notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
    conversation.notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
    #expect(conversation.text(uri) == nil)
  }
}

@Suite struct PositionTests {
  @Test(arguments: [PositionEncoding.utf8, .utf16, .utf32]) func everyOffsetComesBack(
    encoding: PositionEncoding
  ) {
    let string = "é😀\r\n\ta\u{2028}\rz\n"
    let positions = Positions(text: SourceText(string), encoding: encoding)
    var offset = 0
    for scalar in string.unicodeScalars {
      // The place between CR and LF has no position.
      if scalar != "\n" || offset < 7 {
        #expect(positions.offset(of: positions.position(of: offset)) == offset)
      }
      offset += UTF8.width(scalar)
    }
    #expect(positions.offset(of: positions.position(of: offset)) == offset)
    let many = positions.forMany(1000)
    for offset in 0...offset {
      #expect(many.position(of: offset).line == positions.position(of: offset).line)
    }
    #expect(positions.position(of: -3) == Position(line: 0, character: 0))
    #expect(positions.position(of: 99) == Position(line: 3, character: 0))
  }
}

@Suite struct FileURITests {
  @Test(arguments: [
    ("file:///a/b%20c.yaml", "/a/b c.yaml"), ("file://host/a", "/a"), ("FILE:///%C3%A9", "/é"),
    ("file:/a", "/a"),
    ("untitled:Untitled-1", nil), ("file:///a%", "/a%"), ("file:///a?q#f", "/a"),
  ])
  func names(uri: String, path: String?) {
    #expect(FileURI.path(of: uri) == path)
  }

  @Test(arguments: [
    ("app.yaml", "file:///w/x/app.yaml"), ("./a b/é.yaml", "file:///w/x/a%20b/%C3%A9.yaml"),
    ("../y", "file:///w/y"),
    ("/abs", "file:///abs"), ("../../../z", "file:///z"),
  ])
  func resolves(path: String, uri: String) {
    #expect(FileURI.uri(of: path, from: "file:///w/x/template.yaml") == uri)
  }

  @Test func untitledDocumentsHaveNoFolder() {
    #expect(FileURI.uri(of: "a", from: "untitled:1") == nil)
    #expect(FileURI.fileName(of: "untitled:template.yaml") == "untitled:template.yaml")
    #expect(FileURI.fileName(of: "file:///a/template.yaml") == "template.yaml")
  }
}

@Suite struct MarkupTests {
  @Test(arguments: [
    ("**Handler** `a*b` *c*", "Handler a*b c"), ("# Title\ntext", "Title\ntext"),
    ("[AWS](https://x)", "AWS (https://x)"),
    ("```yaml\na: *b\n```\nend", "a: *b\nend"), ("a \\* b", "a * b"), ("[x] [y", "[x] [y"),
    ("``a`b``", "a`b"),
    ("#tag", "#tag"),
  ])
  func losesItsMarks(markdown: String, plain: String) {
    #expect(Markup.plain(markdown) == plain)
  }
}
