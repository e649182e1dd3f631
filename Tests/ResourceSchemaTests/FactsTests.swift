@testable import ResourceSchema
import Testing

@Suite struct FactsTests {
  let pack = SchemaPack.shared

  @Test func `Knows the runtimes' dates`() {
    #expect(
      pack.runtime(named: "dotnet6")
        == Runtime(
          name: "dotnet6", deprecated: "2024-12-20", createBlock: "2027-02-01", updateBlock: "2027-03-03",
          successor: "dotnet10"))
    #expect(pack.runtime(named: "cobol") == nil)
  }

  @Test func `Knows the intrinsic functions`() throws {
    #expect(pack.intrinsicFunctions.count == 28)
    let join = try #require(pack.intrinsicFunction(named: "Fn::Join"))
    #expect(join.tag == "!Join")
    #expect(join.resultTypes == .string)
    #expect(join.schema?.cfnContextSchema?.minItems == 2)
    #expect(
      pack.intrinsicFunctions.filter(\.needsLanguageExtensions).map(\.name)
        == ["Fn::ForEach", "Fn::Length", "Fn::ToJsonString"])
    #expect(
      pack.intrinsicFunctions.filter(\.isCondition).map(\.name)
        == ["Condition", "Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or"])
  }

  @Test func `Knows the pseudo parameters, formats, limits and actions`() {
    #expect(
      pack.pseudoParameters.map(\.name) == [
        "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region",
        "AWS::StackId", "AWS::StackName", "AWS::URLSuffix",
      ])
    #expect(pack.format(named: "AWS::EC2::VPC.Id")?.pattern == "^vpc-(([0-9A-Fa-f]{8})|([0-9A-Fa-f]{17}))$")
    #expect(pack.format(named: "date-time") == nil)
    #expect(pack.limit("Resources", "number") == 500)
    #expect(pack.iamActions(ofService: "sqs")?.contains("sendmessage") == true)
    #expect(pack.isStateful("AWS::DynamoDB::Table"))
    #expect(pack.section("resources/configuration") != nil)
    #expect(pack.section("resources") == nil)
  }

  @Test(arguments: [
    ("AWS::Serverless::Funtion", "AWS::Serverless::Function"),
    ("AWS::Dynamodb::Table", "AWS::DynamoDB::Table"),
    ("Lambda::Function", "AWS::Lambda::Function"),
    ("SimpleTable", "AWS::Serverless::SimpleTable"),
  ])
  func `Finds the nearest type`(misspelt: String, meant: String) {
    #expect(pack.nearestTypeNames(to: misspelt).first == meant)
  }

  @Test func `Builds documentation links`() throws {
    let table = try #require(pack.type(named: "AWS::DynamoDB::Table"))
    #expect(
      table.documentationURL
        == "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html"
    )
    #expect(
      table.documentationURL(property: ["TableName"])?.hasSuffix(
        "aws-resource-dynamodb-table.html#cfn-dynamodb-table-tablename") == true)
    let function = try #require(pack.type(named: "AWS::Lambda::Function"))
    #expect(
      function.documentationURL(property: ["Environment", "Variables"])?.hasSuffix(
        "aws-properties-lambda-function-environment.html#cfn-lambda-function-environment-variables") == true)
  }
}
