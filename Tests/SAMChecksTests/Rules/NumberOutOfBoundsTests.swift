import Testing

@Suite struct NumberOutOfBoundsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "above", Templates.resource("AWS::SQS::Queue", "DelaySeconds: «901»"),
      .error(
        "number-out-of-bounds", "E3034", "'DelaySeconds' must be at most 900, not 901",
        path: "Resources/R/Properties/DelaySeconds", fix: "")),
    Case(
      "below", Templates.resource("AWS::SQS::Queue", "MessageRetentionPeriod: «59»"),
      .error("number-out-of-bounds", "E3034", "'MessageRetentionPeriod' must be at least 60, not 59")),
    Case(
      "as text, with its quotes", Templates.resource("AWS::SQS::Queue", "DelaySeconds: «\"901\"»"),
      .error("number-out-of-bounds", "E3034", "'DelaySeconds' must be at most 900, not 901")),
    Case(
      "of a conditional rule, under its id", Templates.lambda("Timeout: «901»"),
      .error("number-out-of-bounds", "E3717", "'Timeout' must be at most 900, not 901")),
    Case(
      "negative", Templates.resource("AWS::SQS::Queue", "DelaySeconds: «-1»"),
      .error("number-out-of-bounds", "E3034", "'DelaySeconds' must be at least 0, not -1")),
    Case(
      "octal, as YAML 1.1 reads it", Templates.resource("AWS::SQS::Queue", "MessageRetentionPeriod: «0070»"),
      .error("number-out-of-bounds", "E3034", "'MessageRetentionPeriod' must be at least 60, not 0070")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": «1000»}}}}
      """, .error("number-out-of-bounds", "E3034", "'DelaySeconds' must be at most 900, not 1000")),
    Case(
      "one branch of Fn::If",
      Templates.resource(
        "AWS::SQS::Queue", "DelaySeconds: !If [C, «1000», 10]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error(
        "number-out-of-bounds", "E3034", "'DelaySeconds' must be at most 900, not 1000",
        path: "Resources/R/Properties/DelaySeconds/Fn::If/1")),
  ]

  static let quiet = [
    Case("at the limit", Templates.function("Timeout: 900\nMemorySize: 128")),
    Case("hexadecimal", Templates.resource("AWS::SQS::Queue", "DelaySeconds: 0x10")),
    Case("with digits grouped", Templates.function("MemorySize: 1_024")),
    Case("a reference", Templates.function("Timeout: !Ref P", before: "Parameters:\n  P: {Type: Number}")),
  ]
}
