import TestSupport
import Testing

@testable import YAMLSyntax

/// No input takes the tree more than a bounded time, or brings it down.
@Suite struct BoundsTests {
  /// The limit is no measure of speed (`tree-benchmark --hostile` is): it ends a run that would not end by itself.
  @Test(.timeLimit(.minutes(5)), arguments: HostileText.all) func bounded(_ kind: HostileText) {
    let text = kind.text(30_000)
    let tree = SyntaxTree(SourceText(text))
    #expect(tree.text.utf8Count == text.utf8.count)
    let edited = tree.applying(SourceEdit(range: 0..<0, replacement: "x"))
    #expect(edited.text.utf8Count == text.utf8.count + 1)
  }

  /// Bytes that are no UTF-8, at the start, inside and cut off at the end; UTF-16 files cut off in a character.
  @Test(
    arguments: [
      [0xFF], [0xC3], [0x61, 0x3A, 0x20, 0xC3, 0x28, 0x0A], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80],
      [0xFF, 0xFE],
      [0xFF, 0xFE, 0x61], [0xFE, 0xFF, 0xD8, 0x3D], [0xFF, 0xFE, 0x3D, 0xD8, 0x61, 0x00], [0xEF, 0xBB, 0xBF],
      [0xEF, 0xBB],
    ] as [[UInt8]]) func bytes(_ bytes: [UInt8])
  {
    let many = bytes + (0..<3000).flatMap { _ in bytes }
    for bytes in [bytes, many] {
      let text = SourceText(decoding: bytes)
      #expect(SyntaxTree(text).text.utf8Count == text.utf8Count)
    }
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
