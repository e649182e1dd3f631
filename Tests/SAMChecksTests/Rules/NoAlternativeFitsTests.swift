import Testing

@Suite struct NoAlternativeFitsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "no form for the kind of value", Templates.function("CodeUri: «[a]»"),
      .error("no-alternative-fits", "E3017", "?", path: "Resources/R/Properties/CodeUri")),
    Case(
      "the form that is meant has a mistake: that mistake", Templates.function("CodeUri: {Bucket: abc, «Kee»: k}"),
      .error("unknown-property", "E3002", "?")),
    Case(
      "a mapping among texts and mappings", Templates.function("Policies:\n  - {«Wheels»: 4}"),
      .error("no-alternative-fits", "E3017", "?")),
    Case(
      "more than one of forms that exclude each other",
      Templates.resource(
        "AWS::CloudWatch::Alarm",
        "AlarmName: a\nComparisonOperator: GreaterThanThreshold\nEvaluationPeriods: 1"),
      .error("no-alternative-fits", "E3018", "?")),
    Case("a value that is excluded", Templates.function("Environment: {Variables: {«AWS_REGION»: a}}"),
      .error("unknown-property", "E3663", "?")),
  ]

  static let quiet = [
    Case("each form of a property", Templates.function("CodeUri: s3://bucket/key")),
    Case("the other form", Templates.function("InlineCode: a\nCodeUri: {Bucket: abc, Key: k}")),
    Case("a function for any of them", Templates.function("Policies: [!Ref P]", before: "Parameters:\n  P: {Type: String}")),
  ]
}
