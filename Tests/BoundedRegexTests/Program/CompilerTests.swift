import Testing

@testable import BoundedRegex

struct CompilerTests {
  /// Counts are operands, not copies: a program's size follows the pattern's.
  @Test(
    arguments: [
      ("a{1,2048}", 2), ("[a-z]{65535}", 2), ("(ab){1,60000}", 5), ("((ab){500}c){500}", 8),
      ("((((a+)+)+)+)+", 6), ("abc", 4), ("é", 3), ("(a|b|[c-f])*", 2),
    ])
  func sizes(pattern: String, instructions: Int) throws {
    #expect(try BoundedRegex(pattern).program.code.count == instructions)
  }

  @Test func boundsSize() throws {
    let literal = String(repeating: "a", count: 65_534)
    #expect(try BoundedRegex(literal).program.code.count == 65_535)
    let error = #expect(throws: BoundedRegex.SyntaxError.self) { try BoundedRegex(literal + "a") }
    #expect(error?.kind == .unsupported)
  }

  /// A run gives nothing back where what follows it cannot begin with what it takes.
  @Test(
    arguments: [
      ("[a-z]+:", true), ("[a-z]+[0-9]", true), ("[a-z]+(:[a-z]+)?$", true), (".*$", true), ("a*", true),
      ("(a+-)*", true), ("[a-z]+z", false), (#"[\s\S]*$"#, false), (#"a+\b"#, false), ("(?<=a+)", false),
      ("[à-ü]+é", false),
    ])
  func makesRunsFinal(pattern: String, isFinal: Bool) throws {
    let run = try BoundedRegex(pattern).program.code.first { [.run, .possessiveRun].contains($0.opcode) }
    #expect(run?.opcode == (isFinal ? .possessiveRun : .run))
  }

  @Test(
    arguments: [
      ("^a", true), ("^a|^b", true), ("(^a)", true), ("(?!x)^a", true), ("(?=^a)a", true), (#"\Aa"#, true),
      ("^a|b", false), ("a^", false), ("(?m)^a", false), ("(^a)?b", false), ("(?!^a)b", false),
    ])
  func knowsAnchoredPatterns(pattern: String, isAnchored: Bool) throws {
    #expect(try BoundedRegex(pattern).program.isAnchored == isAnchored)
  }
}
