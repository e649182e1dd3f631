/// Turns JSON values into types that declare how (`Decodable`).
///
/// A small decoder of the project's own: it keeps Foundation out of the process's start-up, and says what is wrong
/// with a value and where in one sentence for the other side of a connection.
package enum JSONDecoding {
  /// What a value is not: `position.line: a number is expected, not a string`.
  package struct Mismatch: Error, Sendable, Hashable {
    package var message: String
  }

  /// The value as a `T`, or what is wrong with it.
  package static func decode<T: Decodable>(_ type: T.Type = T.self, from value: JSONValue) throws(Mismatch)
    -> T
  {
    do {
      return try T(from: ValueDecoder(value, []))
    } catch let error as DecodingError {
      throw Mismatch(message: describe(error))
    } catch {
      throw Mismatch(message: "\(error)")
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    let (context, last): (DecodingError.Context, (any CodingKey)?) =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        (context, nil)
      case .keyNotFound(let key, let context): (context, key)
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: "not as expected"), nil)
      }
    let path = (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
  }
}

/// The decoder of one value: also its single value container.
struct ValueDecoder: Decoder, SingleValueDecodingContainer {
  let value: JSONValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ value: JSONValue, _ codingPath: [any CodingKey]) {
    self.value = value
    self.codingPath = codingPath
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch("an object", [String: Any].self) }
    return KeyedDecodingContainer(KeyedValues(members: members, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let values) = value else { throw mismatch("an array", [Any].self) }
    return UnkeyedValues(values: values, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  func mismatch(_ expected: String, _ type: Any.Type) -> DecodingError {
    .typeMismatch(
      type,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "\(expected) is expected, not \(value.kind)"))
  }

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard let result = value.bool else { throw mismatch("a boolean", type) }
    return result
  }

  func decode(_ type: String.Type) throws -> String {
    guard let result = value.string else { throw mismatch("a string", type) }
    return result
  }

  func decode(_ type: Double.Type) throws -> Double {
    switch value {
    case .integer(let result): return Double(result)
    case .number(let result): return result
    default: throw mismatch("a number", type)
    }
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

  private func whole<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
    guard let whole = value.integer, let result = T(exactly: whole) else {
      throw mismatch("a whole number", type)
    }
    return result
  }

  func decode(_ type: Int.Type) throws -> Int { try whole(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try whole(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try whole(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try whole(type) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }
}

/// The members of an object.
private struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSONValue.Member]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

  private func find(_ key: Key) -> JSONValue? {
    let name = key.stringValue
    return members.last { $0.name == name }?.value
  }

  private func decoder(_ key: Key) throws -> ValueDecoder {
    guard let value = find(key) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "is missing"))
    }
    return ValueDecoder(value, codingPath + [key])
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { (find(key) ?? .null) == .null }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).decode(type) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try decoder(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).decode(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key).decode(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key).decode(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).decode(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key).decode(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key).decode(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key).decode(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key).decode(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key).decode(type) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try T(from: decoder(key)) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { ValueDecoder(.object(members), codingPath) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

/// The elements of an array.
private struct UnkeyedValues: UnkeyedDecodingContainer {
  let values: [JSONValue]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  init(values: [JSONValue], codingPath: [any CodingKey]) {
    self.values = values
    self.codingPath = codingPath
  }

  var count: Int? { values.count }
  var isAtEnd: Bool { currentIndex >= values.count }

  private mutating func take() throws -> ValueDecoder {
    let key = AnyKey(intValue: currentIndex)
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, DecodingError.Context(codingPath: codingPath + [key], debugDescription: "is missing"))
    }
    defer { currentIndex += 1 }
    return ValueDecoder(values[currentIndex], codingPath + [key])
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, values[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try take().decode(type) }
  mutating func decode(_ type: String.Type) throws -> String { try take().decode(type) }
  mutating func decode(_ type: Double.Type) throws -> Double { try take().decode(type) }
  mutating func decode(_ type: Float.Type) throws -> Float { try take().decode(type) }
  mutating func decode(_ type: Int.Type) throws -> Int { try take().decode(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try take().decode(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try take().decode(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try take().decode(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try take().decode(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try take().decode(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take().decode(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take().decode(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take().decode(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take().decode(type) }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: take()) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try take().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take().unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try take() }
}
