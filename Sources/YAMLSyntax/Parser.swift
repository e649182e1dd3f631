/// Parses pieces of text into blocks. What it makes of a piece depends on the piece's bytes and its context alone; so a
/// block can be kept for as long as both stay the same, and a tree is a pure function of the text.
///
/// A piece is given to libyaml alone, at its column. Where libyaml accepts every piece of a collection, their
/// concatenation is what it says of the whole: it reads from left to right, and at the start of a line that is not
/// deeper than the collection and that may start an entry, its state is that of a fresh start. Where it refuses a piece
/// before the piece's end, it refuses the document; what is then made of the piece is recovery. Where it reaches the
/// piece's end inside quotes or brackets, the piece may go on past it (see `Parser+Extension`).
struct Parser {
  /// Nesting deeper than this is left out of the tree, with a problem.
  static let maximumDepth = 200
  /// Pieces up to this size are given to libyaml in one go.
  static let leafSize = 2048
  /// How often in one collection a piece may be looked for past its end in vain. After the first time libyaml refuses
  /// the document for certain; the others are for a better recovery.
  static let maximumExtensions = 4
  /// Over how many pieces of a flow collection an entry may go on whose commas are missing.
  static let maximumJoined = 10

  var run = Run()
  var scratch: [UInt8] = []
  /// Blocks of the version before, to be used again.
  let memo: Memo?
  /// `Parser.leafSize`, but for tests that take small texts apart.
  let leafSize: Int

  init(memo: Memo?, leafSize: Int) {
    self.memo = memo
    self.leafSize = leafSize
  }

  /// What was made of a piece.
  struct Result {
    var blocks: [Block]
    /// A quote or bracket that is still open at the piece's end (offset in the text).
    var open: OpenConstruct?
    var isBroken: Bool { blocks.contains { $0.isBroken } }
  }

  /// What was made of a collection's entries.
  struct Collection {
    var children: [Block.Child] = []
    var isBroken = false
    /// The first quote or bracket that is open at the region's end.
    var open: OpenConstruct?
    /// How often a piece was looked for past its end in vain.
    var failedExtensions = 0
    var hasNodes: Bool { children.contains { !$0.block.top.isEmpty } }
  }

  // MARK: Collections

  /// Parses the entries of a collection, which fill the region; `firstColumn` is the column of its first byte.
  /// - Parameter isPart: whether others are before the region, so that these say where entries stand.
  mutating func collection(
    _ text: TextWindow, _ region: Range<Int>, _ context: Context, firstColumn: Int, isPart: Bool = false
  ) -> Collection {
    var context = context
    var pieces = Splitter.pieces(text, region, context, firstColumn: firstColumn)
    if !isPart, let column = columnOfOthers(text, pieces, context) {
      context.column = column
      context.expectedColumn = column
      pieces = Splitter.pieces(text, region, context, firstColumn: firstColumn)
    }
    var result = Collection()
    var ahead = parsedAhead(text, region, pieces, context)
    var i = 0
    while i < pieces.count {
      let j = Self.groupEnd(text, pieces, from: i)
      let known = ahead.next(at: i)
      if j - i > 1, let block = known.map(\.group) ?? group(text, pieces[i..<j], context),
        j == pieces.count || !block.mayGoOn
      {
        result.children.append(.init(block: block, startsGroup: true))
        i = j
        continue
      }
      let groupStart = i
      while i < j {
        let start = i
        i = append(
          text, pieces, i, context, known?.entry(i - groupStart), startsGroup: start == groupStart,
          to: &result)
      }
    }
    if context.isFlow, !result.isBroken {
      var summary = Block.Summary.zero
      for child in result.children { summary = summary + child.summary }
      result.isBroken = summary.missingCommas > 0
    }
    return result
  }

  /// Where only the first of a block collection's entries is deeper than the others, the others' column.
  private mutating func columnOfOthers(_ text: TextWindow, _ pieces: [Splitter.Piece], _ context: Context)
    -> Int?
  {
    guard !context.isFlow, pieces.count > 1, pieces[1].column < pieces[0].column else { return nil }
    let column = pieces[1].column
    guard pieces[2...].allSatisfy({ $0.column == column }) else { return nil }
    // An open quote or bracket may hold lines of any indentation.
    return leaf(text, pieces[0].range, context) == nil ? nil : column
  }

