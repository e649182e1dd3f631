import Glibc

/// The text of one version of a document: a value, cheap to copy and to edit (copies share all that did not change).
///
/// Its bytes are always valid UTF-8: what is invalid is replaced by U+FFFD on the way in. All offsets are UTF-8 bytes
/// from the start of the text; lines are 0-based and end at LF, CRLF or a lone CR, as in LSP.
public struct SourceText: Sendable {
  /// What was wrong with the bytes that a text was decoded from.
  public struct EncodingProblem: Sendable, Hashable {
    /// Where the first repair was made, in bytes of the repaired text.
    public var range: Range<Int>
    /// One sentence for the person who has to mend the file.
    public var message: String
  }

  var chunks: SumTree<TextChunk>

  /// Set when the bytes that this text was decoded from were not what they should be; the text itself is sound.
  public internal(set) var encodingProblem: EncodingProblem?

  /// A text from a string, which is not copied. Linear.
  public init(_ string: String) {
    chunks = SumTree(TextChunk.chunks(OriginalText(string)))
  }

  /// A text from the bytes of a file: UTF-8 with or without a byte order mark, or UTF-16 with one. The mark is not part
  /// of the text. Invalid sequences become U+FFFD, and `encodingProblem` says that they did. Linear.
  public init(decoding bytes: some Collection<UInt8>) {
    let decoded = Encoding.decode(Array(bytes))
    self.init(decoded.text)
    encodingProblem = decoded.problem
  }

  /// The text's length in bytes.
  public var utf8Count: Int { chunks.summary.bytes }

  /// The number of lines, at least 1.
  public var lineCount: Int { chunks.summary.breaks + 1 }

  /// The line that holds the offset (clamped to the text). O(log n).
  public func line(at offset: Int) -> Int { summary(upTo: offset).breaks }

  /// The offset of a line's first byte; a line before the text starts at 0, one past the last at the text's end.
  /// O(log n).
  public func lineStart(_ line: Int) -> Int {
    if line <= 0 { return 0 }
    guard let (chunk, before) = chunks.first(where: { $0.breaks >= line }) else { return utf8Count }
    var left = line - before.breaks
    return chunk.withBytes { bytes in
      for i in bytes.indices where Self.endsLine(bytes, i) {
        left -= 1
        if left == 0 { return before.bytes + i + 1 }
      }
      return before.bytes + bytes.count
    }
  }

  /// The bytes of a line without its terminator. O(log n).
  public func lineRange(_ line: Int) -> Range<Int> {
    let start = lineStart(line)
    var end = lineStart(line + 1)
    if end > start, byte(at: end - 1) == 0x0A { end -= 1 }
    if end > start, byte(at: end - 1) == 0x0D { end -= 1 }
    return start..<end
  }

  private static func endsLine(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    bytes[i] == 0x0A || bytes[i] == 0x0D && !(i + 1 < bytes.count && bytes[i + 1] == 0x0A)
  }

  /// Sums over all bytes before an offset. A CR directly before it that an LF follows ends no line yet.
  func summary(upTo offset: Int) -> TextChunk.Summary {
    if offset <= 0 { return .zero }
    guard let (chunk, before) = chunks.first(where: { $0.bytes > offset }) else { return chunks.summary }
    return chunk.withBytes { bytes in
      let end = offset - before.bytes
      var part = TextChunk.summarize(bytes[..<end])
      if end > 0, bytes[end - 1] == 0x0D, bytes[end] == 0x0A { part.breaks -= 1 }
      return before + part
    }
  }

  /// The number of UTF-16 code units that the bytes in the range stand for. O(log n).
  public func utf16Count(in range: Range<Int>) -> Int {
    summary(upTo: range.upperBound).utf16 - summary(upTo: range.lowerBound).utf16
  }

  /// The number of Unicode code points in the range. O(log n).
  public func scalarCount(in range: Range<Int>) -> Int {
    summary(upTo: range.upperBound).scalars - summary(upTo: range.lowerBound).scalars
  }

  /// The offset that lies `utf16Units` after a line's start, clamped to the line's end (before its terminator).
  /// In the middle of a surrogate pair it is the start of that character. O(log n).
  public func offset(utf16Units: Int, from lineStart: Int) -> Int {
    let end = lineRange(line(at: lineStart)).upperBound
    let target = summary(upTo: lineStart).utf16 + max(utf16Units, 0)
    guard let (chunk, before) = chunks.first(where: { $0.utf16 > target }) else { return end }
    return chunk.withBytes { bytes in
      var left = target - before.utf16
      var i = 0
      while i < bytes.count {
        let units = bytes[i] >= 0xF0 ? 2 : 1
        if units > left { break }
        left -= units
        i += Self.width(of: bytes[i])
      }
      return min(before.bytes + i, end)
    }
  }

