import Testing

@Suite struct PatternMismatchTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "a format", Templates.resource("AWS::SNS::Subscription", "Protocol: sqs\nTopicArn: «abc»"),
      .error(
        "pattern-mismatch", "E1158",
        "'abc' is not a valid AWS::SNS::Topic.Arn: it does not match ^arn:aws[a-zA-Z-]*:sns:[a-z0-9-]+:\\d{12}:.+$",
        path: "Resources/R/Properties/TopicArn", fix: "")),
    Case(
      "quoted: without the quotes", Templates.resource("AWS::S3::Bucket", "BucketName: '«Upper»'"),
      .error(
        "pattern-mismatch", "E3031",
        "'Upper' does not match the pattern ^([a-z0-9][a-z0-9.-]*[a-z0-9])?$ of 'BucketName'",
        path: "Resources/R/Properties/BucketName", fix: "")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "«Upper»"}}}}
      """,
      .error(
        "pattern-mismatch", "E3031",
        "'Upper' does not match the pattern ^([a-z0-9][a-z0-9.-]*[a-z0-9])?$ of 'BucketName'")),
    Case(
      "a long text, shortened in the sentence",
      Templates.resource(
        "AWS::KMS::Alias", "AliasName: «\(String(repeating: "x", count: 70))»\nTargetKeyId: a"),
      .error(
        "pattern-mismatch", "E3031",
        "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' does not match the pattern ^(alias/)[a-zA-Z0-9:/_-]+$ of 'AliasName'"
      )),
    Case(
      "one branch of Fn::If",
      Templates.resource(
        "AWS::S3::Bucket", "BucketName: !If [C, lower, «Upper»]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error(
        "pattern-mismatch", "E3031",
        "'Upper' does not match the pattern ^([a-z0-9][a-z0-9.-]*[a-z0-9])?$ of 'BucketName'",
        path: "Resources/R/Properties/BucketName/Fn::If/2")),
    Case(
      "another format", Templates.resource("AWS::EC2::Subnet", "VpcId: «abc»\nCidrBlock: 10.0.0.0/24"),
      .error(
        "pattern-mismatch", "E1151",
        "'abc' is not a valid AWS::EC2::VPC.Id: it does not match ^vpc-(([0-9A-Fa-f]{8})|([0-9A-Fa-f]{17}))$")
    ),
    Case(
      "a pattern and a format at once, said once",
      Templates.resource("AWS::S3::Bucket", "BucketName: «a»"),
      .error(
        "pattern-mismatch", "E3031",
        "'a' does not match the pattern ^([a-z0-9][a-z0-9.-]*[a-z0-9])?$ of 'BucketName'")),
  ]

  static let quiet = [
    Case("a match", Templates.resource("AWS::S3::Bucket", "BucketName: lower.case-1")),
    Case("a reference", Templates.resource("AWS::S3::Bucket", "BucketName: !Sub '${AWS::StackName}-Upper'")),
    Case("a dynamic reference", Templates.resource("AWS::S3::Bucket", "BucketName: '{{resolve:ssm:/A/B}}'")),
    Case(
      "a dynamic reference within",
      Templates.resource("AWS::S3::Bucket", "BucketName: 'X-{{resolve:ssm:/A/B:1}}'")),
    Case("not there", Templates.resource("AWS::S3::Bucket", "BucketName: !Ref AWS::NoValue")),
  ]
}
