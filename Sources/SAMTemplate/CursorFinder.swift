import YAMLSyntax

/// Finds what stands at an offset. See `Cursor`.
struct CursorFinder {
  let tree: SyntaxTree
  let offset: Int
  /// The cursor's line as far as it matters: bytes of at most `window` before and after the cursor.
  let line: [UInt8]
  /// Where `line` starts in the document, and where the real line does.
  let lineStart: Int
  /// Columns of spaces at the start of the line.
  let indent: Int
  var levels: [Cursor.Level] = []

  static let window = 4096
  static let depthLimit = 256

  init(tree: SyntaxTree, offset: Int) {
    self.tree = tree
    let text = tree.text
    let offset = max(0, min(offset, text.utf8Count))
    self.offset = offset
    let range = text.lineRange(text.line(at: offset))
    lineStart = max(range.lowerBound, offset - Self.window)
    line = text.bytes(in: lineStart..<max(offset, min(range.upperBound, offset + Self.window)))
    var indent = 0
    while indent < line.count, line[indent] == .space { indent += 1 }
    self.indent = indent
  }

  /// The cursor's place in `line`.
  var position: Int { offset - lineStart }

  mutating func found(
    _ role: Cursor.Role, node: Node?, tag: String?, typedFrom start: Int, quote: UInt8? = nil,
    isFlow: Bool = false,
    needsSpace: Bool = false
  ) -> Cursor {
    var cursor = Cursor(
      offset: offset, levels: levels, role: role, node: node, tag: tag,
      typed: tree.text.string(in: start..<offset), start: start, quote: quote, isFlow: isFlow)
    cursor.lineIndent = min(indent, position)
    cursor.column = max(0, start - lineStart - (quote == nil ? 0 : 1))
    cursor.rest = String(decoding: line[min(position, line.count)...], as: UTF8.self).trimmingSpaces()
    cursor.needsSpace = needsSpace
    cursor.placeholderStart = placeholderStart
    return cursor
  }

  /// Behind the last `${` before the cursor that no brace closes.
  private var placeholderStart: Int? {
    var index = min(position, line.count) - 1
    while index > 0 {
      if line[index] == .closeBrace { return nil }
      if line[index] == .openBrace, line[index - 1] == UInt8(ascii: "$") { return lineStart + index + 1 }
      index -= 1
    }
    return nil
  }

  func find() -> Cursor? {
    if let comment = tree.comment(onLine: tree.text.line(at: offset)), comment.lowerBound < offset {
      return nil
    }
    var finder = self
    if let flow = finder.enterFlow() { return finder.scanFlow(from: flow) }
    finder = self
    return finder.findInBlocks()
  }

  // MARK: Steps through the tree

  /// The column of a byte offset: bytes from its line's start.
  func column(of position: Int) -> Int {
    position - tree.text.lineStart(tree.text.line(at: position))
  }

  /// A node, or what an alias stands for.
  func resolved(_ node: Node) -> Node {
    node.kind == .alias ? tree.target(of: node) ?? node : node
  }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let colon = UInt8(ascii: ":")
  static let dash = UInt8(ascii: "-")
  static let hash = UInt8(ascii: "#")
  static let comma = UInt8(ascii: ",")
  static let bang = UInt8(ascii: "!")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")

  var isBlank: Bool { self == .space || self == .tab }
  var isSpace: Bool { isBlank || self == 0x0A || self == 0x0D }
}

extension SourceText {
  /// A copy of some of the text's bytes.
  func bytes(in range: Range<Int>) -> [UInt8] {
    withUTF8(in: range) { Array($0) }
  }
}

extension String {
  func trimmingSpaces() -> String {
    var view = Substring(self)
    while let first = view.utf8.first, first.isSpace { view = view.dropFirst() }
    while let last = view.utf8.last, last.isSpace { view = view.dropLast() }
    return String(view)
  }
}

extension RandomAccessCollection where Element == Entry, Index == Int {
  /// The last entry whose key starts before an offset.
  ///
  /// - Complexity: logarithmic in the number of entries.
  func last(before offset: Int) -> (index: Int, entry: Entry)? {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].key.range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    guard low > startIndex else { return nil }
    return (low - 1, self[low - 1])
  }
}

extension RandomAccessCollection where Element == Node, Index == Int {
  /// The last item that starts before an offset.
  ///
  /// - Complexity: logarithmic in the number of items.
  func last(before offset: Int) -> (index: Int, item: Node)? {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    guard low > startIndex else { return nil }
    return (low - 1, self[low - 1])
  }
}
