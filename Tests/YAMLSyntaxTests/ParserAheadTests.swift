import TestSupport
import Testing

@testable import YAMLSyntax

/// Large collections are parsed by several threads; what comes of it must be what one thread makes.
@Suite struct ParserAheadTests {
  @Test(arguments: [false, true]) func theTreeIsTheSame(_ isFlow: Bool) {
    var text = isFlow ? "{\n" : ""
    var index = 0
    while text.utf8.count < 3 * Parser.parallelSize {
      index += 1
      if isFlow {
        text +=
          "\"k\(index)\": {\"a\": [1, 2, \(index)], \"b\": \"\(String(repeating: "x", count: index % 40))\"},\n"
      } else {
        // Some entries are broken, open, or go on where another seems to begin.
        text += "k\(index):\n  a: [1, 2, \(index)]\n  b: '\(index % 97 == 0 ? "\nc: d\n" : "e")'\n"
        if index % 211 == 0 { text += "broken \(index)\n" }
        if index % 503 == 0 { text += "open: [1,\n" }
      }
    }
    if isFlow { text += "\"last\": 1\n}\n" }
    let source = SourceText(text)
    let tree = SyntaxTree(source)
    // One entry at a time, as typing would: through `memo`, on one thread.
    let half = text.utf8.count / 2
    let start = SyntaxTree(SourceText(String(decoding: Array(text.utf8.prefix(half)), as: UTF8.self)))
    let rest = String(decoding: Array(text.utf8.dropFirst(half)), as: UTF8.self)
    let whole = start.applying(SourceEdit(range: half..<half, replacement: rest))
    #expect(tree.isSame(as: whole))
  }
}
