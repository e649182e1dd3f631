import TestSupport
import YAMLSyntax

/// Reads bytes as a file, edits it as the last bytes say, and holds the tree against what is true of every tree and
/// against the one read from scratch. The last byte also says how large the pieces are that are not taken apart: small
/// ones make a short text what a large one is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTree(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var edits: [[UInt8]] = []
  var leafSize = leafSizes[0]
  if let number = bytes.popLast() {
    leafSize = leafSizes[Int(number / 8) % leafSizes.count]
    for _ in 0..<number % 8 where bytes.count >= 5 {
      edits.append(Array(bytes.suffix(5)))
      bytes.removeLast(5)
    }
  }
  var tree = SyntaxTree(SourceText(decoding: bytes), leafSize: leafSize)
  require(tree)
  for edit in edits {
    let count = tree.text.utf8Count
    let at = (Int(edit[0]) << 8 | Int(edit[1])) % (count + 1)
    let end = min(at + Int(edit[2]) * Int(edit[3] & 3), count)
    let snippet = snippets[Int(edit[4]) % snippets.count]
    // What undoes the edit is the best proof that it was understood.
    let low = scalarStart(at, tree.text)
    let undo = SourceEdit(
      range: low..<low + snippet.utf8.count,
      replacement: tree.text.string(in: low..<scalarStart(end, tree.text)))
    let before = tree
    tree = tree.applying(SourceEdit(range: at..<end, replacement: snippet))
    require(tree)
    // What was wrong with the file's bytes belongs to the file, not to the text.
    guard before.text.encodingProblem == nil else { continue }
    compare(tree, leafSize)
    guard tree.applying(undo).isSame(as: before) else { fatalError("undone, but not as before") }
  }
  return 0
}

private let leafSizes = [2048, 0, 64, 256]

private let snippets = [
  "", "a", "\n", "\r", "\r\n", " ", "\n  ", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "\t",
  "|\n", "&a ",
  "*a", "!Ref ", "!Sub '${", "---\n", "%", "? ", "é😀", "\u{FEFF}", "\u{2028}", "\u{85}", "\u{0}",
  "<<<<<<< a\n",
  "Key: 'x", "\"k\": {\n", "},\n", "a: b\n", "  a:\n", "\\", "@",
]

private func scalarStart(_ offset: Int, _ text: SourceText) -> Int {
  var offset = offset
  while offset > 0, text.byte(at: offset) & 0xC0 == 0x80 { offset -= 1 }
  return offset
}

private func compare(_ tree: SyntaxTree, _ leafSize: Int) {
  let text = tree.text
  let fresh = SyntaxTree(SourceText(text.string(in: 0..<text.utf8Count)), leafSize: leafSize)
  if let difference = tree.firstDifference(to: fresh) { fatalError(difference) }
}

/// What is true of every tree: its nodes lie in the text, in order, each within its parent, and are found by offset.
private func require(_ tree: SyntaxTree) {
  let count = tree.text.utf8Count
  for problem in tree.problems {
    guard 0 <= problem.range.lowerBound, problem.range.upperBound <= count, !problem.message.isEmpty else {
      fatalError("\(problem)")
    }
  }
  for case let root? in tree.roots { require(root, in: 0..<count) }
  _ = tree.path(to: count / 2)
}

private func require(_ node: Node, in outer: Range<Int>) {
  guard outer.lowerBound <= node.range.lowerBound, node.range.upperBound <= outer.upperBound else {
    fatalError("\(node.kind) at \(node.range) outside of \(outer)")
  }
  var start = node.range.lowerBound
  func child(_ child: Node) {
    guard start <= child.range.lowerBound else {
      fatalError("\(child.kind) at \(child.range) before \(start)")
    }
    require(child, in: start..<node.range.upperBound)
    start = child.range.lowerBound
  }
  for entry in node.entries {
    child(entry.key)
    child(entry.value)
  }
  for item in node.items { child(item) }
}
