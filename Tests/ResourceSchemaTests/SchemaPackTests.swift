@testable import ResourceSchema
import Testing

@Suite struct SchemaPackTests {
  let pack = SchemaPack.shared

  @Test func `Knows every type of every region`() {
    #expect(pack.typeNames.count == 1898)
    #expect(pack.typeNames.filter { $0.hasPrefix("AWS::Serverless::") }.count == 14)
    let inVirginia = pack.typeNames.filter {
      guard let type = pack.type(named: $0) else { return false }
      return !type.isSAM && type.isAvailable(in: "us-east-1")
    }
    #expect(inVirginia.count == 1854)
  }

  @Test func `Finds each type by its name`() {
    for name in pack.typeNames { #expect(pack.type(named: name)?.name == name) }
    #expect(pack.type(named: "AWS::Lambda::Functio") == nil)
    #expect(pack.type(named: "") == nil)
    #expect(pack.type(named: "ZZZ") == nil)
  }

  @Test func `Reads a property at any depth`() throws {
    let table = try #require(pack.type(named: "AWS::DynamoDB::Table"))
    let items = table.schema.properties["KeySchema"]
    #expect(items?.types.isEmpty == false || items?.oneOf.isEmpty == false)
    let function = try #require(pack.type(named: "AWS::Lambda::Function"))
    #expect(function.schema.properties["Timeout"]?.types == .integer)
    #expect(function.schema.properties["Timeout"]?.minimum == 1)
    #expect(Array(function.schema.required) == ["Code", "Role"])
    #expect(function.schema.additionalProperties?.isAlwaysFalse == true)
    #expect(function.attribute(named: "Arn")?.types == .string)
    #expect(function.refValue.properties == ["FunctionName"])
  }
}
