/// Turns values that declare how (`Encodable`) into JSON text.
///
/// The text is written as the value describes itself, with no tree in between. That asks one thing of a type: it
/// finishes a nested container before it goes on with the outer one, as every synthesized conformance does.
package enum JSONEncoding {
  /// The value as compact JSON text in UTF-8. Numbers that JSON has no way to write become `null`. Linear.
  package static func encode(_ value: some Encodable) -> [UInt8] {
    let writer = Writer()
    writer.write(value)
    writer.close(to: 0)
    return writer.bytes
  }
}

/// The text so far, and the arrays and objects that are still open in it.
private final class Writer {
  struct Open {
    let end: UInt8
    var isEmpty = true
  }

  var bytes: [UInt8] = []
  var open: [Open] = []

  init() {
    bytes.reserveCapacity(512)
  }

  /// Opens an array or object and returns its depth, by which `next` knows it again.
  func begin(_ start: Unicode.Scalar, _ end: Unicode.Scalar) -> Int {
    bytes.append(UInt8(ascii: start))
    open.append(Open(end: UInt8(ascii: end)))
    return open.count
  }

  /// Ends everything deeper than `depth`.
  func close(to depth: Int) {
    while open.count > depth, let last = open.popLast() { bytes.append(last.end) }
  }

  /// Makes the container at that depth ready for its next member or element.
  func next(in depth: Int) {
    close(to: depth)
    guard depth > 0, depth == open.count else { return }
    if !open[depth - 1].isEmpty { bytes.append(UInt8(ascii: ",")) }
    open[depth - 1].isEmpty = false
  }

  func next(in depth: Int, key: some CodingKey) {
    next(in: depth)
    write(key.stringValue)
    bytes.append(UInt8(ascii: ":"))
  }

  func write(_ value: some Encodable) {
    let depth = open.count
    let start = bytes.count
    do {
      try value.encode(to: ValueEncoder(writer: self))
    } catch {
      // Nothing in this encoder throws; a type that does is cut off where it stopped and stays readable JSON.
    }
    close(to: depth)
    if bytes.count == start { bytes.append(contentsOf: "{}".utf8) }
  }

  func writeNull() { bytes.append(contentsOf: "null".utf8) }
  func write(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

  func write(_ value: Int) {
    if (0...9).contains(value) {
      bytes.append(UInt8(ascii: "0") + UInt8(value))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  func write(_ value: Double) {
    guard value.isFinite else { return writeNull() }
    if let whole = Int(exactly: value) { return write(whole) }
    bytes.append(contentsOf: "\(value)".utf8)
  }

  func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { content in
      var start = 0
      for (index, byte) in content.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: content[start..<index])
        start = index + 1
        writeEscaped(byte)
      }
      bytes.append(contentsOf: content[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func writeEscaped(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 0xF)])
    default: bytes.append(byte)
    }
  }
}

/// The encoder of one value: also its single value container.
private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
  let writer: Writer
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Members<Key>(writer: writer, depth: writer.begin("{", "}")))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    Elements(writer: writer, depth: writer.begin("[", "]"))
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() { writer.writeNull() }
  func encode(_ value: Bool) { writer.write(value) }
  func encode(_ value: String) { writer.write(value) }
  func encode(_ value: Double) { writer.write(value) }
  func encode(_ value: Float) { writer.write(Double(value)) }
  func encode(_ value: Int) { writer.write(value) }
  func encode(_ value: Int8) { writer.write(Int(value)) }
  func encode(_ value: Int16) { writer.write(Int(value)) }
  func encode(_ value: Int32) { writer.write(Int(value)) }
  func encode(_ value: Int64) { writer.write(Int(value)) }
  func encode(_ value: UInt) { writer.bytes.append(contentsOf: String(value).utf8) }
  func encode(_ value: UInt8) { writer.write(Int(value)) }
  func encode(_ value: UInt16) { writer.write(Int(value)) }
  func encode(_ value: UInt32) { writer.write(Int(value)) }
  func encode(_ value: UInt64) { writer.bytes.append(contentsOf: String(value).utf8) }
  func encode<T: Encodable>(_ value: T) { writer.write(value) }
}

/// An object being written.
private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: Writer
  let depth: Int
  var codingPath: [any CodingKey] { [] }

  private func value(for key: Key) -> ValueEncoder {
    writer.next(in: depth, key: key)
    return ValueEncoder(writer: writer)
  }

  func encodeNil(forKey key: Key) { value(for: key).encodeNil() }
  func encode(_ value: Bool, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: String, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Double, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Float, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Int, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Int8, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Int16, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Int32, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: Int64, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: UInt, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: UInt8, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: UInt16, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: UInt32, forKey key: Key) { self.value(for: key).encode(value) }
  func encode(_ value: UInt64, forKey key: Key) { self.value(for: key).encode(value) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) { self.value(for: key).encode(value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { value(for: key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    value(for: key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    writer.next(in: depth, key: AnyKey(stringValue: "super"))
    return ValueEncoder(writer: writer)
  }

  func superEncoder(forKey key: Key) -> any Encoder { value(for: key) }
}

/// An array being written.
private struct Elements: UnkeyedEncodingContainer {
  let writer: Writer
  let depth: Int
  var count = 0
  var codingPath: [any CodingKey] { [] }

  init(writer: Writer, depth: Int) {
    self.writer = writer
    self.depth = depth
  }

  private mutating func element() -> ValueEncoder {
    writer.next(in: depth)
    count += 1
    return ValueEncoder(writer: writer)
  }

  mutating func encodeNil() { element().encodeNil() }
  mutating func encode(_ value: Bool) { element().encode(value) }
  mutating func encode(_ value: String) { element().encode(value) }
  mutating func encode(_ value: Double) { element().encode(value) }
  mutating func encode(_ value: Float) { element().encode(value) }
  mutating func encode(_ value: Int) { element().encode(value) }
  mutating func encode(_ value: Int8) { element().encode(value) }
  mutating func encode(_ value: Int16) { element().encode(value) }
  mutating func encode(_ value: Int32) { element().encode(value) }
  mutating func encode(_ value: Int64) { element().encode(value) }
  mutating func encode(_ value: UInt) { element().encode(value) }
  mutating func encode(_ value: UInt8) { element().encode(value) }
  mutating func encode(_ value: UInt16) { element().encode(value) }
  mutating func encode(_ value: UInt32) { element().encode(value) }
  mutating func encode(_ value: UInt64) { element().encode(value) }
  mutating func encode<T: Encodable>(_ value: T) { element().encode(value) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { element().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
  mutating func superEncoder() -> any Encoder { element() }
}
