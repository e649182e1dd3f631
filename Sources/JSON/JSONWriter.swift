/// A value that knows how it is written as JSON.
///
/// Not `Encodable`: the answers to an editor hold tens of thousands of values, each of which a general encoder looks up
/// the types of again; written directly, they cost a twentieth.
package protocol JSONWritable {
  /// Writes one value.
  func write(to json: inout JSONWriter)
}

/// JSON text being written, without spaces, in UTF-8. Commas and quotes take care of themselves.
///
/// ```swift
/// json.object { json in
///   json.member("line", 3)
///   json.member("detail", ifPresent: detail)
/// }
/// ```
package struct JSONWriter {
  /// The text so far.
  package private(set) var bytes: [UInt8] = []
  /// Whether a value stands before the place that is written next, within the same array or object.
  private var follows = false

  /// The text of a value. Linear.
  package static func text(of value: some JSONWritable) -> [UInt8] {
    var writer = JSONWriter()
    writer.bytes.reserveCapacity(256)
    value.write(to: &writer)
    return writer.bytes
  }

  /// Writes an object whose members `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array whose elements `body` writes.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  private mutating func nest(_ start: UInt8, _ end: UInt8, _ body: (inout JSONWriter) -> Void) {
    bytes.append(start)
    follows = false
    body(&self)
    bytes.append(end)
    follows = true
  }

  /// Writes a member of the object that is being written. The name is written as it is: it needs no escapes.
  package mutating func member(_ name: StaticString, _ value: some JSONWritable) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    value.write(to: &self)
    follows = true
  }

  /// Writes a member of the object that is being written, or leaves it out.
  package mutating func member(_ name: StaticString, ifPresent value: (some JSONWritable)?) {
    if let value { member(name, value) }
  }

  /// Writes a member whose name is any text.
  package mutating func member(named name: String, _ value: some JSONWritable) {
    separate()
    write(name)
    bytes.append(UInt8(ascii: ":"))
    value.write(to: &self)
    follows = true
  }

  /// Writes an element of the array that is being written.
  package mutating func element(_ value: some JSONWritable) {
    separate()
    value.write(to: &self)
    follows = true
  }

  private mutating func separate() {
    if follows { bytes.append(UInt8(ascii: ",")) }
  }

  mutating func writeNull() { bytes.append(contentsOf: "null".utf8) }

  mutating func write(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

  mutating func write(_ value: Int) {
    guard value >= 10 || value < 0 else { return bytes.append(UInt8(ascii: "0") + UInt8(value)) }
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func write(_ value: Double) {
    // JSON has no way to write what is not a number.
    guard value.isFinite else { return writeNull() }
    if let whole = Int(exactly: value) { return write(whole) }
    bytes.append(contentsOf: "\(value)".utf8)
  }

  mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { content in
      var start = 0
      for (index, byte) in content.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: content[start..<index]))
        start = index + 1
        writeEscaped(byte)
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: content[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
      bytes.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 0xF] {
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    default: bytes.append(byte)
    }
  }
}

extension Bool: JSONWritable {
  package func write(to json: inout JSONWriter) { json.write(self) }
}

extension Int: JSONWritable {
  package func write(to json: inout JSONWriter) { json.write(self) }
}

extension Double: JSONWritable {
  package func write(to json: inout JSONWriter) { json.write(self) }
}

extension String: JSONWritable {
  package func write(to json: inout JSONWriter) { json.write(self) }
}

/// Nothing is written as `null`.
extension Optional: JSONWritable where Wrapped: JSONWritable {
  package func write(to json: inout JSONWriter) {
    if let self { self.write(to: &json) } else { json.writeNull() }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.array { json in
      for element in self { json.element(element) }
    }
  }
}

extension JSONWritable where Self: RawRepresentable, RawValue: JSONWritable {
  package func write(to json: inout JSONWriter) { rawValue.write(to: &json) }
}

extension JSONValue: JSONWritable {
  package func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.writeNull()
    case .bool(let value): json.write(value)
    case .integer(let value): json.write(value)
    case .number(let value): json.write(value)
    case .string(let value): json.write(value)
    case .array(let values): values.write(to: &json)
    case .object(let members):
      json.object { json in
        for member in members { json.member(named: member.name, member.value) }
      }
    }
  }
}
