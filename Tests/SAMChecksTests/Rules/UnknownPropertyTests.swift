import Testing

@Suite struct UnknownPropertyTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "misspelt", Templates.resource("AWS::S3::Bucket", "«BuketName»: abc"),
      .error(
        "unknown-property", "E3002",
        "'BuketName' is not a property of AWS::S3::Bucket; did you mean 'BucketName'?",
        path: "Resources/R/Properties/BuketName", fix: "Change to 'BucketName'",
        gives: "      BucketName: abc")),
    Case(
      "like nothing", Templates.resource("AWS::S3::Bucket", "«Wheels»: 4"),
      .error(
        "unknown-property", "E3002", "'Wheels' is not a property of AWS::S3::Bucket",
        path: "Resources/R/Properties/Wheels", fix: "")),
    Case(
      "another case", Templates.resource("AWS::SQS::Queue", "«queuename»: abc"),
      .error(
        "unknown-property", "E3002",
        "'queuename' is not a property of AWS::SQS::Queue; did you mean 'QueueName'?",
        fix: "Change to 'QueueName'", gives: "      QueueName: abc")),
    Case(
      "in JSON, the fix within the quotes",
      """
      {"Resources": {"R": {"Type": "AWS::SQS::Queue", "Properties": {«"QueueNam"»: "abc"}}}}
      """,
      .error(
        "unknown-property", "E3002",
        "'QueueNam' is not a property of AWS::SQS::Queue; did you mean 'QueueName'?",
        fix: "Change to 'QueueName'",
        gives: """
          {"Resources": {"R": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "abc"}}}}
          """)),
    Case(
      "in a nested mapping, with the few names there are",
      Templates.resource("AWS::S3::Bucket", "VersioningConfiguration:\n  Status: Enabled\n  «Wheels»: 4"),
      .error(
        "unknown-property", "E3002",
        "'Wheels' is not a property of 'VersioningConfiguration'; it has 'Status'",
        path: "Resources/R/Properties/VersioningConfiguration/Wheels", fix: "")),
    Case(
      "in an item of a list",
      Templates.resource("AWS::S3::Bucket", "Tags:\n  - Key: a\n    Value: b\n    «Wheels»: 4"),
      .error(
        "unknown-property", "E3002",
        "'Wheels' is not a property of item 1 of 'Tags'; it has 'Key' and 'Value'",
        path: "Resources/R/Properties/Tags/0/Wheels", fix: "")),
    Case(
      "a resource's attribute among the properties",
      Templates.resource("AWS::S3::Bucket", "«DependsOn»: Other"),
      .error(
        "unknown-property", "E3002",
        "'DependsOn' is not a property of AWS::S3::Bucket; it belongs beside 'Properties', not under it")),
    Case(
      "a property one level too deep",
      Templates.resource(
        "AWS::S3::Bucket", "VersioningConfiguration:\n  Status: Enabled\n  «BucketName»: abc"),
      .error(
        "unknown-property", "E3002",
        "'BucketName' is not a property of 'VersioningConfiguration'; it belongs directly under the resource's 'Properties'"
      )),
    Case(
      "in a branch of Fn::If",
      Templates.resource(
        "AWS::S3::Bucket",
        "VersioningConfiguration: !If [C, {Status: Enabled}, {«Statos»: Enabled}]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error(
        "unknown-property", "E3002",
        "'Statos' is not a property of 'VersioningConfiguration'; did you mean 'Status'?",
        path: "Resources/R/Properties/VersioningConfiguration/Fn::If/2/Statos")),
    Case(
      "of an event: that of the kind of event meant",
      Templates.events("E:\n  Type: SQS\n  Properties:\n    Queue: !GetAtt Q.Arn\n    «BatchSise»: 3")
        + "  Q: {Type: AWS::SQS::Queue}\n",
      .error(
        "unknown-property", "E3002",
        "'BatchSise' is not a property of 'E.Properties'; did you mean 'BatchSize'?",
        path: "Resources/R/Properties/Events/E/Properties/BatchSise")),
    Case(
      "of a parameter, said once",
      "Parameters:\n  P:\n    Type: String\n    «Wheels»: 4\n" + Templates.text("!Ref P"),
      .error(
        "unknown-property", "E2001", "'Wheels' is not a property of parameter 'P'",
        path: "Parameters/P/Wheels")),
    Case(
      "of an output", Templates.text("a") + "Outputs:\n  O:\n    Value: a\n    «Wheels»: 4\n",
      .error(
        "unknown-property", "E6001",
        "'Wheels' is not a property of output 'O'; it has 'Condition', 'Description', 'Export' and 'Value'",
        path: "Outputs/O/Wheels")),
    Case(
      "of a resource", "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    «Propertis»: {}\n",
      .error(
        "unknown-property", "E3001",
        "'Propertis' is not a property of resource 'R'; did you mean 'Properties'?",
        path: "Resources/R/Propertis", fix: "Change to 'Properties'", gives: "    Properties: {}")),
    Case(
      "with letters outside ASCII before it",
      Templates.resource("AWS::SNS::Topic", "DisplayName: Größe 😀\n«Nämé»: 1"),
      .error(
        "unknown-property", "E3002", "'Nämé' is not a property of AWS::SNS::Topic",
        path: "Resources/R/Properties/Nämé")),
  ]

  static let quiet = [
    Case("a map with keys of one's own", Templates.function("Environment:\n  Variables:\n    wheels: 4")),
    Case(
      "a custom resource", Templates.resource("Custom::Thing", "ServiceToken: arn:aws:sns:::x\nWheels: 4")),
    Case("a type of another namespace", Templates.resource("Acme::Vehicles::Car::Kind", "Wheels: 4")),
    Case("a module", Templates.resource("Acme::Vehicles::Car::MODULE", "Wheels: 4")),
    Case(
      "JSON text in place of an object",
      Templates.resource(
        "AWS::SQS::QueuePolicy",
        "Queues: [https://sqs.us-east-1.amazonaws.com/123456789012/q]\nPolicyDocument: '{\"Wheels\": 4}'")),
    Case(
      "a property that is not there after all",
      Templates.resource("AWS::SNS::Topic", "DisplayName: !Ref AWS::NoValue")),
    Case(
      "properties that a macro makes",
      Templates.resource("AWS::SNS::Topic", "Fn::Transform: {Name: M, Parameters: {A: b}}")),
    Case(
      "a directive of another tool",
      Templates.resource("AWS::S3::Bucket", "VersioningConfiguration: {Rain::Embed: file.yaml}")),
  ]
}
