/// Gathers the problems of all blocks. The cost follows their number, not the document's size: blocks without problems
/// are passed over with all that they hold.
struct ProblemCollector {
  private var problems: [SyntaxProblem] = []

  static func problems(_ text: SourceText, _ stream: DocumentStream) -> [SyntaxProblem] {
    var collector = ProblemCollector(problems: stream.problems)
    if let problem = text.encodingProblem {
      collector.problems.append(.init(kind: .invalidEncoding, range: problem.range, message: problem.message))
    }
    var previous: Block?
    for part in stream.parts where part.block !== previous {
      previous = part.block
      collector.collect(part.block, at: part.start)
      if part.block.summary.aliases > 0 { collector.checkAliases(part) }
    }
    collector.problems.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    collector.joinConflicts(text)
    collector.joinTabs(text)
    return collector.problems
  }

  /// A conflict's other markers are part of the problem at its first.
  private mutating func joinConflicts(_ text: SourceText) {
    guard problems.contains(where: { $0.kind == .mergeConflict }) else { return }
    var joined: [SyntaxProblem] = []
    var first: Int?
    for problem in problems {
      guard problem.kind == .mergeConflict else {
        joined.append(problem)
        continue
      }
      let mark = text.byte(at: problem.range.lowerBound)
      if let index = first, mark != UInt8(ascii: "<") {
        joined[index].extent = problem.range.upperBound
        if mark == UInt8(ascii: ">") { first = nil }
      } else {
        first = mark == UInt8(ascii: "<") ? joined.count : nil
        joined.append(problem)
      }
    }
    problems = joined
  }

  /// Lines behind tabs that follow each other are one mistake.
  private mutating func joinTabs(_ text: SourceText) {
    guard problems.contains(where: { $0.kind == .tabIndentation }) else { return }
    var joined: [SyntaxProblem] = []
    for problem in problems {
      if problem.kind == .tabIndentation, let last = joined.last, last.kind == .tabIndentation,
        text.line(at: problem.range.lowerBound) - text.line(at: last.extent ?? last.range.lowerBound) <= 1
      {
        joined[joined.count - 1].extent = problem.range.upperBound
      } else {
        joined.append(problem)
      }
    }
    problems = joined
  }

  private mutating func collect(_ block: Block, at start: Int) {
    guard block.summary.problems > 0 else { return }
    let isOpen = block.problems.contains { $0.kind == .unclosedFlow } && block.endsInOpenChild
    let own = isOpen ? block.problems.filter { $0.kind != .unclosedFlow } : block.problems
    problems += own.map { $0.moved(by: start) }
    guard let body = block.body, body.children.summary.problems > 0 || body.children.summary.missingCommas > 0
    else {
      return
    }
    let base = start + body.offset
    var withoutComma: Int?
    func closeEntry() {
      guard let end = withoutComma else { return }
      problems.append(Message.missingComma(max(end - 1, 0)..<end).moved(by: 0))
      withoutComma = nil
    }
    body.children.forEach(skipping: { run in
      guard run.problems == 0, run.withoutComma == 0 else { return false }
      if run.nodes > 0 { closeEntry() }
      return true
    }) { child, before in
      let offset = base + before.bytes
      if child.block.context.isFlow, !child.block.top.isEmpty {
        closeEntry()
        let hasComma = child.block.endsWithComma || child.block.isBroken
        withoutComma = hasComma ? nil : offset + child.summary.contentEnd
      }
      collect(child.block, at: offset)
    }
  }

  private mutating func checkAliases(_ part: DocumentStream.Part) {
    var collector = AnchorCollector()
    collector.collect(part.block, at: part.start)
    var first: [String: Int] = [:]
    for anchor in collector.anchors.reversed() { first[anchor.name] = anchor.node.range.lowerBound }
    for alias in collector.aliases {
      let name = alias.value
      if first[name].map({ $0 >= alias.range.lowerBound }) ?? true {
        problems.append(Message.undefinedAlias(alias.range, name: name).moved(by: 0))
      }
    }
  }
}

extension Block {
  /// Whether the last of its children lacks the bracket that closes it: then that is why the block does, too.
  fileprivate var endsInOpenChild: Bool {
    guard let body, let last = body.children.at(body.children.count - 1)?.element.block else { return false }
    return last.problems.contains { $0.kind == .unclosedFlow || $0.kind == .unclosedQuote }
      || last.endsInOpenChild
  }
}

/// Gathers the anchors and aliases of a document in the order of the text, passing over blocks that have none.
struct AnchorCollector {
  var anchors: [(name: String, node: Node)] = []
  var aliases: [Node] = []

  mutating func collect(_ block: Block, at start: Int) {
    gather(block, at: start)
    anchors.sort { $0.node.range.lowerBound < $1.node.range.lowerBound }
  }

  private mutating func gather(_ block: Block, at start: Int) {
    guard block.summary.anchors + block.summary.aliases > 0 else { return }
    for index in block.records.indices {
      let record = block.records[index]
      if record.kind == .alias { aliases.append(Node(block: block, index: index, base: start)) }
      guard record.properties > 0, let name = block.properties[Int(record.properties) - 1].anchor else {
        continue
      }
      anchors.append((name, Node(block: block, index: index, base: start)))
    }
    guard let body = block.body else { return }
    let base = start + body.offset
    body.children.forEach(skipping: { $0.anchors + $0.aliases == 0 }) { child, before in
      gather(child.block, at: base + before.bytes)
    }
  }
}
