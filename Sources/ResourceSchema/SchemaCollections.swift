/// A list of schemas in the pack, read in place.
public struct SchemaList: Sendable, Hashable, RandomAccessCollection {
  let offset: Int

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of schemas.
  public var endIndex: Int { EmbeddedPack.resources.count(at: offset) }
  /// The schema at a place.
  public subscript(position: Int) -> Schema {
    Schema(index: EmbeddedPack.resources.word(offset &+ 1 &+ position))
  }
}

/// A list of strings in the pack; each is copied when it is taken out.
public struct StringList: Sendable, RandomAccessCollection {
  let offset: Int

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of strings.
  public var endIndex: Int { EmbeddedPack.resources.count(at: offset) }
  /// A copy of the string at a place.
  public subscript(position: Int) -> String {
    EmbeddedPack.resources.string(EmbeddedPack.resources.word(offset &+ 1 &+ position))
  }

  /// The UTF-8 bytes of the string at a place, in the pack: valid for the life of the process.
  public func utf8(at position: Int) -> UnsafeBufferPointer<UInt8> {
    EmbeddedPack.resources.bytes(EmbeddedPack.resources.word(offset &+ 1 &+ position))
  }

  /// Whether the string is in the list, by bytes. Allocates nothing.
  /// - Complexity: O(count).
  public func contains(_ text: some StringProtocol) -> Bool {
    withUTF8Bytes(of: text) { bytes in
      indices.contains { PackReader.compare(utf8(at: $0), bytes) == 0 }
    }
  }
}

/// A list of JSON values in the pack; each is decoded when it is taken out.
public struct ValueList: Sendable, RandomAccessCollection {
  let offset: Int

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of values.
  public var endIndex: Int { EmbeddedPack.resources.count(at: offset) }
  /// The value at a place.
  public subscript(position: Int) -> JSONValue { packed(position).decoded() }

  private func packed(_ position: Int) -> PackedValue {
    PackedValue(
      reader: EmbeddedPack.resources, handle: EmbeddedPack.resources.word(offset &+ 1 &+ position))
  }

  /// Whether one of the values is this string, by bytes. Allocates nothing.
  /// - Complexity: O(count).
  public func contains(string text: some StringProtocol) -> Bool {
    withUTF8Bytes(of: text) { bytes in indices.contains { packed($0).isString(bytes) } }
  }

  /// The strings among the values.
  public var strings: [String] { indices.compactMap { packed($0).string } }
}

/// The properties of an object (or another map from names to schemas), in byte order of their names.
public struct PropertyTable: Sendable, RandomAccessCollection {
  let offset: Int

  /// A property: its name and its schema.
  public typealias Element = (name: String, schema: Schema)

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of properties.
  public var endIndex: Int { EmbeddedPack.resources.count(at: offset, stride: 2) }
  /// The property at a place.
  public subscript(position: Int) -> Element {
    (EmbeddedPack.resources.string(entry(position)), schema(at: position))
  }

  private func entry(_ position: Int) -> UInt32 {
    EmbeddedPack.resources.word(offset &+ 1 &+ 2 &* position)
  }

  /// The schema of the property at a place.
  public func schema(at position: Int) -> Schema {
    Schema(index: EmbeddedPack.resources.word(offset &+ 2 &+ 2 &* position))
  }

  /// The UTF-8 bytes of the name at a place, in the pack: valid for the life of the process.
  public func utf8(at position: Int) -> UnsafeBufferPointer<UInt8> {
    EmbeddedPack.resources.bytes(entry(position))
  }

  /// The names.
  public var names: [String] { indices.map { EmbeddedPack.resources.string(entry($0)) } }

  /// The schema of the property with that name; nil where there is none. Allocates nothing.
  /// - Complexity: O(log count).
  public subscript(name: some StringProtocol) -> Schema? {
    withUTF8Bytes(of: name) { self[utf8: $0] }
  }

  /// The same for a name given as UTF-8 bytes.
  public subscript(utf8 name: UnsafeBufferPointer<UInt8>) -> Schema? {
    EmbeddedPack.resources.lookup(name, inMapAt: offset).map(Schema.init(index:))
  }
}