  /// Where the group that starts with a piece ends.
  static func groupEnd(_ text: TextWindow, _ pieces: [Splitter.Piece], from start: Int) -> Int {
    var end = start + 1
    while end < pieces.count, !Splitter.isGroupBorder(text, pieces[end - 1], pieces[end]) { end += 1 }
    return end
  }

  func context(_ context: Context, for piece: Splitter.Piece) -> Context {
    var own = context
    own.column = piece.column
    return own
  }

  /// Several small pieces in one run; nil where libyaml does not accept them.
  mutating func group(_ text: TextWindow, _ pieces: ArraySlice<Splitter.Piece>, _ context: Context) -> Block?
  {
    guard let first = pieces.first, let last = pieces.last else { return nil }
    if !context.isFlow, first.column != context.column { return nil }
    let range = first.range.lowerBound..<last.range.upperBound
    if let block = memo?.block(range, context), !block.isBroken, block.body == nil { return block }
    return leaf(text, range, context)
  }

  /// Parses one piece, if that was not done before, and appends its blocks; returns the index of the piece after it.
  private mutating func append(
    _ text: TextWindow, _ pieces: [Splitter.Piece], _ index: Int, _ context: Context, _ known: Result?,
    startsGroup: Bool, to result: inout Collection
  ) -> Int {
    let piece = pieces[index]
    let own = self.context(context, for: piece)
    var parsed = known ?? entry(text, piece.range, own)
    var next = index + 1
    var reach = 0
    if next < pieces.count, result.failedExtensions < Self.maximumExtensions {
      if parsed.open != nil {
        (parsed, next, reach) = extended(text, pieces, index, own, parsed)
        if next == index + 1 { result.failedExtensions += 1 }
      } else if context.isFlow {
        (parsed, next) = joined(text, pieces, index, own, parsed)
      }
    }
    var open = parsed.open
    open?.offset -= piece.range.lowerBound
    for (position, block) in parsed.blocks.enumerated() {
      let isFirst = position == 0
      result.children.append(
        .init(
          block: block, startsGroup: startsGroup && isFirst, isWhole: parsed.blocks.count == 1,
          reach: isFirst ? reach : 0, open: isFirst ? open : nil))
      if block.isBroken { result.isBroken = true }
    }
    if result.open == nil { result.open = parsed.open }
    return next
  }

  // MARK: Entries

