/// Flow collections that are written one entry a line, as JSON usually is, are taken apart by their lines too.
extension Parser {
  private struct FlowForm {
    /// Where the line after the opening bracket starts.
    var bodyStart: Int
    /// The column of the first entry's line.
    var column: Int
    /// Where the line of the closing bracket starts; the slice's end where there is none.
    var bodyEnd: Int
    /// The closing bracket.
    var closer: Int?
    var kind: Node.Kind
    var opener: Int
    var endsWithComma: Bool
  }

  mutating func flowDecomposition(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Parts? {
    guard let form = flowForm(text, slice, context) else { return nil }
    // The header with its bracket closed at once has to be one entry with an empty collection.
    var bytes = Array(text.slice(slice.lowerBound..<form.opener + 1))
    bytes.append(UInt8(ascii: form.kind == .mapping ? "}" : "]"))
    let isBlock = !context.isFlow && context.kind != .document
    let pad = isBlock ? padding(text, slice, context) : 0
    let accepted = bytes.withUnsafeBufferPointer { read($0, context, padding: pad) == nil }
    var nodes = run.nodes()
    guard accepted, nodes.top.count == (context.kind == .document ? 1 : context.stride),
      let last = nodes.records.last,
      last.kind == form.kind, last.style == .flow, last.count == 0, Int(last.end) == bytes.count
    else { return nil }
    let inner = Context(
      form.kind == .mapping ? .flowMapping : .flowSequence, column: form.column, depth: context.depth + 1)
    let collection = collection(text, form.bodyStart..<form.bodyEnd, inner, firstColumn: 0)
    guard collection.hasNodes else { return nil }
    let tree = SumTree(collection.children)
    var problems: [BlockProblem] = []
    if form.closer == nil {
      let opener = form.opener - slice.lowerBound
      problems.append(Message.unclosedFlow(opener..<opener + 1, kind: form.kind))
    }
    if let misplaced = misplacement(text, slice, context) { problems.insert(misplaced, at: 0) }
    let offset = form.bodyStart - slice.lowerBound
    guard
      nodes.closeOver(
        tree.summary, kind: form.kind, style: .flow, from: offset, firstNode: form.opener - slice.lowerBound,
        end: form.closer.map { $0 + 1 - slice.lowerBound })
    else { return nil }
    var open = collection.open
    open?.offset -= slice.lowerBound
    if open == nil, form.closer == nil {
      open = OpenConstruct(kind: .flow, offset: form.opener - slice.lowerBound, inFlow: true)
    }
    let block = Block(
      context: context, length: slice.count, nodes: nodes,
      body: .init(owner: nodes.top.upperBound - 1, offset: offset, children: tree), problems: problems,
      isBroken: collection.isBroken || !problems.isEmpty, open: open,
      brackets: Brackets(around: tree.summary.brackets, isClosed: form.closer != nil),
      endsWithComma: form.endsWithComma)
    return Parts(block: block, needsCheck: tree.summary.mayCloseElsewhere(isClosed: form.closer != nil))
  }

  /// The brackets of a broken piece of a flow collection, as far as they can be told from the piece alone.
  func brackets(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> Brackets {
    guard context.isFlow else { return Brackets() }
    var scanner = FlowScanner(
      TextWindow(text.slice(slice), origin: slice.lowerBound, onlyLineFeeds: text.onlyLineFeeds),
      at: slice.lowerBound, limit: slice.upperBound)
    var least = 0
    while scanner.offset < slice.upperBound {
      scanner.step(to: slice.upperBound)
      least = min(least, scanner.depth)
    }
    return Brackets(depth: scanner.depth, least: least)
  }

  private func flowForm(_ text: TextWindow, _ slice: Range<Int>, _ context: Context) -> FlowForm? {
    let limit = slice.upperBound
    var headerLine = slice.lowerBound
    if context.kind == .document {
      while headerLine < limit, text.content(ofLine: headerLine, limit: limit) == nil {
        headerLine = text.nextLine(after: headerLine, limit: limit)
      }
    }
    var last = text.contentEnd(ofLine: headerLine, limit: limit) - 1
    while last > headerLine, text[last] == 0x20 || text[last] == 0x09 { last -= 1 }
    guard last >= headerLine, text[last] == UInt8(ascii: "{") || text[last] == UInt8(ascii: "[") else {
      return nil
    }
    let kind: Node.Kind = text[last] == UInt8(ascii: "{") ? .mapping : .sequence
    let bodyStart = text.nextLine(after: last, limit: limit)
    var line = bodyStart
    while line < limit, text.content(ofLine: line, limit: limit) == nil {
      line = text.nextLine(after: line, limit: limit)
    }
    guard line < limit, let first = text.content(ofLine: line, limit: limit),
      Splitter.mayStart(text, at: first, column: first - line, flow: true, limit: limit),
      text.skipSpaces(from: line, limit: limit) == first
    else { return nil }
    var form = FlowForm(
      bodyStart: line, column: first - line, bodyEnd: limit, closer: nil, kind: kind, opener: last,
      endsWithComma: false)
    findCloser(text, slice, context, headerLine: headerLine, &form)
    return form
  }

  /// The closing bracket stands alone on the last line of the slice that has any content.
  private func findCloser(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, headerLine: Int, _ form: inout FlowForm
  ) {
    var end = slice.upperBound
    while end > form.bodyStart {
      let line = lineStart(text, before: end, lowest: form.bodyStart)
      if let content = text.content(ofLine: line, limit: slice.upperBound) {
        guard text[content] == UInt8(ascii: form.kind == .mapping ? "}" : "]") else { return }
        var after = content + 1
        while after < slice.upperBound, text[after] == 0x20 || text[after] == 0x09 { after += 1 }
        var comma = false
        if context.isFlow, after < slice.upperBound, text[after] == UInt8(ascii: ",") {
          comma = true
          after += 1
        }
        guard text.content(ofLine: after, limit: slice.upperBound) == nil else { return }
        form.closer = content
        form.bodyEnd = line
        form.endsWithComma = comma
        return
      }
      end = line
    }
  }

  /// The start of the line that ends at `end`.
  private func lineStart(_ text: TextWindow, before end: Int, lowest: Int) -> Int {
    var line = end - 1
    while line > lowest {
      let width = text.breakWidth(at: line - 1, limit: end)
      if width == 1, !(text[line - 1] == 0x0D && text[line] == 0x0A) { return line }
      if line - 2 >= lowest, text.breakWidth(at: line - 2, limit: end) == 2, text[line - 2] == 0xC2 {
        return line
      }
      if line - 3 >= lowest, text.breakWidth(at: line - 3, limit: end) == 3 { return line }
      line -= 1
    }
    return lowest
  }
}

extension Brackets {
  /// The brackets of a collection, its own included, from those between its own.
  init(around inner: Brackets, isClosed: Bool) {
    self = Brackets(depth: 1, least: 0) + inner + (isClosed ? Brackets(depth: -1, least: -1) : Brackets())
  }
}
