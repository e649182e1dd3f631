import Testing

@testable import BoundedRegex

/// A class repeated over the whole text is decided without the engine; it must say what the engine says.
@Suite struct WholeRunTests {
  @Test(arguments: [
    "^[a-z]+$", "^[a-zA-Z0-9]*$", "^[a-z]{2,4}$", "^[^/]+$", "^.$", "^\\w{3}$", "^[0-9]{0}$",
  ])
  func saysWhatTheEngineSays(_ pattern: String) throws {
    let regex = try BoundedRegex(pattern)
    for text in [
      "", "a", "ab", "abcd", "abcde", "aB1", "a/b", "a\n", "abc\n", "\n", "é", "äöü", "12a", "a b",
    ] {
      var copy = text
      let expected = copy.withUTF8 { Matcher.match(regex.program, $0, mode: .search).result }
      #expect(regex.search(text) == expected, "\(pattern) in \(text.debugDescription)")
    }
  }

  @Test func otherPatternsAreLeftToTheEngine() throws {
    for pattern in ["[a-z]+", "^[a-z]+", "^[a-z]+\\Z", "^a[b]+$", "(?m)^[a-z]+$", "^(a|b)+?c$"] {
      var parser = PatternParser(pattern)
      #expect(WholeRun(try parser.parse()) == nil, "\(pattern)")
    }
  }
}
