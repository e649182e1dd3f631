import Testing

@Suite struct LengthOutOfBoundsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "too long",
      Templates.resource(
        "AWS::Lambda::LayerVersion",
        "Content: {S3Bucket: abc, S3Key: k}\nDescription: «\(String(repeating: "x", count: 257))»"),
      .error(
        "length-out-of-bounds", "E3033", "'Description' may have at most 256 characters, it has 257",
        path: "Resources/R/Properties/Description")),
    Case(
      "too short", Templates.resource("AWS::KMS::Alias", "AliasName: alias/a\nTargetKeyId: «''»"),
      .error("length-out-of-bounds", "E3033", "'TargetKeyId' must have at least 1 character, it has 0")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": "alias/a", "TargetKeyId": «""»}}}}
      """, .error("length-out-of-bounds", "E3033", "'TargetKeyId' must have at least 1 character, it has 0")),
    Case(
      "the description of the template",
      "«Description»: \(String(repeating: "x", count: 1025))\n" + Templates.text("a"),
      .error(
        "length-out-of-bounds", "E1003", "'Description' may have at most 1024 bytes, it has 1025",
        path: "Description")),
    Case(
      "the description of the template, in bytes",
      "«Description»: \(String(repeating: "é", count: 513))\n" + Templates.text("a"),
      .error("length-out-of-bounds", "E1003", "'Description' may have at most 1024 bytes, it has 1026")),
  ]

  static let quiet = [
    Case(
      "characters are counted, not bytes",
      Templates.resource(
        "AWS::Lambda::LayerVersion",
        "Content: {S3Bucket: abc, S3Key: k}\nDescription: \(String(repeating: "é", count: 256))")),
    Case(
      "what a function gives",
      Templates.resource(
        "AWS::Lambda::LayerVersion",
        "Content: {S3Bucket: abc, S3Key: k}\nDescription: !Sub '${AWS::Region}\(String(repeating: "x", count: 300))'"
      )),
    Case(
      "a dynamic reference",
      Templates.resource("AWS::KMS::Alias", "AliasName: alias/a\nTargetKeyId: '{{resolve:ssm:/a}}'")),
    Case("at the limit", "Description: \(String(repeating: "x", count: 1024))\n" + Templates.text("a")),
  ]
}
