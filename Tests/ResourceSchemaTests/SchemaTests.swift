import ResourceSchema
import Testing

@Suite struct SchemaTests {
  private func schema(_ path: String) throws -> Schema {
    let place = try SchemaPack.shared.place(path).get()
    return try #require(place.schemas.first)
  }

  @Test func `Says which keywords are present, in order`() throws {
    let timeout = try schema("AWS::Lambda::Function.Timeout")
    #expect(Array(timeout.keywords) == [.type, .minimum, .maximum])
    #expect(timeout.keywords.contains(.minimum))
    #expect(!timeout.keywords.contains(.multipleOf))
    #expect(timeout.raw("minimum") == .integer(1))
    #expect(timeout.raw("pattern") == nil)
    #expect(timeout.raw("nonsense") == nil)
  }

  @Test func `Finds properties by any kind of text`() throws {
    let function = try #require(SchemaPack.shared.type(named: "AWS::Lambda::Function")).schema
    let line = "  Timeout: 3"
    let name = line.drop { $0 == " " }.prefix { $0 != ":" }
    #expect(function.properties[name] == function.properties["Timeout"])
    #expect(function.properties["timeout"] == nil)
    #expect(function.properties[""] == nil)
    #expect(function.properties.names == function.properties.names.sorted())
    for property in function.properties { #expect(function.properties[property.name] == property.schema) }
  }

  @Test func `Shares equal subtrees and tells others apart`() throws {
    let first = try schema("AWS::Serverless::Function.Events.Kinesis")
    let second = try schema("AWS::Serverless::Function.Events.Kinesis")
    #expect(first == second)
    #expect(try schema("AWS::Serverless::Function.Events.SQS") != first)
    #expect(try schema("AWS::Lambda::Function.Timeout") != schema("AWS::Lambda::Function.MemorySize"))
  }

  @Test func `Keeps schemas that lead back to themselves`() throws {
    let statement = try schema("AWS::WAFv2::WebACL.Rules.Statement")
    let inner = try schema("AWS::WAFv2::WebACL.Rules.Statement.NotStatement.Statement")
    #expect(inner == statement)
  }

  @Test func `Reads enumerations without decoding them`() throws {
    let runtime = try schema("AWS::Lambda::Function.Runtime")
    #expect(runtime.enumeration.contains(string: "python3.13"))
    #expect(!runtime.enumeration.contains(string: "python3"))
    #expect(runtime.enumeration.strings.count == runtime.enumeration.count)
    #expect(runtime.types == .string)
  }

  @Test func `Knows false, true and absent`() throws {
    let function = try #require(SchemaPack.shared.type(named: "AWS::Lambda::Function")).schema
    #expect(function.additionalProperties?.isAlwaysFalse == true)
    #expect(function.additionalProperties?.isAlwaysTrue == false)
    #expect(function.items == nil)
    #expect(function.oneOf.isEmpty)
    #expect(function.minProperties == nil)
  }

  @Test func `Holds upstream's patches`() throws {
    let state = try schema("AWS::Serverless::Function.Events.EventBridgeRule.State")
    #expect(
      state.enumeration.strings == ["DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])
  }

  @Test func `Reads a function's schema with what may stand in it`() throws {
    let join = try #require(SchemaPack.shared.section("functions/join"))
    #expect(join.cfnContext?["functions"] == .array([]))
    let argument = try #require(join.cfnContextSchema)
    #expect(argument.minItems == 2)
    #expect(argument.maxItems == 2)
    #expect(argument.prefixItems.count == 2)
    let list = try #require(argument.prefixItems.last)
    #expect(list.cfnContext?["functions"]?.array?.contains(.string("Fn::Split")) == true)
  }
}
