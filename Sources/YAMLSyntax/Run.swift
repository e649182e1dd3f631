import CLibYAML

/// One run of libyaml over a piece of text, and the nodes that its events say. The arrays are kept from run to run.
struct Run {
  /// Why a run did not give what was asked for.
  struct Failure {
    enum Reason { case reader, scanner, parser, depth, shape }

    var reason: Reason
    var problem = ""
    var context = ""
    /// Where libyaml gave up, and where what it was reading began: from the start of the slice.
    var offset = 0
    var contextOffset = 0
    /// Whether it gave up because the text ended.
    var atEnd = false
    var flowLevel = 0
    /// The brackets that were open, outermost first, with where they stand.
    var brackets: [(kind: Node.Kind, offset: Int)] = []
  }

  /// A collection whose end has not been seen.
  private struct Open {
    var record: NodeRecord
    var firstPending: Int
  }

  private let events = EventParser()
  /// What libyaml reads: `shift` bytes before the slice, the slice, and what closes brackets.
  private var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var shift = 0
  private var sliceCount = 0
  private var baseDepth = 0
  private var marks = MarkMap(UnsafeBufferPointer(start: nil, count: 0))
  private var records: [NodeRecord] = []
  private var values: [UInt8] = []
  private var properties: [NodeProperties] = []
  /// Finished nodes whose collection is not.
  private var pending: [NodeRecord] = []
  private var open: [Open] = []
  private var anchors = 0
  private var aliases = 0
  private var documents = 0
  private var rootMark = yaml_mark_t()
  /// Set to stop a run at the end of the first flow collection that reaches past this offset of the slice.
  private var stopAfter = Int.max
  private(set) var stoppedAt: Int?
  /// How far into the slice libyaml looked before it refused it, at most.
  private(set) var examined = 0
  /// Whether the last entry of a flow collection is followed by a comma.
  private(set) var endsWithComma = false

  /// What a run should find.
  enum Shape {
    /// Any number of documents; their roots are the result.
    case stream
    /// At most one node.
    case document
    /// A block mapping or sequence at a column, whose children are the result.
    case block(Node.Kind, column: Int)
    /// The flow collection that was put around the slice, whose children are the result.
    case flow
  }