  /// Parses the slice of one entry.
  mutating func entry(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Result {
    if let block = memo?.block(slice, context) { return result(block, at: slice.lowerBound) }
    var open: OpenConstruct?
    let isSmall = slice.count <= leafSize
    if isSmall {
      if let block = leaf(text, slice, context, open: &open) { return Result(blocks: [block], open: nil) }
      if let block = redrafted(text, slice, context) { return Result(blocks: [block], open: nil) }
    }
    if let parts = decomposition(text, slice, context) {
      if !isSmall, parts.needsCheck, let block = leaf(text, slice, context) {
        return Result(blocks: [block], open: nil)
      }
      return result(parts.block, at: slice.lowerBound)
    }
    if !isSmall, let block = leaf(text, slice, context, open: &open) {
      return Result(blocks: [block], open: nil)
    }
    let blocks = recovered(text, slice, context, open: open)
    // What the block says is what is known of it when it is used again.
    if blocks.count == 1, let block = blocks.first { return result(block, at: slice.lowerBound) }
    open?.offset += slice.lowerBound
    return Result(blocks: blocks, open: open)
  }

  private func result(_ block: Block, at start: Int) -> Result {
    var open = block.open
    open?.offset += start
    return Result(blocks: [block], open: open)
  }

  /// A block of one run of libyaml over the slice; nil where it does not accept the slice as entries of this context.
  mutating func leaf(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Block? {
    var open: OpenConstruct?
    return leaf(text, slice, context, open: &open)
  }

  /// As above; `open` is then the quote or bracket (from the slice's start) that is open at the slice's end.
  mutating func leaf(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, open: inout OpenConstruct?
  ) -> Block? {
    if context.column != context.expectedColumn, !context.isFlow {
      // Refused for its place, whatever it is; but it may still be open.
      var own = context
      own.expectedColumn = own.column
      _ = leaf(text, slice, own, open: &open)
      return nil
    }
    if let failure = read(text.slice(slice), context, padding: padding(text, slice, context)) {
      open = Self.openConstruct(failure, text.slice(slice))
      return nil
    }
    return Block(context: context, length: slice.count, nodes: run.nodes(), endsWithComma: run.endsWithComma)
  }

  /// How many columns stand before the slice's first byte.
  func padding(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Int {
    context.isFlow || context.kind == .document
      ? 0
      : max(
        0,
        context.column - (text.skipSpaces(from: slice.lowerBound, limit: slice.upperBound) - slice.lowerBound)
      )
  }

  /// Gives a slice to libyaml as the context asks; nil where it is accepted.
  mutating func read(
    _ slice: UnsafeBufferPointer<UInt8>, _ context: Context, padding: Int = 0, stopAfter: Int = .max
  ) -> Run.Failure? {
    let shape: Run.Shape
    switch context.kind {
    case .document: return run.parse(slice, slice: 0..<slice.count, shape: .document, depth: context.depth)
    case .blockMapping: shape = .block(.mapping, column: context.column)
    case .blockSequence: shape = .block(.sequence, column: context.column)
    case .flowMapping, .flowSequence: shape = .flow
    }
    // At the very start of what it reads libyaml would take a byte order mark for one.
    let startsWithMark = slice.starts(with: [0xEF, 0xBB, 0xBF])
    if !context.isFlow, padding == 0, !startsWithMark {
      return run.parse(
        slice, slice: 0..<slice.count, shape: shape, depth: context.depth - 1, stopAfter: stopAfter)
    }
    scratch.removeAll(keepingCapacity: true)
    let mapping = context.kind == .flowMapping
    if context.isFlow {
      scratch.append(UInt8(ascii: mapping ? "{" : "["))
      scratch.append(0x0A)
    } else {
      if startsWithMark { scratch.append(contentsOf: [0x23, 0x0A]) }
      for _ in 0..<padding { scratch.append(0x20) }
    }
    let start = scratch.count
    scratch.append(contentsOf: slice)
    if context.isFlow { scratch.append(UInt8(ascii: mapping ? "}" : "]")) }
    let buffer = scratch
    return buffer.withUnsafeBufferPointer {
      run.parse(
        $0, slice: start..<start + slice.count, shape: shape, depth: context.depth - 1, stopAfter: stopAfter)
    }
  }

  static func openConstruct(_ failure: Run.Failure, _ slice: UnsafeBufferPointer<UInt8>) -> OpenConstruct? {
    guard failure.atEnd else { return nil }
    if failure.reason == .scanner {
      guard failure.problem == "found unexpected end of stream", failure.contextOffset < slice.count else {
        return nil
      }
      let kind: OpenConstruct.Kind =
        slice[failure.contextOffset] == UInt8(ascii: "'") ? .singleQuote : .doubleQuote
      return OpenConstruct(kind: kind, offset: failure.contextOffset, inFlow: failure.flowLevel > 0)
    }
    guard failure.flowLevel > 0, let bracket = firstOpenBracket(failure, slice) else { return nil }
    return OpenConstruct(kind: .flow, offset: bracket.offset, inFlow: true)
  }

  /// The outermost bracket of a piece that is not closed in it.
  static func firstOpenBracket(
    _ failure: Run.Failure, _ slice: UnsafeBufferPointer<UInt8>
  ) -> (kind: Node.Kind, offset: Int)? {
    if let bracket = failure.brackets.first { return bracket }
    // In a flow collection, what was put around the piece may have closed it.
    let text = TextWindow(slice, origin: 0, onlyLineFeeds: false)
    var scanner = FlowScanner(text, at: 0, limit: slice.count)
    scanner.scan(to: slice.count)
    return scanner.open.first.map {
      ($0 < slice.count && slice[$0] == UInt8(ascii: "{") ? .mapping : .sequence, $0)
    }
  }
}
