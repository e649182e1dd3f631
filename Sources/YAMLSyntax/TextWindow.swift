import Glibc

/// A window on the text's bytes, addressed by offsets in the whole text.
struct TextWindow {
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of the first byte in the text.
  let origin: Int
  /// Whether LF (alone or after CR) is the only line break in it, of all that YAML 1.1 knows.
  let onlyLineFeeds: Bool

  var end: Int { origin + bytes.count }

  init(_ bytes: UnsafeBufferPointer<UInt8>, origin: Int, onlyLineFeeds: Bool) {
    self.bytes = bytes
    self.origin = origin
    self.onlyLineFeeds = onlyLineFeeds
  }

  subscript(offset: Int) -> UInt8 { bytes[offset - origin] }

  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range.lowerBound - origin..<range.upperBound - origin])
  }

  /// The start of the line after the one that holds `offset`, at most `limit`.
  func nextLine(after offset: Int, limit: Int) -> Int {
    guard offset < limit, let base = bytes.baseAddress else { return limit }
    let start = base + (offset - origin)
    if onlyLineFeeds {
      guard let found = memchr(start, 0x0A, limit - offset) else { return limit }
      return offset + (UnsafeRawPointer(found) - UnsafeRawPointer(start)) + 1
    }
    var i = offset
    while i < limit {
      let width = breakWidth(at: i, limit: limit)
      if width > 0 { return i + width }
      i += 1
    }
    return limit
  }

  /// The length of the line break at an offset, 0 where there is none.
  func breakWidth(at offset: Int, limit: Int) -> Int {
    switch self[offset] {
    case 0x0A: return 1
    case 0x0D: return offset + 1 < limit && self[offset + 1] == 0x0A ? 2 : 1
    case 0xC2 where offset + 1 < limit && self[offset + 1] == 0x85: return 2
    case 0xE2
    where offset + 2 < limit && self[offset + 1] == 0x80
      && (self[offset + 2] == 0xA8 || self[offset + 2] == 0xA9):
      return 3
    default: return 0
    }
  }

  /// The end of a line's content: without its break.
  func contentEnd(ofLine start: Int, limit: Int) -> Int {
    var end = nextLine(after: start, limit: limit)
    if end == start { return end }
    if self[end - 1] == 0x0A {
      end -= 1
      if end > start, self[end - 1] == 0x0D { end -= 1 }
    } else if self[end - 1] == 0x0D {
      end -= 1
    } else if !onlyLineFeeds {
      if end - start >= 2, breakWidth(at: end - 2, limit: end) == 2 { return end - 2 }
      if end - start >= 3, breakWidth(at: end - 3, limit: end) == 3 { return end - 3 }
    }
    return end
  }

  /// The first offset from `offset` on that holds no space.
  func skipSpaces(from offset: Int, limit: Int) -> Int {
    var i = offset
    while i < limit, self[i] == 0x20 { i += 1 }
    return i
  }

  func isBlankOrBreak(_ offset: Int, limit: Int) -> Bool {
    guard offset < limit else { return true }
    let byte = self[offset]
    return byte == 0x20 || byte == 0x09 || breakWidth(at: offset, limit: limit) > 0
  }

  /// The offset of the first byte of a line that is neither a space nor a tab; nil where the line has nothing but blanks
  /// and a comment.
  func content(ofLine start: Int, limit: Int) -> Int? {
    var i = start
    while i < limit, self[i] == 0x20 || self[i] == 0x09 { i += 1 }
    guard i < limit, self[i] != 0x23, breakWidth(at: i, limit: limit) == 0 else { return nil }
    return i
  }
}
