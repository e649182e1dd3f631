import Glibc
import Testing

@testable import YAMLSyntax

/// Random edits, as people and programs make them.
struct RandomEdits {
  static let bits = [
    "a", "é", "😀", " ", "  ", "\n", "\r\n", "\n  ", "\n      ", ":", ": ", "- ", "!Ref ", "!Sub '${", "}",
    "'", "\"", "[",
    "]", "{", "}", ",", "#", "|", ">", "&a ", "*a", "\t", "Type: ", "Properties:\n", "\u{2028}", "? ",
    "---\n", "Fn::If: ",
    "%", "@", "\u{FEFF}", "<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "\r", "\u{85}", "\u{0}", "\\",
    "\n- ", "Key: 'x",
    "\"k\": {\n", "},\n", "key: value\n",
  ]
  var random: SplitMix
  var undo: [SourceEdit] = []

  mutating func next(_ text: SourceText) -> SourceEdit {
    if !undo.isEmpty, Int.random(in: 0..<4, using: &random) == 0 { return undo.removeLast() }
    let edit = fresh(text)
    let clamped = text.clamp(edit.range)
    let range = text.scalarStart(clamped.lowerBound)..<text.scalarStart(clamped.upperBound)
    undo.append(
      SourceEdit(
        range: range.lowerBound..<range.lowerBound + edit.replacement.utf8.count,
        replacement: text.string(in: range)))
    if undo.count > 20 { undo.removeFirst() }
    return edit
  }

  private mutating func fresh(_ text: SourceText) -> SourceEdit {
    let count = text.utf8Count
    let at = Int.random(in: 0...count, using: &random)
    let bit = Self.bits[Int.random(in: 0..<Self.bits.count, using: &random)]
    switch Int.random(in: 0..<100, using: &random) {
    case ..<45: return SourceEdit(range: at..<at, replacement: bit)
    case ..<75:
      let length = [1, 1, 2, 5, 40, 300][Int.random(in: 0..<6, using: &random)]
      return SourceEdit(range: at..<min(count, at + length), replacement: "")
    case ..<85:
      // Whole lines, copied to another place.
      let line = Int.random(in: 0..<text.lineCount, using: &random)
      let last = line + Int.random(in: 1..<12, using: &random)
      let lines = text.string(in: text.lineStart(line)..<text.lineStart(last))
      let start = text.lineStart(text.line(at: at))
      return SourceEdit(range: start..<start, replacement: lines)
    case ..<95:
      return SourceEdit(range: at..<min(count, at + Int.random(in: 1..<8, using: &random)), replacement: bit)
    default:
      let line = text.line(at: at)
      return SourceEdit(range: text.lineStart(line)..<text.lineStart(line + 1), replacement: "")
    }
  }
}

/// Everything that a tree says, for comparing.
func description(_ tree: SyntaxTree) -> [String] {
  func places(_ node: Node) -> String {
    "\(node.range) \(node.contentRange) \(node.tagRange.map { "\($0)" } ?? "-") \(node.anchorRange.map { "\($0)" } ?? "-")"
  }
  var lines = ["\(tree.documentCount)"]
  func add(_ node: Node, _ depth: Int) {
    lines.append(
      "\(String(repeating: " ", count: depth))\(node.kind) \(node.style) \(node.tag ?? "") \(node.anchor ?? "") '\(node.value)' \(places(node))"
    )
    for entry in node.entries {
      if !entry.hasColon { lines.append("no colon") }
      add(entry.key, depth + 1)
      add(entry.value, depth + 1)
    }
    for item in node.items { add(item, depth + 1) }
  }
  for root in tree.roots {
    lines.append("document")
    if let root { add(root, 0) }
  }
  for problem in tree.problems { lines.append("\(problem)") }
  return lines
}

/// Whether two trees say the same; as comparing their descriptions, but without a word.
func isSame(_ a: SyntaxTree, _ b: SyntaxTree) -> Bool {
  func isSame(_ a: Node, _ b: Node) -> Bool {
    guard a.kind == b.kind, a.style == b.style, a.range == b.range, a.contentRange == b.contentRange,
      a.tag == b.tag,
      a.anchor == b.anchor, a.tagRange == b.tagRange, a.anchorRange == b.anchorRange,
      a.withValueUTF8({ one in b.withValueUTF8 { one.elementsEqual($0) } })
    else { return false }
    let entries = a.entries
    let others = b.entries
    let items = a.items
    let otherItems = b.items
    guard entries.count == others.count, items.count == otherItems.count else { return false }
    for (entry, other) in zip(entries, others)
    where entry.hasColon != other.hasColon || !isSame(entry.key, other.key)
      || !isSame(entry.value, other.value)
    {
      return false
    }
    for (item, other) in zip(items, otherItems) where !isSame(item, other) { return false }
    return true
  }
  guard a.documentCount == b.documentCount, a.problems == b.problems, a.roots.count == b.roots.count else {
    return false
  }
  return zip(a.roots, b.roots).allSatisfy { first, second in
    guard let first, let second else { return first == nil && second == nil }
    return isSame(first, second)
  }
}

