import ResourceSchema
import Testing

@testable import schema_compiler

@Suite struct PackBuilderTests {
  @Test func `Stores equal blocks once`() {
    var builder = PackBuilder()
    let first = builder.value(.array([.integer(1), .string("a")]))
    let second = builder.value(.array([.integer(1), .string("a")]))
    #expect(first == second)
    #expect(builder.blockCount == 1)
  }
}
