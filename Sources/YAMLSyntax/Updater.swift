/// Brings a tree up to date after an edit without a look at what the edit does not touch.
///
/// It goes down from the root to the innermost collection that holds all lines that the edit touches, parses a few
/// entries there anew (those that hold the lines, and their neighbours where these share a group), and puts them in the
/// place of the old ones. Whenever something would have to be decided by a look at more of the text (a line that starts
/// or ends a collection, a quote that is closed far away), it gives up: then the whole text is cut into pieces again, and
/// only the pieces that changed are parsed.
struct Updater {
  /// The text after the edit and before it.
  let text: SourceText
  let oldText: SourceText
  /// What was replaced, in offsets of the old text, and how much longer the text has become.
  let edited: Range<Int>
  let delta: Int
  /// The lines that the edit touches, with their ends, in offsets of the old text.
  let touched: Range<Int>
  /// The starts of these lines in the new text.
  let newLines: [Int]
  /// The quotes that stand on these lines, before the edit or after it.
  private let touchedQuotes: OpenKinds
  var parser: Parser

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
    let new = touched.lowerBound..<text.lineStart(last + 1)
    touchedQuotes = Self.quotes(text, new).union(Self.quotes(oldText, touched))
    parser = Parser(
      memo: Memo(root: part.block, base: part.start, edited: edited, delta: delta), leafSize: leafSize)
  }

  private static func quotes(_ text: SourceText, _ range: Range<Int>) -> OpenKinds {
    var kinds: OpenKinds = []
    if text.firstOffset(of: 0x27, in: range) != nil { kinds.insert(.singleQuote) }
    if text.firstOffset(of: 0x22, in: range) != nil { kinds.insert(.doubleQuote) }
    return kinds
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

  func window<R>(_ range: Range<Int>, _ body: (TextWindow) -> R) -> R {
    text.withUTF8(in: range) { body(TextWindow($0, origin: range.lowerBound, onlyLineFeeds: true)) }
  }

  /// The block of the slice that starts at `start` and that held all of the edit.
  private mutating func update(_ block: Block, at start: Int) -> Block? {
    guard let body = block.body, !block.isMended, block.problems.isEmpty,
      block.length > parser.leafSize, block.length + delta > parser.leafSize,
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
    let place = Place(children: body.children, start: bodyStart, context: context)
    let childStart = bodyStart + before.bytes
    let edited = before.count..<before.count + 1
    if child.isWhole, touched.upperBound <= childStart + child.block.length,
      touched.lowerBound > childStart,
      min(child.block.length, child.block.length + delta) >= Splitter.groupSize,
      !startsEntry(context),
      isColumnCertain(body.children, edited: edited, isWhole: false),
      before.reach <= touched.lowerBound - bodyStart, before.open.isDisjoint(with: mayChange),
      let inner = update(child.block, at: childStart)
    {
      guard !(child.block.isExtended && inner.isBroken) else { return nil }
      let mayJoin = (child.block.isBroken || inner.isBroken) && mayContinue(place, at: before.count)
      let new = Block.Child(block: inner, startsGroup: child.startsGroup, open: inner.open)
      if !mayJoin, inner.open.map({ isOpenToEnd($0, inner, place, before: edited.upperBound) }) ?? true,
        isEachLookedFor(place, old: child.isOpen ? 1 : 0, new: new.isOpen ? 1 : 0)
      {
        return replacing(edited, with: [new], in: block, body, place)
      }
    }
    guard let (range, new) = replacement(place, first: before.count) else { return nil }
    return replacing(range, with: new, in: block, body, place)
  }

  /// Whether of the pieces that end in something open each is looked for past its end, before the edit and after it.
  /// - Parameters:
  ///   - old: how many of them were edited.
  ///   - new: how many are there instead.
  func isEachLookedFor(_ place: Place, old: Int, new: Int) -> Bool {
    let all = place.children.summary.failedExtensions
    return max(all, all - old + new) < Parser.maximumExtensions
      || old + new == 0 && !place.context.isFlow
  }

  /// Whether an entry of a flow collection may go on in the child at an index, if libyaml accepts both as one: no comma
  /// ends it (`Parser.joined`).
  private func mayContinue(_ place: Place, at index: Int) -> Bool {
    guard place.context.isFlow else { return false }
    for index in (max(0, index - Parser.maximumJoined)..<index).reversed() {
      guard let block = place.children.at(index)?.element.block, !block.endsWithComma else { return false }
      if block.mayGoOn { return true }
    }
    return false
  }

  /// What is open before the edited lines and may be closed by them.
  var mayChange: OpenKinds { touchedQuotes.union(.flow) }

  /// A collection's children, where their text starts, and what they are a part of.
  struct Place {
    let children: SumTree<Block.Child>
    let start: Int
    let context: Context
  }

  /// Whether something that is open at a block's end finds no end in the children from an index on, which the edit does
  /// not touch.
  func isOpenToEnd(_ open: OpenConstruct, _ block: Block, _ place: Place, before index: Int) -> Bool {
    guard let (_, before) = place.children.at(index), let last = place.children.last else {
      return true
    }
    let all = place.children.summary
    if let quote = open.kind.quote {
      let rest = place.start + before.bytes + delta..<place.start + all.bytes + delta
      return text.firstOffset(of: quote, in: rest) == nil
    }
    // What libyaml accepts closes what it opens. After a comma nothing goes on.
    return place.context.isFlow && block.summary.brackets.depth > 0 && all.broken == before.broken
      && all.withoutComma - before.withoutComma <= (last.block.endsWithComma ? 0 : 1)
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
  func isColumnCertain(_ children: SumTree<Block.Child>, edited: Range<Int>, isWhole: Bool) -> Bool {
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
  func startColumn(_ line: Int, _ context: Context) -> Int? {
    window(line..<min(line + context.column + 10, text.utf8Count)) { window in
      window.bytes.isEmpty
        ? nil : Splitter.startIndent(window, line: line, context, afterExplicit: false, limit: window.end)
    }
  }

  func isLineStart(_ offset: Int) -> Bool { text.lineStart(text.line(at: offset)) == offset }

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
    _ range: Range<Int>, with new: [Block.Child], in block: Block, _ body: Block.Body,
    _ place: Place
  ) -> Block? {
    let children = body.children.replacing(range, with: new)
    let summary = children.summary
    if let first = children.at(0)?.element.block, first.isBroken, !place.context.isFlow,
      !isEstablished(place.start, place.context)
    {
      return nil
    }
    let isBroken = summary.broken > 0 || summary.missingCommas > 0
    var nodes = block.flatNodes
    guard summary.nodes > 0, var owner = nodes.records.popLast() else { return nil }
    let isFlow = owner.style == .flow
    // The closing bracket may be another one.
    if isFlow, summary.mayCloseElsewhere(isClosed: true) { return nil }
    owner.end = isFlow ? UInt32(Int(owner.end) + delta) : UInt32(body.offset + summary.contentEnd)
    nodes.records.append(owner)
    let found = children.first { !$0.open.isEmpty }
    var open = found?.element.open
    open?.offset += body.offset + (found?.before.bytes ?? 0)
    return Block(
      context: block.context, length: block.length + delta, nodes: nodes,
      body: .init(owner: body.owner, offset: body.offset, children: children), isBroken: isBroken,
      open: open, brackets: isFlow ? Brackets(around: summary.brackets, isClosed: true) : Brackets(),
      endsWithComma: block.endsWithComma, isExtended: block.isExtended)
  }
}
