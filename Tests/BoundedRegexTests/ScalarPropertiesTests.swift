import Testing

@testable import BoundedRegex

struct ScalarPropertiesTests {
  @Test(
    arguments: [
      ("L", "aÉ漢ʰ", "5 _"), ("Lu", "AÉ", "aé"), ("Ll", "aé", "A"), ("M", "\u{301}", "a"), ("N", "5²Ⅷ", "a"),
      ("Nd", "5٣", "²"), ("P", "!_-«", "$+a"), ("S", "$+€", "!"), ("Z", " \u{A0}\u{2028}", "\t"),
      ("C", "\0\u{200B}\u{E000}", "a"), ("Cc", "\t\u{85}", "\u{200B}"), ("Cf", "\u{AD}", "\0"),
      ("LC", "aA", "漢"),
      ("Alpha", "aé", "5"), ("Digit", "5", "a"), ("Alnum", "a5", "-"), ("Upper", "A", "a"),
      ("Lower", "a", "A"),
      ("Punct", "!$~", "a "), ("Graph", "a!é", " \n"), ("Print", "a é", "\n"), ("Cntrl", "\0\n", "a"),
      ("XDigit", "fF9", "g"), ("Space", " \n", "a"), ("Blank", " \t\u{A0}", "\n"), ("ASCII", "a\0", "é"),
      ("Any", "a\0é", ""), ("White_Space", " \n", "a"), ("word", "a_5\u{200D}", "-"),
    ])
  func membership(name: String, members: String, others: String) throws {
    let set = ScalarSet(try #require(ScalarProperties(named: name)))
    for scalar in members.unicodeScalars { #expect(set.contains(scalar), "\(scalar.value)") }
    for scalar in others.unicodeScalars { #expect(!set.contains(scalar), "\(scalar.value)") }
  }

  @Test func namesAreLoose() {
    let letter = ScalarProperties(named: "L")
    #expect(
      ["l", "Letter", "IsL", "is_letter", "gc=L", "General_Category=Letter"].allSatisfy {
        ScalarProperties(named: $0) == letter
      })
    #expect(ScalarProperties(named: "Greek") == nil)
    #expect(ScalarProperties(named: "") == nil)
  }
}