func firstDifference(_ a: [String], _ b: [String]) -> String? {
  if a == b { return nil }
  let index = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
  return "line \(index): \(index < a.count ? a[index] : "-") | \(index < b.count ? b[index] : "-")"
}

/// Writes a text that failed to the file that YAML_FAILED names.
func keep(_ text: SourceText) {
  guard let path = environment("YAML_FAILED"), let file = fopen(path, "wb") else { return }
  _ = text.withUTF8(in: 0..<text.utf8Count) { fwrite($0.baseAddress, 1, $0.count, file) }
  fclose(file)
}

@Suite struct EditingTests {
  static let template = """
    AWSTemplateFormatVersion: '2010-09-09'
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Function:
        Type: AWS::Serverless::Function
        Properties:
          Handler: app.handler
          InlineCode: |
            def handler(event, context):
              return {"a": [1, 2]}

          Events:
            Api: {Type: Api, Properties: {Path: /, Method: get}}
          Policies:
          - Statement:
              - Effect: Allow
                Action: ['s3:*', "ä😀"]
      Table: # comment
        Type: AWS::DynamoDB::Table
        Properties: &p
          Name: !Sub "${AWS::StackName}-t"
      Other:
        Properties: *p
    Outputs:
      Url:
        Value: !Join [',', [a, b]]

    """
  static let json = """
    {
      "Resources": {
        "Function": {
          "Type": "AWS::Serverless::Function",
          "Properties": {
            "Handler": "app.handler",
            "Layers": [
              "a",
              {"Ref": "B"}
            ]
          }
        },
        "Table": {
          "Type": "AWS::DynamoDB::Table"
        }
      },
      "Outputs": {"Url": {"Value": 1}}
    }

    """

  /// Applies edits one after the other; after each the tree must say what a fresh one does.
  static func run(_ text: String, edits: Int, seed: UInt64, leafSize: Int) -> String? {
    var tree = SyntaxTree(SourceText(text), leafSize: leafSize)
    var random = RandomEdits(random: SplitMix(seed: seed))
    for number in 0..<edits {
      let edit = random.next(tree.text)
      let before = tree.text
      tree = tree.applying(edit)
      if tree.text.utf8Count > 60000 { return nil }
      let fresh = SyntaxTree(tree.text, leafSize: leafSize)
      if !isSame(tree, fresh) {
        let difference = firstDifference(description(tree), description(fresh)) ?? "?"
        keep(before)
        return
          "edit \(number) seed \(seed) leaf \(leafSize): \(edit) of\n\(before.string(in: 0..<before.utf8Count).debugDescription)\n\(difference)"
      }
      if leafSize < 100, let difference = YAMLSyntaxTests.difference(fresh) {
        keep(tree.text)
        return
          "edit \(number) seed \(seed) leaf \(leafSize): not exact: \(difference)\n\(tree.text.string(in: 0..<tree.text.utf8Count).debugDescription)"
      }
    }
    return nil
  }

  /// The long form: YAML_EDITS random edits of each template below YAML_CORPUS.
  @Test(.enabled(if: environment("YAML_CORPUS") != nil)) func corpus() {
    var edits = 0
    for (number, path) in files(below: environment("YAML_CORPUS") ?? "").enumerated() {
      let bytes = contents(path)
      guard !path.hasSuffix(".jsonl"), !path.hasSuffix(".md"), bytes.count < 60_000 else { continue }
      let count = 20 * Self.scale
      let text = String(decoding: bytes, as: UTF8.self)
      let leafSize = number % 2 == 0 ? Parser.leafSize : 256
      let seed = UInt64(number) + (environment("YAML_SEED").flatMap { UInt64($0) } ?? 0)
      if let difference = Self.run(text, edits: count, seed: seed, leafSize: leafSize) {
        Issue.record("\(path): \(difference)")
        return
      }
      edits += count
    }
    print("EDITS \(edits)")
  }

  static var scale: Int { environment("YAML_EDITS").flatMap { Int($0) } ?? 1 }

  @Test(arguments: [0, 64, 300, Parser.leafSize]) func randomEdits(leafSize: Int) {
    let first = environment("YAML_SEED").flatMap { UInt64($0) } ?? 0
    for seed in first..<first + UInt64(4 * Self.scale) {
      let text = seed % 3 == 2 ? Self.json : Self.template
      if let difference = Self.run(text, edits: 60, seed: seed, leafSize: leafSize) {
        Issue.record("\(difference)")
        return
      }
    }
  }
}
