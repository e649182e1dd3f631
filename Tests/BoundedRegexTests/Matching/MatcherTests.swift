import Testing

@testable import BoundedRegex

struct MatcherTests {
  private func answer(
    _ pattern: String, _ text: String, _ mode: Matcher.Mode = .search
  ) throws -> Matcher.Answer {
    let program = try BoundedRegex(pattern).program
    var text = text
    return text.withUTF8 { Matcher.match(program, $0, mode: mode) }
  }

  /// Patterns that take exponential time where every path is tried: the steps grow with the text alone, times
  /// the count where groups are counted.
  @Test(
    arguments: [
      ("^([a-z]+)*$", 30), ("^(a+)+$", 30), ("^(a|aa)+$", 30), ("^(a|a)*$", 30), ("^(a?b?)*$", 30),
      ("^((a*)*)*$", 30), ("^(a*)*b", 30), ("(a+)+b", 30), ("(a+a+)+b", 30), ("^([a-z]+[a-z]+)+$", 30),
      ("^([a-z]+)*([a-z]+)*([a-z]+)*$", 90), (#"^(([a-z])+.)+[A-Z]([a-z])+$"#, 30), ("[a-z]+@", 30),
      ("^([a-z0-9][-a-z0-9]*[a-z0-9])(,[a-z]+)*$", 30), ("^(?=(a+)+$)", 30), ("^(?>(a+)+)$", 30),
      ("^(é|a|aa)*$", 30), ("^(?:a?){64}a{64}b", 400), ("^(a*){2,9}$", 100), ("^(a{1,3}){1,100}$", 600),
      ("^(a?){30}(a?){30}$", 400),
    ])
  func doesNotExplode(pattern: String, stepsPerByte: Int) throws {
    for count in [22, 100, 1_000, 5_000] {
      let answer = try answer(pattern, String(repeating: "a", count: count) + "!")
      #expect(answer.result == .noMatch)
      #expect(answer.steps <= stepsPerByte * count)
    }
  }

  /// Lookarounds start anew wherever they are met: the square of the text, while the budget lasts.
  @Test(arguments: ["(?<=(a+)+)b", "^((?!.*b)a)*$", "^((?=(a+)+!)a)*$"])
  func isQuadraticInLookarounds(pattern: String) throws {
    for count in [22, 100, 200] {
      let answer = try answer(pattern, String(repeating: "a", count: count) + "!")
      #expect(answer.result == .noMatch)
      #expect(answer.steps <= 5 * count * count + 30 * count)
    }
  }

  /// What cannot be decided within the budget is said to be so; the last run may go beyond it by what it takes.
  @Test(arguments: [#"^(a|aa)+(b?)\2c$"#, #"^(a+)+\1b$"#, "(?<=(a+)+)b", "^((?!.*b)a)*$"])
  func givesUp(pattern: String) throws {
    let text = String(repeating: "a", count: 5_000) + "!"
    let answer = try answer(pattern, text)
    #expect(answer.result == .undecided)
    #expect(answer.steps <= Matcher.stepLimit(forBytes: text.utf8.count) + text.utf8.count)
  }

  /// More to go back to than the stack takes.
  @Test func givesUpWhereTheStackIsFull() throws {
    let text = String(repeating: "ab", count: 300_000)
    #expect(try answer("^(ab|c)*$", text).result == .undecided)
  }

  @Test func answersLongTexts() throws {
    let text = String(repeating: "a", count: 20_000)
    #expect(try answer("^([a-z]+)*$", text + "!").result == .noMatch)
    #expect(try answer(#"^[\s\S]{1,20000}$"#, text).result == .match)
    #expect(try answer(#"^[\s\S]{1,19999}$"#, text).result == .noMatch)
    #expect(try answer("[0-9]+$", text).result == .noMatch)
    #expect(try answer("[a-z]+[0-9]", text).result == .noMatch)
    #expect(try answer("^(a|b|[c-f])*$", text).result == .match)
    #expect(try answer("^(ab?)*$", text).result == .match)
  }

  /// Answers where states are remembered, and where the last path of many is the right one.
  @Test(
    arguments: [
      ("^(a|ab|b)*c$", "c", true), ("^(a|ab|b)*c$", "d", false), ("^([ab]+)*c$", "c", true),
      ("^([ab]+[ab]+)*c$", "c", true), ("^([ab]*a)*bc$", "c", true), ("^([ab]*a)*c$", "c", false),
      ("^((?=(a|ab)*$)(a|ab))*$", "", true), ("^((?!(a|ab|b)*c$)[ab])*$", "", true),
      ("^((?!(a|ab|b)*c$)[ab])*c$", "c", false), ("^(a(?<=(ab)*a)b(?<=(a|b)*))*$", "", true),
      ("^(?:(?>ab|a)b?)*$", "", true), ("^(?:(?>[ab]+?)b?)*$", "", true), ("^(a|b){200}$", "", true),
      ("^(a|b){201}$", "", false), ("^(a|b|ab){80,99}$", "", false), ("^(a|b|ab){80,100}$", "", true),
      ("([ab]+)+c|b$", "", true), ("(?:[ab]*+)*$", "", true), ("([ab]*b)*+$", "", true),
    ])
  func remembersWithoutForgettingAnswers(pattern: String, ending: String, matches: Bool) throws {
    let text = String(repeating: "ab", count: 100) + ending
    #expect(try answer(pattern, text).result == (matches ? .match : .noMatch))
  }

  /// Bytes that are no text never lead outside, and each counts as one scalar.
  @Test(
    arguments: [
      [0x80], [0xC3], [0xFF, 0xFE], [0xE6, 0xBC], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xF8],
    ] as [[UInt8]])
  func countsIllFormedBytes(_ bytes: [UInt8]) throws {
    let mixed = [0x61] + bytes + [0xC3, 0xA9]
    let patterns = [
      #"^a\W{\#(bytes.count)}é$"#, "^.{\(bytes.count + 2)}$", "^.*(?<=.)é$", "^(.|a)*?é$", #"\bé"#,
    ]
    for pattern in patterns {
      let program = try BoundedRegex(pattern).program
      #expect(mixed.withUnsafeBufferPointer { Matcher.match(program, $0, mode: .search) }.result == .match)
    }
  }
}
