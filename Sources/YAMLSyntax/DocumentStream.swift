/// A whole text, parsed: its documents and what is wrong between them.
struct DocumentStream {
  /// A document's block: its slice, or the whole text where libyaml had to read it in one go.
  struct Part {
    var start: Int
    var block: Block
    /// The record of the root node; nil where the document is empty.
    var root: Int?
  }

  var parts: [Part] = []
  var problems: [SyntaxProblem] = []
  /// Whether the text is one document without directives, with at most a `---` in front.
  var isSimple = true
  /// How many documents the text holds.
  var count = 0

  /// Parses a whole text; `memo` has blocks of the version before.
  static func parse(_ text: TextWindow, memo: Memo?, leafSize: Int) -> DocumentStream {
    let start = bodyStart(text)
    if let start, !hasMarkers(text, start..<text.end) {
      var parser = Parser(memo: memo, leafSize: leafSize)
      return simple(text, start..<text.end, &parser)
    }
    return general(text, leafSize)
  }

  // MARK: One document

  static func simple(_ text: TextWindow, _ slice: Range<Int>, _ parser: inout Parser) -> DocumentStream {
    let block = document(text, slice, &parser)
    var stream = DocumentStream()
    let root = root(of: block)
    stream.parts = [Part(start: slice.lowerBound, block: block, root: root)]
    stream.count = root == nil && slice.lowerBound == 0 ? 0 : 1
    return stream
  }

  private static func document(_ text: TextWindow, _ slice: Range<Int>, _ parser: inout Parser) -> Block {
    let context = Context(.document, column: 0, depth: 0)
    let result = parser.entry(text, slice, context)
    guard result.blocks.count == 1, let block = result.blocks.first else {
      return Block(context: context, length: slice.count, nodes: FlatNodes(), isBroken: true)
    }
    return block
  }

  private static func root(of block: Block) -> Int? {
    guard let last = block.top.last else { return nil }
    let record = block.records[last]
    let isMissing =
      record.kind == .scalar && record.style == .plain && record.count == 0 && record.properties == 0
    return isMissing ? nil : last
  }

  /// Where the first document's content starts: after a byte order mark and a `---` line; nil where something else than
  /// comments stands before or on that line.
  static func bodyStart(_ text: TextWindow) -> Int? {
    var start = text.origin
    if startsWithMark(text, start) { start += 3 }
    if startsWithMark(text, start) { return nil }
    var line = start
    while line < text.end {
      if isMarker(text, line) {
        guard text[line] == UInt8(ascii: "-"), text.content(ofLine: line + 3, limit: text.end) == nil else {
          return nil
        }
        let next = text.nextLine(after: line, limit: text.end)
        return startsWithMark(text, next) ? nil : next
      }
      if text.content(ofLine: line, limit: text.end) != nil { return start }
      line = text.nextLine(after: line, limit: text.end)
    }
    return start
  }

  private static func startsWithMark(_ text: TextWindow, _ offset: Int) -> Bool {
    text.slice(offset..<text.end).starts(with: [0xEF, 0xBB, 0xBF])
  }

  /// Whether a line (its start is given) marks the border of a document or is a directive.
  static func isMarker(_ text: TextWindow, _ line: Int) -> Bool {
    let byte = text[line]
    if byte == UInt8(ascii: "%") { return true }
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."), line + 3 <= text.end,
      text[line + 1] == byte,
      text[line + 2] == byte
    else { return false }
    return text.isBlankOrBreak(line + 3, limit: text.end)
  }

  /// Whether a line starts with non-breaking spaces: a key that does is rare, and not told from an indented one by a look
  /// at the line.
  static func isBehindNonBreakingSpace(_ text: TextWindow, _ line: Int) -> Bool {
    let content = text.skipSpaces(from: line, limit: text.end)
    return Splitter.isNonBreakingSpace(text, at: content, limit: text.end)
  }

  static func hasMarkers(_ text: TextWindow, _ range: Range<Int>) -> Bool {
    var line = range.lowerBound
    while line < range.upperBound {
      if isMarker(text, line) || isBehindNonBreakingSpace(text, line) { return true }
      line = text.nextLine(after: line, limit: range.upperBound)
    }
    return false
  }

