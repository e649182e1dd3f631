import Testing

@Suite struct MissingPropertyTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static let condition = "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"

  static let found = [
    Case(
      "of a resource",
      "Resources:\n  R:\n    Type: AWS::SNS::Subscription\n    «Properties»:\n      Protocol: sqs\n",
      .error(
        "missing-property", "E3003", "AWS::SNS::Subscription needs the property 'TopicArn'",
        path: "Resources/R/Properties", fix: "")),
    Case(
      "several, in one sentence",
      "Resources:\n  R:\n    Type: AWS::SNS::Subscription\n    «Properties»: {}\n",
      .error(
        "missing-property", "E3003", "AWS::SNS::Subscription needs the properties 'TopicArn' and 'Protocol'",
        path: "Resources/R/Properties")),
    Case(
      "without any properties, at the resource", "Resources:\n  «R»:\n    Type: AWS::SNS::Subscription\n",
      .error(
        "missing-property", "E3003", "AWS::SNS::Subscription needs the properties 'TopicArn' and 'Protocol'",
        path: "Resources/R")),
    Case(
      "of a nested mapping", Templates.resource("AWS::S3::Bucket", "«VersioningConfiguration»: {}"),
      .error(
        "missing-property", "E3003", "'VersioningConfiguration' needs the property 'Status'",
        path: "Resources/R/Properties/VersioningConfiguration")),
    Case(
      "of an item, at its first key", Templates.resource("AWS::S3::Bucket", "Tags:\n  - «Key»: a"),
      .error(
        "missing-property", "E3003", "Item 1 of 'Tags' needs the property 'Value'",
        path: "Resources/R/Properties/Tags/0")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::S3::Bucket", "Properties": {"Tags": [{«"Value"»: "a"}]}}}}
      """,
      .error(
        "missing-property", "E3003", "Item 1 of 'Tags' needs the property 'Key'",
        path: "Resources/R/Properties/Tags/0")),
    Case(
      "taken away again by NoValue",
      Templates.resource("AWS::S3::Bucket", "«VersioningConfiguration»: {Status: !Ref AWS::NoValue}"),
      .error(
        "missing-property", "E3003", "'VersioningConfiguration' needs the property 'Status'",
        path: "Resources/R/Properties/VersioningConfiguration")),
    Case(
      "in a branch of Fn::If",
      Templates.resource(
        "AWS::S3::Bucket", "Tags:\n  - !If [C, {Key: a, Value: b}, {«Value»: c}]", before: condition),
      .error(
        "missing-property", "E3003", "Item 1 of 'Tags' needs the property 'Key'",
        path: "Resources/R/Properties/Tags/0/Fn::If/2")),
    Case(
      "misspelt: said once, of the name that is there",
      Templates.resource("AWS::S3::Bucket", "VersioningConfiguration:\n  «Statos»: Enabled"),
      .error(
        "unknown-property", "E3002",
        "'Statos' is not a property of 'VersioningConfiguration'; did you mean 'Status'?")
    ),
    Case(
      "of an event: that of the kind of event meant",
      Templates.events("E:\n  Type: Api\n  «Properties»:\n    Method: get"),
      .error(
        "missing-property", "E3003", "'E.Properties' needs the property 'Path'",
        path: "Resources/R/Properties/Events/E/Properties")),
    Case(
      "the kind of an event", Templates.events("«E»:\n  Properties:\n    Path: /\n    Method: get"),
      .error(
        "missing-property", "E3003", "'E' needs the property 'Type'", path: "Resources/R/Properties/Events/E")
    ),
    Case(
      "of a parameter", "Parameters:\n  «P»:\n    Default: a\n" + Templates.text("!Ref P"),
      .error("missing-property", "E2001", "Parameter 'P' needs the property 'Type'", path: "Parameters/P")),
    Case(
      "of an output", Templates.text("a") + "Outputs:\n  «O»:\n    Description: a\n",
      .error("missing-property", "E6002", "Output 'O' needs the property 'Value'", path: "Outputs/O")),
    Case(
      "of an export", Templates.text("a") + "Outputs:\n  O:\n    Value: a\n    «Export»: {}\n",
      .error("missing-property", "E6002", "'Export' needs the property 'Name'", path: "Outputs/O/Export")),
    Case(
      "of a rule", "Rules:\n  «R»: {}\n" + Templates.text("a"),
      .error("missing-property", "E1700", "Rule 'R' needs the property 'Assertions'", path: "Rules/R")),
    Case(
      "the type of a resource", "Resources:\n  «R»:\n    Properties: {}\n",
      .error("missing-property", "E3001", "Resource 'R' needs the property 'Type'", path: "Resources/R")),
    Case(
      "at least one of several",
      "Resources:\n  R:\n    Type: AWS::Events::Rule\n    «Properties»: {Description: a}\n",
      .error(
        "missing-property", "E3058",
        "AWS::Events::Rule needs at least one of 'EventPattern' or 'ScheduleExpression'")),
    Case(
      "exactly one of several",
      "Resources:\n  R:\n    Type: AWS::Route53::RecordSet\n    «Properties»: {Name: a.example., Type: A, TTL: 300, ResourceRecords: [192.0.2.1]}\n",
      .error(
        "missing-property", "E3014",
        "AWS::Route53::RecordSet needs one of 'HostedZoneId' or 'HostedZoneName'")),
    Case(
      "what another property needs beside it",
      Templates.resource(
        "AWS::EC2::SecurityGroup", "GroupDescription: a\n«SecurityGroupEgress»: []"),
      .error(
        "missing-property", "E3021", "'SecurityGroupEgress' needs 'VpcId' beside it",
        path: "Resources/R/Properties/SecurityGroupEgress")),
  ]

  static let quiet = [
    Case(
      "supplied by Globals",
      """
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function: {Runtime: python3.13, Handler: app.handler}
      Resources:
        R:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: src

      """),
    Case(
      "there under a condition",
      Templates.resource(
        "AWS::S3::Bucket", "VersioningConfiguration: {Status: !If [C, Enabled, !Ref AWS::NoValue]}",
        before: condition)),
    Case(
      "a mapping that is there under a condition",
      Templates.resource(
        "AWS::S3::Bucket", "VersioningConfiguration: !If [C, {Status: Enabled}, !Ref AWS::NoValue]",
        before: condition)),
    Case(
      "merged in",
      """
      Mappings: {M: {a: &base {Key: a}}}
      Resources:
        R:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: !FindInMap [M, a, Key]
            Tags:
              - «<<»: *base
                Value: b

      """,
      .warning(
        "merge-key", "W1100", "'<<' is merged by 'package' commands only; CloudFormation itself refuses it")),
    Case(
      "made by a macro",
      Templates.resource("AWS::SNS::Subscription", "Fn::Transform: {Name: M, Parameters: {A: b}}")),
    Case(
      "made by a loop",
      Templates.resource(
        "AWS::SNS::Subscription", "Fn::ForEach::Each: [Name, [Protocol, TopicArn], {\"${Name}\": !Ref Name}]",
        before: "Transform: AWS::LanguageExtensions")),
    Case("JSON text for the whole", Templates.resource("AWS::S3::Bucket", "VersioningConfiguration: '{}'")),
    Case(
      "a function for the whole",
      Templates.resource(
        "AWS::S3::Bucket", "VersioningConfiguration: !FindInMap [M, a, b]",
        before: "Mappings:\n  M:\n    a:\n      b: c")),
    Case(
      "of another tool's directive",
      Templates.resource(
        "AWS::S3::Bucket", "VersioningConfiguration: {Rain::Embed: file.yaml}")),
    Case(
      "an alias of what has it",
      """
      Resources:
        A:
          Type: AWS::S3::Bucket
          Properties:
            VersioningConfiguration: &on {Status: Enabled}
        B:
          Type: AWS::S3::Bucket
          Properties:
            VersioningConfiguration: *on

      """),
  ]
}
