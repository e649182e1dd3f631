import SAMFeatures
import Testing

/// Keys: sections, attributes, properties at every depth.
struct KeyCompletionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var first: [String] = []
    var has: [String] = []
    var hasNot: [String] = []
    var testDescription: String { name }

    init(_ name: String, _ text: String, first: [String] = [], has: [String] = [], hasNot: [String] = []) {
      self.name = name
      self.text = text
      self.first = first
      self.has = has
      self.hasNot = hasNot
    }
  }

  @Test(arguments: [
    Case(
      "an empty document", "‸", first: ["Resources", "Transform", "AWSTemplateFormatVersion"],
      has: ["Globals"]),
    Case("a first word", "Par‸", first: ["Parameters"]),
    Case(
      "a section that is there", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n‸", has: ["Outputs"],
      hasNot: ["Resources"]),
    Case("before the other sections", "‸\nResources: {}\n", has: ["Transform"], hasNot: ["Resources"]),
    Case(
      "a resource without a type", "Resources:\n  A:\n    ‸",
      first: ["Type", "Properties", "DependsOn", "Condition", "DeletionPolicy"], hasNot: ["Version"]),
    Case(
      "a resource with a type", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    ‸", first: ["Properties"],
      hasNot: ["Type", "IgnoreGlobals"]),
    Case(
      "a half-typed attribute", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Prop‸",
      first: ["Properties"]),
    Case(
      "required properties first",
      "Resources:\n  A:\n    Type: AWS::Events::Rule\n    Properties:\n      Targets:\n        - ‸",
      first: ["Arn", "Id"]),
    Case(
      "a function's properties",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      ‸",
      has: ["Handler", "Runtime", "Events", "Policies", "RuntimeManagementConfig"], hasNot: ["Arn", "Type"]),
    Case(
      "those present left out",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      ‸\n      Runtime: x\n",
      has: ["CodeUri"], hasNot: ["Handler", "Runtime"]),
    Case(
      "half-typed between others",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Tim‸\n      Runtime: x\n",
      first: ["Timeout"], hasNot: ["Handler", "Runtime"]),
    Case(
      "an event without a type", Fixture.head + "        Second:\n          ‸", first: [], has: ["Type"]),
    Case(
      "an event's properties by its type",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        E:\n          Type: SQS\n          Properties:\n            ‸",
      first: ["Queue"], has: ["BatchSize", "MaximumBatchingWindowInSeconds"], hasNot: ["Path", "Topic"]),
    Case(
      "what an event passes on",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        E:\n          Type: S3\n          Properties:\n            Filter:\n              ‸",
      first: ["S3Key"]),
    Case(
      "an item of a list",
      "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema:\n        - ‸",
      first: ["AttributeName", "KeyType"]),
    Case(
      "a list's second item at the key's column",
      "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema:\n      - AttributeName: id\n        KeyType: HASH\n      - ‸",
      first: ["AttributeName", "KeyType"]),
    Case(
      "a key after the first of an item",
      "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema:\n        - AttributeName: id\n          ‸",
      first: ["KeyType"], hasNot: ["AttributeName"]),
    Case(
      "a branch of an If",
      "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      PointInTimeRecoverySpecification: !If\n        - C\n        - ‸",
      has: ["PointInTimeRecoveryEnabled"]),
    Case(
      "Globals", "Globals:\n  ‸", first: ["Function"], has: ["Api", "HttpApi", "SimpleTable"],
      hasNot: ["Table"]),
    Case(
      "Globals of functions", "Globals:\n  Function:\n    ‸", has: ["Runtime", "Timeout", "Environment"],
      hasNot: ["FunctionName", "Events"]),
    Case("a parameter", "Parameters:\n  P:\n    ‸", first: ["Type", "Default", "Description"]),
    Case("an output", "Outputs:\n  O:\n    ‸", first: ["Value", "Description", "Export"]),
    Case(
      "policy documents",
      "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        ‸",
      has: ["Statement", "Version"]),
    Case(
      "a custom resource's properties as others of its type have them",
      "Resources:\n  A:\n    Type: Custom::Thing\n    Properties:\n      ServiceToken: x\n      Color: red\n  B:\n    Type: Custom::Thing\n    Properties:\n      ‸",
      has: ["ServiceToken", "Color"]),
    Case(
      "a policy template's parameters",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - SQSPollerPolicy:\n            ‸",
      first: ["QueueName"]),
    Case(
      "policies",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - ‸",
      has: ["Statement", "DynamoDBCrudPolicy", "AWSLambdaBasicExecutionRole"], hasNot: ["PolicyName"]),
    Case(
      "whole events",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        ‸",
      has: ["Api", "SQS", "Schedule"]),
    Case(
      "an update policy by the resource's type",
      "Resources:\n  A:\n    Type: AWS::Lambda::Alias\n    UpdatePolicy:\n      ‸",
      first: ["CodeDeployLambdaAliasUpdate"]),
    Case(
      "a connector in a resource",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Connectors:\n      C:\n        Properties:\n          ‸",
      has: ["Destination", "Permissions"]),
    Case(
      "what sam build reads", "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Metadata:\n      ‸",
      has: ["BuildMethod"]),
    Case(
      "an alternative chosen by what is there",
      "Resources:\n  A:\n    Type: AWS::Serverless::HttpApi\n    Properties:\n      Auth:\n        Authorizers:\n          L:\n            FunctionArn: x\n            ‸",
      has: ["EnableSimpleResponses"], hasNot: ["JwtConfiguration"]),
    Case(
      "a JSON object after others",
      "{\"Resources\": {\"A\": {\"Type\": \"AWS::Serverless::Function\", \"Properties\": {\"Environment\": {\"Variables\": {}}, \"‸",
      has: ["Handler"], hasNot: ["Environment"]),
    Case(
      "a JSON list's second item",
      "{\"Resources\": {\"A\": {\"Type\": \"AWS::DynamoDB::Table\", \"Properties\": {\"KeySchema\": [{\"KeyType\": \"HASH\"}, {\"‸\"}]}}}}",
      first: ["AttributeName", "KeyType"]),
    Case(
      "mixed flow and block",
      "Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n    Properties: {KeySchema: [{AttributeName: id, ‸",
      first: ["KeyType"], hasNot: ["AttributeName"]),
    Case(
      "properties of a type that is guessed",
      "Resources:\n  OrdersFunction:\n    Properties:\n      CodeUri: src/\n      Han‸", first: ["Handler"],
      hasNot: ["CodeUri"]),
    Case(
      "statements of an API's policy",
      "Resources:\n  A:\n    Type: AWS::Serverless::Api\n    Properties:\n      Auth:\n        ResourcePolicy:\n          CustomStatements:\n            - ‸",
      has: ["Effect", "Principal", "Action", "Resource"]),
    Case(
      "only an item between items",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Layers:\n      - a\n      ‸\n      - b\n",
      first: ["- "], hasNot: ["Handler"]),
    Case(
      "only an item before the first",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Layers:\n        ‸\n        - b\n",
      first: ["- "], hasNot: ["!Ref"]),
    Case("no keys in a comment", "Resources:\n  A:\n    # ‸", hasNot: ["Type"]),
    Case(
      "no keys in a block scalar",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: |\n        Ha‸",
      hasNot: ["Handler"]),
  ])
  func offers(_ test: Case) {
    let marked = Marked(test.text)
    let labels = marked.matching
    #expect(Array(labels.prefix(test.first.count)) == test.first)
    for name in test.has { #expect(labels.contains(name)) }
    for name in test.hasNot { #expect(!labels.contains(name)) }
  }

  @Test func offersNothingInComments() {
    #expect(Marked("Resources:\n  A: # ‸\n").labels.isEmpty)
    #expect(Marked("# ‸").labels.isEmpty)
  }

  struct Acceptance: CustomTestStringConvertible, Sendable {
    var text: String
    var label: String
    var result: String
    var testDescription: String { "\(label) in \(text)" }

    init(_ text: String, _ label: String, _ result: String) {
      self.text = text
      self.label = label
      self.result = result
    }
  }

  @Test(arguments: [
    Acceptance(
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Ignore‸", "IgnoreGlobals",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    IgnoreGlobals: \"*\""),
    Acceptance(
      "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema:\n        ‸", "- ",
      "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema:\n        - AttributeName: ‸\n          KeyType: ‸HASH"
    ),
    Acceptance(
      "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        SQ‸",
      "SQS",
      "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        ‸SQS:\n          Type: SQS\n          Properties:\n            Queue: ‸"
    ),
    Acceptance("Res‸", "Resources", "Resources:\n  ‸"),
    Acceptance("‸", "Transform", "Transform: AWS::Serverless-2016-10-31"),
    Acceptance("‸: {}", "Resources", "Resources‸: {}"),
    Acceptance("Resources:\n  A:\n    Ty‸", "Type", "Resources:\n  A:\n    Type: ‸"),
    Acceptance("Resources:\n  A:\n    Ty‸: x", "Type", "Resources:\n  A:\n    Type‸: x"),
    Acceptance(
      "Resources:\n    A:\n        Type: AWS::DynamoDB::Table\n        ‸", "Properties",
      "Resources:\n    A:\n        Type: AWS::DynamoDB::Table\n        Properties:\n            AttributeDefinitions:\n                - AttributeName: ‸\n                  AttributeType: ‸|B,N,S|\n            BillingMode: ‸|PAY_PER_REQUEST,PROVISIONED|\n            KeySchema:\n                - AttributeName: ‸\n                  KeyType: ‸HASH"
    ),
    Acceptance(
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Han‸", "Handler",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: ‸"),
    Acceptance(
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Layers‸", "Layers",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Layers:\n        - ‸"),
    Acceptance(
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - Dyn‸",
      "DynamoDBCrudPolicy",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - DynamoDBCrudPolicy:\n            TableName: ‸"
    ),
    Acceptance(
      "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\", \"‸", "Properties",
      "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\", \"Properties\": {\n\t‸\n}"),
    Acceptance(
      "{\"Resources\": {\"A\": {\"Ty‸\"}}}", "Type", "{\"Resources\": {\"A\": {\"Type‸\"}}}"),
    Acceptance(
      "{\"Resources\": {\"A\": {‸}}}", "Type", "{\"Resources\": {\"A\": {\"Type\": \"‸\"}}}"),
    Acceptance("Resources: {A: {‸}}", "Type", "Resources: {A: {Type: ‸}}"),
  ])
  func inserts(_ test: Acceptance) {
    #expect(Marked(test.text).accepting(test.label) == test.result)
  }
}
