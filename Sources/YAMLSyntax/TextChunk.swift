/// Up to a few thousand bytes of a text, with what has to be known of them to find a line or a UTF-16 position without
/// looking at others. A chunk never ends inside a character or between CR and LF.
struct TextChunk: Summarized {
  struct Summary: TreeSummary {
    var count = 0
    var bytes = 0
    /// Line terminators: LF, CRLF, lone CR.
    var breaks = 0
    var scalars = 0
    var utf16 = 0
    /// Line breaks of YAML 1.1 other than LF and CRLF: lone CR, NEL, LS, PS.
    var rareBreaks = 0

    static let zero = Summary()

    static func + (first: Self, second: Self) -> Self {
      Summary(
        count: first.count + second.count, bytes: first.bytes + second.bytes,
        breaks: first.breaks + second.breaks,
        scalars: first.scalars + second.scalars, utf16: first.utf16 + second.utf16,
        rareBreaks: first.rareBreaks + second.rareBreaks)
    }
  }

  /// The size that new chunks aim at.
  static let target = 2048

  /// Where the bytes are.
  private enum Storage {
    case own([UInt8])
    /// From an offset of the text on as it came, which all chunks share that no edit has touched. It is kept whole for as
    /// long as one of them is left.
    case original(OriginalText, Int)
  }

  private let storage: Storage
  let summary: Summary

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ storage: Storage) {
    self.storage = storage
    summary = Self.summarize(bytes[...])
  }

  /// How many bytes there are.
  var count: Int { summary.bytes }

  /// Calls `body` with the bytes. Copies nothing.
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    switch storage {
    case .own(let bytes): return try bytes.withUnsafeBufferPointer(body)
    case .original(let text, let start):
      return try text.withBytes { try body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
    }
  }

  /// The text that the chunk is a part of as it came, and where in it; nil where it has been edited.
  var original: (text: OriginalText, range: Range<Int>)? {
    guard case .original(let text, let start) = storage else { return nil }
    return (text, start..<start + count)
  }

  /// The summary of bytes that hold whole characters; a CR at their end counts as a break of its own.
  static func summarize(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Summary {
    var continuations = 0
    var fourByteLeads = 0
    var lineFeeds = 0
    var returns = 0
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    let raw = UnsafeRawBufferPointer(bytes)
    // Eight bytes at a time; the highest bit of each says whether it is one of those that are counted.
    let high: UInt64 = 0x8080_8080_8080_8080
    let whole = bytes.count & ~7
    for offset in stride(from: 0, to: whole, by: 8) {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      lineFeeds &+= Self.equals(word, 0x0A0A_0A0A_0A0A_0A0A).nonzeroBitCount
      returns &+= Self.equals(word, 0x0D0D_0D0D_0D0D_0D0D).nonzeroBitCount
      guard word & high != 0 else { continue }
      continuations &+= (word & high & ~(word << 1)).nonzeroBitCount
      fourByteLeads &+= (word & high & word << 1 & word << 2 & word << 3).nonzeroBitCount
    }
    for byte in bytes[whole...] {
      continuations &+= byte & 0xC0 == 0x80 ? 1 : 0
      fourByteLeads &+= byte >= 0xF0 ? 1 : 0
      lineFeeds &+= byte == 0x0A ? 1 : 0
      returns &+= byte == 0x0D ? 1 : 0
    }
    if returns > 0 {
      var previous: UInt8 = 0
      for byte in bytes {
        if byte == 0x0A, previous == 0x0D { returns -= 1 }
        previous = byte
      }
    }
    let scalars = bytes.count - continuations
    var rare = returns
    if continuations > 0 {
      for i in bytes.indices where bytes[i] == 0xC2 || bytes[i] == 0xE2 {
        if Lexer.lineBreakWidth(bytes, at: i) > 0 { rare += 1 }
      }
    }
    return Summary(
      count: 1, bytes: bytes.count, breaks: lineFeeds + returns, scalars: scalars,
      utf16: scalars + fourByteLeads,
      rareBreaks: rare)
  }

  /// The highest bit of each byte of `word` that equals that of `pattern`; no other bit.
  private static func equals(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let difference = word ^ pattern
    return ~((difference & low) &+ low | difference | low)
  }

  /// A text cut into chunks of about the target size, at places where a chunk may end. Copies nothing.
  static func chunks(_ text: OriginalText) -> [TextChunk] {
    text.withBytes { bytes in
      ranges(bytes).map {
        TextChunk(UnsafeBufferPointer(rebasing: bytes[$0]), .original(text, $0.lowerBound))
      }
    }
  }

  /// Bytes cut into such chunks.
  static func chunks(_ bytes: UnsafeBufferPointer<UInt8>) -> [TextChunk] {
    ranges(bytes).map { TextChunk(UnsafeBufferPointer(rebasing: bytes[$0]), .own(Array(bytes[$0]))) }
  }

  private static func ranges(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(bytes.count / target + 1)
    var start = 0
    while start < bytes.count {
      var end = bytes.count
      if end - start > target * 3 / 2 {
        end = start + target
        while end < bytes.count, !mayEnd(bytes, at: end) { end += 1 }
      }
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  private static func mayEnd(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    bytes[offset] & 0xC0 != 0x80 && !(bytes[offset] == 0x0A && bytes[offset - 1] == 0x0D)
  }
}

/// A text as it came, in one piece.
final class OriginalText: Sendable {
  private let text: String

  init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.text = text
  }

  /// Calls `body` with all bytes. Copies nothing.
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    if let result = try text.utf8.withContiguousStorageIfAvailable(body) { return result }
    // A contiguous string always has such a storage.
    return try Array(text.utf8).withUnsafeBufferPointer(body)
  }
}
