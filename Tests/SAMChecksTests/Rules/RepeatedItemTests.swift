import Testing

@Suite struct RepeatedItemTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "a text", records("[192.0.2.1, 192.0.2.2, «192.0.2.1»]"),
      .error(
        "repeated-item", "E3037",
        "Item 3 of 'ResourceRecords' is the same as item 1; each may be listed only once",
        path: "Resources/R/Properties/ResourceRecords/2", fix: "",
        related: ["192.0.2.1: The first one is here"])),
    Case(
      "a mapping, at its first key",
      Templates.resource(
        "AWS::S3::Bucket",
        """
        CorsConfiguration:
          CorsRules:
            - AllowedMethods: [GET]
              AllowedOrigins: [a]
            - «AllowedMethods»: [GET]
              AllowedOrigins: [a]
        """),
      .error(
        "repeated-item", "E3037", "Item 2 of 'CorsRules' is the same as item 1; each may be listed only once",
        related: ["AllowedMethods: The first one is here"])),
    Case(
      "a mapping whose keys stand in another order",
      Templates.resource(
        "AWS::S3::Bucket",
        "CorsConfiguration: {CorsRules: [{AllowedMethods: [GET], AllowedOrigins: [a]}, {«AllowedOrigins»: [a], AllowedMethods: [GET]}]}"
      ),
      .error(
        "repeated-item", "E3037", "Item 2 of 'CorsRules' is the same as item 1; each may be listed only once")
    ),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "a.example.", "Type": "A",
        "TTL": 300, "HostedZoneId": "Z1", "ResourceRecords": ["192.0.2.1", «"192.0.2.1"»]}}}}
      """,
      .error(
        "repeated-item", "E3037",
        "Item 2 of 'ResourceRecords' is the same as item 1; each may be listed only once")),
    Case(
      "the same reference",
      records("[!Ref P, «!Ref P»]", before: "Parameters:\n  P: {Type: String}"),
      .error(
        "repeated-item", "E3037",
        "Item 2 of 'ResourceRecords' is the same as item 1; each may be listed only once")),
    Case(
      "the same key of items that keys tell apart",
      Templates.resource(
        "AWS::DynamoDB::Table",
        """
        BillingMode: PAY_PER_REQUEST
        KeySchema:
          - AttributeName: a
            KeyType: HASH
          - AttributeName: «a»
            KeyType: RANGE
        AttributeDefinitions: [{AttributeName: a, AttributeType: S}]
        """),
      .error(
        "repeated-item", "E3037", "Another item has the same 'AttributeName' already",
        path: "Resources/R/Properties/KeySchema/1", related: ["a: The first one is here"])),
  ]

  static let quiet = [
    Case(
      "under conditions",
      records(
        "[!If [C, 192.0.2.1, 192.0.2.2], !If [C, 192.0.2.1, 192.0.2.2]]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]")),
    Case("not there twice", records("[192.0.2.1, !Ref AWS::NoValue, !Ref AWS::NoValue]")),
    Case("another text", records("[192.0.2.1, !Sub '192.0.2.${AWS::Region}']")),
    Case("where repetition means something", Templates.text("!Join ['-', [a, a]]")),
  ]

  private static func records(_ list: String, before: String = "") -> String {
    Templates.resource(
      "AWS::Route53::RecordSet",
      "Name: a.example.\nType: A\nTTL: 300\nHostedZoneId: Z1\nResourceRecords: " + list,
      before: before)
  }
}
