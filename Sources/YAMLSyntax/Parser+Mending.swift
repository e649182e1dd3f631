/// Mending: a broken piece is changed where libyaml gave up, as its writer most likely meant it, until libyaml accepts
/// it. Each change is a problem at the place to mend.
extension Parser {
  struct Mended {
    var nodes: FlatNodes
    var problems: [BlockProblem]
    var endsWithComma: Bool
  }

  /// How many changes one piece gets.
  private static let maximumChanges = 8

  /// Mends a piece; nil where that fails.
  mutating func mended(_ slice: UnsafeBufferPointer<UInt8>, _ context: Context, padding: Int) -> Mended? {
    var own = context
    own.expectedColumn = own.column
    var draft = Draft(slice)
    var problems: [BlockProblem] = []
    for _ in 0..<Self.maximumChanges {
      let bytes = draft.bytes
      guard let failure = bytes.withUnsafeBufferPointer({ read($0, own, padding: padding) }) else {
        return Mended(
          nodes: draft.restored(run.nodes()), problems: problems, endsWithComma: run.endsWithComma)
      }
      guard let problem = change(&draft, failure, own) else { return nil }
      // What is changed twice at one place is one mistake.
      if !problems.contains(where: { $0.range == problem.range }) { problems.append(problem) }
    }
    return nil
  }

  private func change(_ draft: inout Draft, _ failure: Run.Failure, _ context: Context) -> BlockProblem? {
    switch failure.reason {
    case .reader: return removeControls(&draft)
    case .scanner: return changeToken(&draft, failure, context)
    case .parser: return changeStructure(&draft, failure, context)
    case .depth:
      let range = draft.range(failure.offset..<failure.offset + 1)
      draft.blank(failure.offset..<draft.count)
      return Message.depth(range)
    case .shape: return changeShape(&draft, context)
    }
  }

  /// Characters that YAML allows nowhere.
  private func removeControls(_ draft: inout Draft) -> BlockProblem? {
    var first: Int?
    let bytes = draft.bytes
    for i in bytes.indices {
      let byte = bytes[i]
      let isControl =
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
        || byte == 0xC2 && i + 1 < bytes.count && bytes[i + 1] < 0xA0 && bytes[i + 1] != 0x85
        || byte == 0xEF && i + 2 < bytes.count && bytes[i + 1] == 0xBF && bytes[i + 2] >= 0xBE
      guard isControl else { continue }
      if first == nil { first = i }
      draft.replace(i, with: UInt8(ascii: "?"))
      if byte == 0xC2 { draft.replace(i + 1, with: UInt8(ascii: "?")) }
      if byte == 0xEF {
        draft.replace(i + 1, with: UInt8(ascii: "?"))
        draft.replace(i + 2, with: UInt8(ascii: "?"))
      }
    }
    return first.map { Message.control(draft.range($0..<$0 + 1)) }
  }

  private func changeToken(_ draft: inout Draft, _ failure: Run.Failure, _ context: Context) -> BlockProblem?
  {
    let at = failure.offset
    let from = failure.contextOffset
    switch failure.context {
    case "while scanning a quoted scalar":
      guard from < draft.count else { return nil }
      if failure.atEnd || failure.problem == "found unexpected document indicator" {
        let quote = draft.bytes[from]
        let range = draft.range(from..<draft.lineEnd(from))
        closeQuote(&draft, from, quote)
        return Message.unclosedQuote(range, quote: quote)
      }
      // An escape: libyaml says where the scalar starts and where the escape ends.
      var i = min(at, draft.count - 1)
      while i > from, draft.bytes[i] != UInt8(ascii: "\\") { i -= 1 }
      draft.replace(i, with: UInt8(ascii: "/"))
      return Message.escape(draft.range(i..<min(i + 2, draft.count)))
    case "while parsing a quoted scalar":
      var i = min(at, draft.count - 1)
      while i > from, draft.bytes[i] != UInt8(ascii: "\\") { i -= 1 }
      draft.replace(i, with: UInt8(ascii: "/"))
      return Message.escape(draft.range(i..<min(i + 2, draft.count)))
    case "while scanning an alias":
      let range = draft.range(from..<max(from + 1, draft.wordEnd(from)))
      draft.neutralize(from)
      return Message.invalidAlias(range)
    case "while scanning an anchor":
      let range = draft.range(from..<max(from + 1, draft.wordEnd(from)))
      draft.blank(from..<draft.wordEnd(from))
      return Message.invalidAnchor(range)
    case "while scanning a tag", "while parsing a tag":
      return changeTag(&draft, from)
    case "while scanning a block scalar":
      if failure.problem == "found a tab character where an indentation space is expected" {
        draft.replace(at, with: 0x20)
        return Message.tab(draft.range(at..<at + 1))
      }
      let range = draft.range(at..<max(at + 1, draft.lineEnd(at)))
      draft.blank(at..<draft.lineEnd(at))
      return Message.blockHeader(range)
    case "while scanning a plain scalar":
      if failure.problem == "found a tab character that violates indentation" {
        draft.replace(at, with: 0x20)
        return Message.tab(draft.range(at..<at + 1))
      }
      draft.insert([0x20], at: at + 1)
      return Message.missingSpace(draft.range(at..<at + 1))
    case "while scanning a simple key":
      return insertColon(&draft, from, context)
    case "while scanning for the next token":
      guard at < draft.count else { return nil }
      if draft.bytes[at] == 0x09 {
        draft.replace(at, with: 0x20)
        return Message.tab(draft.range(at..<at + 1))
      }
      let byte = draft.bytes[at]
      draft.neutralize(at)
      return Message.reserved(draft.range(at..<at + 1), byte < 0x80 ? byte : UInt8(ascii: "?"))
    default: break
    }
    switch failure.problem {
    case "mapping values are not allowed in this context":
      return changeColon(&draft, at)
    case "block sequence entries are not allowed in this context":
      draft.neutralize(at)
      return Message.dashInValue(draft.range(at..<at + 1))
    default: return nil
    }
  }

