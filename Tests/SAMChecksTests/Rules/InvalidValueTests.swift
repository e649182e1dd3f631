import Testing

@Suite struct InvalidValueTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "misspelt", Templates.function("PackageType: «Zop»"),
      .error(
        "invalid-value", "E3030", "'Zop' is not a valid 'PackageType'; did you mean 'Zip'?",
        path: "Resources/R/Properties/PackageType", fix: "Change to 'Zip'", gives: "      PackageType: Zip")),
    Case(
      "like nothing: all that there are",
      Templates.resource("AWS::S3::Bucket", "VersioningConfiguration: {Status: «Sometimes»}"),
      .error(
        "invalid-value", "E3030",
        "'Sometimes' is not a valid 'Status'; it must be one of 'Enabled' or 'Suspended'",
        fix: "")),
    Case(
      "another case", Templates.resource("AWS::S3::Bucket", "VersioningConfiguration: {Status: «enabled»}"),
      .error("invalid-value", "E3030", "'enabled' is not a valid 'Status'; did you mean 'Enabled'?")),
    Case(
      "a single letter is nobody's neighbour",
      Templates.resource(
        "AWS::DynamoDB::Table",
        "BillingMode: PAY_PER_REQUEST\nKeySchema: [{AttributeName: a, KeyType: HASH}]\nAttributeDefinitions: [{AttributeName: a, AttributeType: «X»}]"
      ),
      .error(
        "invalid-value", "E3030", "'X' is not a valid 'AttributeType'; it must be one of 'B', 'N' or 'S'",
        fix: "")),
    Case(
      "but its case may be meant",
      Templates.resource(
        "AWS::DynamoDB::Table",
        "BillingMode: PAY_PER_REQUEST\nKeySchema: [{AttributeName: a, KeyType: HASH}]\nAttributeDefinitions: [{AttributeName: a, AttributeType: «s»}]"
      ),
      .error(
        "invalid-value", "E3030", "'s' is not a valid 'AttributeType'; did you mean 'S'?",
        fix: "Change to 'S'")),
    Case(
      "within quotes", Templates.function("PackageType: \"«Zop»\""),
      .error(
        "invalid-value", "E3030", "'Zop' is not a valid 'PackageType'; did you mean 'Zip'?",
        fix: "Change to 'Zip'", gives: "      PackageType: \"Zip\"")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::S3::Bucket", "Properties": {"VersioningConfiguration": {"Status": "«Enabeld»"}}}}}
      """,
      .error("invalid-value", "E3030", "'Enabeld' is not a valid 'Status'; did you mean 'Enabled'?")),
    Case(
      "an item of a list", Templates.lambda("Architectures: [«arm46»]"),
      .error(
        "invalid-value", "E3030", "'arm46' is not a valid item of 'Architectures'; did you mean 'arm64'?",
        path: "Resources/R/Properties/Architectures/0")),
    Case(
      "in nested branches of Fn::If",
      Templates.function(
        "PackageType: !If [C, Zip, !If [C, «Tar», Image]]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error(
        "invalid-value", "E3030", "'Tar' is not a valid 'PackageType'; it must be one of 'Image' or 'Zip'",
        path: "Resources/R/Properties/PackageType/Fn::If/2/Fn::If/1")),
    Case(
      "a kind of event, named by the nearest",
      Templates.events("E:\n  Type: «Apii»\n  Properties: {Path: /, Method: get}"),
      .error(
        "invalid-value", "E3017", "'Apii' is not a valid 'Type'; did you mean 'Api'?",
        path: "Resources/R/Properties/Events/E/Type", fix: "Change to 'Api'", gives: "          Type: Api")),
    Case(
      "a kind of event like nothing", Templates.events("E:\n  Type: «Carrier»\n  Properties: {Pigeon: 4}"),
      .error(
        "invalid-value", "E3017",
        "'Carrier' is not a valid 'Type'; it must be one of 'S3', 'SNS', 'Kinesis', 'DynamoDB', 'DocumentDB', 'SQS', 'Api', 'Schedule', … (19 in all)",
        path: "Resources/R/Properties/Events/E/Type", fix: "")),
    Case(
      "the format version", "AWSTemplateFormatVersion: «\"2010-09-10\"»\n" + Templates.text("a"),
      .error(
        "invalid-value", "E1001",
        "'AWSTemplateFormatVersion' must be '2010-09-09', the only version there is",
        path: "AWSTemplateFormatVersion", fix: "Change to '2010-09-09'",
        gives: "AWSTemplateFormatVersion: '2010-09-09'")),
  ]

  static let quiet = [
    Case(
      "a value from elsewhere",
      Templates.function("PackageType: !Ref P", before: "Parameters:\n  P: {Type: String}")),
    Case("a dynamic reference", Templates.function("PackageType: '{{resolve:ssm:/a/b}}'")),
    Case("a number among numbers as text", Templates.resource("AWS::Logs::LogGroup", "RetentionInDays: '7'")),
    Case("a number in another notation", Templates.resource("AWS::Logs::LogGroup", "RetentionInDays: 7.0")),
    Case("a date without quotes", "AWSTemplateFormatVersion: 2010-09-09\n" + Templates.text("a")),
    Case(
      "any case where the service takes any",
      Templates.resource(
        "AWS::EC2::Volume", "AvailabilityZone: us-east-1a\nSize: 8\nVolumeType: GP3")),
    Case("not there", Templates.function("PackageType: !Ref AWS::NoValue")),
  ]
}
