/// The little of YAML's tokens that has to be known besides libyaml's events.
enum Lexer {
  /// The first byte from `offset` on that is neither blank, line break nor comment.
  static func skipTrivia(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    var i = offset
    while i < bytes.count {
      switch bytes[i] {
      case 0x20, 0x09, 0x0A, 0x0D: i += 1
      case 0x23:
        while i < bytes.count, bytes[i] != 0x0A, bytes[i] != 0x0D { i += 1 }
      default:
        let width = lineBreakWidth(bytes, at: i)
        if width == 0 { return i }
        i += width
      }
    }
    return i
  }

  /// The length of the line break at `offset` that YAML 1.1 knows and LSP does not (NEL, LS, PS); 0 where there is none.
  static func lineBreakWidth(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
    if bytes[i] == 0xC2, i + 1 < bytes.count, bytes[i + 1] == 0x85 { return 2 }
    if bytes[i] == 0xE2, i + 2 < bytes.count, bytes[i + 1] == 0x80,
      bytes[i + 2] == 0xA8 || bytes[i + 2] == 0xA9
    {
      return 3
    }
    return 0
  }

  /// The end of the tag that starts at `offset`.
  static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, inFlow: Bool) -> Int {
    var i = offset + 1
    if i < bytes.count, bytes[i] == UInt8(ascii: "<") {
      while i < bytes.count, bytes[i] != UInt8(ascii: ">") { i += 1 }
      return min(i + 1, bytes.count)
    }
    while i < bytes.count, bytes[i] > 0x20, !(inFlow && bytes[i] == UInt8(ascii: ",")),
      lineBreakWidth(bytes, at: i) == 0
    {
      i += 1
    }
    return i
  }

  /// The end of the last line of a block scalar that is not blank.
  static func blockScalarEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    var headerEnd = start
    while headerEnd < end, bytes[headerEnd] != 0x0A, bytes[headerEnd] != 0x0D,
      lineBreakWidth(bytes, at: headerEnd) == 0
    {
      headerEnd += 1
    }
    var i = end
    while i > headerEnd, bytes[i - 1] <= 0x20 { i -= 1 }
    if i <= headerEnd {
      // Nothing but the header, whose comment does not belong to the scalar.
      i = start + 1
      while i < bytes.count, "+-0123456789".utf8.contains(bytes[i]) { i += 1 }
      return i
    }
    while i < end, bytes[i] == 0x20 || bytes[i] == 0x09 { i += 1 }
    return i
  }

  /// The length of a C string.
  static func length(_ pointer: UnsafePointer<UInt8>) -> Int {
    var count = 0
    while pointer[count] != 0 { count += 1 }
    return count
  }
}
