import Testing

@Suite struct NoAlternativeFitsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "a list among texts and mappings", code("CodeUri: «[a]»"),
      .error(
        "wrong-kind", "E3017", "'CodeUri' must be text or a mapping, not a list",
        path: "Resources/R/Properties/CodeUri")),
    Case(
      "the form that is meant has a mistake: that mistake",
      code("CodeUri: {Bucket: abc, Key: k, «Versio»: v}"),
      .error("unknown-property", "E3002", "'Versio' is not a property of 'CodeUri'; did you mean 'Version'?")),
    Case(
      "of forms that each ask for a name, none",
      geo("«GeoLocation»: {SubdivisionCode: a}"),
      .error(
        "missing-property", "E3018", "'GeoLocation' needs one of 'ContinentCode' or 'CountryCode'",
        path: "Resources/R/Properties/GeoLocation")),
    Case(
      "of forms that each ask for a name, two: the second",
      geo("GeoLocation: {CountryCode: DE, «ContinentCode»: EU}"),
      .error(
        "property-conflict", "E3018",
        "'GeoLocation' takes only one of 'ContinentCode' and 'CountryCode'; it has 'CountryCode' already")),
    Case(
      "a name that is excluded", Templates.function("Environment: {Variables: {«AWS_REGION»: a}}"),
      .error("unknown-property", "E3663", "The name 'AWS_REGION' is reserved")),
  ]

  static let quiet = [
    Case("one form of a property", code("CodeUri: s3://bucket/key")),
    Case("the other form", code("CodeUri: {Bucket: abc, Key: k}")),
    Case(
      "either form under a condition",
      Templates.resource(
        "AWS::Serverless::Api", "StageName: v1\nCors: !If [C, \"'*'\", {AllowOrigin: \"'*'\"}]",
        before: "Transform: AWS::Serverless-2016-10-31\n" + condition)),
    Case(
      "a function for any of them",
      Templates.function("Policies: [!Ref P]", before: "Parameters:\n  P: {Type: String}")),
    Case(
      "exclusive names, each under its condition",
      geo(
        "GeoLocation: {CountryCode: !If [C, DE, !Ref AWS::NoValue], ContinentCode: !If [C, !Ref AWS::NoValue, EU]}",
        condition)),
  ]

  private static let condition = "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"

  private static func code(_ property: String, _ before: String = "") -> String {
    Templates.resource(
      "AWS::Serverless::Function", "Handler: app.handler\nRuntime: python3.13\n" + property,
      before: "Transform: AWS::Serverless-2016-10-31" + (before.isEmpty ? "" : "\n" + before))
  }

  private static func geo(_ property: String, _ before: String = "") -> String {
    Templates.resource(
      "AWS::Route53::RecordSet",
      "Name: a.example.\nType: A\nTTL: 300\nResourceRecords: [192.0.2.1]\nHostedZoneId: Z1\nSetIdentifier: a\n"
        + property, before: before)
  }
}
