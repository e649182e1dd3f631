import CLibYAML

/// Builds a block from libyaml's events over one piece of text.
struct EventReader {
  struct Result {
    var block: Block
    /// The records of the documents' roots.
    var roots: [Int]
    var problems: [SyntaxProblem]
  }

  /// A collection whose end has not been seen.
  private struct Open {
    var record: NodeRecord
    var firstPending: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var marks: MarkMap
  private var records: [NodeRecord] = []
  private var values: [UInt8] = []
  private var properties: [NodeProperties] = []
  /// Finished nodes whose collection is not.
  private var pending: [NodeRecord] = []
  private var open: [Open] = []

  /// Parses all of the bytes.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
    var reader = EventReader(bytes)
    let problem = reader.run()
    let roots = reader.pending.indices.map { $0 + reader.records.count }
    reader.records.append(contentsOf: reader.pending)
    return Result(
      block: Block(records: reader.records, values: reader.values, properties: reader.properties),
      roots: roots,
      problems: problem.map { [$0] } ?? [])
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    marks = MarkMap(bytes)
  }

  private mutating func run() -> SyntaxProblem? {
    guard let start = bytes.baseAddress else { return nil }
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) != 0 else { return nil }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, start, bytes.count)
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(&parser, &event) != 0 else {
        while !open.isEmpty { close() }
        let text = parser.problem.map { String(cString: $0) } ?? "unreadable text"
        let offset =
          parser.error == YAML_READER_ERROR
          ? min(Int(parser.problem_offset), bytes.count) : marks.offset(Int(parser.problem_mark.index))
        return SyntaxProblem(kind: .other(text), range: offset..<offset, message: text)
      }
      let type = event.type
      handle(&event)
      yaml_event_delete(&event)
      if type == YAML_STREAM_END_EVENT { return nil }
    }
  }

  private mutating func handle(_ event: inout yaml_event_t) {
    switch event.type {
    case YAML_SCALAR_EVENT: scalar(&event)
    case YAML_ALIAS_EVENT:
      let start = marks.offset(Int(event.start_mark.index))
      add(
        NodeRecord(
          start: UInt32(start), contentStart: UInt32(start),
          end: UInt32(marks.offset(Int(event.end_mark.index))),
          first: UInt32(values.count), count: 0, properties: 0, kind: .alias, style: .plain),
        value: UnsafeRawPointer(event.data.alias.anchor).map {
          UnsafeBufferPointer(
            start: $0.assumingMemoryBound(to: UInt8.self), count: strlen8(event.data.alias.anchor))
        })
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      start(
        .mapping, flow: data.style == YAML_FLOW_MAPPING_STYLE, event: event, tag: data.tag,
        anchor: data.anchor)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      start(
        .sequence, flow: data.style == YAML_FLOW_SEQUENCE_STYLE, event: event, tag: data.tag,
        anchor: data.anchor)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      close(at: marks.offset(Int(event.end_mark.index)))
    default: break
    }
  }

  private mutating func add(_ record: NodeRecord, value: UnsafeBufferPointer<UInt8>?) {
    var record = record
    if let value {
      values.append(contentsOf: value)
      record.count = UInt32(value.count)
    }
    pending.append(record)
  }

  private mutating func scalar(_ event: inout yaml_event_t) {
    let data = event.data.scalar
    var start = marks.offset(Int(event.start_mark.index))
    var end = marks.offset(Int(event.end_mark.index))
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
    add(
      NodeRecord(
        start: UInt32(start), contentStart: UInt32(contentStart), end: UInt32(max(end, contentStart)),
        first: UInt32(values.count), count: 0, properties: propertyIndex, kind: .scalar, style: style,
        hasNoColon: hasNoColon),
      value: UnsafeBufferPointer(start: data.value, count: Int(data.length)))
  }

  /// Where a node that nothing is written for stands: after its key's colon, its dash, or its key.
  private func placeOfMissing(_ mark: Int) -> (Int, Bool) {
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
        end = start + 1 + strlen8(anchor)
        result.anchorRange = UInt32(start)..<UInt32(end)
      } else {
        break
      }
    }
    properties.append(result)
    return end
  }

  private mutating func start(
    _ kind: Node.Kind, flow: Bool, event: yaml_event_t, tag: UnsafePointer<UInt8>?,
    anchor: UnsafePointer<UInt8>?
  ) {
    let start = marks.offset(Int(event.start_mark.index))
    var contentStart = marks.offset(Int(event.end_mark.index))
    // The event ends with the token that opens the collection: a bracket, or the dash of an unindented sequence;
    // nothing where indentation or a key alone opens it.
    if contentStart > start || flow, contentStart > 0, "[{-?".utf8.contains(bytes[contentStart - 1]) {
      if flow
        ? Int(event.end_mark.index) > Int(event.start_mark.index)
        : bytes[contentStart - 1] == UInt8(ascii: "-")
      {
        contentStart -= 1
      }
    }
    var propertyIndex: UInt32 = 0
    if tag != nil || anchor != nil {
      _ = readProperties(from: start, tag: tag, anchor: anchor)
      propertyIndex = UInt32(properties.count)
    }
    open.append(
      Open(
        record: NodeRecord(
          start: UInt32(start), contentStart: UInt32(contentStart), end: UInt32(contentStart), first: 0,
          count: 0,
          properties: propertyIndex, kind: kind, style: flow ? .flow : .block),
        firstPending: pending.count))
  }

  private mutating func close(at end: Int? = nil) {
    guard var collection = open.popLast() else { return }
    let children = pending[collection.firstPending...]
    let lastEnd = children.last?.end ?? collection.record.end
    collection.record.first = UInt32(records.count)
    collection.record.count = UInt32(children.count)
    collection.record.end = lastEnd
    if collection.record.style == .flow, let end, end > 0, end <= bytes.count,
      bytes[end - 1] == UInt8(ascii: collection.record.kind == .mapping ? "}" : "]"), UInt32(end) > lastEnd
    {
      collection.record.end = UInt32(end)
    }
    if collection.record.kind == .mapping, children.count % 2 == 1 {
      // The text ended after a key: its value is missing.
      pending.append(
        NodeRecord(
          start: lastEnd, contentStart: lastEnd, end: lastEnd, first: UInt32(values.count), count: 0,
          properties: 0,
          kind: .scalar, style: .plain, hasNoColon: true))
      collection.record.count += 1
    }
    records.append(contentsOf: pending[collection.firstPending...])
    pending.removeSubrange(collection.firstPending...)
    pending.append(collection.record)
  }
}

func strlen8(_ pointer: UnsafePointer<UInt8>?) -> Int {
  guard let pointer else { return 0 }
  var count = 0
  while pointer[count] != 0 { count += 1 }
  return count
}
