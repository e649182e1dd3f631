import BoundedRegex
import Testing

/// A pattern with texts and what has to be said of them.
struct Example: Sendable, CustomTestStringConvertible {
  let pattern: String
  /// Texts that the pattern matches from end to end.
  let whole: [String]
  /// Texts that it occurs in without matching all of them.
  let part: [String]
  /// Texts that it does not occur in.
  let nowhere: [String]

  init(_ pattern: String, whole: [String] = [], part: [String] = [], nowhere: [String] = []) {
    self.pattern = pattern
    self.whole = whole
    self.part = part
    self.nowhere = nowhere
  }

  var testDescription: String { pattern }
}

struct BoundedRegexTests {
  static let structure = [
    Example("", whole: [""], part: ["a"]),
    Example("abc", whole: ["abc"], part: ["xabcx"], nowhere: ["ab", "acb", "ABC"]),
    Example("a|bc|", whole: ["a", "bc", ""], part: ["b", "abc"]),
    Example("(a|ab)(c|bcd)", whole: ["ac", "abc", "abcd"], nowhere: ["ad"]),
    Example("x(?:yz)", whole: ["xyz"]),
    Example("(?<name>x)(?P<name_1>y)", whole: ["xy"]),
    Example("]}", whole: ["]}"]),
    Example("a{|{b}|{}|c{2", whole: ["a{", "{b}", "{}", "c{2"]),
    Example("a{1}}", whole: ["a}"]),
    Example("漢字é", whole: ["漢字é"], nowhere: ["漢字e\u{301}"]),
  ]

  static let repetition = [
    Example("a*", whole: ["", "a", "aaaa"], part: ["b"]),
    Example("a+", whole: ["a", "aaa"], nowhere: [""]),
    Example("ab?c", whole: ["ac", "abc"], nowhere: ["abbc"]),
    Example("a{3}", whole: ["aaa"], part: ["aaaa"], nowhere: ["aa"]),
    Example("^a{2,}$", whole: ["aa", "aaaaa"], nowhere: ["a"]),
    Example("^a{2,4}$", whole: ["aa", "aaaa"], nowhere: ["a", "aaaaa"]),
    Example("^a{,2}$", whole: ["", "aa"], nowhere: ["aaa"]),
    Example("^a{,}$", whole: ["aaa"], nowhere: ["a{,}"]),
    Example("a{0}b{1,1}", whole: ["b"]),
    Example("[a-z]{1,2048}", whole: ["az"]),
    Example("é{2}", whole: ["éé"], nowhere: ["é"]),
    Example("^(ab){2,3}$", whole: ["abab", "ababab"], nowhere: ["ab", "abababab"]),
    Example("^(a|ab){2}c$", whole: ["aabc", "abac", "ababc"], nowhere: ["ac", "abc", "aaac"]),
    Example(
      "^((a{1,2}b){2}c){1,2}$", whole: ["ababc", "aabaabcababc"], nowhere: ["abc", "ababcababcababc"]),
    Example("(ab){2,}", whole: ["abab", "abababab"], nowhere: ["ab"]),
    Example("(é|ab){2}b", whole: ["abéb"]),
    Example("(a*)*", whole: ["", "aaa"], part: ["b"]),
    Example("(a|b*)*c", whole: ["abbac", "c"]),
    Example("(|a)+", whole: ["", "aa"]),
    Example("(a?){3}", whole: ["", "a", "aaa"], part: ["aaaa"]),
    Example("(){2,}x", whole: ["x"]),
    Example("^*a", whole: ["a"]),
    Example("(?=a){2}a", whole: ["a"]),
    Example("<.+?>", whole: ["<a>", "<a><b>"]),
    Example("a??", whole: ["", "a"]),
    Example("a*+a", nowhere: ["aaa"]),
    Example("a*+b", whole: ["aab"]),
    Example("a{1,2}+a", nowhere: ["aa"]),
    Example("(?:ab|a)++b", whole: ["abb", "aabb"], nowhere: ["aab", "ab"]),
    Example("^(?:a|ab)++c", nowhere: ["abc"]),
    Example("(?>a|ab)c", whole: ["ac"], nowhere: ["abc"]),
    Example("(?>ab|a)c", whole: ["abc", "ac"]),
    Example("^(?>a*?)b", whole: ["b"], nowhere: ["aab"]),
    Example("^(?>(?:ab){1,2}?)$", whole: ["ab"], nowhere: ["abab"]),
    Example("^(?>(?:ab)+?)$", whole: ["ab"], nowhere: ["abab"]),
  ]

