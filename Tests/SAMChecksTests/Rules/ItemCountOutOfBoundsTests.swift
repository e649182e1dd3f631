import Testing

@Suite struct ItemCountOutOfBoundsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static let condition = "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"

  static let found = [
    Case(
      "too many, in brackets", Templates.lambda("Architectures: «[arm64, x86_64]»"),
      .error(
        "item-count-out-of-bounds", "E3032", "'Architectures' may have at most 1 item, it has 2",
        path: "Resources/R/Properties/Architectures")),
    Case(
      "too many, in a block: at the key", Templates.lambda("«Architectures»:\n  - arm64\n  - x86_64"),
      .error("item-count-out-of-bounds", "E3032", "'Architectures' may have at most 1 item, it has 2")),
    Case(
      "too few", Templates.lambda("Architectures: «[]»"),
      .error("item-count-out-of-bounds", "E3032", "'Architectures' must have at least 1 item, it has 0")),
    Case(
      "of a function's argument", Templates.text("!Join «[a]»"),
      .error(
        "item-count-out-of-bounds", "E1022", "'Fn::Join' must have at least 2 items, it has 1",
        path: "Resources/R/Properties/DisplayName/Fn::Join")),
    Case(
      "of a condition",
      "Conditions:\n  C: !Not «[!Equals [!Ref AWS::Region, a], !Equals [!Ref AWS::Region, b]]»\n"
        + "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Condition: C\n",
      .error("item-count-out-of-bounds", "E8005", "'Fn::Not' may have at most 1 item, it has 2")),
    Case(
      "different items",
      Templates.resource(
        "AWS::CloudWatch::Alarm",
        "MetricName: a\nNamespace: b\nComparisonOperator: GreaterThanThreshold\nEvaluationPeriods: 1\nPeriod: 60\nStatistic: Sum\nThreshold: 1\nAlarmActions: «[a, b, c, d, e, f]»"
      ),
      .error(
        "item-count-out-of-bounds", "E3065", "'AlarmActions' may have at most 5 different items, it has 6")),
    Case(
      "entries of a mapping", "Mappings:\n  «M»: {}\n" + Templates.text("!FindInMap [M, a, b]"),
      .error(
        "item-count-out-of-bounds", "E7001", "'M' must have at least 1 entry, it has 0", path: "Mappings/M")),
  ]

  static let quiet = [
    Case(
      "items that may not be there",
      Templates.lambda(
        "Architectures: [!If [C, arm64, !Ref AWS::NoValue], !If [C, !Ref AWS::NoValue, x86_64]]",
        before: condition)),
    Case("as many as may be", Templates.lambda("Architectures: [arm64]")),
    Case(
      "the same item again",
      Templates.resource(
        "AWS::CloudWatch::Alarm",
        "MetricName: a\nNamespace: b\nComparisonOperator: GreaterThanThreshold\nEvaluationPeriods: 1\nPeriod: 60\nStatistic: Sum\nThreshold: 1\nAlarmActions: [a, b, c, d, e, e]"
      )),
  ]
}
