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
    // A conflict's other markers are part of the problem at its first.
    var inConflict = false
    collector.problems.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    collector.problems.removeAll { problem in
      guard problem.kind == .mergeConflict else { return false }
      let isStart = text.byte(at: problem.range.lowerBound) == UInt8(ascii: "<")
      defer {
        inConflict = isStart || inConflict && text.byte(at: problem.range.lowerBound) != UInt8(ascii: ">")
      }
      return inConflict && !isStart
    }
    return collector.problems
  }

  private mutating func collect(_ block: Block, at start: Int) {
    guard block.summary.problems > 0 else { return }
    problems += block.problems.map { $0.moved(by: start) }
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
