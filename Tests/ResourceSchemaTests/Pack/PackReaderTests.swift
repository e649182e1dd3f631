import Testing

@testable import ResourceSchema

@Suite struct PackReaderTests {
  /// The embedded pack's bytes, to damage.
  private static var pack: [UInt8] {
    let reader = EmbeddedPack.resources
    var bytes: [UInt8] = []
    bytes.reserveCapacity(reader.byteCount)
    for offset in 0..<reader.byteCount / 4 {
      withUnsafeBytes(of: reader.word(offset).littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  private func withReader<Result>(_ bytes: [UInt8], _ body: (PackReader) throws -> Result) rethrows -> Result
  {
    try bytes.withUnsafeBytes { try body(PackReader($0)) }
  }

  @Test func `Reads what is no pack of this version as an empty one`() {
    let pack = Self.pack
    var otherMagic = pack
    otherMagic[0] ^= 1
    var otherVersion = pack
    otherVersion[4] &+= 1
    for bytes in [
      [], [1, 2, 3], Array("placeholder".utf8), Array(pack.prefix(20)), otherMagic, otherVersion,
    ] {
      withReader(bytes) { reader in
        #expect(reader.header(.types) == 0)
        #expect(reader.count(at: reader.header(.types)) == 0)
        #expect(reader.string(12345).isEmpty)
      }
    }
  }

  @Test func `Never reads outside a pack that was cut`() {
    let pack = Self.pack
    for length in stride(from: 32, to: pack.count, by: pack.count / 7) {
      withReader(Array(pack.prefix(length))) { reader in
        let types = reader.header(.types)
        for position in 0..<reader.count(at: types, stride: 18) {
          _ = reader.string(reader.word(types + 1 + position))
        }
        let facts = PackedValue(reader: reader, handle: UInt32(reader.header(.facts)))
        _ = facts["runtimes"]?.decoded()
      }
    }
  }

  @Test func `Never reads outside a pack with wild offsets`() {
    var random = SystemRandomNumberGenerator()
    var pack = Self.pack
    for _ in 0..<20_000 {
      let place = 8 + Int.random(in: 0..<(pack.count - 8), using: &random)
      pack[place] = UInt8.random(in: 0...255, using: &random)
    }
    withReader(pack) { reader in
      let types = reader.header(.types)
      for position in 0..<reader.count(at: types, stride: 18) {
        _ = reader.string(reader.word(types + 1 + position))
      }
      for _ in 0..<2000 {
        let offset = Int.random(in: 0..<pack.count, using: &random)
        _ = reader.word(offset)
        _ = reader.bytes(UInt32(offset))
        _ = reader.count(at: offset, stride: 2)
        let value = PackedValue(reader: reader, handle: UInt32.random(in: 0...(.max), using: &random))
        _ = value.integer
        _ = value.string
        _ = value["Statement"]
      }
    }
  }

  @Test func `Leaves strings where they are`() {
    let reader = EmbeddedPack.resources
    let names = SchemaPack.shared.typeNames
    let first = names.utf8(at: 0).baseAddress
    #expect(first != nil)
    #expect(names.utf8(at: 0).baseAddress == first)
    #expect(reader.byteCount > 1 << 20)
    #expect(reader.byteCount < 8 << 20)
  }

  @Test func `Reads any handle without a crash`() {
    for index in stride(from: UInt32(0), to: UInt32(EmbeddedPack.resources.byteCount / 4), by: 997) {
      let schema = Schema(index: index)
      _ = schema.isAlwaysTrue
      _ = schema.properties["Name"]
      _ = schema.required.count
      _ = schema.items?.types
      _ = schema.pattern
      _ = schema.minimum
    }
    #expect(Schema(index: .max).isAlwaysTrue)
  }
}