  /// Reads `bytes`, in which the slice takes `slice`; nil where the events are of the shape that was asked for.
  /// `nodes` then has them.
  mutating func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, slice: Range<Int>, shape: Shape, depth: Int, stopAfter: Int = .max
  ) -> Failure? {
    self.bytes = bytes
    shift = slice.lowerBound
    sliceCount = slice.count
    baseDepth = depth
    self.stopAfter = stopAfter
    stoppedAt = nil
    marks = MarkMap(bytes)
    records.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    properties.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    anchors = 0
    aliases = 0
    documents = 0
    endsWithComma = false
    defer { self.bytes = UnsafeBufferPointer(start: nil, count: 0) }
    if let failure = read(bytes) { return failure }
    return stoppedAt == nil ? check(shape) : nil
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Failure? {
    guard bytes.baseAddress != nil else { return nil }
    let events = self.events
    events.start(bytes)
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(events.parser, &event) != 0 else { return failure(events.parser.pointee) }
      let type = event.type
      handle(&event)
      yaml_event_delete(&event)
      if type == YAML_STREAM_END_EVENT {
        events.finish()
        return nil
      }
      if stoppedAt != nil { return nil }
      if open.count + baseDepth > Parser.maximumDepth {
        return Failure(reason: .depth, offset: relative(Int(open.last?.record.contentStart ?? 0)))
      }
    }
  }

  private mutating func failure(_ parser: yaml_parser_t) -> Failure {
    var failure = Failure(reason: .parser)
    switch parser.error {
    case YAML_READER_ERROR: failure.reason = .reader
    case YAML_SCANNER_ERROR: failure.reason = .scanner
    default: break
    }
    failure.problem = parser.problem.map { String(cString: $0) } ?? ""
    failure.context = parser.context.map { String(cString: $0) } ?? ""
    failure.flowLevel = Int(parser.flow_level)
    // Beyond what it has consumed it looks at a few characters.
    examined = relative(marks.offset(Int(parser.mark.index)) + 32)
    let offset =
      failure.reason == .reader ? Int(parser.problem_offset) : marks.offset(Int(parser.problem_mark.index))
    failure.offset = relative(offset)
    failure.contextOffset = relative(marks.offset(Int(parser.context_mark.index)))
    failure.atEnd = offset >= shift + sliceCount && failure.reason != .reader
    for collection in open where collection.record.style == .flow {
      let start = Int(collection.record.contentStart)
      guard start >= shift, start < bytes.count else { continue }
      if bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
        failure.brackets.append((collection.record.kind, relative(start)))
      }
    }
    return failure
  }

  func relative(_ offset: Int) -> Int { min(max(offset - shift, 0), sliceCount) }

  private mutating func check(_ shape: Shape) -> Failure? {
    switch shape {
    case .stream: return nil
    case .document:
      return documents <= 1 ? nil : Failure(reason: .shape)
    case .block(let kind, let column):
      guard documents == 1, let root = pending.last, root.kind == kind, root.style == .block,
        root.properties == 0,
        Int(rootMark.column) == column
      else { return Failure(reason: .shape) }
      unwrapRoot()
    case .flow:
      guard documents == 1, pending.last?.style == .flow, pending.last.map({ Int($0.end) }) == bytes.count
      else {
        return Failure(reason: .shape)
      }
      unwrapRoot()
      guard let last = pending.last else { return Failure(reason: .shape) }
      let after = Lexer.skipTrivia(bytes, from: Int(last.end))
      endsWithComma = after < shift + sliceCount && bytes[after] == UInt8(ascii: ",")
    }
    return nil
  }

  /// The root's children take its place.
  private mutating func unwrapRoot() {
    guard let root = pending.popLast() else { return }
    let children = Int(root.first)..<Int(root.first) + Int(root.count)
    pending.append(contentsOf: records[children])
    records.removeSubrange(children)
  }

  /// The nodes of the last run that found what was asked for; `map` turns an offset in `bytes` into one in the slice.
  func nodes(_ map: ((Int) -> Int)? = nil) -> FlatNodes {
    var nodes = FlatNodes()
    nodes.records.reserveCapacity(records.count + pending.count)
    nodes.records.append(contentsOf: records)
    nodes.records.append(contentsOf: pending)
    nodes.top = records.count..<nodes.records.count
    nodes.values = Array(values)
    nodes.properties = properties
    nodes.anchors = anchors
    nodes.aliases = aliases
    if shift == 0, map == nil { return nodes }
    func moved(_ offset: UInt32) -> UInt32 { UInt32(map?(Int(offset)) ?? relative(Int(offset))) }
    nodes.records.withUnsafeMutableBufferPointer { records in
      for i in records.indices {
        records[i].start = moved(records[i].start)
        records[i].contentStart = moved(records[i].contentStart)
        records[i].end = moved(records[i].end)
      }
    }
    for i in nodes.properties.indices {
      nodes.properties[i].tagRange = nodes.properties[i].tagRange.map {
        moved($0.lowerBound)..<moved($0.upperBound)
      }
      nodes.properties[i].anchorRange = nodes.properties[i].anchorRange.map {
        moved($0.lowerBound)..<moved($0.upperBound)
      }
    }
    return nodes
  }
}

// MARK: - Events

extension Run {
  private mutating func handle(_ event: inout yaml_event_t) {
    switch event.type {
    case YAML_SCALAR_EVENT: scalar(&event)
    case YAML_ALIAS_EVENT: alias(&event)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      start(
        .mapping, flow: data.style == YAML_FLOW_MAPPING_STYLE, event: &event, tag: data.tag,
        anchor: data.anchor)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      start(
        .sequence, flow: data.style == YAML_FLOW_SEQUENCE_STYLE, event: &event, tag: data.tag,
        anchor: data.anchor)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: close(at: marks.offset(Int(event.end_mark.index)))
    case YAML_DOCUMENT_START_EVENT: documents += 1
    default: break
    }
  }

  private mutating func alias(_ event: inout yaml_event_t) {
    aliases += 1
    let start = marks.offset(Int(event.start_mark.index))
    let end = marks.offset(Int(event.end_mark.index))
    let first = values.count
    if let name = event.data.alias.anchor {
      values.append(contentsOf: UnsafeBufferPointer(start: name, count: Lexer.length(name)))
    }
    pending.append(
      NodeRecord(
        start: UInt32(start), contentStart: UInt32(start), end: UInt32(end), first: UInt32(first),
        count: UInt32(values.count - first), properties: 0, kind: .alias, style: .plain))
  }

  private mutating func scalar(_ event: inout yaml_event_t) {
    let data = event.data.scalar
    var start = marks.offset(Int(event.start_mark.index))
    var end = marks.offset(Int(event.end_mark.index))
    if open.isEmpty { rootMark = event.start_mark }
    let style: Node.Style =
      switch data.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    var contentStart = start
    var propertyIndex: UInt32 = 0
    var hasNoColon = false
    let missing = style == .plain && data.length == 0
    if data.tag != nil || data.anchor != nil {
      let found = readProperties(from: start, tag: data.tag, anchor: data.anchor)
      propertyIndex = UInt32(properties.count)
      contentStart = missing ? found : Lexer.skipTrivia(bytes, from: found)
      if missing { end = found }
    } else if missing {
      (start, hasNoColon) = placeOfMissing(start)
      contentStart = start
      end = start
    }
    if style == .literal || style == .folded {
      end = Lexer.blockScalarEnd(bytes, from: contentStart, to: end)
    }
    pending.append(
      NodeRecord(
        start: UInt32(start), contentStart: UInt32(contentStart), end: UInt32(max(end, contentStart)),
        first: UInt32(values.count), count: UInt32(data.length), properties: propertyIndex, kind: .scalar,
        style: style, hasNoColon: hasNoColon))
    values.append(contentsOf: UnsafeBufferPointer(start: data.value, count: Int(data.length)))
  }

