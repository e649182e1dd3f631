import TestSupport
import Testing

@testable import YAMLSyntax

/// No input takes the tree more than a bounded time, or brings it down.
@Suite struct BoundsTests {
  static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  static let inputs: [(name: String, text: String)] = [
    ("open brackets", repeated("[", 100_000)), ("open brackets, a line each", repeated("[\n", 20_000)),
    ("open braces", repeated("{a: ", 20_000)), ("nested lists", repeated("- ", 20_000)),
    ("open keys", repeated("a: [\n", 5_000)), ("open quotes", repeated("a: '\n", 5_001)),
    ("open double quotes", repeated("a: \"\n", 5_001)),
    ("quotes that open in lists", repeated("- \"x\n", 5_001)),
    ("nested keys", (0..<1_500).map { repeated(" ", $0) + "a:\n" }.joined()),
    ("nested JSON", repeated("{\n\"a\": ", 5_000)), ("surplus brackets", "a: [" + repeated("]", 50_000)),
    ("long line", "a: " + repeated("x", 2_000_000)), ("long key", repeated("x", 2_000_000) + ": a"),
    ("long flow", "a: [" + repeated("b, ", 200_000) + "]"), ("NUL", "a: b\u{0}\nc: d\n\u{0}: \u{0}"),
    ("controls", repeated("a\u{1}: \u{2}\n", 5_000)), ("tabs", repeated("\ta: b\n", 5_000)),
    ("aliases", "a: &a [x]\n" + (0..<2_000).map { "b\($0): &b\($0) [*a, *a, *missing]\n" }.joined()),
    ("laughs", (1..<40).map { "k\($0): &k\($0) [*k\($0 - 1), *k\($0 - 1)]\n" }.joined()),
    ("conflicts", repeated("<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n", 2_000)),
    ("dashes", repeated("-\n", 20_000)), ("documents", repeated("--- a\n", 5_000)),
    ("broken documents", repeated("---\na: [\n", 2_000)), ("directives", repeated("%TAG ! !x\n", 5_000)),
    ("no colons", repeated("key\n", 20_000)), ("question marks", repeated("? a\n", 10_000)),
    ("stair up", (0..<2_000).map { repeated(" ", $0) + "a: b\n" }.joined()),
    ("stair down", (0..<2_000).map { repeated(" ", 2_000 - $0) + "a: b\n" }.joined()),
    ("anchors", repeated("&a ", 20_000)), ("tags", repeated("!a ", 20_000)),
    ("commas", "[" + repeated(",", 50_000)),
  ]

  /// The limit is no measure of speed (a benchmark does that): it ends a run that would not end by itself.
  @Test(.timeLimit(.minutes(5)), arguments: inputs.indices) func bounded(index: Int) {
    let (name, text) = Self.inputs[index]
    if let only = environment("YAML_BOUND"), only != name { return }
    let tree = SyntaxTree(SourceText(text))
    #expect(tree.text.utf8Count == text.utf8.count, "\(name)")
    let edited = tree.applying(SourceEdit(range: 0..<0, replacement: "x"))
    #expect(edited.text.utf8Count == text.utf8.count + 1, "\(name)")
  }

  /// A JSON template with deep structure, cut off or damaged at any place.
  @Test(.timeLimit(.minutes(5))) func damagedJSON() {
    var json = "{\n  \"Resources\": {\n"
    for i in 0..<12 {
      json += """
            "R\(i)": {
              "Type": "AWS::CloudFormation::WaitConditionHandle",
              "Metadata": {
                "Comment": {
                  "config": {
                    "files": {
                      "/etc/x": {
                        "content": {
                          "Fn::Join": [
                            "",
                            [
                              "[main]\\n",
                              {
                                "Ref": "AWS::StackId"
                              }
                            ]
                          ]
                        },
                        "mode": "000400"
                      }
                    }
                  }
                }
              }
            }\(i < 11 ? "," : "")

        """
    }
    json += "  }\n}\n"
    var random = SplitMix(seed: 3)
    for _ in 0..<60 {
      var bytes = Array(json.utf8)
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, at + [1, 1, 2, 5, 40, 100_000].randomElement(using: &random)!)
      let new = ["", " ", "\"", "{", "}", "[", "]", ",", ":", "\n"].randomElement(using: &random)!
      bytes.replaceSubrange(at..<end, with: Array(new.utf8))
      let text = SourceText(decoding: bytes)
      #expect(SyntaxTree(text).text.utf8Count == text.utf8Count)
    }
  }
}
