import ResourceSchema
import Testing

@testable import SAMChecks

@Suite struct SchemaMapTests {
  /// Schemas of the pack, each once.
  private static let schemas: [Schema] = {
    var seen: Set<Schema> = []
    return SchemaPack.shared.typeNames.prefix(300).compactMap { SchemaPack.shared.type(named: $0)?.schema }
      .flatMap { [$0] + $0.properties.map(\.schema) }.filter { seen.insert($0).inserted }
  }()

  @Test func knowsWhatItWasTold() {
    var map = SchemaMap<Int>()
    #expect(Self.schemas.count > 500)
    for (index, schema) in Self.schemas.enumerated() {
      #expect(map[schema] == nil)
      map[schema] = index
      #expect(map.count == index + 1)
    }
    for (index, schema) in Self.schemas.enumerated() { #expect(map[schema] == index) }
    for (index, schema) in Self.schemas.enumerated() { map[schema] = -index }
    #expect(map.count == Self.schemas.count)
    for (index, schema) in Self.schemas.enumerated() { #expect(map[schema] == -index) }
  }

  @Test func knowsThatThereIsNothing() {
    var map = SchemaMap<Int?>()
    map[Self.schemas[0]] = .some(nil)
    #expect(map[Self.schemas[0]] == .some(nil))
    #expect(map[Self.schemas[1]] == nil)
  }
}
