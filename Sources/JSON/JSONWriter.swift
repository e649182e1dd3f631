/// A value that knows how it is written as JSON.
///
/// Not `Encodable`: the answers to an editor hold tens of thousands of values, each of which a general encoder looks up
/// the types of again; written directly, they cost a tenth.
public protocol JSONWritable {
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
public struct JSONWriter {
  /// The text so far.
  @usableFromInline var text: [UInt8] = []
  /// Whether a value stands before the place that is written next, within the same array or object.
  @usableFromInline var follows = false

  @usableFromInline init() {}

  /// The text of a value. Linear.
  @inlinable
  public static func text(of value: some JSONWritable) -> [UInt8] {
    var writer = JSONWriter()
    writer.text.reserveCapacity(256)
    value.write(to: &writer)
    return writer.text
  }

  /// Writes an object whose members `body` writes.
  @inlinable
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array whose elements `body` writes.
  @inlinable
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  @inlinable
  mutating func nest(_ start: UInt8, _ end: UInt8, _ body: (inout JSONWriter) -> Void) {
    text.append(start)
    follows = false
    body(&self)
    text.append(end)
    follows = true
  }

  /// Writes a member of the object that is being written. The name is written as it is: it needs no escapes.
  @inlinable
  public mutating func member(_ name: StaticString, _ value: some JSONWritable) {
    separate()
    text.append(UInt8(ascii: "\""))
    text.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    text.append(UInt8(ascii: "\""))
    text.append(UInt8(ascii: ":"))
    value.write(to: &self)
    follows = true
  }

  /// Writes a member of the object that is being written, or leaves it out.
  @inlinable
  public mutating func member(_ name: StaticString, ifPresent value: (some JSONWritable)?) {
    if let value { member(name, value) }
  }

  /// Writes a member whose name is any text.
  @inlinable
  public mutating func member(named name: String, _ value: some JSONWritable) {
    separate()
    write(name)
    text.append(UInt8(ascii: ":"))
    value.write(to: &self)
    follows = true
  }

  /// Writes an element of the array that is being written.
  @inlinable
  public mutating func element(_ value: some JSONWritable) {
    separate()
    value.write(to: &self)
    follows = true
  }

  @inlinable
  mutating func separate() {
    if follows { text.append(UInt8(ascii: ",")) }
  }

  @usableFromInline
  mutating func writeNull() { text.append(contentsOf: "null".utf8) }

  @usableFromInline
  mutating func write(_ value: Bool) { text.append(contentsOf: (value ? "true" : "false").utf8) }

  @usableFromInline
  mutating func write(_ value: Int) {
    guard value >= 10 || value < 0 else { return text.append(UInt8(ascii: "0") + UInt8(value)) }
    text.append(contentsOf: String(value).utf8)
  }

  @usableFromInline
  mutating func write(_ value: Double) {
    // JSON has no way to write what is not a number.
    guard value.isFinite else { return writeNull() }
    if let whole = Int(exactly: value) { return write(whole) }
    text.append(contentsOf: "\(value)".utf8)
  }

  @usableFromInline
  mutating func write(_ string: String) {
    text.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { content in
      var start = 0
      for (index, byte) in content.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        text.append(contentsOf: UnsafeBufferPointer(rebasing: content[start..<index]))
        start = index + 1
        writeEscaped(byte)
      }
      text.append(contentsOf: UnsafeBufferPointer(rebasing: content[start...]))
    }
    text.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    text.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: text.append(UInt8(ascii: "b"))
    case 0x09: text.append(UInt8(ascii: "t"))
    case 0x0A: text.append(UInt8(ascii: "n"))
    case 0x0C: text.append(UInt8(ascii: "f"))
    case 0x0D: text.append(UInt8(ascii: "r"))
    case 0..<0x20:
      text.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 0xF] {
        text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    default: text.append(byte)
    }
  }
}

extension Bool: JSONWritable {
  /// `true` or `false`.
  @inlinable
  public func write(to json: inout JSONWriter) { json.write(self) }
}

extension Int: JSONWritable {
  /// Its digits.
  @inlinable
  public func write(to json: inout JSONWriter) { json.write(self) }
}

extension Double: JSONWritable {
  /// Its digits; `null` where it is no number.
  @inlinable
  public func write(to json: inout JSONWriter) { json.write(self) }
}

extension String: JSONWritable {
  /// The text in quotes, with what JSON asks to be escaped.
  @inlinable
  public func write(to json: inout JSONWriter) { json.write(self) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  /// The value, or `null` where there is none.
  @inlinable
  public func write(to json: inout JSONWriter) {
    if let self { self.write(to: &json) } else { json.writeNull() }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  /// An array.
  @inlinable
  public func write(to json: inout JSONWriter) {
    json.array { json in
      for element in self { json.element(element) }
    }
  }
}

extension JSONWritable where Self: RawRepresentable, RawValue: JSONWritable {
  /// The raw value.
  @inlinable
  public func write(to json: inout JSONWriter) { rawValue.write(to: &json) }
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
