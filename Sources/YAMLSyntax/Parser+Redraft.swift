/// One mistake in a small piece may be mended with all of the piece in view: a guess at what was meant is right where
/// libyaml accepts the piece with it. What it refuses is taken apart, and mended part by part.
///
/// Pieces that are not small are always taken apart, so that an edit need look at no more than a small piece.
extension Parser {
  /// The piece as it was probably meant; nil where there is no such guess.
  mutating func redrafted(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Block? {
    guard slice.count <= leafSize else { return nil }
    let bytes = text.slice(slice)
    let markers = conflictMarkers(text, slice)
    if !markers.isEmpty {
      if context.column == 0, markers.first?.lowerBound == slice.lowerBound, context.kind != .document {
        return nil
      }
      return withoutMarkers(text, slice, context, markers)
    }
    if !context.isFlow, let block = realigned(text, slice, context) { return block }
    for (draft, problem) in flowDrafts(bytes) {
      if let block = accepted(draft, [problem], text, slice, context) { return block }
    }
    return nil
  }

  /// The piece with its lines where they were probably meant to be: those behind tabs, or the one that is misplaced.
  private mutating func realigned(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Block? {
    var problems: [BlockProblem] = []
    var bytes = Array(text.slice(slice))
    for statement in statements(text, slice) {
      // The end of what a statement starts is the same mistake.
      if problems.isEmpty { problems.append(Message.statement(statement)) }
      for i in statement { bytes[i] = 0x20 }
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let window = TextWindow(buffer, origin: slice.lowerBound, onlyLineFeeds: text.onlyLineFeeds)
      var changes = Layout.changes(window, slice, column: context.column)
      let blanks = changes.filter { $0.found == nil || $0.isNonBreaking }
      if !blanks.isEmpty { changes = blanks }
      guard !blanks.isEmpty || changes.count + problems.count == 1 || changes.isEmpty && !problems.isEmpty
      else {
        return nil
      }
      var indents: [(range: Range<Int>, columns: Int)] = []
      for change in changes {
        let range = change.range.lowerBound - slice.lowerBound..<change.range.upperBound - slice.lowerBound
        indents.append((range, change.column))
        if change.isNonBreaking {
          problems.append(Message.nonBreakingSpace(range))
        } else if let found = change.found {
          let place = range.isEmpty ? 0..<min(1, slice.count) : range
          problems.append(Message.indentation(place, found: found, expected: change.column))
        } else {
          problems.append(Message.tab(range))
        }
      }
      return accepted(Draft(buffer, indents: indents), problems, text, slice, context)
    }
  }

  /// The lines that hold a statement of a template engine and nothing else.
  private func statements(_ text: TextWindow, _ slice: Range<Int>) -> [Range<Int>] {
    var statements: [Range<Int>] = []
    var line = slice.lowerBound
    while line < slice.upperBound {
      if let content = text.content(ofLine: line, limit: slice.upperBound),
        Splitter.isStatement(text, at: content, limit: slice.upperBound)
      {
        let end = text.contentEnd(ofLine: line, limit: slice.upperBound)
        if end - 2 > content, text[end - 1] == UInt8(ascii: "}"), text[end - 2] == UInt8(ascii: "%") {
          statements.append(content - slice.lowerBound..<end - slice.lowerBound)
        }
      }
      line = text.nextLine(after: line, limit: slice.upperBound)
    }
    return statements
  }

  private mutating func accepted(
    _ draft: Draft, _ problems: [BlockProblem], _ text: TextWindow, _ slice: Range<Int>, _ context: Context
  ) -> Block? {
    var own = context
    own.expectedColumn = own.column
    let pad = padding(text, slice, context)
    guard draft.bytes.withUnsafeBufferPointer({ read($0, own, padding: pad) }) == nil else { return nil }
    let mended = Mended(
      nodes: draft.restored(run.nodes()), problems: problems, endsWithComma: run.endsWithComma)
    return block(text, slice, context, mended, open: nil)
  }

  // MARK: Merge conflicts

  private func conflictMarkers(_ text: TextWindow, _ slice: Range<Int>) -> [Range<Int>] {
    var markers: [Range<Int>] = []
    var line = slice.lowerBound
    while line < slice.upperBound {
      if Splitter.isConflictMarker(text, line: line, limit: slice.upperBound) {
        let end = text.contentEnd(ofLine: line, limit: slice.upperBound)
        markers.append(line - slice.lowerBound..<end - slice.lowerBound)
      }
      line = text.nextLine(after: line, limit: slice.upperBound)
    }
    return markers
  }

  /// A piece with all sides of its conflicts, or with the first side alone where they do not fit together.
  private mutating func withoutMarkers(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, _ markers: [Range<Int>]
  ) -> Block? {
    let bytes = text.slice(slice)
    let problems = markers.map { Message.mergeConflict($0) }
    var all = Draft(bytes)
    var first = all
    var other: Int?
    for marker in markers {
      all.blank(marker)
      first.blank(marker)
      switch bytes[marker.lowerBound] {
      case UInt8(ascii: "="), UInt8(ascii: "|"): if other == nil { other = marker.upperBound }
      case UInt8(ascii: ">"):
        guard let start = other else { return nil }
        first.blank(start..<marker.lowerBound)
        other = nil
      default: if other != nil { return nil }
      }
    }
    if let block = accepted(all, problems, text, slice, context) { return block }
    return other == nil ? accepted(first, problems, text, slice, context) : nil
  }

  // MARK: JSON

  /// What is often wrong between the values of a flow collection, one mistake at a time: a comment as other languages
  /// have it, a comma twice, a bracket of the other kind.
  private func flowDrafts(_ bytes: UnsafeBufferPointer<UInt8>) -> [(Draft, BlockProblem)] {
    let text = TextWindow(bytes, origin: 0, onlyLineFeeds: false)
    var scanner = FlowScanner(text, at: 0, limit: bytes.count)
    var drafts: [(Draft, BlockProblem)] = []
    var comma: Int?
    while scanner.offset < bytes.count, drafts.count < 4 {
      let at = scanner.offset
      let opener = scanner.open.last
      scanner.step(to: bytes.count)
      if bytes[at] <= 0x20 { continue }
      if opener == nil {
        comma = nil
        continue
      }
      switch bytes[at] {
      case UInt8(ascii: "/")
      where at + 1 < bytes.count && (bytes[at + 1] == bytes[at] || bytes[at + 1] == UInt8(ascii: "*")):
        var draft = Draft(bytes)
        let end = draft.lineEnd(at)
        draft.blank(at..<end)
        drafts.append((draft, Message.comment(at..<end)))
      case UInt8(ascii: ","):
        if comma != nil {
          var draft = Draft(bytes)
          draft.blank(at..<at + 1)
          drafts.append((draft, Message.surplusComma(at..<at + 1)))
        }
        comma = at
        continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let opener, (bytes[opener] == UInt8(ascii: "{")) != (bytes[at] == UInt8(ascii: "}")) {
          let isMapping = bytes[opener] == UInt8(ascii: "{")
          var draft = Draft(bytes)
          draft.replace(at, with: UInt8(ascii: isMapping ? "}" : "]"))
          drafts.append(
            (
              draft,
              Message.wrongBracket(at..<at + 1, found: bytes[at], expected: isMapping ? .mapping : .sequence)
            ))
        }
      default: break
      }
      comma = nil
    }
    return drafts
  }
}
