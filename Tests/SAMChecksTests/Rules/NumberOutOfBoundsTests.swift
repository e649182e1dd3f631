import Testing

@Suite struct NumberOutOfBoundsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "above", Templates.function("Timeout: «901»"),
      .error(
        "number-out-of-bounds", "E3034", "'Timeout' must be at most 900, not 901",
        path: "Resources/R/Properties/Timeout", fix: "")),
    Case(
      "below", Templates.function("MemorySize: «64»"),
      .error("number-out-of-bounds", "E3034", "'MemorySize' must be at least 128, not 64")),
    Case(
      "as text, with its quotes", Templates.function("Timeout: «\"901\"»"),
      .error("number-out-of-bounds", "E3034", "'Timeout' must be at most 900, not 901")),
    Case(
      "negative", Templates.resource("AWS::SQS::Queue", "DelaySeconds: «-1»"),
      .error("number-out-of-bounds", "E3034", "'DelaySeconds' must be at least 0, not -1")),
    Case(
      "octal, as YAML 1.1 reads it", Templates.resource("AWS::SQS::Queue", "MessageRetentionPeriod: «0070»"),
      .error("number-out-of-bounds", "E3034", "'MessageRetentionPeriod' must be at least 60, not 0070")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": «1e3»}}}}
      """, .error("number-out-of-bounds", "E3034", "'DelaySeconds' must be at most 900, not 1e3")),
    Case(
      "one branch of Fn::If",
      Templates.function(
        "Timeout: !If [C, «1000», 10]", before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error(
        "number-out-of-bounds", "E3034", "'Timeout' must be at most 900, not 1000",
        path: "Resources/R/Properties/Timeout/Fn::If/1")),
    Case(
      "in Globals",
      """
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function: {Timeout: «1000»}
      Resources:
        R: {Type: AWS::SNS::Topic}

      """,
      .error("number-out-of-bounds", "E3034", "'Timeout' must be at most 900, not 1000", path: "Globals/Function/Timeout")),
  ]

  static let quiet = [
    Case("at the limit", Templates.function("Timeout: 900\nMemorySize: 128")),
    Case("hexadecimal", Templates.resource("AWS::SQS::Queue", "DelaySeconds: 0x10")),
    Case("with digits grouped", Templates.function("MemorySize: 1_024")),
    Case("a reference", Templates.function("Timeout: !Ref P", before: "Parameters:\n  P: {Type: Number}")),
  ]
}
