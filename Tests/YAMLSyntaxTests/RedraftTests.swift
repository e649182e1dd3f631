import TestSupport
import Testing

@testable import YAMLSyntax

/// Mistakes in the layout of a small text: the tree is what was meant, and one problem is at the mark.
@Suite struct RedraftTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    let marked: MarkedText
    let meant: String
    let message: String
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ meant: String, _ message: String) {
      self.name = name
      marked = MarkedText(text)
      self.meant = meant
      self.message = message
    }
  }

  private static let tab = "YAML does not allow tabs for indentation; use spaces"
  private static let space = "YAML does not take non-breaking spaces for indentation; use ordinary spaces"
  private static let conflict =
    "A merge conflict is left here; keep one of the versions and remove the marker lines"

  private static func indentation(_ found: Int, _ expected: Int) -> String {
    "This line is indented by \(found == 1 ? "1 space" : "\(found) spaces") where the lines around it have "
      + "\(expected == 1 ? "1 space" : "\(expected) spaces"); align it with them"
  }

  static let mistakes: [Mistake] = [
    Mistake("a tab in front of a first child", "a:\n«\t»b: 1\n  c: 2\n", "{'a'={'b'='1' 'c'='2'}}", tab),
    Mistake("a tab in front of an only child", "a:\n«\t»b: 1\nc: 2\n", "{'a'={'b'='1'} 'c'='2'}", tab),
    Mistake("a tab in the middle", "a:\n  b: 1\n«\t»c: 2\n  d: 3\n", "{'a'={'b'='1' 'c'='2' 'd'='3'}}", tab),
    Mistake("a tab at the end", "a:\n  b: 1\n«\t»c: 2\nd: 3\n", "{'a'={'b'='1' 'c'='2'} 'd'='3'}", tab),
    Mistake(
      "a tab in front of a key with children", "a:\n  b:\n    c: 1\n«\t»d:\n    e: 2\n",
      "{'a'={'b'={'c'='1'} 'd'={'e'='2'}}}", tab),
    Mistake("a tab in front of an item", "a:\n  - b\n«\t»- c\n  - d\n", "{'a'=['b' 'c' 'd']}", tab),
    Mistake("a tab after spaces", "a:\n  b: 1\n« \t»c: 2\n", "{'a'={'b'='1' 'c'='2'}}", tab),
    Mistake(
      "a whole block behind tabs", "a:\n«\t»b:\n\t\t- c: 1\n\t\t  d: 2\n\t\t- e\nf: 3\n",
      "{'a'={'b'=[{'c'='1' 'd'='2'} 'e']} 'f'='3'}", tab),
    Mistake(
      "the second entry behind tabs", "a:\n  b:\n    c: 1\n«\t»d:\n\t\te: 2\nf: 3\n",
      "{'a'={'b'={'c'='1'} 'd'={'e'='2'}} 'f'='3'}", tab),
    Mistake(
      "non-breaking spaces", "a:\n  b: 1\n«\u{A0}\u{A0}»c: 2\n  d: 3\n", "{'a'={'b'='1' 'c'='2' 'd'='3'}}",
      space),
    Mistake(
      "a line too far right", "a:\n  b: 1\n«   »c: 2\n  d: 3\n", "{'a'={'b'='1' 'c'='2' 'd'='3'}}",
      indentation(3, 2)),
    Mistake(
      "a line too far left", "a:\n    b: 1\n«  »c: 2\n    d: 3\n", "{'a'={'b'='1' 'c'='2' 'd'='3'}}",
      indentation(2, 4)),
    Mistake(
      "the first line too far right", "a:\n«    »b: 1\n  c: 2\n  d: 3\n", "{'a'={'b'='1' 'c'='2' 'd'='3'}}",
      indentation(4, 2)),
    Mistake(
      "a first key one too far right", "a:\n«   »b:\n    c:\n      - 1\n  d: 2\n",
      "{'a'={'b'={'c'=['1']} 'd'='2'}}",
      indentation(3, 2)),
    Mistake(
      "the first line too far left", "a:\n  b:\n«  »c: 1\n    d: 2\n    e: 3\nf: 4\n",
      "{'a'={'b'={'c'='1' 'd'='2' 'e'='3'}} 'f'='4'}", indentation(2, 4)),
    Mistake(
      "a block one too far right", "a:\n  b:\n    c: 1\n«   »d:\n     e: 2\n     f: 3\n  g: 4\n",
      "{'a'={'b'={'c'='1'} 'd'={'e'='2' 'f'='3'} 'g'='4'}}", indentation(3, 2)),
    Mistake(
      "a first dash too far right", "a:\n  b:\n«     »- c: 1\n      d: 2\n    - e\n",
      "{'a'={'b'=[{'c'='1' 'd'='2'} 'e']}}", indentation(5, 4)),
    Mistake(
      "a merge conflict", "a:\n«<<<<<<< ours»\n  b: 1\n=======\n  c: 2\n>>>>>>> theirs\nd: 3\n",
      "{'a'={'b'='1' 'c'='2'} 'd'='3'}", conflict),
    Mistake(
      "a merge conflict with what was before",
      "a:\n«<<<<<<< ours»\n  b: 1\n||||||| base\n  b: 0\n=======\n  b: 2\n>>>>>>> theirs\nd: 3\n",
      "{'a'={'b'='1' 'b'='0' 'b'='2'} 'd'='3'}", conflict),
    Mistake(
      "a merge conflict in JSON",
      "{\n  \"a\": 1,\n«<<<<<<< ours»\n  \"b\": 1\n=======\n  \"b\": 2\n>>>>>>> theirs\n}\n",
      "{'a'='1' 'b'='1'}", conflict),
    Mistake(
      "a statement of a template engine", "a:\n«{% if x %}»\n  b: 1\n{% endif %}\n  c: 2\n",
      "{'a'={'b'='1' 'c'='2'}}",
      "A statement of a template engine is no YAML; render the file first, or put '# ' in front of it"),
    Mistake(
      "a comment in JSON", "{\n  \"a\": {  «// why»\n    \"b\": 1\n  }\n}\n", "{'a'={'b'='1'}}",
      "JSON has no comments; remove this one, or put the text under a key of 'Metadata'"),
    Mistake(
      "a comma twice", "{\n  \"a\": {\n    \"b\": 1\n  },«,»\n  \"c\": 2\n}\n", "{'a'={'b'='1'} 'c'='2'}",
      "Nothing stands between this comma and the one before it; remove one of the two"),
    Mistake(
      "a bracket of the other kind", "{\n  \"a\": {\n    \"b\": 1\n  «]»,\n  \"c\": 2\n}\n",
      "{'a'={'b'='1'} 'c'='2'}", "']' stands here where '}' would close the bracket that is open"),
    Mistake(
      "a file cut off", "{\n  \"a\": {\n    \"b\": «[»\n      1,\n      2", "{'a'={'b'=['1' '2']}}",
      "This '[' is never closed; add ']'"),
  ]

  /// A line may be thought of again when those below it are known; one thing is said of it all the same.
  @Test(arguments: [
    "- d\n\t- d\n    a:\n    -\n", "g\n\t- e: 1\n    - d\n  - d\n g\n",
    "  b: 1\n\t- d\n    - e: 1\n\u{A0} b: 1\n",
    "\u{A0} -\n    -\n  g\n c:\nf: |\n\tg\n\u{A0} a:\n",
  ]) func severalThoughts(_ text: String) {
    let tree = SyntaxTree(SourceText(text))
    let lines = tree.problems.map { tree.text.line(at: $0.range.lowerBound) }
    #expect(!lines.isEmpty && Set(lines).count == lines.count)
  }

  @Test(arguments: mistakes) func mended(_ mistake: Mistake) {
    let tree = SyntaxTree(SourceText(mistake.marked.text))
    #expect(sketch(tree.root) == mistake.meant)
    #expect(tree.problems.map(\.message) == [mistake.message])
    #expect(tree.problems.map(\.range) == mistake.marked.ranges)
  }

  /// What libyaml accepts is no mistake, whatever it looks like.
  @Test(arguments: [
    ("\u{A0}a: 1\nb: 2\n", "{'\u{A0}a'='1' 'b'='2'}"),
    ("a:\n  b: 1\n\u{A0}c: 2\n", "{'a'={'b'='1'} '\u{A0}c'='2'}"),
    ("a: 'b\n\tc'\nd: |\n  e\n  \tf\n", "{'a'='b c' 'd'='e\n\tf\n'}"),
    ("a: [\n\tb, c]\n", "{'a'=['b' 'c']}"),
  ])
  func sound(text: String, expected: String) {
    let tree = SyntaxTree(SourceText(text))
    #expect(sketch(tree.root) == expected)
    #expect(tree.problems == [])
  }

  @Test func regions() {
    let text = SourceText("a:\n  - b: 1\n\n  - c\nd: 2\n")
    let tree = SyntaxTree(text)
    #expect(
      tree.regions(around: 12).map(text.string) == [
        "a:\n  - b: 1\n\n  - c\n", "b: 1\n\n  - ", "b: 1\n\n  - ",
      ])
    #expect(tree.regions(around: 20).map(text.string) == ["d: 2\n"])
  }
}
