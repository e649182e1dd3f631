import Testing

@Suite struct RepeatedItemTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "a text", Templates.resource("AWS::SNS::TopicPolicy", "PolicyDocument: {Statement: []}\nTopics: [a, b, «a»]"),
      .error(
        "repeated-item", "E3037", "Item 3 of 'Topics' is the same as item 1; each may be listed only once",
        path: "Resources/R/Properties/Topics/2", related: ["a: The first one is here"])),
    Case(
      "a mapping, at its first key",
      Templates.resource("AWS::S3::Bucket", "CorsConfiguration:\n  CorsRules:\n    - AllowedMethods: [GET]\n      AllowedOrigins: [a]\n    - «AllowedMethods»: [GET]\n      AllowedOrigins: [a]"),
      .error("repeated-item", "E3037", "Item 2 of 'CorsRules' is the same as item 1; each may be listed only once",
        related: ["AllowedMethods: The first one is here"])),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::SNS::TopicPolicy",
        "Properties": {"PolicyDocument": {"Statement": []}, "Topics": ["a", «"a"»]}}}}
      """, .error("repeated-item", "E3037", "Item 2 of 'Topics' is the same as item 1; each may be listed only once")),
    Case(
      "the same key of items that keys tell apart",
      Templates.resource(
        "AWS::DynamoDB::Table",
        "BillingMode: PAY_PER_REQUEST\nKeySchema:\n  - AttributeName: a\n    KeyType: HASH\n  - AttributeName: «a»\n    KeyType: RANGE\nAttributeDefinitions: [{AttributeName: a, AttributeType: S}]"),
      .error("repeated-item", "E3037", "Another item has the same 'AttributeName' already", related: ["a: The first one is here"])),
  ]

  static let quiet = [
    Case(
      "under conditions",
      Templates.resource(
        "AWS::SNS::TopicPolicy", "PolicyDocument: {Statement: []}\nTopics: [!If [C, a, b], !If [C, a, b]]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]")),
    Case(
      "not there twice",
      Templates.resource(
        "AWS::SNS::TopicPolicy",
        "PolicyDocument: {Statement: []}\nTopics: [a, !Ref AWS::NoValue, !Ref AWS::NoValue]")),
    Case("the same text by another function", Templates.resource(
      "AWS::SNS::TopicPolicy", "PolicyDocument: {Statement: []}\nTopics: [a, !Sub 'a${AWS::Region}']")),
    Case("where repetition means something", Templates.text("!Join ['-', [a, a]]")),
  ]
}
