@testable import ResourceSchema
import Testing

@Suite struct SAMFactsTests {
  let pack = SchemaPack.shared

  @Test(
    arguments: [
      ("AWS::Serverless::Api", "AWS::ApiGateway::RestApi"),
      ("AWS::Serverless::Application", "AWS::CloudFormation::Stack"),
      ("AWS::Serverless::CapacityProvider", "AWS::Lambda::CapacityProvider"),
      ("AWS::Serverless::Connector", nil),
      ("AWS::Serverless::Function", "AWS::Lambda::Function"),
      ("AWS::Serverless::GraphQLApi", "AWS::AppSync::GraphQLApi"),
      ("AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"),
      ("AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion"),
      ("AWS::Serverless::MicrovmImage", "AWS::Lambda::MicrovmImage"),
      ("AWS::Serverless::NetworkConnector", "AWS::Lambda::NetworkConnector"),
      ("AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"),
      ("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"),
      ("AWS::Serverless::WebFunction", "AWS::Lambda::WebFunction"),
      ("AWS::Serverless::WebSocketApi", "AWS::ApiGatewayV2::Api"),
    ] as [(String, String?)])
  func `Says which resource stands under a SAM resource's logical id`(name: String, generated: String?) throws
  {
    let type = try #require(pack.type(named: name))
    #expect(type.isSAM)
    #expect(type.generatedType?.name == generated)
    if let same = type.generatedType {
      #expect(type.attributes == same.attributes)
      #expect(type.refValue == same.refValue)
    }
  }

  @Test func `Knows Globals`() {
    #expect(
      pack.sam.globals.map(\.name) == [
        "Api", "CapacityProvider", "Function", "HttpApi", "LayerVersion", "MicrovmImage", "NetworkConnector",
        "SimpleTable", "StateMachine", "WebSocketApi",
      ])
    #expect(pack.sam.globals.first { $0.name == "SimpleTable" }?.properties == ["SSESpecification"])
    #expect(pack.sam.globals.first { $0.name == "Function" }?.properties.contains("Events") == false)
  }

  @Test func `Knows policy templates and connectors`() {
    #expect(pack.sam.policyTemplateNames.count == 81)
    #expect(pack.sam.policyTemplate(named: "S3ReadPolicy")?.parameters == ["BucketName"])
    #expect(
      pack.sam.connectorPermissions(from: "AWS::Lambda::Function", to: "AWS::S3::Bucket") == [
        "Read", "Write",
      ])
    #expect(pack.sam.connectorPermissions(from: "AWS::S3::Bucket", to: "AWS::S3::Bucket") == nil)
  }

  @Test func `Knows events and what they generate`() throws {
    let function = try #require(pack.type(named: "AWS::Serverless::Function")?.sam)
    #expect(function.eventNames.count == 19)
    let event = try #require(function.event(named: "Schedule"))
    #expect(
      event.generated == [
        .init(logicalID: "<id><event>", typeName: "AWS::Events::Rule"),
        .init(logicalID: "<id><event>Permission", typeName: "AWS::Lambda::Permission"),
      ])
    #expect(
      function.generatedResources == [
        .init(logicalID: "<id>", typeName: "AWS::Lambda::Function"),
        .init(logicalID: "<id>Role", typeName: "AWS::IAM::Role"),
      ])
  }
}
