/// An entry that is too large (or too broken) for one run of libyaml is taken apart: its header, which ends where the
/// first child starts, and the collection below it, whose entries are blocks of their own.
extension Parser {
  struct Parts {
    var block: Block
    /// Whether the children may be something else than the entries they were taken for: then libyaml has to see the
    /// whole slice.
    var needsCheck: Bool
  }

  /// What the first child of an entry looks like.
  private struct Child {
    /// Where its line starts, or its first byte where it starts on the header's line.
    var start: Int
    var firstColumn: Int
    var kind: Node.Kind
    var style: Node.Style
    var column: Int
    /// A dash alone in front of a mapping's entries.
    var strayDash: Range<Int>?
  }

  /// Takes an entry apart; nil where it does not have the form "header, collection below".
  mutating func decomposition(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Parts? {
    guard context.depth < Self.maximumDepth else { return nil }
    if let parts = flowDecomposition(text, slice, context) { return parts }
    guard !context.isFlow, let child = firstChild(text, slice, context) else { return nil }
    let headerEnd = child.strayDash?.lowerBound ?? child.start
    guard let header = header(text, slice.lowerBound..<headerEnd, context, compact: child.firstColumn > 0)
    else { return nil }
    return parts(text, slice, context, header, child, problems: [])
  }

  /// As `decomposition`, with a header that was mended.
  mutating func decomposition(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, mended header: FlatNodes,
    problems: [BlockProblem]
  ) -> Block? {
    guard context.depth < Self.maximumDepth, let child = firstChild(text, slice, context) else { return nil }
    return parts(text, slice, context, header, child, problems: problems)?.block
  }

  /// A document whose first lines cannot be kept: what comes after them, from the first line that may start an entry.
  mutating func documentWithoutHead(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Block? {
    var place: Range<Int>?
    var line = slice.lowerBound
    while line < slice.upperBound {
      let next = text.nextLine(after: line, limit: slice.upperBound)
      if let content = text.content(ofLine: line, limit: slice.upperBound) {
        let isIndentedByTab = text.skipSpaces(from: line, limit: slice.upperBound) < content
        let child =
          isIndentedByTab
          ? nil
          : child(
            text, at: content, start: line, column: content - line, firstColumn: 0, limit: slice.upperBound)
        if let found = place, let child {
          let range = found.lowerBound - slice.lowerBound..<found.upperBound - slice.lowerBound
          let isTab = text.slice(found).allSatisfy { $0 == 0x09 }
          let problem = isTab ? Message.tab(range) : Message.unexpectedText(range)
          return parts(text, slice, context, FlatNodes(missingAt: 0), child, problems: [problem])?.block
        }
        if place == nil {
          place = content..<max(text.contentEnd(ofLine: line, limit: slice.upperBound), content)
        }
      } else if place == nil {
        // A tab in front of a comment or on an empty line.
        let content = text.skipSpaces(from: line, limit: slice.upperBound)
        if content < slice.upperBound, text[content] == 0x09 { place = content..<content + 1 }
      }
      line = next
    }
    return nil
  }

  private mutating func parts(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, _ header: FlatNodes, _ child: Child,
    problems: [BlockProblem]
  ) -> Parts? {
    var inner = Context(
      child.kind == .mapping ? .blockMapping : .blockSequence, column: child.column, depth: context.depth + 1)
    inner.expectedColumn = child.column
    let region = child.start..<slice.upperBound
    let collection = collection(text, region, inner, firstColumn: child.firstColumn)
    guard collection.hasNodes else { return nil }
    var nodes = header
    let offset = child.start - slice.lowerBound
    let tree = SumTree(collection.children)
    if !nodes.closeOver(
      tree.summary, kind: child.kind, style: .block, from: offset,
      firstNode: offset + child.column - child.firstColumn, end: nil)
    {
      return nil
    }
    var problems = problems
    if let dash = child.strayDash {
      let range = dash.lowerBound - slice.lowerBound..<dash.upperBound - slice.lowerBound
      problems.append(Message.strayDash(range))
    }
    let misplaced = misplacement(text, slice, context)
    if let misplaced { problems.insert(misplaced, at: 0) }
    var open = collection.open
    open?.offset -= slice.lowerBound
    let block = Block(
      context: context, length: slice.count, nodes: nodes,
      body: .init(owner: nodes.top.upperBound - 1, offset: offset, children: tree), problems: problems,
      isBroken: collection.isBroken || !problems.isEmpty, open: open)
    let needsCheck = collection.isBroken && !isEstablished(text, collection, inner, region, child.firstColumn)
    return Parts(block: block, needsCheck: needsCheck)
  }

  /// Whether the first line below a header shows that it starts a collection's entry, whatever follows.
  private mutating func isEstablished(
    _ text: TextWindow, _ collection: Collection, _ context: Context, _ region: Range<Int>, _ firstColumn: Int
  ) -> Bool {
    guard let first = collection.children.first?.block, first.isBroken else { return true }
    let line = region.lowerBound..<text.nextLine(after: region.lowerBound, limit: region.upperBound)
    return leaf(text, line, context) != nil
  }

  /// The problem of an entry that does not stand where its collection's other entries do.
  func misplacement(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> BlockProblem? {
    guard context.column != context.expectedColumn, !context.isFlow else { return nil }
    let content = text.skipSpaces(from: slice.lowerBound, limit: slice.upperBound)
    let end = content == slice.lowerBound ? min(content + 1, slice.upperBound) : content
    return Message.indentation(
      0..<end - slice.lowerBound, found: context.column, expected: context.expectedColumn)
  }

  private func firstChild(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Child? {
    var line = slice.lowerBound
    var parentColumn = context.column
    switch context.kind {
    case .document: parentColumn = -1
    case .blockMapping: line = text.nextLine(after: line, limit: slice.upperBound)
    case .blockSequence:
      let dash = text.skipSpaces(from: line, limit: slice.upperBound)
      guard Splitter.isDash(text, at: dash, limit: slice.upperBound) else { return nil }
      let content = text.skipSpaces(from: dash + 1, limit: slice.upperBound)
      if content < slice.upperBound, !isPropertyLine(text, content, slice.upperBound),
        text.content(ofLine: content, limit: slice.upperBound) == content
      {
        let column = context.column + content - dash
        return child(
          text, at: content, start: content, column: column, firstColumn: column, limit: slice.upperBound)
      }
      line = text.nextLine(after: line, limit: slice.upperBound)
    case .flowMapping, .flowSequence: return nil
    }
    while line < slice.upperBound {
      if let content = text.content(ofLine: line, limit: slice.upperBound) {
        let column = content - line
        guard text.skipSpaces(from: line, limit: slice.upperBound) == content else { return nil }
        let isDash = Splitter.isDash(text, at: content, limit: slice.upperBound)
        guard column > parentColumn || column == parentColumn && isDash && context.kind == .blockMapping
        else {
          return nil
        }
        return child(text, at: content, start: line, column: column, firstColumn: 0, limit: slice.upperBound)
      }
      line = text.nextLine(after: line, limit: slice.upperBound)
    }
    return nil
  }

  private func child(
    _ text: TextWindow, at content: Int, start: Int, column: Int, firstColumn: Int, limit: Int
  ) -> Child? {
    guard Splitter.isDash(text, at: content, limit: limit) else {
      guard Splitter.mayStart(text, at: content, column: column, flow: false, limit: limit) else {
        return nil
      }
      return Child(start: start, firstColumn: firstColumn, kind: .mapping, style: .block, column: column)
    }
    // A dash alone, then keys at its column: the list was only begun.
    if text.content(ofLine: content + 1, limit: limit) == nil, firstColumn == 0 {
      var line = text.nextLine(after: content, limit: limit)
      while line < limit, text.content(ofLine: line, limit: limit) == nil {
        line = text.nextLine(after: line, limit: limit)
      }
      if line < limit, text.content(ofLine: line, limit: limit) == line + column,
        text.skipSpaces(from: line, limit: limit) == line + column,
        !Splitter.isDash(text, at: line + column, limit: limit),
        Splitter.mayStart(text, at: line + column, column: column, flow: false, limit: limit)
      {
        return Child(
          start: line, firstColumn: 0, kind: .mapping, style: .block, column: column,
          strayDash: content..<content + 1)
      }
    }
    return Child(start: start, firstColumn: firstColumn, kind: .sequence, style: .block, column: column)
  }

  /// Whether nothing but tags and anchors stands on a line from `offset` on.
  private func isPropertyLine(_ text: TextWindow, _ offset: Int, _ limit: Int) -> Bool {
    var i = offset
    while i < limit, text[i] == UInt8(ascii: "!") || text[i] == UInt8(ascii: "&") {
      while !text.isBlankOrBreak(i, limit: limit) { i += 1 }
      while i < limit, text[i] == 0x20 || text[i] == 0x09 { i += 1 }
    }
    return text.content(ofLine: i, limit: limit) == nil
  }

  /// The nodes of a header: one entry whose value nothing is written for.
  private mutating func header(
    _ text: TextWindow, _ range: Range<Int>, _ context: Context, compact: Bool
  ) -> FlatNodes? {
    if compact { return FlatNodes(missingAt: range.count) }
    let slice = text.slice(range)
    if context.kind == .document {
      // Nothing but comments, which may still be wrong (a tab).
      let isSound = range.isEmpty || read(slice, context) == nil && run.root == nil
      return isSound ? FlatNodes(missingAt: range.count) : nil
    }
    guard read(slice, context, padding: padding(text, range, context)) == nil else { return nil }
    let nodes = run.nodes()
    guard nodes.top.count == context.stride, let value = nodes.records.last, value.kind == .scalar,
      value.style == .plain, value.count == 0, context.kind != .blockMapping || !value.hasNoColon
    else { return nil }
    return nodes
  }
}

extension FlatNodes {
  /// One missing node.
  init(missingAt offset: Int) {
    let offset = UInt32(offset)
    records = [
      NodeRecord(
        start: offset, contentStart: offset, end: offset, first: 0, count: 0, properties: 0, kind: .scalar,
        style: .plain)
    ]
    top = 0..<1
  }

  /// Makes the last node, which nothing was written for, the collection whose children have the given summary and
  /// start at `offset`.
  mutating func closeOver(
    _ children: Block.Summary, kind: Node.Kind, style: Node.Style, from offset: Int, firstNode: Int, end: Int?
  ) -> Bool {
    guard var record = records.popLast() else { return false }
    if record.properties == 0 { record.start = UInt32(firstNode) }
    record.contentStart = UInt32(firstNode)
    record.end = UInt32(end ?? offset + children.contentEnd)
    record.kind = kind
    record.style = style
    record.first = 0
    record.count = 0
    records.append(record)
    return true
  }
}