  /// A tag without its value inside brackets needs a blank; another one is left out.
  private func changeTag(_ draft: inout Draft, _ from: Int) -> BlockProblem {
    var end = from + 1
    while end < draft.count, draft.bytes[end] > 0x20, !"[]{},".utf8.contains(draft.bytes[end]) { end += 1 }
    let range = draft.range(from..<max(end, from + 1))
    if end < draft.count, "]}".utf8.contains(draft.bytes[end]), end > from + 1 {
      draft.insert([0x20], at: end)
    } else {
      draft.blank(from..<draft.wordEnd(from))
    }
    return Message.invalidTag(range)
  }

  private func closeQuote(_ draft: inout Draft, _ from: Int, _ quote: UInt8) {
    let end = max(draft.lineEnd(from), from + 1)
    // What follows on other lines was swallowed by the quote; it is not part of the value.
    draft.blank(end..<draft.count)
    if quote == 0x22 {
      var escapes = 0
      while end - 1 - escapes > from, draft.bytes[end - 1 - escapes] == UInt8(ascii: "\\") { escapes += 1 }
      if escapes % 2 == 1 { draft.insert([UInt8(ascii: "\\")], at: end) }
    }
    draft.insert([quote], at: max(draft.lineEnd(from), from + 1))
  }

  private func insertColon(_ draft: inout Draft, _ from: Int, _ context: Context) -> BlockProblem? {
    let end = keyEnd(draft, from)
    guard end > from else { return nil }
    let key = String(decoding: draft.bytes[from..<end], as: UTF8.self)
    let problem = Message.missingColon(draft.range(from..<end), key: key)
    draft.insert([UInt8(ascii: ":"), 0x20], at: end)
    return problem
  }

