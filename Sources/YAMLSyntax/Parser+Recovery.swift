/// What is made of a piece that libyaml refuses and that cannot be taken apart: as much as can be kept, and a problem at
/// the place that has to be mended.
extension Parser {
  mutating func recovered(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, open: OpenConstruct?
  ) -> [Block] {
    if let blocks = withoutConflictMarkers(text, slice, context) { return blocks }
    if context.kind == .document {
      return [documentWithoutHead(text, slice, context) ?? mendedBlock(text, slice, context, open: open)]
    }
    let firstEnd = text.nextLine(after: slice.lowerBound, limit: slice.upperBound)
    guard let rest = firstContentLine(text, from: firstEnd, limit: slice.upperBound), !context.isFlow else {
      return [mendedBlock(text, slice, context, open: open)]
    }
    // Several lines. Those before the line that libyaml refuses may be an entry.
    if let failure = read(text.slice(slice), context, padding: padding(text, slice, context)), !failure.atEnd,
      failure.reason == .scanner || failure.reason == .parser
    {
      let line = lineStart(text, holding: slice.lowerBound + failure.offset, lowest: slice.lowerBound)
      if line >= rest, let block = leaf(text, slice.lowerBound..<line, context) {
        return [block] + stray(text, line..<slice.upperBound, context, first: block)
      }
    }
    // A flow collection or quoted text over several lines may be mended as a whole.
    var headerOpen: OpenConstruct?
    let header = slice.lowerBound..<rest
    if let block = leaf(text, header, context, open: &headerOpen) {
      return [block] + stray(text, rest..<slice.upperBound, context, first: block)
    }
    if headerOpen?.kind == .flow, slice.count <= leafSize * 4 {
      let pad = padding(text, slice, context)
      if let mended = mended(text.slice(slice), context, padding: pad), mended.problems.count == 1,
        mended.nodes.top.count <= context.stride
      {
        return [block(text, slice, context, mended, open: open)]
      }
    }
    if context.column != context.expectedColumn {
      var own = context
      own.expectedColumn = own.column
      if let accepted = leaf(text, header, own) {
        let problem = misplacement(text, slice, context)
        let first = Block(
          context: context, length: header.count, nodes: accepted.flatNodes,
          problems: problem.map { [$0] } ?? [],
          isBroken: true, isMended: true)
        return [first] + stray(text, rest..<slice.upperBound, own, first: first)
      }
    }
    return mendedHeader(text, slice, context, rest: rest, open: open)
  }

  private func lineStart(_ text: TextWindow, holding offset: Int, lowest: Int) -> Int {
    var line = lowest
    while case let next = text.nextLine(after: line, limit: text.end), next <= offset, next > line {
      line = next
    }
    return line
  }

  /// The line where a piece goes on after its first line's end.
  private func firstContentLine(_ text: TextWindow, from start: Int, limit: Int) -> Int? {
    var line = start
    while line < limit {
      if text.content(ofLine: line, limit: limit) != nil { return line }
      line = text.nextLine(after: line, limit: limit)
    }
    return nil
  }

  private mutating func mendedHeader(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, rest: Int, open: OpenConstruct?
  ) -> [Block] {
    let header = slice.lowerBound..<rest
    let pad = padding(text, slice, context)
    guard let mended = mended(text.slice(header), context, padding: pad) else {
      return [mendedBlock(text, slice, context, open: open)]
    }
    // What is below a key without a value is its value.
    if mended.nodes.top.count == context.stride, let value = mended.nodes.records.last, value.kind == .scalar,
      value.style == .plain, value.count == 0,
      let block = decomposition(text, slice, context, mended: mended.nodes, problems: mended.problems)
    {
      return [block]
    }
    return [block(text, slice, context, mended, open: open)]
  }

  func block(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, _ mended: Mended, open: OpenConstruct?
  ) -> Block {
    var problems = mended.problems
    if let misplaced = misplacement(text, slice, context) { problems.insert(misplaced, at: 0) }
    return Block(
      context: context, length: slice.count, nodes: mended.nodes, problems: problems, isBroken: true,
      open: open, brackets: brackets(text, slice, context), endsWithComma: mended.endsWithComma)
  }

