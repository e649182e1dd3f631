import Testing

@testable import BoundedRegex

struct PatternParserTests {
  /// Patterns that no engine takes, with the place that is to blame.
  @Test(
    arguments: [
      ("(", 0), ("(a", 0), ("a)", 1), ("(?:a", 0), ("(?", 0), ("[a", 0), ("[", 0), ("[]", 0),
      ("x[a-", 1), ("[z-a]", 1), (#"[a\q]"#, 2), (#"[\Z]"#, 1), ("*a", 0), ("a|*", 2), ("(+)", 1), ("{2}", 0),
      ("a**", 2), ("a+*", 2), ("a{2}{3}", 4), ("a+?+", 3), ("(?i)*", 5), ("a{3,2}", 1), (#"\"#, 0),
      (#"a\q"#, 1),
      (#"\x4"#, 0), (#"\x{110000}"#, 0), (#"\u12"#, 0), (#"\u{}"#, 0), (#"\c"#, 0), (#"\1"#, 0),
      (#"(a)\2"#, 3),
      (#"\k<n>"#, 0), (#"\kn"#, 0), ("(?<1>a)", 0), ("(?<n", 0), ("(?P=n)", 0), (#"\p{Foo}"#, 0),
      (#"\p{L"#, 0),
      (#"\p-"#, 0), ("[[:foo:]]", 1),
    ])
  func malformed(pattern: String, offset: Int) {
    let error = #expect(throws: BoundedRegex.SyntaxError.self) { try BoundedRegex(pattern) }
    #expect(error?.kind == .malformed)
    #expect(error?.offset == offset)
    #expect(error?.message.hasSuffix(".") == true)
  }

  /// Patterns that other engines take.
  @Test(
    arguments: [
      ("(?x)a", 2), (#"\Qa\E"#, 0), (#"a\R"#, 1), (#"\p{IsGreek}"#, 0), (#"\p{Script=Greek}"#, 0),
      ("(?R)", 0),
      ("(a)(?(1)b|c)", 3), ("(?#note)", 0), ("a{99999999999}", 2), ("(ab){70000}", 0),
      ("((((((a{2}b){2}c){2}d){2}e){2}f){2}g)", 0),
    ])
  func unsupported(pattern: String, offset: Int) {
    let error = #expect(throws: BoundedRegex.SyntaxError.self) { try BoundedRegex(pattern) }
    #expect(error?.kind == .unsupported)
    #expect(error?.offset == offset)
  }

  @Test func boundsNesting() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")*", count: depth)
    }
    #expect(try BoundedRegex(nested(99)).fullMatch("aaa") == .match)
    let error = #expect(throws: BoundedRegex.SyntaxError.self) { try BoundedRegex(nested(100_000)) }
    #expect(error?.kind == .unsupported)
  }

  @Test func boundsClasses() {
    let many = "[" + String(repeating: "é", count: 600) + "]"
    let error = #expect(throws: BoundedRegex.SyntaxError.self) { try BoundedRegex(many) }
    #expect(error?.kind == .unsupported)
  }
}
