/// Why a text is not JSON: one sentence, and the byte offset where reading stopped.
package struct JSONSyntaxError: Error, Sendable, Hashable {
  package var message: String
  package var offset: Int
}

extension JSONValue {
  /// Arrays and objects within each other beyond this depth are refused, so that reading recurses no deeper.
  package static let depthLimit = 256

  /// Reads one JSON text. Linear in its length.
  ///
  /// Where a text leaves doubt it is read kindly: a byte order mark is skipped, control characters may stand in
  /// strings, bytes that are not UTF-8 and halves of surrogate pairs become U+FFFD.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) {
    var parser = Parser(bytes: bytes)
    self = try parser.document()
  }

  /// Reads one JSON text, as `init(parsing:)` does of a buffer.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    self = try JSONValue(parsing: bytes[...])
  }

  /// Reads one JSON text, as `init(parsing:)` does of a buffer.
  package init(parsing bytes: ArraySlice<UInt8>) throws(JSONSyntaxError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONSyntaxError) in try JSONValue(parsing: buffer) }
    }
    self = try result.get()
  }
}

/// A cursor over JSON text.
private struct Parser {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0
  var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONSyntaxError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    let value = try value()
    skipSpace()
    guard at == bytes.count else { throw error("more text after the value") }
    return value
  }

  private func error(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(message: message, offset: at)
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - at >= count else { return false }
    for index in 0..<count where bytes[at + index] != word.utf8Start[index] { return false }
    at += count
    return true
  }

  private mutating func value() throws(JSONSyntaxError) -> JSONValue {
    skipSpace()
    guard let byte = next else { throw error("the text ends where a value is expected") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .bool(true)
    case UInt8(ascii: "f") where take("false"): return .bool(false)
    case UInt8(ascii: "n") where take("null"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error("no value starts like this")
    }
  }

  private mutating func enter() throws(JSONSyntaxError) {
    guard depth < JSONValue.depthLimit else {
      throw error("nested deeper than \(JSONValue.depthLimit) levels")
    }
    depth += 1
    at += 1
    skipSpace()
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONValue.Member] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("a member's name is expected") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("a colon is expected after a member's name") }
      members.append(JSONValue.Member(name, try value()))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "}")) { return .object(members) }
      throw error("a comma or the object's end is expected")
    }
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "]")) { return .array(values) }
      throw error("a comma or the array's end is expected")
    }
  }

  private mutating func digits() -> Bool {
    let start = at
    while let byte = next, byte >= 0x30, byte <= 0x39 { at += 1 }
    return at > start
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = at
    _ = take(UInt8(ascii: "-"))
    let leadingZero = next == UInt8(ascii: "0")
    let first = at
    guard digits() else { throw error("a digit is expected") }
    guard !leadingZero || at == first + 1 else { throw error("a number starts with a needless zero") }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() else { throw error("a digit is expected after the decimal point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      at += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() else { throw error("a digit is expected in the exponent") }
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw error("the number is too large") }
    return .number(value)
  }

  /// The string whose opening quote is next. Its raw length bounds the decoded length, so that a document's whole
  /// text, which arrives in one string, is written once into its final storage.
  private mutating func string() throws(JSONSyntaxError) -> String {
    at += 1
    let start = at
    var hasEscapes = false
    while true {
      at = bytes.first(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: at)
      guard at < bytes.count else { throw error("a string is not closed") }
      if bytes[at] == UInt8(ascii: "\"") { break }
      hasEscapes = true
      at += 2
    }
    let raw = UnsafeBufferPointer(rebasing: bytes[start..<at])
    at += 1
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var problem: Int?
    let text = String(unsafeUninitializedCapacity: raw.count) { storage in
      var source = Unescaper(raw: raw, storage: storage)
      if !source.run() { problem = source.read }
      return source.written
    }
    if let problem { throw JSONSyntaxError(message: "no such escape", offset: start + problem) }
    return text
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The index of the first byte from `start` on that is one of two; `count`, or `start` beyond it, where there is none.
  /// Looks at eight bytes at a time: a document's whole text arrives in one string.
  fileprivate func first(of byte: UInt8, or other: UInt8, from start: Int) -> Int {
    var index = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    let bytes = UnsafeRawBufferPointer(self)
    while index + 8 <= count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // The lowest high bit that is set marks the first byte that is equal: those above it may be marked in error.
      let a = word ^ (ones &* UInt64(byte))
      let b = word ^ (ones &* UInt64(other))
      let found = ((a &- ones) & ~a | (b &- ones) & ~b) & (ones << 7)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count, self[index] != byte, self[index] != other { index += 1 }
    return index
  }

  /// As above for one byte.
  fileprivate func first(of byte: UInt8, from start: Int) -> Int { first(of: byte, or: byte, from: start) }
}

/// Copies a string's raw content into storage of at least the same size, with its escapes decoded.
private struct Unescaper {
  let raw: UnsafeBufferPointer<UInt8>
  let storage: UnsafeMutableBufferPointer<UInt8>
  var read = 0
  var written = 0

  init(raw: UnsafeBufferPointer<UInt8>, storage: UnsafeMutableBufferPointer<UInt8>) {
    self.raw = raw
    self.storage = storage
  }

  /// False at an escape that JSON does not know; `read` is then where it stands.
  mutating func run() -> Bool {
    while true {
      copyToEscape()
      if read == raw.count { return true }
      guard read + 1 < raw.count else { return false }
      switch raw[read + 1] {
      case UInt8(ascii: "n"): put(0x0A)
      case UInt8(ascii: "\""): put(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): put(UInt8(ascii: "\\"))
      case UInt8(ascii: "/"): put(UInt8(ascii: "/"))
      case UInt8(ascii: "t"): put(0x09)
      case UInt8(ascii: "r"): put(0x0D)
      case UInt8(ascii: "b"): put(0x08)
      case UInt8(ascii: "f"): put(0x0C)
      case UInt8(ascii: "u"):
        guard let unit = codeUnit(at: read + 2) else { return false }
        read += 6
        put(scalar(startingWith: unit))
        continue
      default: return false
      }
      read += 2
    }
  }

  /// Copies what stands before the next escape.
  private mutating func copyToEscape() {
    let end = raw.first(of: UInt8(ascii: "\\"), from: read)
    let target = UnsafeMutableBufferPointer(rebasing: storage[written...])
    _ = target.update(fromContentsOf: raw[read..<end])
    written += end - read
    read = end
  }

  private mutating func put(_ byte: UInt8) {
    storage[written] = byte
    written += 1
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte) }
  }

  private func codeUnit(at index: Int) -> UInt32? {
    guard index + 4 <= raw.count else { return nil }
    var unit: UInt32 = 0
    for byte in raw[index..<index + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }

  /// The scalar of a UTF-16 unit just read, together with the low half that may follow a high one.
  private mutating func scalar(startingWith unit: UInt32) -> Unicode.Scalar {
    if (0xD800...0xDBFF).contains(unit), read + 1 < raw.count, raw[read] == UInt8(ascii: "\\"),
      raw[read + 1] == UInt8(ascii: "u"), let low = codeUnit(at: read + 2), (0xDC00...0xDFFF).contains(low)
    {
      read += 6
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }
    return Unicode.Scalar(unit) ?? "\u{FFFD}"
  }
}
