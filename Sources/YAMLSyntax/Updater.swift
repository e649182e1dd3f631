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
  /// How many children are parsed anew at most.
  private static let maximumWindow = 400

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
    window(line..<min(line + 5, text.utf8Count)) {
      $0.bytes.isEmpty ? false : DocumentStream.isMarker($0, line)
    }
  }

  private func window<R>(_ range: Range<Int>, _ body: (TextWindow) -> R) -> R {
    text.withUTF8(in: range) { body(TextWindow($0, origin: range.lowerBound, onlyLineFeeds: true)) }
  }

  /// The block of the slice that starts at `start` and that held all of the edit.
  private mutating func update(_ block: Block, at start: Int) -> Block? {
    guard let body = block.body, !block.isMended, block.problems.isEmpty, block.open == nil,
      body.children.summary.open == 0, block.length > parser.leafSize, block.length + delta > parser.leafSize,
      let first = body.children.at(0)?.element.block
    else { return nil }
    var context = first.context
    context.column = context.expectedColumn
    let bodyStart = start + body.offset
    guard touched.upperBound <= bodyStart + body.children.summary.bytes,
      touched.lowerBound > bodyStart || touched.lowerBound == bodyStart && startsAsBefore(bodyStart, context),
      first.context.column == context.column || context.isFlow,
      let (child, before) = body.children.first(where: { bodyStart + $0.bytes > touched.lowerBound })
    else { return nil }
    let childStart = bodyStart + before.bytes
    let children = before.count..<before.count + 1
    if child.isWhole, touched.upperBound <= childStart + child.block.length, touched.lowerBound > childStart,
      min(child.block.length, child.block.length + delta) >= Splitter.groupSize, !startsEntry(context),
      isColumnCertain(body.children, edited: children, isWhole: false),
      let inner = update(child.block, at: childStart)
    {
      guard inner.open == nil, !(child.block.isExtended && inner.isBroken) else { return nil }
      let new = Block.Child(block: inner, startsGroup: child.startsGroup, isWhole: true, isOpen: false)
      return replacing(children, with: [new], in: block, body, bodyStart, context)
    }
    return replacingWindow(block, body, bodyStart, context, first: before.count)
  }

  /// Whether the first line of a collection starts one of the same kind at the same column after the edit, too.
  private func startsAsBefore(_ bodyStart: Int, _ context: Context) -> Bool {
    guard bodyStart < text.utf8Count, isLineStart(bodyStart), text.byte(at: bodyStart) != 0xEF else {
      return false
    }
    let line = text.lineRange(text.line(at: bodyStart))
    return window(line) { window in
      guard let content = window.content(ofLine: line.lowerBound, limit: line.upperBound),
        content - line.lowerBound == context.column,
        window.skipSpaces(from: line.lowerBound, limit: line.upperBound) == content
      else { return false }
      let isDash = Splitter.isDash(window, at: content, limit: window.end)
      switch context.kind {
      case .blockSequence: return isDash
      case .blockMapping where isDash: return false
      default:
        return Splitter.mayStart(
          window, at: content, column: context.column, flow: context.isFlow, limit: line.upperBound)
      }
    }
  }

  /// Whether the column of a block collection's entries is the first one's after the edit of some, too, as far as those
  /// that are not edited tell. Where the first one is deeper than all others, theirs counts (`Parser.columnOfOthers`).
  /// - Parameter isWhole: whether the edited ones are cut into pieces anew, all of which stand at the column.
  private func isColumnCertain(_ children: SumTree<Block.Child>, edited: Range<Int>, isWhole: Bool) -> Bool {
    guard let first = children.at(0)?.element.block, !first.context.isFlow else { return true }
    let second = edited.lowerBound == 0 ? edited.upperBound : 1
    // The lines that the first goes on over may start entries after the edit, at any column.
    if first.isExtended, edited.lowerBound > 0 || !isWhole { return edited.lowerBound > 0 }
    guard let next = children.at(second)?.element.block else { return true }
    return next.context.column == next.context.expectedColumn
  }

  /// Whether one of the edited lines starts an entry of a collection.
  private func startsEntry(_ context: Context) -> Bool {
    newLines.contains { startColumn($0, context) != nil }
  }

  /// The column at which a line starts an entry of a collection; nil where it does not.
  private func startColumn(_ line: Int, _ context: Context) -> Int? {
    window(line..<min(line + context.column + 10, text.utf8Count)) { window in
      window.bytes.isEmpty
        ? nil : Splitter.startIndent(window, line: line, context, afterExplicit: false, limit: window.end)
    }
  }

  /// The children to be parsed anew for an edit of those from the one at index `first` on; nil where these are many.
  private func window(
    _ children: SumTree<Block.Child>, _ bodyStart: Int, _ context: Context, first: Int
  ) -> Range<Int>? {
    var low = groupStart(children, first)
    guard let start = children.at(low)?.before.bytes,
      let last = children.first(where: { bodyStart + $0.bytes >= touched.upperBound })?.before.count
    else { return nil }
    if touched.lowerBound <= bodyStart + start, startColumn(bodyStart + start, context) == nil {
      // It goes on with the entry before it.
      guard low > 0 else { return nil }
      low = groupStart(children, low - 1)
    }
    if low > 0, let previous = children.at(low - 1)?.element, !isAlone(previous) {
      low = groupStart(children, low - 1)
    }
    var high = groupEnd(children, last + 1)
    if let next = children.at(high)?.element, !isAlone(next) { high = groupEnd(children, high + 1) }
    if context.isFlow {
      // What no comma ends may go on in the lines after it.
      while low > 0, high - low <= Self.maximumWindow,
        children.at(low - 1)?.element.block.endsWithComma == false
      {
        low = groupStart(children, low - 1)
      }
      while high < children.count, high - low <= Self.maximumWindow,
        children.at(high - 1)?.element.block.endsWithComma == false
      {
        high = groupEnd(children, high + 1)
      }
    }
    return high - low <= Self.maximumWindow ? low..<high : nil
  }

  /// Parses the children that hold the edit anew, from the one at index `first` on.
  private mutating func replacingWindow(
    _ block: Block, _ body: Block.Body, _ bodyStart: Int, _ context: Context, first: Int
  ) -> Block? {
    let children = body.children
    guard let edited = window(children, bodyStart, context, first: first),
      isColumnCertain(children, edited: edited, isWhole: true),
      let start = children.at(edited.lowerBound)?.before.bytes
    else { return nil }
    let end = children.at(edited.upperBound)?.before.bytes ?? children.summary.bytes
    let isLast = edited.upperBound == children.count
    let range = bodyStart + start..<bodyStart + end + delta
    guard range.count <= 64 * 1024 else { return nil }
    // What follows must not depend on what is before it.
    if !isLast, text.byte(at: range.upperBound + context.column) == UInt8(ascii: ":") { return nil }
    var parser = self.parser
    let isCompact = edited.lowerBound == 0 && !isLineStart(range.lowerBound)
    // Of a dash alone, the line after it decides whether it starts a list.
    if edited.lowerBound <= 1, context.kind == .blockSequence, isDashAlone(bodyStart) { return nil }
    let collection = window(range) { window -> Parser.Collection? in
      let firstColumn = isCompact ? context.column : 0
      let pieces = Splitter.pieces(window, range, context, firstColumn: firstColumn)
      guard context.isFlow || edited.lowerBound > 1 || pieces.allSatisfy({ $0.column == context.column })
      else { return nil }
      return parser.collection(
        window, range, context, firstColumn: firstColumn, isPart: edited.lowerBound > 0)
    }
    guard let collection, collection.open == nil, let last = collection.children.last,
      !collection.children.contains(where: { $0.summary.open > 0 }),
      // Of many broken entries not all are looked for past their end: which ones, only the whole collection tells.
      children.summary.broken + collection.failedExtensions < Parser.maximumExtensions,
      !context.isFlow || isLast || last.block.endsWithComma
    else { return nil }
    return replacing(edited, with: collection.children, in: block, body, bodyStart, context)
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

  /// Whether the first line of a block collection is an entry by itself, so that there is a collection whatever else is
  /// wrong with its first entry.
  private mutating func isEstablished(_ bodyStart: Int, _ context: Context) -> Bool {
    let line = bodyStart..<text.lineStart(text.line(at: bodyStart) + 1)
    guard isLineStart(bodyStart) else { return false }
    var parser = self.parser
    return window(line) { parser.leaf($0, line, context) != nil }
  }

  /// The block with some of its children replaced.
  private mutating func replacing(
    _ range: Range<Int>, with new: [Block.Child], in block: Block, _ body: Block.Body, _ bodyStart: Int,
    _ context: Context
  ) -> Block? {
    let children = body.children.replacing(range, with: new)
    let summary = children.summary
    if let first = children.at(0)?.element.block, first.isBroken, !context.isFlow,
      !isEstablished(bodyStart, context)
    {
      return nil
    }
    let isBroken = summary.broken > 0 || summary.missingCommas > 0
    var nodes = block.flatNodes
    guard summary.nodes > 0, var owner = nodes.records.popLast() else { return nil }
    let isFlow = owner.style == .flow
    // The closing bracket may be another one.
    if isFlow, summary.brackets.least < 0 { return nil }
    owner.end = isFlow ? UInt32(Int(owner.end) + delta) : UInt32(body.offset + summary.contentEnd)
    nodes.records.append(owner)
    return Block(
      context: block.context, length: block.length + delta, nodes: nodes,
      body: .init(owner: body.owner, offset: body.offset, children: children), isBroken: isBroken,
      brackets: isFlow ? Brackets(around: summary.brackets, isClosed: true) : Brackets(),
      endsWithComma: block.endsWithComma, isExtended: block.isExtended)
  }
}
