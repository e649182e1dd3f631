/// Brings a tree up to date after an edit without a look at what the edit does not touch.
///
/// It goes down from the root to the innermost collection that holds all lines that the edit touches, parses a few
/// entries there anew (those that hold the lines, and their neighbours where these share a group), and puts them in the
/// place of the old ones. Whenever something would have to be decided by a look at more of the text (a line that starts
/// or ends a collection, an open quote or bracket, a broken flow collection), it gives up: then the whole text is cut
/// into pieces again, and only the pieces that changed are parsed.
struct Updater {
  /// The text after the edit and before it.
  let text: SourceText
  let oldText: SourceText
  /// What was replaced, in offsets of the old text, and how much longer the text has become.
  let edited: Range<Int>
  let delta: Int
  /// The lines that the edit touches, with their ends, in offsets of the old text.
  private let touched: Range<Int>
  /// The starts of these lines in the new text.
  private let newLines: [Int]
  private var parser: Parser

  init?(_ stream: DocumentStream, text: SourceText, oldText: SourceText, edited: Range<Int>, leafSize: Int) {
    guard stream.isSimple, stream.problems.isEmpty, let part = stream.parts.first,
      text.chunks.summary.rareBreaks == 0,
      oldText.chunks.summary.rareBreaks == 0
    else { return nil }
    self.text = text
    self.oldText = oldText
    self.edited = edited
    delta = text.utf8Count - oldText.utf8Count
    touched =
      oldText.lineStart(
        oldText.line(at: edited.lowerBound))..<oldText.lineStart(oldText.line(at: edited.upperBound) + 1)
    let first = text.line(at: edited.lowerBound)
    let last = text.line(at: edited.upperBound + delta)
    // A CR at the edit's border may end a line or not.
    guard text.lineStart(first) == touched.lowerBound, last - first < 10_000 else { return nil }
    newLines = (first...last).map { text.lineStart($0) }
    parser = Parser(
      memo: Memo(root: part.block, base: part.start, edited: edited, delta: delta), leafSize: leafSize)
  }

  /// The stream after the edit; nil where more than the edited lines has to be looked at.
  mutating func updated(_ stream: DocumentStream) -> DocumentStream? {
    guard var part = stream.parts.first, part.root != nil, let block = update(part.block, at: part.start),
      !newLines.contains(where: { isMarker($0) })
    else { return nil }
    var stream = stream
    part.block = block
    stream.parts = [part]
    return stream
  }

  private func isMarker(_ line: Int) -> Bool {
    let lineEnd = text.lineRange(text.line(at: line)).upperBound
    return window(line..<max(min(line + 5, text.utf8Count), lineEnd)) {
      $0.bytes.isEmpty
        ? false : DocumentStream.isMarker($0, line) || DocumentStream.isBehindNonBreakingSpace($0, line)
    }
  }

  private func window<R>(_ range: Range<Int>, _ body: (TextWindow) -> R) -> R {
    text.withUTF8(in: range) { body(TextWindow($0, origin: range.lowerBound, onlyLineFeeds: true)) }
  }

  /// The block of the slice that starts at `start` and that held all of the edit.
  private mutating func update(_ block: Block, at start: Int) -> Block? {
    guard let body = block.body, !block.isMended, block.problems.isEmpty, block.open == nil,
      body.children.summary.open == 0, block.length > parser.leafSize, block.length + delta > parser.leafSize,
      let first = body.children.at(0)?.element.block, !first.isBroken
    else { return nil }
    let bodyStart = start + body.offset
    guard touched.lowerBound > bodyStart, touched.upperBound <= bodyStart + body.children.summary.bytes else {
      return nil
    }
    var context = first.context
    context.column = context.expectedColumn
    guard let (child, before) = body.children.first(where: { bodyStart + $0.bytes > touched.lowerBound })
    else {
      return nil
    }
    let childStart = bodyStart + before.bytes
    if child.isWhole, touched.upperBound <= childStart + child.block.length, touched.lowerBound > childStart,
      min(child.block.length, child.block.length + delta) >= Splitter.groupSize, !startsEntry(context),
      let inner = update(child.block, at: childStart)
    {
      guard inner.open == nil, !(child.block.isExtended && inner.isBroken) else { return nil }
      return replacing(
        before.count..<before.count + 1,
        with: [.init(block: inner, startsGroup: child.startsGroup, isWhole: true)],
        in: block, body)
    }
    return replacingWindow(block, body, bodyStart, context, first: before.count)
  }

  /// Whether one of the edited lines starts an entry of a collection.
  private func startsEntry(_ context: Context) -> Bool {
    newLines.contains { line in
      window(line..<min(line + context.column + 10, text.utf8Count)) { window in
        guard !window.bytes.isEmpty else { return false }
        return Splitter.startIndent(window, line: line, context, afterExplicit: false, limit: window.end)
          != nil
      }
    }
  }

