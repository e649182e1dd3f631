/// A JSON value in the pack: navigated in place, decoded on demand.
package struct PackedValue: Sendable {
  package let reader: PackReader
  package let handle: UInt32

  package init(reader: PackReader, handle: UInt32) {
    self.reader = reader
    self.handle = handle
  }

  private var tag: PackFormat.ValueTag { PackFormat.ValueTag(rawValue: handle & 7) ?? .special }
  private var offset: Int { Int(handle >> 3) }

  /// An object's member; nil where there is none.
  /// - Complexity: O(log count).
  package subscript(key: some StringProtocol) -> PackedValue? {
    guard tag == .object else { return nil }
    return withUTF8Bytes(of: key) { reader.lookup($0, inMapAt: offset) }
      .map { PackedValue(reader: reader, handle: $0) }
  }

  /// The number of elements or members.
  package var count: Int {
    switch tag {
    case .array: reader.count(at: offset)
    case .object: reader.count(at: offset, stride: 2)
    default: 0
    }
  }

  /// An array's elements.
  package var elements: [PackedValue] {
    guard tag == .array else { return [] }
    return (0..<count).map { PackedValue(reader: reader, handle: reader.word(offset + 1 + $0)) }
  }

  /// An object's members, in byte order of their keys.
  package var members: [(key: String, value: PackedValue)] {
    guard tag == .object else { return [] }
    return (0..<count).map { index in
      let entry = offset + 1 + 2 * index
      return (reader.string(reader.word(entry)), PackedValue(reader: reader, handle: reader.word(entry + 1)))
    }
  }

  /// The text of a string.
  package var string: String? {
    tag == .string ? reader.string(handle >> 3) : nil
  }

  /// Whether this is a string with these bytes; allocates nothing.
  package func isString(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    tag == .string && reader.compare(handle >> 3, text) == 0
  }

  /// The value of an integer.
  package var integer: Int? {
    switch tag {
    case .small: Int(Int32(bitPattern: handle) >> 3)
    case .integer: Int(Int64(bitPattern: reader.wide(offset)))
    case .double: Int(exactly: Double(bitPattern: reader.wide(offset)))
    default: nil
    }
  }

  /// The value of any number.
  package var number: Double? {
    tag == .double ? Double(bitPattern: reader.wide(offset)) : integer.map(Double.init)
  }

  /// The value of a boolean.
  package var bool: Bool? {
    guard tag == .special else { return nil }
    return switch offset {
    case 1: false
    case 2: true
    default: nil
    }
  }

  /// The strings among an array's elements.
  package var strings: [String] { elements.compactMap(\.string) }

  /// All of it, decoded. A damaged pack may be cyclic: what is deeper than 64 levels or beyond a million
  /// values is null.
  package func decoded() -> JSONValue {
    var budget = 1 << 20
    return decoded(depth: 64, budget: &budget)
  }

  private func decoded(depth: Int, budget: inout Int) -> JSONValue {
    budget -= 1
    guard depth > 0, budget > 0 else { return .null }
    switch tag {
    case .special: return bool.map(JSONValue.bool) ?? .null
    case .small, .integer: return .integer(integer ?? 0)
    case .double: return .number(number ?? 0)
    case .string: return .string(string ?? "")
    case .array:
      return .array(elements.prefix(budget).map { $0.decoded(depth: depth - 1, budget: &budget) })
    case .object:
      return .object(
        members.prefix(budget).map { member in
          JSONValue.Member(
            key: member.key, value: member.value.decoded(depth: depth - 1, budget: &budget))
        })
    }
  }
}
