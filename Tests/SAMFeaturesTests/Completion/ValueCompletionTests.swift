import SAMFeatures
import Testing

/// Values: types, enumerations, references, functions.
struct ValueCompletionTests {
  typealias Case = KeyCompletionTests.Case

  private static let function =
    "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      "

  @Test(arguments: [
    Case(
      "a resource's type", "Resources:\n  A:\n    Type: ‸", first: ["AWS::Serverless::Function"],
      has: ["AWS::SQS::Queue"]),
    Case(
      "a type by its logical id", "Resources:\n  OrdersTable:\n    Type: ‸", first: ["AWS::DynamoDB::Table"]),
    Case(
      "a type by another logical id", "Resources:\n  ApiLogGroup:\n    Type: AWS‸",
      first: ["AWS::Logs::LogGroup"]),
    Case("a type by words", "Resources:\n  A:\n    Type: lambda fun‸", first: ["AWS::Lambda::Function"]),
    Case(
      "a type by its last word", "Resources:\n  A:\n    Type: Function‸", first: ["AWS::Serverless::Function"]
    ),
    Case(
      "a type in quotes", "Resources:\n  A:\n    Type: \"AWS::Serverless::F‸\"",
      first: ["AWS::Serverless::Function"]),
    Case(
      "a type right behind the colon", "Resources:\n  A:\n    Type:‸", first: ["AWS::Serverless::Function"]),
    Case(
      "a type in JSON", "{\"Resources\": {\"A\": {\"Type\": \"‸\"}}}", first: ["AWS::Serverless::Function"]),
    Case(
      "a type in damaged JSON", "{\"Resources\": {\"A\": {\"Type\": \"AWS::SQS‸", first: ["AWS::SQS::Queue"]),
    Case(
      "runtimes, the newest first", function + "Runtime: ‸", first: ["python3.15"],
      has: ["nodejs24.x", "java25"]),
    Case("architectures", function + "Architectures: [‸]", has: ["arm64", "x86_64"]),
    Case(
      "architectures in a block list", function + "Architectures:\n        - ‸", has: ["arm64", "x86_64"]),
    Case("tracing", function + "Tracing: ‸", has: ["Active", "PassThrough", "Disabled"]),
    Case(
      "a pattern that is a choice",
      function
        + "Events:\n        E:\n          Type: Kinesis\n          Properties:\n            StartingPosition: ‸",
      has: ["LATEST", "TRIM_HORIZON"]),
    Case(
      "event types", function + "Events:\n        E:\n          Type: ‸",
      has: ["Api", "HttpApi", "SQS", "ScheduleV2"]),
    Case(
      "methods",
      function + "Events:\n        E:\n          Type: Api\n          Properties:\n            Method: ‸",
      has: ["GET", "get", "ANY", "any"]),
    Case("booleans", function + "AutoPublishAliasAllProperties: ‸", first: ["true", "false"]),
    Case(
      "deletion policies", "Resources:\n  A:\n    DeletionPolicy: ‸", first: ["Retain", "Delete", "Snapshot"]),
    Case(
      "parameter types", "Parameters:\n  A:\n    Type: ‸", first: ["String", "Number", "CommaDelimitedList"],
      has: ["AWS::EC2::VPC::Id"]),
    Case("transforms", "Transform: ‸", first: ["AWS::Serverless-2016-10-31"]),
    Case(
      "the effect of a statement",
      "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: ‸",
      has: ["Allow", "Deny"]),
    Case(
      "deployment preferences nowhere else", "Outputs:\n  O:\n    Value: ‸",
      has: ["!Ref", "!GetAtt", "!Sub"], hasNot: ["true"]),
  ])
  func offers(_ test: Case) { check(test) }