  /// A block for a whole piece, whatever it holds.
  private mutating func mendedBlock(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, open: OpenConstruct?
  ) -> Block {
    let pad = padding(text, slice, context)
    if slice.count <= leafSize * 4, let mended = mended(text.slice(slice), context, padding: pad) {
      return block(text, slice, context, mended, open: open)
    }
    if let salvaged = salvagedKey(text, slice, context) {
      return block(text, slice, context, salvaged, open: open)
    }
    let content = firstContentLine(text, from: slice.lowerBound, limit: slice.upperBound) ?? slice.lowerBound
    let start = text.content(ofLine: content, limit: slice.upperBound) ?? slice.lowerBound
    var end = max(text.contentEnd(ofLine: content, limit: slice.upperBound), start)
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    let range = start - slice.lowerBound..<max(end, start) - slice.lowerBound
    let problem =
      context.kind == .blockSequence ? Message.missingDash(range) : Message.unexpectedText(range)
    return Block(
      context: context, length: slice.count, nodes: FlatNodes(), problems: [problem], isBroken: true,
      open: open, brackets: brackets(text, slice, context))
  }

  /// The key of an entry of which nothing else can be kept.
  private mutating func salvagedKey(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Mended? {
    guard context.isMapping,
      let line = firstContentLine(text, from: slice.lowerBound, limit: slice.upperBound),
      let start = text.content(ofLine: line, limit: slice.upperBound)
    else { return nil }
    let end = text.contentEnd(ofLine: line, limit: slice.upperBound)
    var i = start
    while i < end, !(text[i] == UInt8(ascii: ":") && text.isBlankOrBreak(i + 1, limit: end)) { i += 1 }
    guard i > start, i < end else { return nil }
    var reason: BlockProblem?
    if let failure = read(text.slice(slice), context, padding: padding(text, slice, context)) {
      let offset = min(failure.offset, slice.count - 1)
      let lineEnd =
        text.contentEnd(ofLine: slice.lowerBound + offset, limit: slice.upperBound) - slice.lowerBound
      reason = Message.other(offset..<max(lineEnd, offset + 1), failure.problem)
    }
    var bytes = Array(text.slice(slice.lowerBound..<i + 1))
    bytes.append(0x20)
    let pad = padding(text, slice, context)
    var own = context
    own.expectedColumn = own.column
    guard bytes.withUnsafeBufferPointer({ read($0, own, padding: pad) }) == nil else { return nil }
    let keyRange = start - slice.lowerBound..<i - slice.lowerBound
    return Mended(
      nodes: run.nodes(), problems: [reason ?? Message.other(keyRange, "")], endsWithComma: context.isFlow)
  }

  /// Lines below an entry that is already complete: entries at a wrong indentation (or behind a tab), which are taken
  /// into the same collection, or text that fits nowhere.
  private mutating func stray(
    _ text: TextWindow, _ rest: Range<Int>, _ context: Context, first: Block
  ) -> [Block] {
    var blocks: [Block] = []
    var start = rest.lowerBound
    var line = start
    // What cannot be an entry is passed over, up to a line that can.
    while line < rest.upperBound {
      let next = text.nextLine(after: line, limit: rest.upperBound)
      guard let content = text.content(ofLine: line, limit: rest.upperBound),
        context.depth < Self.maximumDepth,
        looksLikeEntry(text, content, context, limit: rest.upperBound)
      else {
        line = next
        continue
      }
      if line > start { blocks.append(skipped(text, start..<line, context)) }
      let isTab = text.skipSpaces(from: line, limit: rest.upperBound) < content
      // Behind a tab nothing can be told from indentation: the next line behind one starts anew.
      var end = isTab ? next : rest.upperBound
      while end < rest.upperBound, !isBehindTab(text, end, limit: rest.upperBound) {
        end = text.nextLine(after: end, limit: rest.upperBound)
      }
      blocks += strayEntries(text, line: line, content: content, isTab: isTab, limit: end, context)
      start = end
      line = end
    }
    if start < rest.upperBound { blocks.append(skipped(text, start..<rest.upperBound, context)) }
    return blocks
  }

  private func isBehindTab(_ text: TextWindow, _ line: Int, limit: Int) -> Bool {
    guard let content = text.content(ofLine: line, limit: limit) else { return false }
    return text.skipSpaces(from: line, limit: limit) < content
  }

  private mutating func strayEntries(
    _ text: TextWindow, line: Int, content: Int, isTab: Bool, limit: Int, _ context: Context
  ) -> [Block] {
    var inner = context
    inner.column = isTab ? context.column : content - line
    inner.expectedColumn = inner.column
    // An entry among those that is followed by stray lines, too, is a level deeper: so there is an end to it.
    inner.depth += 1
    let collection =
      isTab
      ? collection(text, content..<limit, inner, firstColumn: inner.column)
      : collection(text, line..<limit, inner, firstColumn: 0)
    var blocks: [Block] = []
    let problem: BlockProblem
    if isTab {
      problem = Message.tab(0..<content - line)
      blocks.append(
        Block(
          context: context, length: content - line, nodes: FlatNodes(), problems: [problem], isBroken: true,
          isMended: true))
    } else {
      problem = Message.indentation(
        0..<max(content - line, 1), found: content - line, expected: context.column)
    }
    for (index, child) in collection.children.enumerated() {
      blocks.append(index == 0 && !isTab ? child.block.with(problem) : child.block)
    }
    return blocks
  }

  /// Text that is kept as nothing, with a problem at its first line.
  private func skipped(_ text: TextWindow, _ range: Range<Int>, _ context: Context) -> Block {
    let line = firstContentLine(text, from: range.lowerBound, limit: range.upperBound) ?? range.lowerBound
    let content = text.content(ofLine: line, limit: range.upperBound) ?? line
    var end = max(text.contentEnd(ofLine: line, limit: range.upperBound), content)
    while end > content, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    let place = content - range.lowerBound..<end - range.lowerBound
    let problem =
      Splitter.isDash(text, at: content, limit: range.upperBound)
      ? Message.strayDash(place.lowerBound..<place.lowerBound + 1) : Message.unexpectedText(place)
    return Block(
      context: context, length: range.count, nodes: FlatNodes(), problems: [problem], isBroken: true,
      isMended: true)
  }

  /// Whether a line starts as an entry of the context does: with a key and its colon, or with a dash.
  private func looksLikeEntry(_ text: TextWindow, _ content: Int, _ context: Context, limit: Int) -> Bool {
    if context.kind == .blockSequence { return Splitter.isDash(text, at: content, limit: limit) }
    guard Splitter.mayStart(text, at: content, column: 1, flow: false, limit: limit) else { return false }
    let end = text.contentEnd(ofLine: content, limit: limit)
    var i = content
    if text[i] == 0x22 || text[i] == 0x27 {
      let kind: OpenConstruct.Kind = text[i] == 0x22 ? .doubleQuote : .singleQuote
      guard let close = Self.closingQuote(text, .init(kind: kind, offset: i, inFlow: false), limit: end)
      else {
        return false
      }
      return close < end && text[close] == UInt8(ascii: ":") && text.isBlankOrBreak(close + 1, limit: end)
    }
    while i < end {
      if text[i] == UInt8(ascii: ":"), text.isBlankOrBreak(i + 1, limit: end) { return true }
      if text[i] == UInt8(ascii: "#"), i > content, text[i - 1] == 0x20 { return false }
      i += 1
    }
    return false
  }

  // MARK: Merge conflicts

  /// The piece without the marker lines of merge conflicts; nil where it has none.
  private mutating func withoutConflictMarkers(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context
  ) -> [Block]? {
    var markers: [Range<Int>] = []
    var line = slice.lowerBound
    while line < slice.upperBound {
      let next = text.nextLine(after: line, limit: slice.upperBound)
      if Splitter.isConflictMarker(text, line: line, limit: slice.upperBound),
        context.column > 0 || line > slice.lowerBound
      {
        markers.append(line..<text.contentEnd(ofLine: line, limit: slice.upperBound))
      }
      line = next
    }
    guard !markers.isEmpty else { return nil }
    var bytes = Array(text.slice(slice))
    for marker in markers {
      for i in marker { bytes[i - slice.lowerBound] = 0x20 }
    }
    // The copy has other bytes than the text, so blocks of the version before do not fit it.
    var parser = Parser(memo: nil, leafSize: leafSize)
    var own = context
    own.expectedColumn = own.column
    let misplaced = misplacement(text, slice, context)
    let firstColumn = padding(text, slice, context)
    let blocks = bytes.withUnsafeBufferPointer { buffer in
      let window = TextWindow(buffer, origin: slice.lowerBound, onlyLineFeeds: text.onlyLineFeeds)
      return parser.collection(window, slice, own, firstColumn: firstColumn).children.map(\.block)
    }
    var result: [Block] = []
    var start = slice.lowerBound
    var next = markers.startIndex
    for block in blocks {
      var found = block
      while next < markers.endIndex, markers[next].lowerBound < start + block.length {
        let marker = markers[next]
        found = found.with(Message.mergeConflict(marker.lowerBound - start..<marker.upperBound - start))
        next += 1
      }
      if start == slice.lowerBound, let misplaced { found = found.with(misplaced) }
      result.append(found.asMended())
      start += block.length
    }
    return result
  }
}
