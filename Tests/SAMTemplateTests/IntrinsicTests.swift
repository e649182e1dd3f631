import Testing
import YAMLSyntax

@testable import SAMTemplate

@Suite struct IntrinsicTests {
  @Test(arguments: Intrinsic.allCases) func `A function is known by its long name and its tag`(
    function: Intrinsic
  ) {
    #expect(Intrinsic(rawValue: function.rawValue) == function)
    #expect(Intrinsic(tag: function.tag) == function)
    #expect(Intrinsic(rawValue: function.rawValue + "s") == nil)
    #expect(Intrinsic(rawValue: String(function.rawValue.dropLast())) == nil)
    #expect(Intrinsic(rawValue: function.rawValue.lowercased()) == nil)
    #expect(Intrinsic(tag: String(function.tag.dropFirst())) == nil)
  }

  @Test(arguments: [
    "", "!", "!Fn::Sub", "!sub", "!Rain::Embed", "Fn::", "Fn::Ref", "Fn::Condition", "Fn::Splat",
  ])
  func `Other names are no functions`(name: String) {
    #expect(Intrinsic(rawValue: name) == nil)
    #expect(Intrinsic(tag: name) == nil)
  }

  private static let texts: [(String, Intrinsic?)] = [
    ("!Ref A", .ref), ("{Ref: A}", .ref), ("!Sub a", .sub), ("{'Fn::Sub': a}", .sub), ("&a {Ref: A}", .ref),
    ("!Rain a", nil), ("{'Fn::Rain': a}", nil), ("{Condition: A}", nil), ("{'Fn::ForEach::A': b}", nil),
    ("!!str Ref", nil), ("! Ref", nil), ("{Ref: A, B: c}", nil), ("Ref", nil), ("[Ref]", nil),
    ("&a Ref", nil),
  ]

  @Test(arguments: texts) func `A glance says what a whole look says`(text: String, function: Intrinsic?)
    throws
  {
    let root = try #require(SyntaxTree(SourceText(text)).root)
    for value in [Value(root), Value(root, ignoringTag: true)] {
      #expect(value.isCall() == (value.call() != nil))
      #expect(value.intrinsic() == value.call()?.intrinsic)
      #expect(value.isLiteral == (value.literal != nil))
      #expect(value.isCall(inCondition: true) == (value.call(inCondition: true) != nil))
    }
    #expect(Value(root).intrinsic() == function)
  }
}
