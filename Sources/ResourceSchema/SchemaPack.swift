/// Everything known of CloudFormation and SAM, read in place from the pack in the binary.
public struct SchemaPack: Sendable {
  /// The pack of this binary.
  public static let shared = SchemaPack()

  var reader: PackReader { EmbeddedPack.resources }

  /// The facts that are plain JSON.
  var facts: PackedValue { PackedValue(reader: reader, handle: UInt32(reader.header(.facts))) }

  /// The names of all resource types, in byte order, read in place.
  public struct TypeNames: Sendable, RandomAccessCollection {
    private var reader: PackReader { EmbeddedPack.resources }
    private var offset: Int { reader.header(.types) }

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of types.
    public var endIndex: Int {
      reader.count(at: offset, stride: 1 + PackFormat.TypeField.allCases.count)
    }
    /// A copy of the name at a place.
    public subscript(position: Int) -> String { reader.string(reader.word(offset &+ 1 &+ position)) }

    /// The UTF-8 bytes of the name at a place, in the pack: valid for the life of the process.
    public func utf8(at position: Int) -> UnsafeBufferPointer<UInt8> {
      reader.bytes(reader.word(offset &+ 1 &+ position))
    }

    /// The place of a name; nil where there is no such type. Allocates nothing.
    /// - Complexity: O(log count).
    func position(of name: UnsafeBufferPointer<UInt8>) -> Int? {
      var low = 0
      var high = endIndex
      while low < high {
        let middle = (low &+ high) / 2
        let order = PackReader.compare(utf8(at: middle), name)
        if order == 0 { return middle }
        if order < 0 { low = middle &+ 1 } else { high = middle }
      }
      return nil
    }

    /// The word offset of a type's record.
    func record(at position: Int) -> Int {
      offset &+ 1 &+ endIndex &+ position &* PackFormat.TypeField.allCases.count
    }
  }

  /// The names of all resource types, in byte order.
  public var typeNames: TypeNames { TypeNames() }

  /// The resource type with that exact name; nil where there is none. Allocates nothing.
  /// - Complexity: O(log count).
  public func type(named name: some StringProtocol) -> ResourceType? {
    let names = typeNames
    return withUTF8Bytes(of: name) { names.position(of: $0) }
      .map { ResourceType(record: names.record(at: $0)) }
  }

  /// The names of the regions, in byte order.
  public var regions: [String] { Array(StringList(offset: reader.header(.regions))) }

  /// The bit of a region in the masks of the pack; nil where the region is unknown.
  func mask(of region: some StringProtocol) -> UInt64? {
    let list = StringList(offset: reader.header(.regions))
    return withUTF8Bytes(of: region) { bytes in
      list.indices.first { PackReader.compare(list.utf8(at: $0), bytes) == 0 }
    }.map { 1 << UInt64($0 & 63) }
  }

  /// The regions of a mask.
  func regions(in mask: UInt64) -> [String] {
    let list = StringList(offset: reader.header(.regions))
    return list.indices.filter { mask & 1 << UInt64($0 & 63) != 0 }.map { list[$0] }
  }

  /// When upstream collected the provider schemas: an ISO 8601 time.
  public var schemaDate: String { facts["schemaDate"]?.string ?? "" }

  /// The pinned upstream packages: name and version.
  public var upstreamVersions: [(package: String, version: String)] {
    (facts["upstream"]?.members ?? []).map { ($0.key, $0.value.string ?? "") }
  }

  /// The names of all sections' schemas, in byte order: `functions/join`, `resources/configuration`, …
  public var sectionNames: [String] { PropertyTable(offset: reader.header(.sections)).names }

  /// The schema of a part of a template that is no resource's properties, by its name.
  public func section(_ name: some StringProtocol) -> Schema? {
    PropertyTable(offset: reader.header(.sections))[name]
  }
}
