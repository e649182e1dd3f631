import Foundation
import TestSupport
import Testing

@testable import YAMLSyntax

/// What people type into a large document is brought into the tree without a look at the rest of it.
@Suite struct LocalityTests {
  /// Resources of more than the tree parses anew for an edit.
  static let yaml =
    "Transform: AWS::Serverless-2016-10-31\nResources:\n"
    + (0..<600).map {
      "  Queue\($0):\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 30\n"
        + "      RedrivePolicy:\n        maxReceiveCount: 5\n        deadLetterTargetArn: !GetAtt Dead\($0).Arn\n"
        + "      Tags:\n        - Key: team\n          Value: orders\n"
    }.joined() + "Outputs:\n  Name:\n    Value: 1\n"
  static let json =
    "{\n  \"Resources\": {\n"
    + (0..<600).map {
      "    \"Queue\($0)\": {\n      \"Type\": \"AWS::SQS::Queue\",\n      \"Properties\": {\n"
        + "        \"DelaySeconds\": 30,\n        \"Redrive\": {\"Fn::Sub\": \"${Dead\($0)}\"},\n"
        + "        \"Tags\": [\n          {\n            \"Key\": \"team\",\n            \"Value\": \"orders\"\n"
        + "          }\n        ]\n      }\n    }"
    }.joined(separator: ",\n") + "\n  }\n}\n"

  /// Where something is typed: behind the first of a text in the resource in the middle, or in the first one.
  static let typed: [(after: String, text: String)] = [
    ("DelaySeconds: 30", "\n      Tim"),
    ("DelaySeconds: 30", "\n    Tim"),
    ("DelaySeconds: 30", "\n     Tim"),
    ("DelaySeconds: 30", ": "),
    ("Value: orders\n", "        - \n"),
    ("Value: orders\n", "        K\n"),
    ("Value: orders\n", "  Q\n"),
    ("Properties:", "\n      - a"),
    ("SQS::Queue", "\n  Next:\n    Type: AWS::SQS::Queue"),
  ]
  static let typedJSON: [(after: String, text: String)] = [
    ("\"DelaySeconds\": 30", "\n        Tim"),
    ("\"DelaySeconds\": 30,", "\n        \"Tim"),
    ("\"DelaySeconds\": 30,", "\n        \"Tim\": "),
    ("\"DelaySeconds\": 30,", "\n        \"Tim\": {},"),
    ("SQS::Queue\"", "\n      \"Metadata\": 1"),
    ("SQS::Queue\",", "\n    \"Metadata\": 1"),
    ("\"Value\": \"orders\"\n", "            \"x\"\n"),
    ("      }\n    },\n", "    \"Other\": {}\n"),
    ("\"Redrive\": {\"Fn::Sub\": \"${Dead", "}"),
  ]

  @Test(arguments: typed.indices, [0, 300]) func followsYAML(index: Int, resource: Int) throws {
    try check(Self.yaml, Self.typed[index], behind: "  Queue\(resource):\n")
  }

  @Test(arguments: typedJSON.indices, [0, 300]) func followsJSON(index: Int, resource: Int) throws {
    try check(Self.json, Self.typedJSON[index], behind: "\"Queue\(resource)\": {\n")
  }

  /// Small entries are parsed together, but few at a time, however alike their names are.
  @Test func groupsStaySmall() throws {
    let text = "A:\n" + (0..<3000).map { "  Parameter\($0): {Type: String}\n" }.joined()
    let block = try #require(SyntaxTree(SourceText(text)).stream.parts.first?.block)
    let entries = try #require(block.body?.children.at(0)?.element.block.body)
    let longest = entries.children.elements.map(\.block.length).max()
    #expect(try #require(longest) < 4096)
  }

  private func check(_ text: String, _ typed: (after: String, text: String), behind start: String) throws {
    let from = try #require(text.range(of: start))
    let place = try #require(text[from.upperBound...].range(of: typed.after))
    let at = text.utf8.distance(from: text.startIndex, to: place.upperBound)
    var tree = SyntaxTree(SourceText(text))
    var typing = ""
    for letter in typed.text {
      typing.append(letter)
      let offset = at + typing.utf8.count - String(letter).utf8.count
      let edit = SourceEdit(range: offset..<offset, replacement: String(letter))
      let isLocal = tree.isLocal(edit)
      #expect(isLocal, "\(typing.debugDescription)")
      tree = tree.applying(edit)
    }
    let fresh = SyntaxTree(SourceText(tree.text.string(in: 0..<tree.text.utf8Count)))
    #expect(tree.firstDifference(to: fresh) == nil)
  }
}

extension SyntaxTree {
  /// Whether an edit changes a part of the tree alone.
  fileprivate func isLocal(_ edit: SourceEdit) -> Bool {
    var newText = text
    newText.replace(edit.range, with: edit.replacement)
    var updater = Updater(stream, text: newText, oldText: text, edited: edit.range, leafSize: leafSize)
    return updater?.updated(stream) != nil
  }
}
