/// Cuts a stream of bytes into the messages in it: a header block, an empty line, a body of `Content-Length` bytes.
///
/// It never fails. What cannot be a header is reported once and skipped up to the next `Content-Length:`, so that one
/// broken message costs the messages in it and no more. Total cost is linear in the bytes.
package struct FrameParser: Sendable {
  /// What was next in the stream.
  package enum Frame: Sendable, Hashable {
    /// A message's body.
    case body(ArraySlice<UInt8>)
    /// Bytes that are no message: one sentence that says why.
    case malformed(String)
  }

  /// Bodies above this many bytes are refused: a length like that is a mistake, and waiting for its end would be silence.
  package static let bodyLimit = 1 << 28
  /// Header blocks above this many bytes are refused.
  package static let headerLimit = 8192

  private enum State: Sendable {
    case header
    case body(length: Int)
    case resynchronizing
  }

  private static let lengthField = Array("content-length".utf8)

  private var state = State.header
  private var buffer: [UInt8] = []
  /// Bytes of the buffer before this index are done with.
  private var start = 0
  /// No header block ends before this index.
  private var scanned = 0

  package init() {}

  /// Takes more bytes of the stream, as they come.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > 0, start == buffer.count || start > buffer.count / 2 {
      buffer.removeSubrange(..<start)
      scanned -= start
      start = 0
    }
    if case .body(let length) = state { buffer.reserveCapacity(min(length, 1 << 22)) }
    buffer.append(contentsOf: bytes)
  }

  /// The next frame, or nil where its end has not come yet.
  package mutating func next() -> Frame? {
    while true {
      switch state {
      case .body(let length):
        guard buffer.count - start >= length else { return nil }
        let body = buffer[start..<start + length]
        skip(to: start + length)
        state = .header
        // One large message should not keep its size for the rest of the session.
        if start == buffer.count, buffer.capacity > 1 << 20 {
          buffer = []
          skip(to: 0)
        }
        return .body(body)
      case .resynchronizing:
        guard let field = nextLengthField() else {
          skip(to: max(start, buffer.count - Self.lengthField.count))
          return nil
        }
        skip(to: field)
        state = .header
      case .header:
        guard let block = headerBlock() else {
          guard buffer.count - start > Self.headerLimit else { return nil }
          return malformed("the header does not end", skipTo: start + 1)
        }
        if block.lines.isEmpty {
          // A stray line end between messages.
          skip(to: block.end)
          continue
        }
        switch contentLength(in: block.lines) {
        case .none: return malformed("the header has no Content-Length", skipTo: start + 1)
        case .some(.none): return malformed("Content-Length is not a usable number", skipTo: block.end)
        case .some(.some(let length)):
          skip(to: block.end)
          state = .body(length: length)
        }
      }
    }
  }

  private mutating func skip(to index: Int) {
    start = index
    scanned = index
  }

  private mutating func malformed(_ reason: String, skipTo index: Int) -> Frame {
    skip(to: index)
    state = .resynchronizing
    return .malformed(reason)
  }

  /// The header block at the front, where its end is there: the lines, and the index after the empty line.
  /// A lone LF ends a line as CR LF does.
  private mutating func headerBlock() -> (lines: Range<Int>, end: Int)? {
    let lineFeed: UInt8 = 0x0A
    var index = max(start, scanned)
    while index < buffer.count {
      guard buffer[index] == lineFeed else {
        index += 1
        continue
      }
      var previous = index - 1
      if previous >= start, buffer[previous] == 0x0D { previous -= 1 }
      if previous < start { return (start..<start, index + 1) }
      if buffer[previous] == lineFeed { return (start..<index, index + 1) }
      index += 1
    }
    scanned = index
    return nil
  }

  /// The length that the header names: nil where it names none, a nil in it where it is none that could be.
  private func contentLength(in lines: Range<Int>) -> Int?? {
    for line in buffer[lines].split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = trim(line[..<colon])
      guard name.count == Self.lengthField.count, zip(name, Self.lengthField).allSatisfy({ $0 | 0x20 == $1 })
      else {
        continue
      }
      let digits = trim(line[line.index(after: colon)...])
      guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let length = Int(String(decoding: digits, as: UTF8.self)), length <= Self.bodyLimit
      else { return .some(nil) }
      return .some(length)
    }
    return nil
  }

  private func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    let head = bytes.drop(while: isSpace)
    guard let last = head.lastIndex(where: { !isSpace($0) }) else { return [] }
    return head[...last]
  }

  /// Where the next `Content-Length:` stands, in any case of letters.
  private func nextLengthField() -> Int? {
    let field = Self.lengthField + [UInt8(ascii: ":")]
    guard buffer.count - start >= field.count else { return nil }
    return (start...buffer.count - field.count).first { index in
      buffer[index] | 0x20 == field[0] && zip(buffer[index...], field).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
  }
}

/// A message as it goes over the wire: the header and the body.
package func frame(_ body: [UInt8]) -> [UInt8] {
  var bytes = Array("Content-Length: \(body.count)\r\n\r\n".utf8)
  bytes.reserveCapacity(bytes.count + body.count)
  bytes += body
  return bytes
}