  // MARK: Any text

  /// Documents that only libyaml can tell apart: it reads the whole text; where it refuses, the text is cut at the
  /// lines that mark borders, and each part is parsed by itself.
  private static func general(_ text: TextWindow, _ leafSize: Int) -> DocumentStream {
    var stream = DocumentStream()
    stream.isSimple = false
    var run = Run()
    let start = text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let whole = text.slice(text.origin + start..<text.end)
    guard let failure = run.parse(whole, slice: 0..<whole.count, shape: .stream, depth: 0) else {
      let block = Block(
        context: Context(.document, column: 0, depth: -1), length: whole.count, nodes: run.nodes(),
        isMended: true)
      for index in block.top {
        let record = block.records[index]
        let isMissing =
          record.kind == .scalar && record.style == .plain && record.count == 0 && record.properties == 0
        stream.parts.append(Part(start: text.origin + start, block: block, root: isMissing ? nil : index))
      }
      stream.count = stream.parts.count
      stream.reportSeveral(text, from: text.origin + start)
      return stream
    }
    stream.cut(text, from: text.origin + start, leafSize)
    stream.count = stream.parts.count
    stream.reportSeveral(text, from: text.origin + start)
    if stream.problems.isEmpty, !stream.parts.contains(where: { $0.block.isBroken }) {
      let place = text.origin + start + failure.offset
      let end = max(text.contentEnd(ofLine: place, limit: text.end), place)
      stream.problems.append(Message.other(place..<end, failure.problem).moved(by: 0))
    }
    return stream
  }

  private mutating func cut(_ text: TextWindow, from start: Int, _ leafSize: Int) {
    var parser = Parser(memo: nil, leafSize: leafSize)
    var begin = start
    var line = start
    var isExplicit = false
    func hasContent(_ range: Range<Int>) -> Bool {
      var line = range.lowerBound
      while line < range.upperBound {
        if text.content(ofLine: line, limit: range.upperBound) != nil { return true }
        line = text.nextLine(after: line, limit: range.upperBound)
      }
      return false
    }
    func finish(_ parts: inout [Part], _ end: Int) {
      let slice = begin..<end
      guard isExplicit || hasContent(slice) else { return }
      let block = Self.document(text, slice, &parser)
      parts.append(Part(start: begin, block: block, root: Self.root(of: block)))
    }
    while line < text.end {
      let next = text.nextLine(after: line, limit: text.end)
      if Self.isMarker(text, line) {
        finish(&parts, line)
        isExplicit = text[line] == UInt8(ascii: "-")
        begin = text[line] == UInt8(ascii: "%") ? next : line + 3
        if text[line] == UInt8(ascii: "."), text.content(ofLine: begin, limit: text.end) != nil {
          let end = text.contentEnd(ofLine: line, limit: text.end)
          problems.append(Message.unexpectedText(begin..<end).moved(by: 0))
          begin = next
        }
      }
      line = next
    }
    finish(&parts, text.end)
  }

  /// Says that a second document starts, at the line that starts it.
  private mutating func reportSeveral(_ text: TextWindow, from start: Int) {
    guard count > 1 else { return }
    var line = start
    var hasContent = false
    while line < text.end {
      if Self.isMarker(text, line) {
        if text[line] == UInt8(ascii: "-") {
          if hasContent {
            problems.append(Message.severalDocuments(line..<line + 3).moved(by: 0))
            return
          }
          hasContent = true
        }
      } else if text.content(ofLine: line, limit: text.end) != nil {
        hasContent = true
      }
      line = text.nextLine(after: line, limit: text.end)
    }
  }
}

extension BlockProblem {
  /// The problem in offsets of the text, for a block that starts at `offset`.
  func moved(by offset: Int) -> SyntaxProblem {
    SyntaxProblem(
      kind: kind, range: range.lowerBound + offset..<range.upperBound + offset, message: message)
  }
}
