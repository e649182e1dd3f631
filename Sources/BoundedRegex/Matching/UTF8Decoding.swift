/// Scalars in UTF-8 bytes that need not be well-formed.
enum UTF8Decoding {
  /// The scalar that starts at a place, which has to be inside the bytes, and its length; U+FFFD, 1 for a byte
  /// that starts none.
  static func scalar(
    at position: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = bytes[position]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard lead >= 0xC0, lead < 0xF8, position + length <= bytes.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[position + offset]
      guard byte & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }

  /// Where the scalar before a place starts, never before `limit`, which has to be below that place.
  @inline(__always)
  static func start(
    ofScalarBefore position: Int, from limit: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var start = position - 1
    if bytes[start] < 0x80 { return start }
    while start > limit, position - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    // A byte that belongs to no scalar stands alone.
    return start + scalar(at: start, in: bytes).length == position ? start : position - 1
  }
}