  @Test(arguments: [
    Case(
      "Ref", Fixture.head + "Outputs:\n  O:\n    Value: !Ref ‸",
      has: ["Stage", "OrdersTable", "Orders", "OrdersRole", "ServerlessRestApi", "AWS::Region"]),
    Case(
      "Ref half-typed", Fixture.head + "Outputs:\n  O:\n    Value: !Ref Ord‸",
      first: ["Orders", "OrdersTable"]),
    Case(
      "Ref in its long form", Fixture.head + "Outputs:\n  O:\n    Value:\n      Ref: ‸",
      has: ["Stage", "Orders"]),
    Case(
      "Ref in a flow list", Fixture.head + "Outputs:\n  O:\n    Value: !Join [\"\", [!Ref ‸",
      has: ["Stage", "Orders"]),
    Case(
      "Ref in JSON",
      "{\"Parameters\": {\"P\": {\"Type\": \"String\"}}, \"Outputs\": {\"O\": {\"Value\": {\"Ref\": \"‸\"}}}}",
      has: ["P", "AWS::Region"]),
    Case(
      "GetAtt", Fixture.head + "Outputs:\n  O:\n    Value: !GetAtt ‸", first: ["Orders", "OrdersTable"],
      hasNot: ["Stage"]),
    Case(
      "GetAtt's attribute", Fixture.head + "Outputs:\n  O:\n    Value: !GetAtt OrdersTable.‸", first: ["Arn"],
      has: ["StreamArn"], hasNot: ["Orders"]),
    Case(
      "GetAtt's attribute of a SAM resource", Fixture.head + "Outputs:\n  O:\n    Value: !GetAtt Orders.A‸",
      first: ["Arn"]),
    Case(
      "GetAtt in JSON",
      "{\"Resources\": {\"T\": {\"Type\": \"AWS::SNS::Topic\"}}, \"Outputs\": {\"O\": {\"Value\": {\"Fn::GetAtt\": [\"T\", \"‸\"]}}}}",
      has: ["TopicArn", "TopicName"]),
    Case(
      "Sub", Fixture.head + "Outputs:\n  O:\n    Value: !Sub \"${‸", has: ["Stage", "Orders", "AWS::Region"],
      hasNot: ["AWS::NoValue"]),
    Case(
      "Sub's attribute", Fixture.head + "Outputs:\n  O:\n    Value: !Sub \"arn:${OrdersTable.‸}/x\"",
      first: ["Arn"]),
    Case(
      "Sub in a block scalar", Fixture.head + "Outputs:\n  O:\n    Value: !Sub |\n      one\n      ${St‸",
      first: ["Stage"]),
    Case(
      "Sub's own names",
      Fixture.head + "Outputs:\n  O:\n    Value: !Sub\n      - \"${‸}\"\n      - Color: red\n",
      first: ["Color"]),
    Case("a map", Fixture.head + "Outputs:\n  O:\n    Value: !FindInMap [‸", first: ["Sizes"]),
    Case(
      "a map's key", Fixture.head + "Outputs:\n  O:\n    Value: !FindInMap [Sizes, ‸]",
      first: ["dev", "prod"]),
    Case(
      "a map's second key", Fixture.head + "Outputs:\n  O:\n    Value: !FindInMap [Sizes, dev, ‸]",
      first: ["Memory", "Timeout"]),
    Case("a condition of an If", Fixture.head + "Outputs:\n  O:\n    Value: !If [‸", first: ["IsProduction"]),
    Case("an output's condition", Fixture.head + "Outputs:\n  O:\n    Condition: ‸", first: ["IsProduction"]),
    Case(
      "DependsOn", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n  B:\n    DependsOn: ‸", first: ["A"],
      hasNot: ["B"]),
    Case(
      "DependsOn in a list", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n  B:\n    DependsOn:\n      - ‸",
      first: ["A"], hasNot: ["B"]),
    Case(
      "a resource that gives what is asked for",
      "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        E:\n          Type: SQS\n          Properties:\n            Queue: ‸",
      first: ["!GetAtt Q.Arn"]),
    Case(
      "a resource by the schema's relation",
      "Resources:\n  S:\n    Type: AWS::EC2::Subnet\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      VpcConfig:\n        SubnetIds:\n          - ‸",
      first: ["!Ref S"]),
    Case(
      "a resource for a policy template",
      "Resources:\n  T:\n    Type: AWS::Serverless::SimpleTable\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - DynamoDBReadPolicy:\n            TableName: ‸",
      first: ["!Ref T"]),
    Case(
      "a connector's destination",
      "Resources:\n  T:\n    Type: AWS::SNS::Topic\n  C:\n    Type: AWS::Serverless::Connector\n    Properties:\n      Destination:\n        Id: ‸",
      first: ["T"]),
    Case(
      "SAM's own names behind a logical id",
      "Resources:\n  A:\n    Type: AWS::Serverless::Api\nOutputs:\n  O:\n    Value: !Sub \"${A.‸}\"",
      has: ["Stage"]),
    Case(
      "SAM's own names in a Ref",
      "Resources:\n  A:\n    Type: AWS::Serverless::Api\nOutputs:\n  O:\n    Value: !Ref A.‸",
      has: ["Deployment", "Stage"]),
    Case("a pair in a flow list", "Conditions:\n  C: !Equals [a, b]\n  D: !Not [Condition: ‸]", first: ["C"]),
    Case(
      "an unclosed quote behind a tag in a list",
      "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Layers:\n        - !Sub 'arn:${‸",
      first: ["AWS::Region"]),
    Case(
      "a custom resource's type", "Resources:\n  Lookup:\n    Type: Custom::L‸", first: ["Custom::Lookup"]),
    Case(
      "a parameter's default",
      "Parameters:\n  P:\n    Type: String\n    AllowedValues: [small, large]\n    Default: ‸",
      first: ["small", "large"]),
    Case(
      "a function after a bang", Fixture.head + "Outputs:\n  O:\n    Value: !S‸",
      first: ["!Sub", "!Select", "!Split"]),
    Case(
      "condition functions", "Conditions:\n  C: !‸", first: ["!Equals", "!Not", "!And", "!Or", "!Condition"]),
    Case(
      "conditions in a condition", "Conditions:\n  C: !Equals [a, b]\n  D: !Not [!Condition ‸]", first: ["C"]),
    Case(
      "parameters of the interface",
      "Parameters:\n  P:\n    Type: String\nMetadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups:\n      - Parameters:\n          - ‸",
      first: ["P"]),
  ])
  func refers(_ test: Case) { check(test) }

