import ResourceSchema
import Testing

@Suite struct ResourceTypeTests {
  private func type(_ name: String) throws -> ResourceType {
    try #require(SchemaPack.shared.type(named: name))
  }

  @Test(arguments: [
    ("AWS::SQS::Queue", ["Arn", "QueueName", "QueueUrl"], "QueueUrl"),
    ("AWS::DynamoDB::Table", ["Arn", "StreamArn"], "TableName"),
    ("AWS::CloudFormation::Stack", ["Outputs.*"], "StackId"),
    ("AWS::AppMesh::Mesh", ["Arn", "Id", "MeshName", "MeshOwner", "ResourceOwner", "Uid"], "Id"),
    ("AWS::Serverless::HttpApi", ["ApiEndpoint", "ApiId"], "ApiId"),
    ("AWS::Serverless::Application", ["Outputs.*"], "StackId"),
    ("AWS::Serverless::LayerVersion", ["LayerVersionArn"], "LayerVersionArn"),
  ])
  func `Knows what Ref and GetAtt return`(name: String, attributes: [String], ref: String) throws {
    let type = try type(name)
    let found = type.attributes.map { $0.isPrefix ? $0.name + "*" : $0.name }
    for attribute in attributes { #expect(found.contains(attribute), "\(name) has \(found)") }
    #expect(type.refValue.properties == [ref])
  }

  @Test func `Finds attributes by name and by prefix`() throws {
    let stack = try type("AWS::CloudFormation::Stack")
    #expect(stack.attribute(named: "Outputs.BucketName")?.types == .string)
    #expect(stack.attribute(named: "Outputs.") == nil)
    #expect(stack.attribute(named: "Arn") == nil)
    #expect(try type("AWS::CloudFormation::CustomResource").attribute(named: "Anything.At.All")?.types == [])
    #expect(try type("AWS::RDS::DBInstance").attribute(named: "Endpoint.Address")?.types == .string)
  }

  @Test func `Knows regions`() throws {
    #expect(SchemaPack.shared.regions.count == 46)
    let function = try type("AWS::Lambda::Function")
    #expect(function.regions.count == 46)
    #expect(function.missingRegions.isEmpty)
    let streams = try type("AWS::GameLiftStreams::Application")
    #expect(!streams.isAvailable(in: "us-east-1"))
    #expect(streams.schema(in: "us-east-1") == nil)
    #expect(streams.regions.count + streams.missingRegions.count == 46)
    #expect(streams.regions.allSatisfy { streams.schema(in: $0) == streams.schema })
    #expect(function.isAvailable(in: "moon-north-1"))
    #expect(function.schema(in: "moon-north-1") == nil)
  }

  @Test(arguments: [
    ("AWS::DynamoDB::Table", ["TableName"], ResourceType.UpdateBehavior.replacement),
    ("AWS::DynamoDB::Table", ["KeySchema", "*", "KeyType"], .conditional),
    ("AWS::DynamoDB::Table", ["BillingMode"], .noInterruption),
    ("AWS::Lambda::Function", ["FunctionName"], .replacement),
    ("AWS::Serverless::Function", ["FunctionName"], .unknown),
  ])
  func `Knows what an update does`(name: String, path: [String], update: ResourceType.UpdateBehavior) throws {
    #expect(try type(name).updateBehavior(of: path) == update)
  }

  @Test func `Knows conditional rules and where they hold`() throws {
    let function = try type("AWS::Lambda::Function")
    let variables = try #require(function.rules.first { $0.id == "E3663" })
    #expect(variables.path == ["Properties", "Environment", "Variables"])
    #expect(variables.reportsEveryMismatch)
    #expect(variables.severity == .error)
    #expect(variables.schema?.propertyNames != nil || variables.schema?.isAlwaysTrue == false)
    #expect(function.rules.contains { $0.id == "W3663" } == false)
    #expect(try type("AWS::IAM::Role").rules.map(\.id).contains("E3510"))
  }

  @Test func `Knows rules that differ by region`() throws {
    let rule = try #require(try type("AWS::EC2::Instance").rules.first { $0.id == "E3628" })
    #expect(rule.isRegional)
    #expect(rule.schema == nil)
    #expect(rule.schema(in: "us-east-1")?.enumeration.contains(string: "t3.micro") == true)
    #expect(rule.schema(in: "moon-north-1") == nil)
  }

  @Test func `Knows services that go`() throws {
    let gone = SchemaPack.shared.typeNames.compactMap { SchemaPack.shared.type(named: $0) }
      .filter { $0.lifecycle != nil }
    #expect(gone.count == 108)
    #expect(try type("AWS::Lambda::Function").lifecycle == nil)
  }
}
