import Testing

@testable import YAMLSyntax

@Suite struct EntriesTests {
  /// A mapping of many blocks and the same on one line, so that both ways of keeping children are walked.
  private static func trees(_ count: Int) -> [SyntaxTree] {
    let lines = (0..<count).map { "k\($0): {v: \($0)}" }
    return [
      SyntaxTree(SourceText(lines.joined(separator: "\n") + "\n"), leafSize: 16),
      SyntaxTree(SourceText("{" + lines.joined(separator: ", ") + "}"), leafSize: 1 << 20),
    ]
  }

  @Test(arguments: [0, 1, 2, 17, 300]) func iteratorsGoWhereSubscriptsGo(_ count: Int) {
    for tree in Self.trees(count) {
      guard let root = tree.root, root.kind == .mapping else {
        #expect(count == 0)
        continue
      }
      #expect(root.entries.map(\.key.value) == (0..<count).map { "k\($0)" })
      for (index, entry) in root.entries.enumerated() {
        #expect(entry.id == root.entries[index].id)
        #expect(entry.range == root.entries[index].range)
      }
    }
    let list = SyntaxTree(SourceText((0..<count).map { "- \($0)\n" }.joined()), leafSize: 16)
    #expect(
      (list.root.map { Array($0.items).map(\.value) } ?? []).filter { !$0.isEmpty }
        == (0..<count).map(String.init))
  }

  @Test(arguments: [0, 1 << 20]) func whatIsNoMappingHasNoEntries(leafSize: Int) {
    let list = SyntaxTree(SourceText("- a: 1\n- b: 2\n"), leafSize: leafSize).root
    #expect(list?.entries.map(\.key.value) == [])
    #expect(list?.items.count == 2)
    let mapping = SyntaxTree(SourceText("a: 1\nb: 2\n"), leafSize: leafSize).root
    #expect(mapping?.items.map(\.value) == [])
    #expect(mapping?.entries.count == 2)
  }

  @Test func theLastOfSeveralKeysCounts() {
    for leafSize in [4, 1 << 20] {
      let tree = SyntaxTree(SourceText("a: 1\nb: 2\na: 3\n'c': 4\n"), leafSize: leafSize)
      #expect(tree.root?["a"]?.value == "3")
      #expect(tree.root?["c"]?.value == "4")
      #expect(tree.root?["d"] == nil)
      #expect(tree.root?.value(under: "b")?.value == "2")
      #expect(tree.root?.hasKey(startingWith: "b") == true)
      #expect(tree.root?.hasKey(startingWith: "bb") == false)
      #expect(tree.root?.hasDistinctKeys == false)
    }
  }

  @Test(arguments: [
    ("a: 1\nb: 2\n", true), ("a: 1\na: 2\n", false), ("{a: 1, ab: 2, b: 3}", true), ("? [a]\n: 1\n", false),
    ("'a': 1\na: 2\n", false), ("- a\n", false), ("{}", true), ("<<: *b\n", false),
    ("ab: 1\na: 2\nb: 3\n", true),
  ])
  func distinctKeys(_ text: String, _ isDistinct: Bool) {
    #expect(SyntaxTree(SourceText(text), leafSize: 1 << 20).root?.hasDistinctKeys == isDistinct)
  }

  @Test(
    arguments: [
      ("a: 1\nb: {a: 2, c: [a, {d: 1}]}\n", []), ("a: 1\nb: {a: 2, c: [a, {d: 1, d: 2}]}\n", [22]),
      ("a: {b: 1}\na: 2\n", [0]), ("- {a: 1, b: 2}\n- {a: 1, b: 2}\n", []), ("- {a: 1, 'a': 2}\n", [2]),
      ("a: {b: {c: 1, c: 2}, b: 3}\nd: {e: 1, e: 2}\n", [3, 7, 30]),
      ("a: {<<: *b}\n", [3]), ("a: {<<b: c}\n", [3]), ("a: {? [a] : 1}\n", [3]), ("a\n", []), ("{}", []),
      ("a: {" + (0..<12).map { "k\($0): 1" }.joined(separator: ", ") + "}", []),
      ("a: {" + (0..<13).map { "k\($0): 1" }.joined(separator: ", ") + "}", [3]),
    ] as [(String, [Int])])
  func mappingsOfDoubtfulKeys(_ text: String, _ starts: [Int]) {
    let whole = SyntaxTree(SourceText(text), leafSize: 1 << 20).root
    #expect(whole?.mappingsOfDoubtfulKeys.map(\.range.lowerBound) == starts)
    // Of mappings in several blocks nothing is known at a glance.
    let split = SyntaxTree(SourceText(text), leafSize: 4).root?.mappingsOfDoubtfulKeys ?? []
    #expect(Set(split.map(\.range.lowerBound)).isSuperset(of: starts))
  }

  @Test(arguments: [
    ("Ref: a\n", "Ref"), ("{Ref: a}", "Ref"), ("Ref: a\nb: c\n", nil), ("[Ref]", nil), ("{}", nil),
    ("? [a]\n: 1\n", nil),
  ])
  func onlyKey(_ text: String, _ key: String?) {
    let root = SyntaxTree(SourceText(text)).root
    var seen: String?
    let isOnly = root?.hasOnlyKey { bytes in
      seen = String(decoding: bytes, as: UTF8.self)
      return true
    }
    #expect(seen == key)
    #expect(isOnly == (key != nil))
  }
}