  static func width(of lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  /// The byte at an offset; 0 outside the text. O(log n).
  public func byte(at offset: Int) -> UInt8 {
    guard offset >= 0, let (chunk, before) = chunks.first(where: { $0.bytes > offset }) else { return 0 }
    return chunk.withBytes { $0[offset - before.bytes] }
  }

  /// The text in a range (clamped to the text; parts of characters are repaired). O(log n + length).
  public func string(in range: Range<Int>) -> String {
    withUTF8(in: range) { String(decoding: $0, as: UTF8.self) }
  }

  /// Where a byte first stands in a range; nil where it does not. Linear in the range, at the speed of memory.
  func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    let range = clamp(range)
    guard !range.isEmpty, let (_, before) = chunks.first(where: { $0.bytes > range.lowerBound })
    else {
      return nil
    }
    var start = before.bytes
    var found: Int?
    chunks.forEach(from: before.count) { chunk in
      let low = max(range.lowerBound - start, 0)
      let high = min(range.upperBound - start, chunk.count)
      found = chunk.withBytes { bytes in
        guard low < high, let base = bytes.baseAddress,
          let at = memchr(base + low, Int32(byte), high - low)
        else { return nil }
        return start + (UnsafeRawPointer(at) - UnsafeRawPointer(base))
      }
      start += chunk.count
      return found == nil && start < range.upperBound
    }
    return found
  }

  func clamp(_ range: Range<Int>) -> Range<Int> {
    let low = min(max(range.lowerBound, 0), utf8Count)
    return low..<min(max(range.upperBound, low), utf8Count)
  }

  /// Calls `body` with the bytes of a range (clamped to the text). O(log n + length); no copy where the range lies in
  /// one chunk or was not edited since the text came.
  public func withUTF8<R>(in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows
    -> R
  {
    let range = clamp(range)
    guard let (chunk, before) = chunks.first(where: { $0.bytes > range.lowerBound }), !range.isEmpty else {
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let low = range.lowerBound - before.bytes
    if low + range.count <= chunk.count {
      return try chunk.withBytes {
        try body(UnsafeBufferPointer(rebasing: $0[low..<low + range.count]))
      }
    }
    if let (text, place) = original(range, from: before.count, at: low) {
      return try text.withBytes { try body(UnsafeBufferPointer(rebasing: $0[place])) }
    }
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    append(range, to: &copy)
    return try copy.withUnsafeBufferPointer(body)
  }

  /// The text that a range is a part of as it came, and where in it; nil where some of it has been edited.
  /// - Parameters:
  ///   - first: the index of the chunk in which the range starts.
  ///   - low: where in that chunk.
  private func original(_ range: Range<Int>, from first: Int, at low: Int) -> (OriginalText, Range<Int>)? {
    guard let (text, place) = chunks.at(first)?.element.original else { return nil }
    let found = place.lowerBound + low..<place.lowerBound + low + range.count
    var next = place.lowerBound
    chunks.forEach(from: first) { chunk in
      guard let part = chunk.original, part.text === text, part.range.lowerBound == next else { return false }
      next = part.range.upperBound
      return next < found.upperBound
    }
    return next >= found.upperBound ? (text, found) : nil
  }

  /// Appends the bytes of a range (clamped to the text) to an array. O(log n + length).
  func append(_ range: Range<Int>, to output: inout [UInt8]) {
    let range = clamp(range)
    guard !range.isEmpty, let (_, before) = chunks.first(where: { $0.bytes > range.lowerBound }) else {
      return
    }
    var skip = range.lowerBound - before.bytes
    var left = range.count
    chunks.forEach(from: before.count) { chunk in
      chunk.withBytes { bytes in
        let part = UnsafeBufferPointer(rebasing: bytes[skip..<min(bytes.count, skip + left)])
        output.append(contentsOf: part)
        left -= part.count
      }
      skip = 0
      return left > 0
    }
  }

  /// Replaces a range (clamped to the text). A border inside a character moves to that character's start.
  /// O(log n + lengths).
  public mutating func replace(_ range: Range<Int>, with replacement: String) {
    let clamped = clamp(range)
    let range = scalarStart(clamped.lowerBound)..<scalarStart(clamped.upperBound)
    replaceChunks(range, with: replacement)
    guard let problem = encodingProblem else { return }
    if problem.range.lowerBound >= range.upperBound {
      let delta = replacement.utf8.count - range.count
      encodingProblem?.range = problem.range.lowerBound + delta..<problem.range.upperBound + delta
    } else if problem.range.upperBound > range.lowerBound {
      encodingProblem = nil
    }
  }

  func scalarStart(_ offset: Int) -> Int {
    var offset = offset
    while offset > 0, byte(at: offset) & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private mutating func replaceChunks(_ range: Range<Int>, with replacement: String) {
    // One byte more on either side, so that a CR and an LF that come to touch end up in one chunk.
    let low = max(range.lowerBound - 1, 0)
    let high = min(range.upperBound + 1, utf8Count)
    guard let first = chunks.first(where: { $0.bytes > low || $0.bytes == utf8Count }) else {
      self.chunks = SourceText(replacement).chunks
      return
    }
    let last = chunks.first { $0.bytes >= high } ?? first
    var bytes = first.element.withBytes { Array($0.prefix(range.lowerBound - first.before.bytes)) }
    bytes.append(contentsOf: replacement.utf8)
    last.element.withBytes { bytes.append(contentsOf: $0.dropFirst(range.upperBound - last.before.bytes)) }
    var end = last.before.count + 1
    // A small rest joins its neighbour, so that many small deletions leave no crumbs.
    if bytes.count < TextChunk.target / 4, let next = chunks.at(end) {
      next.element.withBytes { bytes.append(contentsOf: $0) }
      end += 1
    }
    let pieces = bytes.withUnsafeBufferPointer { TextChunk.chunks($0) }
    chunks = chunks.replacing(first.before.count..<end, with: pieces)
  }
}
