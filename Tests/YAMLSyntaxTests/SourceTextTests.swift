import TestSupport
import Testing

@testable import YAMLSyntax

/// The same answers as `SourceText`, found by walking the whole text.
struct PlainText {
  var bytes: [UInt8]

  var lineStarts: [Int] {
    var starts = [0]
    for i in bytes.indices {
      if bytes[i] == 0x0A || (bytes[i] == 0x0D && !(i + 1 < bytes.count && bytes[i + 1] == 0x0A)) {
        starts.append(i + 1)
      }
    }
    return starts
  }
}

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("", [0..<0]), ("a", [0..<1]), ("a\nb", [0..<1, 2..<3]), ("a\r\nb\rc\n", [0..<1, 3..<4, 5..<6, 7..<7]),
    ("\u{2028}x\u{85}", [0..<6]),
  ])
  func lines(text: String, ranges: [Range<Int>]) {
    let text = SourceText(text)
    #expect(text.lineCount == ranges.count)
    #expect((0..<text.lineCount).map { text.lineRange($0) } == ranges)
  }

  @Test func utf16() {
    let text = SourceText("aé😀b\r\nx")
    #expect(text.utf16Count(in: 0..<8) == 5)
    #expect(text.scalarCount(in: 0..<8) == 4)
    #expect((0...7).map { text.offset(utf16Units: $0, from: 0) } == [0, 1, 3, 3, 7, 8, 8, 8])
    #expect(text.offset(utf16Units: 1, from: 10) == 11)
  }

  @Test func decoding() {
    #expect(SourceText(decoding: [0xEF, 0xBB, 0xBF, 0x61]).string(in: 0..<9) == "a")
    let utf16 = SourceText(decoding: [0xFF, 0xFE, 0x61, 0, 0x3D, 0xD8, 0, 0xDE])
    #expect(utf16.string(in: 0..<9) == "a😀")
    #expect(utf16.encodingProblem != nil)
    let broken = SourceText(decoding: [0x61, 0xC3, 0x28, 0xFF])
    #expect(broken.string(in: 0..<99) == "a\u{FFFD}(\u{FFFD}")
    #expect(broken.encodingProblem?.range == 1..<4)
  }

  /// What no edit has touched is read from the text as it came; what one has touched never is, whatever its length.
  @Test func readsAcrossEdits() {
    let original = (0..<2000).map { "line \($0)\n" }.joined()
    let count = original.utf8.count
    for (range, new) in [
      (9000..<9003, "abc"), (9000..<9003, ""), (0..<1, "x"), (count - 1..<count, "y"), (4000..<12000, ""),
      (4096..<6144, String(repeating: "z", count: 2048)), (5000..<5000, original),
    ] {
      var text = SourceText(original)
      let before = text
      text.replace(range, with: new)
      var expected = Array(original.utf8)
      expected.replaceSubrange(range, with: Array(new.utf8))
      #expect(text.withUTF8(in: 0..<text.utf8Count) { $0.elementsEqual(expected) })
      for start in stride(from: 0, to: expected.count - 6000, by: 1000) {
        #expect(text.withUTF8(in: start..<start + 6000) { $0.elementsEqual(expected[start..<start + 6000]) })
      }
      #expect(before.withUTF8(in: 0..<count) { $0.elementsEqual(original.utf8) })
    }
  }

  /// Random edits agree with the same edits of a plain array.
  @Test func randomEdits() {
    var random = SplitMix(seed: 7)
    let bits = [
      "a", "\r", "\n", "\r\n", "é", "😀", "long line of text ", String(repeating: "0123456789\n", count: 400),
    ]
    for _ in 0..<20 {
      var plain = PlainText(bytes: [])
      var text = SourceText("")
      for _ in 0..<150 {
        var low = Int.random(in: 0...plain.bytes.count, using: &random)
        var high = min(low + [0, 1, 3, 200, 5000].randomElement(using: &random)!, plain.bytes.count)
        let new = bits.randomElement(using: &random)!
        text.replace(low..<high, with: new)
        while low > 0, low < plain.bytes.count, plain.bytes[low] & 0xC0 == 0x80 { low -= 1 }
        while high > 0, high < plain.bytes.count, plain.bytes[high] & 0xC0 == 0x80 { high -= 1 }
        plain.bytes.replaceSubrange(low..<high, with: Array(new.utf8))
      }
      #expect(text.withUTF8(in: 0..<text.utf8Count) { Array($0) } == plain.bytes)
      let starts = plain.lineStarts
      #expect(text.lineCount == starts.count)
      #expect(starts.indices.allSatisfy { text.lineStart($0) == starts[$0] })
      for _ in 0..<50 {
        let offset = Int.random(in: 0...plain.bytes.count, using: &random)
        #expect(text.line(at: offset) == starts.lastIndex { $0 <= offset })
        #expect(offset == plain.bytes.count || text.byte(at: offset) == plain.bytes[offset])
      }
    }
  }
}