  /// The end of what stands on the line of `from`, without a comment.
  private func keyEnd(_ draft: Draft, _ from: Int) -> Int {
    var end = draft.lineEnd(from)
    var i = from
    while i + 1 < end {
      if draft.bytes[i] <= 0x20, draft.bytes[i + 1] == UInt8(ascii: "#") {
        end = i
        break
      }
      i += 1
    }
    while end > from, draft.bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  /// A colon where no key can be: in an unquoted value, or after a value that is complete.
  private func changeColon(_ draft: inout Draft, _ at: Int) -> BlockProblem? {
    guard at < draft.count else { return nil }
    let start = draft.lineStart(at)
    var before = at
    while before > start, draft.bytes[before - 1] == 0x20 { before -= 1 }
    if before > start, "\"']}".utf8.contains(draft.bytes[before - 1]) {
      let range = draft.range(at..<draft.lineEnd(at))
      draft.blank(at..<draft.lineEnd(at))
      return Message.unexpectedText(range)
    }
    draft.neutralize(at)
    return Message.colonInValue(draft.range(at..<at + 1))
  }

  private func changeStructure(_ draft: inout Draft, _ failure: Run.Failure, _ context: Context)
    -> BlockProblem?
  {
    let at = failure.offset
    if failure.atEnd {
      let bytes = draft.bytes
      guard failure.flowLevel > 0,
        let first = bytes.withUnsafeBufferPointer({ Self.firstOpenBracket(failure, $0) })
      else { return nil }
      var closers = failure.brackets.reversed().map { UInt8(ascii: $0.kind == .mapping ? "}" : "]") }
      if closers.isEmpty { closers = [UInt8(ascii: first.kind == .mapping ? "}" : "]")] }
      let end = draft.lineEndOfContent()
      let problem = Message.unclosedFlow(draft.range(first.offset..<first.offset + 1), kind: first.kind)
      draft.insert([0x20] + closers, at: end)
      return problem
    }
    guard at < draft.count else { return nil }
    let byte = draft.bytes[at]
    let range = draft.range(at..<max(at + 1, min(draft.wordEnd(at), draft.lineEnd(at))))
    switch failure.context {
    case "while parsing a flow mapping", "while parsing a flow sequence":
      let isMapping = failure.context == "while parsing a flow mapping"
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        draft.replace(at, with: UInt8(ascii: isMapping ? "}" : "]"))
        return Message.wrongBracket(
          draft.range(at..<at + 1), found: byte, expected: isMapping ? .mapping : .sequence)
      }
      if byte == UInt8(ascii: ":") {
        draft.blank(at..<at + 1)
        return Message.missingValue(draft.range(at..<at + 1))
      }
      // The comma belongs after what stands before.
      var end = at
      while end > 0, draft.bytes[end - 1] <= 0x20 { end -= 1 }
      let place = draft.range(max(end - 1, 0)..<end)
      draft.insert([UInt8(ascii: ",")], at: end)
      return Message.missingComma(place)
    case "while parsing a flow node":
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        draft.blank(at..<at + 1)
        return Message.unexpectedBracket(draft.range(at..<at + 1), byte)
      }
      draft.blank(at..<at + 1)
      return Message.missingValue(draft.range(at..<at + 1))
    default:
      if "]},".utf8.contains(byte) {
        draft.blank(at..<at + 1)
        return byte == UInt8(ascii: ",")
          ? Message.unexpectedText(range) : Message.unexpectedBracket(range, byte)
      }
      let end = draft.lineEnd(at)
      draft.blank(at..<max(end, at + 1))
      return Message.unexpectedText(draft.range(at..<max(end, at + 1)))
    }
  }

  /// libyaml accepted the piece, but not as an entry.
  private func changeShape(_ draft: inout Draft, _ context: Context) -> BlockProblem? {
    guard let root = run.root else { return nil }
    if context.isFlow {
      // A bracket too many closed what was put around the piece.
      guard let at = surplusBracket(draft.bytes) else { return nil }
      let byte = draft.bytes[at]
      draft.blank(at..<at + 1)
      return Message.unexpectedBracket(draft.range(at..<at + 1), byte)
    }
    guard context.kind == .blockMapping, root.kind == .scalar || root.kind == .alias else { return nil }
    let start = Int(run.relativeStart(root))
    let end = keyEnd(draft, start)
    guard end > start else { return nil }
    if root.style == .plain, let colon = draft.bytes[start..<end].firstIndex(of: UInt8(ascii: ":")),
      colon > start,
      colon + 1 < end, !draft.bytes[start..<colon].contains(0x20), draft.bytes[colon + 1] != UInt8(ascii: ":")
    {
      let problem = Message.missingSpace(draft.range(start..<colon + 1))
      draft.insert([0x20], at: colon + 1)
      return problem
    }
    return insertColon(&draft, start, context)
  }

  private func surplusBracket(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      let text = TextWindow(buffer, origin: 0, onlyLineFeeds: false)
      var scanner = FlowScanner(text, at: 0, limit: buffer.count)
      for i in buffer.indices where buffer[i] == UInt8(ascii: "}") || buffer[i] == UInt8(ascii: "]") {
        scanner.scan(to: i + 1)
        if scanner.depth < 0, scanner.offset == i + 1 { return i }
      }
      return nil
    }
  }
}

extension Draft {
  /// The end of the last content of the piece, without comments after it.
  func lineEndOfContent() -> Int {
    var end = count
    while true {
      while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
      let start = lineStart(end)
      guard
        let comment = (start..<end).first(where: { i in
          bytes[i] == UInt8(ascii: "#") && (i == start || bytes[i - 1] <= 0x20)
        })
      else { return end }
      end = comment
    }
  }
}

extension Run {
  /// The start of a node's content, from the slice's start.
  func relativeStart(_ record: NodeRecord) -> Int { relative(Int(record.contentStart)) }
}