  private func check(_ test: Case) {
    let labels = Marked(test.text).matching
    #expect(Array(labels.prefix(test.first.count)) == test.first)
    for name in test.has { #expect(labels.contains(name)) }
    for name in test.hasNot { #expect(!labels.contains(name)) }
  }

  typealias Acceptance = KeyCompletionTests.Acceptance

  @Test(arguments: [
    Acceptance(
      "Resources:\n  A:\n    Type: AWS::SNS::To‸", "AWS::SNS::Topic",
      "Resources:\n  A:\n    Type: AWS::SNS::Topic‸"),
    Acceptance(
      "Resources:\n  A:\n    Type:‸", "AWS::SNS::Topic", "Resources:\n  A:\n    Type: AWS::SNS::Topic‸"),
    Acceptance(
      "Resources:\n  A:\n    Type: \"‸\"", "AWS::SNS::Topic",
      "Resources:\n  A:\n    Type: \"AWS::SNS::Topic‸\""),
    Acceptance(
      "Resources:\n  ThingRule:\n    Type: ‸", "AWS::Serverless::StateMachine",
      "Resources:\n  ThingRule:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: ‸"
    ),
    Acceptance(
      "Resources:\n  Table:\n    Type: ‸", "AWS::DynamoDB::Table",
      "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      AttributeDefinitions:\n        - AttributeName: ‸\n          AttributeType: ‸|B,N,S|\n      BillingMode: ‸|PAY_PER_REQUEST,PROVISIONED|\n      KeySchema:\n        - AttributeName: ‸\n          KeyType: ‸HASH"
    ),
    Acceptance(
      "Parameters: {P: {Type: String}}\nOutputs:\n  O:\n    Value: !Sub \"${‸\"", "P",
      "Parameters: {P: {Type: String}}\nOutputs:\n  O:\n    Value: !Sub \"${P}\""),
    Acceptance(
      "Parameters: {P: {Type: String}}\nOutputs:\n  O:\n    Value: !Sub \"${‸}\"", "P",
      "Parameters: {P: {Type: String}}\nOutputs:\n  O:\n    Value: !Sub \"${P‸}\""),
    Acceptance(
      "Resources:\n  A:\n    Type: AWS::SNS::Topic\nOutputs:\n  O:\n    Value: !GetAtt A‸", "A",
      "Resources:\n  A:\n    Type: AWS::SNS::Topic\nOutputs:\n  O:\n    Value: !GetAtt A.‸"),
    Acceptance("Outputs:\n  O:\n    Value: !‸", "!Ref", "Outputs:\n  O:\n    Value: !Ref ‸"),
    Acceptance("Outputs:\n  O:\n    Value: !Jo‸", "!Join", "Outputs:\n  O:\n    Value: !Join [‸\"\", ‸[]]"),
    Acceptance("Outputs:\n  O:\n    Value:‸", "!Ref", "Outputs:\n  O:\n    Value: !Ref ‸"),
  ])
  func inserts(_ test: Acceptance) {
    #expect(Marked(test.text).accepting(test.label) == test.result)
  }

  @Test func replacesOnlyWhatIsTyped() {
    for text in [
      "Resources:\n  A:\n    Type: AWS::S‸erverless", "Resources:\n  A:\n    Ty‸pe: x", "Res‸ources:",
      Fixture.head + "Outputs:\n  O:\n    Value: !Sub \"${Or‸ders.Arn}\"",
      "{\"Resources\": {\"A\": {\"Ty‸pe\": 1}}}",
    ] {
      let marked = Marked(text)
      #expect(!marked.items.isEmpty)
      #expect(marked.items.allSatisfy { $0.replaceRange.upperBound == marked.offset })
    }
  }
}
