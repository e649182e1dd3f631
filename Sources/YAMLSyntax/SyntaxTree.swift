/// The syntax tree of one version of a document: immutable, and a pure function of the text.
public struct SyntaxTree: Sendable {
  /// The text that the tree was made of.
  public let text: SourceText
  /// The root node of the first document; nil where there is none.
  public let root: Node?
  /// How many documents the text holds.
  public let documentCount: Int
  /// What is wrong with the text, in the order of the text.
  public let problems: [SyntaxProblem]

  /// Parses a text. Never fails; linear.
  public init(_ text: SourceText) {
    self.text = text
    var result = text.withUTF8(in: 0..<text.utf8Count) { EventReader.parse($0) }
    if let problem = text.encodingProblem {
      result.problems.append(.init(kind: .invalidEncoding, range: problem.range, message: problem.message))
    }
    root = result.roots.first.map { Node(block: result.block, index: $0, base: 0) }
    documentCount = result.roots.count
    problems = result.problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The tree of the text after an edit: equal to `SyntaxTree(editedText)`.
  public func applying(_ edit: SourceEdit) -> SyntaxTree {
    var text = text
    text.replace(edit.range, with: edit.replacement)
    return SyntaxTree(text)
  }

  /// The nodes around an offset: the root first, the innermost whose range holds the offset (its ends included) last.
  /// Keys and values of mappings are part of the path. Empty where no node holds the offset.
  public func path(to offset: Int) -> [Node] {
    guard var node = root, node.range.lowerBound <= offset, offset <= node.range.upperBound else { return [] }
    var path = [node]
    while true {
      var low = 0
      var high = node.childCount
      while low < high {
        let middle = (low + high) / 2
        if node.child(middle).range.lowerBound <= offset { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return path }
      node = node.child(low - 1)
      guard offset <= node.range.upperBound else { return path }
      path.append(node)
    }
  }

  /// The comment on a line, from `#` to the line's end; nil where there is none.
  public func comment(onLine line: Int) -> Range<Int>? {
    let range = text.lineRange(line)
    var previous: UInt8 = 0x20
    for offset in range {
      let byte = text.byte(at: offset)
      if byte == 0x23, previous == 0x20 || previous == 0x09, !isScalarText(offset) {
        return offset..<range.upperBound
      }
      previous = byte
    }
    return nil
  }

  private func isScalarText(_ offset: Int) -> Bool {
    guard let node = path(to: offset).last, node.kind == .scalar else { return false }
    let content = node.contentRange
    guard content.contains(offset) else { return false }
    guard node.style == .literal || node.style == .folded else { return true }
    return text.line(at: content.lowerBound) != text.line(at: offset)
  }

  /// The node that an alias stands for: the last one before it with that anchor; nil where there is none.
  public func target(of alias: Node) -> Node? {
    guard alias.kind == .alias, let root else { return nil }
    let name = alias.value
    var found: Node?
    var stack = [root]
    while let node = stack.popLast() {
      if node.range.lowerBound >= alias.range.lowerBound { continue }
      if node.anchor == name, found.map({ $0.range.lowerBound < node.range.lowerBound }) ?? true {
        found = node
      }
      for position in 0..<node.childCount { stack.append(node.child(position)) }
    }
    return found
  }
}