  /// Parses the children that hold the edit anew, from the one at index `first` on.
  private mutating func replacingWindow(
    _ block: Block, _ body: Block.Body, _ bodyStart: Int, _ context: Context, first: Int
  ) -> Block? {
    let children = body.children
    var low = groupStart(children, first)
    guard let groupStart = children.at(low)?.before.bytes else { return nil }
    // Where the line that starts a group is edited it must go on to start an entry.
    if touched.lowerBound <= bodyStart + groupStart, !isStart(bodyStart + groupStart, context) { return nil }
    if low > 0, let previous = children.at(low - 1)?.element, !isAlone(previous) {
      low = self.groupStart(children, low - 1)
    }
    guard let last = children.first(where: { bodyStart + $0.bytes >= touched.upperBound })?.before.count
    else {
      return nil
    }
    var high = groupEnd(children, last + 1)
    if let next = children.at(high)?.element, !isAlone(next) { high = groupEnd(children, high + 1) }
    guard let start = children.at(low)?.before.bytes, high - low <= 400 else { return nil }
    let end = children.at(high)?.before.bytes ?? children.summary.bytes
    let isLast = high == children.count
    let range = bodyStart + start..<bodyStart + end + delta
    guard range.count <= 64 * 1024 else { return nil }
    // What follows must not depend on what is before it.
    if !isLast, text.byte(at: range.upperBound + context.column) == UInt8(ascii: ":") { return nil }
    var parser = self.parser
    let isCompact = low == 0 && !isLineStart(range.lowerBound)
    // Of a dash alone, the line after it decides whether it starts a list.
    if low <= 1, context.kind == .blockSequence, isDashAlone(bodyStart) { return nil }
    let collection = window(range) { window -> Parser.Collection? in
      let firstColumn = isCompact ? context.column : 0
      let pieces = Splitter.pieces(window, range, context, firstColumn: firstColumn)
      guard pieces.allSatisfy({ $0.column == context.column }) else { return nil }
      return parser.collection(window, range, context, firstColumn: firstColumn)
    }
    guard let collection, collection.open == nil, !collection.children.isEmpty,
      !collection.children.contains(where: { $0.block.open != nil }),
      low > 0 || collection.children[0].block.isBroken == false,
      // Of many broken entries not all are looked for past their end: which ones, only the whole collection tells.
      children.summary.broken + collection.failedExtensions < Parser.maximumExtensions
    else { return nil }
    if context.isFlow {
      for (index, child) in collection.children.enumerated()
      where !child.block.endsWithComma && !(isLast && index == collection.children.count - 1) { return nil }
    }
    return replacing(low..<high, with: collection.children, in: block, body)
  }

  /// Whether the line of the offset holds a dash and nothing after it.
  private func isDashAlone(_ offset: Int) -> Bool {
    let line = text.lineRange(text.line(at: offset))
    return window(max(offset, line.lowerBound)..<line.upperBound) { window in
      let dash = window.skipSpaces(from: window.origin, limit: window.end)
      return Splitter.isDash(window, at: dash, limit: window.end)
        && window.content(ofLine: dash + 1, limit: window.end) == nil
    }
  }

  private func isLineStart(_ offset: Int) -> Bool { text.lineStart(text.line(at: offset)) == offset }

  private func isStart(_ line: Int, _ context: Context) -> Bool {
    window(line..<min(line + context.column + 10, text.utf8Count)) { window in
      !window.bytes.isEmpty
        && Splitter.startIndent(window, line: line, context, afterExplicit: false, limit: window.end)
          == context.column
    }
  }

  /// Whether a block is one entry that is never parsed together with its neighbours.
  private func isAlone(_ child: Block.Child) -> Bool {
    child.block.body != nil && child.block.length >= Splitter.groupSize
  }

  private func groupStart(_ children: SumTree<Block.Child>, _ index: Int) -> Int {
    var index = index
    while index > 0, children.at(index)?.element.startsGroup == false { index -= 1 }
    return index
  }

  private func groupEnd(_ children: SumTree<Block.Child>, _ index: Int) -> Int {
    var index = index
    while index < children.count, children.at(index)?.element.startsGroup == false { index += 1 }
    return index
  }

  /// The block with some of its children replaced.
  private func replacing(
    _ range: Range<Int>, with new: [Block.Child], in block: Block, _ body: Block.Body
  ) -> Block? {
    let children = body.children.replacing(range, with: new)
    let summary = children.summary
    let isBroken = summary.broken > 0 || summary.missingCommas > 0
    var nodes = block.flatNodes
    guard summary.nodes > 0, var owner = nodes.records.popLast() else { return nil }
    // Where a flow collection is broken its closing bracket may be another one.
    if owner.style == .flow, isBroken { return nil }
    owner.end =
      owner.style == .flow ? UInt32(Int(owner.end) + delta) : UInt32(body.offset + summary.contentEnd)
    nodes.records.append(owner)
    return Block(
      context: block.context, length: block.length + delta, nodes: nodes,
      body: .init(owner: body.owner, offset: body.offset, children: children), isBroken: isBroken,
      endsWithComma: block.endsWithComma, isExtended: block.isExtended)
  }
}
