import Testing

@Suite struct PatternMismatchTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "plain", Templates.resource("AWS::SNS::Subscription", "Protocol: sqs\nTopicArn: «abc»"),
      .error("pattern-mismatch", "E3031", "?", path: "Resources/R/Properties/TopicArn", fix: "")),
    Case(
      "quoted: without the quotes", Templates.resource("AWS::S3::Bucket", "BucketName: '«Upper»'"),
      .error("pattern-mismatch", "E3031", "?", path: "Resources/R/Properties/BucketName", fix: "")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "«Upper»"}}}}
      """, .error("pattern-mismatch", "E3031", "?")),
    Case(
      "a long text, shortened in the sentence",
      Templates.resource("AWS::S3::Bucket", "BucketName: «Upper-\(String(repeating: "x", count: 60))»"),
      .error("pattern-mismatch", "E3031", "?")),
    Case(
      "one branch of Fn::If",
      Templates.resource(
        "AWS::S3::Bucket", "BucketName: !If [C, lower, «Upper»]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error("pattern-mismatch", "E3031", "?", path: "Resources/R/Properties/BucketName/Fn::If/2")),
    Case(
      "a format", Templates.resource("AWS::EC2::Subnet", "VpcId: «abc»\nCidrBlock: 10.0.0.0/24"),
      .error("pattern-mismatch", "E1150", "?")),
    Case(
      "a pattern and a format at once, said once",
      Templates.resource("AWS::S3::Bucket", "BucketName: «a»"),
      .error("pattern-mismatch", "E3031", "?")),
  ]

  static let quiet = [
    Case("a match", Templates.resource("AWS::S3::Bucket", "BucketName: lower.case-1")),
    Case("a reference", Templates.resource("AWS::S3::Bucket", "BucketName: !Sub '${AWS::StackName}-Upper'")),
    Case("a dynamic reference", Templates.resource("AWS::S3::Bucket", "BucketName: '{{resolve:ssm:/A/B}}'")),
    Case("a dynamic reference within", Templates.resource("AWS::S3::Bucket", "BucketName: 'X-{{resolve:ssm:/A/B:1}}'")),
    Case("not there", Templates.resource("AWS::S3::Bucket", "BucketName: !Ref AWS::NoValue")),
  ]
}