  /// Where a node that nothing is written for stands: after its key's colon, its dash, or its key.
  private func placeOfMissing(_ mark: Int) -> (offset: Int, hasNoColon: Bool) {
    guard let collection = open.last, collection.record.kind == .mapping else { return (mark, false) }
    let isValue = (pending.count - collection.firstPending) % 2 == 1
    guard isValue, let key = pending.last else { return (mark, false) }
    let keyEnd = Int(key.end)
    let colon = Lexer.skipTrivia(bytes, from: keyEnd)
    if colon < bytes.count, colon < max(mark, keyEnd + 1), bytes[colon] == UInt8(ascii: ":") {
      return (colon + 1, false)
    }
    return (keyEnd, true)
  }

  /// Records tag and anchor, which start at `offset` in either order; returns the offset after them.
  private mutating func readProperties(
    from offset: Int, tag: UnsafePointer<UInt8>?, anchor: UnsafePointer<UInt8>?
  ) -> Int {
    if anchor != nil { anchors += 1 }
    var result = NodeProperties(
      tag: tag.map { String(cString: $0) }, tagRange: nil, anchor: anchor.map { String(cString: $0) },
      anchorRange: nil)
    var end = offset
    for _ in 0..<2 {
      let start = Lexer.skipTrivia(bytes, from: end)
      guard start < bytes.count else { break }
      if bytes[start] == UInt8(ascii: "!"), tag != nil, result.tagRange == nil {
        end = Lexer.tagEnd(bytes, from: start, inFlow: open.contains { $0.record.style == .flow })
        result.tagRange = UInt32(start)..<UInt32(end)
      } else if bytes[start] == UInt8(ascii: "&"), let anchor, result.anchorRange == nil {
        end = start + 1 + Lexer.length(anchor)
        result.anchorRange = UInt32(start)..<UInt32(end)
      } else {
        break
      }
    }
    properties.append(result)
    return end
  }

  private mutating func start(
    _ kind: Node.Kind, flow: Bool, event: inout yaml_event_t, tag: UnsafePointer<UInt8>?,
    anchor: UnsafePointer<UInt8>?
  ) {
    if open.isEmpty { rootMark = event.start_mark }
    let start = marks.offset(Int(event.start_mark.index))
    var contentStart = marks.offset(Int(event.end_mark.index))
    // The event ends with the token that opens the collection: a bracket or question mark in flow style, the dash of
    // an unindented sequence; nothing where indentation or a key alone opens it.
    if contentStart > start {
      let byte = bytes[contentStart - 1]
      if flow || byte == UInt8(ascii: "-") && kind == .sequence && contentStart - start == 1 {
        contentStart -= 1
      }
    }
    var propertyIndex: UInt32 = 0
    if tag != nil || anchor != nil {
      let end = readProperties(from: start, tag: tag, anchor: anchor)
      propertyIndex = UInt32(properties.count)
      if !flow { contentStart = Lexer.skipTrivia(bytes, from: end) }
    }
    open.append(
      Open(
        record: NodeRecord(
          start: UInt32(start), contentStart: UInt32(contentStart), end: UInt32(contentStart), first: 0,
          count: 0,
          properties: propertyIndex, kind: kind, style: flow ? .flow : .block),
        firstPending: pending.count))
  }

  private mutating func close(at end: Int) {
    guard var collection = open.popLast() else { return }
    let first = collection.firstPending
    collection.record.first = UInt32(records.count)
    collection.record.count = UInt32(pending.count - first)
    collection.record.end = pending.count > first ? pending[pending.count - 1].end : collection.record.end
    if collection.record.style == .flow, UInt32(end) > collection.record.end,
      bytes[end - 1] == UInt8(ascii: "}") || bytes[end - 1] == UInt8(ascii: "]")
    {
      collection.record.end = UInt32(end)
      if relative(end) > stopAfter, !open.contains(where: { $0.record.style == .flow }) {
        stoppedAt = relative(end)
      }
    }
    pending.withUnsafeBufferPointer {
      records.append(contentsOf: UnsafeBufferPointer(rebasing: $0[first...]))
    }
    pending.removeLast(pending.count - first)
    pending.append(collection.record)
  }
}

extension Run {
  /// The root of the last run that found one.
  var root: NodeRecord? { pending.last }
}