  static let classes = [
    Example("[abc]", whole: ["b"], nowhere: ["d", ""]),
    Example("[^abc]", whole: ["d", "\n", "é"], nowhere: ["a"]),
    Example("[]a]+", whole: ["]a"]),
    Example("[^]a]", whole: ["b"], nowhere: ["]"]),
    Example("[a-]+|[-b]+", whole: ["a-", "b-"]),
    Example("[a-c-z]+", whole: ["b-z"], nowhere: ["p"]),
    Example("[+--]+", whole: ["+,-"]),
    Example("[--a]", whole: ["A"]),
    Example("[!-/]+", whole: ["!/"]),
    Example(#"[\w-.]+"#, whole: ["a-."]),
    Example(#"[a-\d]+"#, whole: ["a-7"], nowhere: ["b"]),
    Example(#"[a\-z]+"#, whole: ["a-z"], nowhere: ["b"]),
    Example(#"[\]\\]+"#, whole: [#"\]"#]),
    Example("[[(.*]+", whole: ["[(.*"]),
    Example("[a&&b]+|[a||b]+", whole: ["a&b", "a|b"]),
    Example(#"[\x41-\x43\u0061]+"#, whole: ["ABCa"]),
    Example(#"[\b\1]+"#, whole: ["\u{8}\u{1}"]),
    Example("[à-ü漢]+", whole: ["éü漢"], nowhere: ["ÿ", "a"]),
    Example(#"[^\S\n]+"#, whole: [" \t\u{A0}"], nowhere: ["\n", "a", "é"]),
    Example("[[:alpha:][:digit:]_]+", whole: ["aé9_"]),
    Example("[[:^digit:]]+", whole: ["a-"], nowhere: ["5"]),
    Example("[:a:]+", whole: ["a:"]),
    Example(#"[\p{L}&&[^aé]]+"#, whole: ["bü"], nowhere: ["a", "é", "]"]),
    Example(#"[\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]+"#, whole: ["\u{E000}😀"], nowhere: ["a"]),
    Example(#"[\uD800-\uDBFF]"#, nowhere: ["😀"]),
  ]

  static let escapes = [
    Example(#"\d"#, whole: ["7", "٣"], nowhere: ["a", "²"]),
    Example(#"\D"#, whole: ["a"], nowhere: ["7"]),
    Example(#"\w+"#, whole: ["aé_9漢"], nowhere: ["-", "€"]),
    Example(#"\W"#, whole: ["-"], nowhere: ["a"]),
    Example(#"\s+"#, whole: [" \t\n\u{B}\u{C}\r\u{85}\u{2028}"], nowhere: ["\u{200B}"]),
    Example(#"\S"#, whole: ["x"], nowhere: [" "]),
    Example(#"\h"#, whole: ["\u{A0}", "\t"], nowhere: ["\n"]),
    Example(#"\t\n\r\f\v\a\e"#, whole: ["\t\n\r\u{C}\u{B}\u{7}\u{1B}"]),
    Example(#"\0\07\012"#, whole: ["\0\u{7}\n"]),
    Example(#"\x41\u00e9\u{1F600}\x{62}\uD83D\uDE00"#, whole: ["Aé😀b😀"]),
    Example(#"\cA\cj"#, whole: ["\u{1}\n"]),
    Example(#"\.\*\/\-\_\@\é"#, whole: [".*/-_@é"]),
    Example(#"\p{L}\p{Lu}\pN"#, whole: ["éÉ5"], nowhere: ["éé5"]),
    Example(#"\P{L}|\p{^Z}"#, whole: ["5"]),
    Example(#"\P{C}"#, whole: ["a", " "], nowhere: ["\0", "\u{200B}"]),
    Example(#"\p{Print}+"#, whole: ["a é"], nowhere: ["\n"]),
    Example(#"\p{ASCII}+"#, whole: ["a\n"], nowhere: ["é"]),
    Example(#"\p{Lowercase_Letter}\p{IsAlphabetic}\p{gc=Nd}\p{Punct}"#, whole: ["aB3$"]),
    Example(".", whole: ["a", "é", "\r", "😀"], nowhere: ["\n", ""]),
  ]

  static let conditions = [
    Example("^a$", whole: ["a"], part: ["a\n"], nowhere: ["ba", "a\n\n"]),
    Example(#"\Aa\Z"#, whole: ["a"], nowhere: ["a\n"]),
    Example(#"a\z"#, whole: ["a"], nowhere: ["a\n"]),
    Example("a|^b", whole: ["b"], part: ["xa"], nowhere: ["cb"]),
    Example("a^b|$c", nowhere: ["ab", "c"]),
    Example("^$", whole: [""], part: ["\n"]),
    Example(#"\bcat\b"#, whole: ["cat"], part: ["a cat!", "cat-"], nowhere: ["concat", "cats", "écat"]),
    Example(#"\Bcat"#, part: ["concat"], nowhere: ["cat"]),
    Example("^(?=.{2,3}$)a+", whole: ["aa", "aaa"], nowhere: ["a", "aaaa"]),
    Example("(?=^.{2,3}$)a+", whole: ["aa", "aaa"], nowhere: ["a", "aaaa"]),
    Example("(?!aws:)[a-z:]+", whole: ["abc:"], part: ["aws:x"]),
    Example("^(?!.*--)[a-z-]+$", whole: ["a-b-c"], nowhere: ["a--b"]),
    Example("[a-z-]+(?<!-)", whole: ["a-b"], part: ["a-"]),
    Example("(?<=a)b", part: ["ab"], nowhere: ["b", "cb"]),
    Example("(?<=é|bc)d", part: ["éd", "bcd"], nowhere: ["cd"]),
    Example("(?<=^a*)b", whole: ["b"], part: ["aab"], nowhere: ["cab"]),
    Example("(?<!a{2,3})b", whole: ["b"], part: ["ab"], nowhere: ["aab"]),
    Example("((?!ab)[a-c])+", whole: ["acb"], part: ["cab"]),
    Example("(?=(?!b)[a-z])a(?<=(?=a)a)", whole: ["a"]),
  ]

  static let flags = [
    Example("(?i)abc", whole: ["aBC"]),
    Example("a(?i)b", whole: ["aB"], nowhere: ["AB"]),
    Example("(a(?i)b)c", whole: ["aBc"], nowhere: ["aBC"]),
    Example("a(?i)b|c", whole: ["C"]),
    Example("(?i:a)b", whole: ["Ab"], nowhere: ["AB"]),
    Example("(?i)a(?-i:b)", whole: ["Ab"], nowhere: ["AB"]),
    Example("(?i)[a-cé]+", whole: ["BÉ"]),
    Example("(?i)[^k]", nowhere: ["K", "\u{212A}"]),
    Example("(?i)ks\u{212A}σ", whole: ["\u{212A}\u{17F}kς", "KSKΣ"]),
    Example(#"(?i)\p{Lu}"#, whole: ["a"]),
    Example(#"(?i)\P{Lu}"#, whole: ["5"], nowhere: ["a"]),
    Example("(?s).", whole: ["\n"]),
    Example("(?s-s:.)", nowhere: ["\n"]),
    Example("(?u)é", whole: ["é"]),
    Example("(?m)^b$", whole: ["b"], part: ["a\nb\nc"]),
    Example("^b$", nowhere: ["a\nb\nc"]),
  ]

  static let references = [
    Example(#"^(a+)-\1$"#, whole: ["aa-aa"], nowhere: ["aa-a"]),
    Example(#"(?<q>['"]).*\k<q>"#, whole: ["'x'"], nowhere: [#"'x""#]),
    Example(#"(?P<q>['"])x(?P=q)"#, whole: ["'x'"], nowhere: [#"'x""#]),
    Example(#"(?i)(ab)\1"#, whole: ["abAB"]),
    Example(#"(a)|b\1"#, whole: ["a"], nowhere: ["b"]),
    Example(#"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10\1"#, whole: ["abcdefghijja"]),
    Example(#"(a)\10"#, whole: ["aa0"]),
    Example(#"(?:(a)|(b))+\1"#, whole: ["aba"]),
    Example(#"(?=(é))\1"#, whole: ["é"]),
    Example(#"^(?:(a)|b)*\1$"#, nowhere: ["b"]),
  ]

  @Test(arguments: [structure, repetition, classes, escapes, conditions, flags, references].joined())
  func answersAsExpected(_ example: Example) throws {
    let regex = try BoundedRegex(example.pattern)
    for text in example.whole {
      #expect(regex.search(text) == .match, "\(text.debugDescription)")
      #expect(regex.fullMatch(text) == .match, "\(text.debugDescription)")
    }
    for text in example.part {
      #expect(regex.search(text) == .match, "\(text.debugDescription)")
      #expect(regex.fullMatch(text) == .noMatch, "\(text.debugDescription)")
    }
    for text in example.nowhere {
      #expect(regex.search(text) == .noMatch, "\(text.debugDescription)")
      #expect(regex.fullMatch(text) == .noMatch, "\(text.debugDescription)")
    }
  }

  @Test func takesBytesAsItTakesStrings() throws {
    let regex = try BoundedRegex("^é+$")
    let bytes = Array("éé".utf8)
    #expect(bytes.withUnsafeBufferPointer { regex.search($0) } == .match)
    #expect(bytes.withUnsafeBufferPointer { regex.fullMatch($0) } == .match)
    #expect(regex.search(UnsafeBufferPointer(start: nil, count: 0)) == .noMatch)
  }
}
