import Testing

@Suite struct ParameterOverrideTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static func template(_ parameters: String) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    \(parameters)
    Resources:
      A:
        Type: AWS::Serverless::SimpleTable
        Properties: {TableName: !Ref Stage}

    """
  }

  private static func files(_ overrides: String) -> [String: String] {
    ["samconfig.toml": "[default.deploy.parameters]\nparameter_overrides = \"\(overrides)\"\n"]
  }

  static let found = [
    Case(
      "a parameter that is not there", template("«Parameters»: {Stage: {Type: String}}"),
      .warning(
        "parameter-override", nil,
        "'samconfig.toml' sets the parameter 'Stagee', which this template does not have; did you mean 'Stage'?",
        path: "Parameters", related: ["samconfig.toml \"Stagee=a\": The overrides of 'deploy' are here"]),
      files: files("Stagee=a")),
    Case(
      "a value that is not allowed",
      template("Parameters: {«Stage»: {Type: String, AllowedValues: [dev, prod]}}"),
      .warning(
        "parameter-override", nil,
        "'samconfig.toml' gives 'Stage' the value 'pord', which 'AllowedValues' does not have; did you mean 'prod'?",
        path: "Parameters/Stage"),
      files: files("Stage=pord")),
    Case(
      "a value that does not match",
      template("Parameters: {«Stage»: {Type: String, AllowedPattern: '[a-z]+'}}"),
      .warning(
        "parameter-override", nil,
        "'samconfig.toml' gives 'Stage' the value 'a1', which 'AllowedPattern' does not match"),
      files: files("Stage=a1")),
  ]

  static let quiet = [
    Case(
      "what fits",
      template("Parameters: {Stage: {Type: String, AllowedValues: [dev, prod], AllowedPattern: '[a-z]+'}}"),
      files: files("Stage=prod")),
    Case(
      "another environment", template("Parameters: {Stage: {Type: String}}"),
      files: ["samconfig.toml": "[prod.deploy.parameters]\nparameter_overrides = \"X=y\"\n"]),
    Case("no configuration", template("Parameters: {Stage: {Type: String}}"), files: ["other": ""]),
  ]
}
