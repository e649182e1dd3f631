import Testing

@Suite struct CircularDependencyTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "the function's own part waits",
      withFunction("Environment: {Variables: {ALARM: !Ref Alarm}}", "«Function»"),
      .error(
        "circular-dependency", "E3004", "These resources wait for each other: Function → Alarm → Function",
        path: "Resources/Function")),
    Case(
      "an API's definition waits for its authorizer",
      withAPI("Auth: {Authorizers: {A: {FunctionArn: !GetAtt F.Arn}}}", "«API»"),
      .error("circular-dependency", "E3004", "These resources wait for each other: API → F → API")),
  ]

  // What SAM makes other resources of waits for the function or API, which do not wait for it.
  static let quiet = [
    Case(
      "alarms",
      withFunction("AutoPublishAlias: live\nDeploymentPreference: {Type: AllAtOnce, Alarms: [!Ref Alarm]}")),
    Case(
      "hooks",
      withFunction(
        "AutoPublishAlias: live\nDeploymentPreference: {Type: AllAtOnce, Hooks: {PreTraffic: !Ref Alarm}}")),
    Case(
      "an address", withFunction("FunctionUrlConfig: {AuthType: NONE, Cors: {AllowOrigins: [!Ref Alarm]}}")),
    Case(
      "a destination",
      withFunction(
        "EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SNS, Destination: !Ref Alarm}}}")),
    Case("a stage's log", withAPI("AccessLogSetting: {DestinationArn: !GetAtt F.Arn}")),
    Case("a stage's variables", withAPI("Variables: {F: !Ref F}")),
    Case(
      "an HTTP API's stage",
      withAPI(
        "AccessLogSettings: {DestinationArn: !GetAtt F.Arn}\nStageVariables: {F: !Ref F}", type: "HttpApi")),
  ]

  private static func withFunction(_ properties: String, _ name: String = "Function") -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      \(name):
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: src/
          Handler: app.handler
          Runtime: python3.13
          \(properties.replacing("\n", with: "\n      "))
      Alarm:
        Type: AWS::CloudWatch::Alarm
        Properties:
          Namespace: AWS/Lambda
          MetricName: Errors
          Dimensions: [{Name: FunctionName, Value: !Ref Function}]
          Statistic: Sum
          Period: 60
          EvaluationPeriods: 1
          Threshold: 1
          ComparisonOperator: GreaterThanThreshold

    """
  }

  private static func withAPI(_ properties: String, _ name: String = "API", type: String = "Api") -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      \(name):
        Type: AWS::Serverless::\(type)
        Properties:
          \(type == "Api" ? "StageName: live" : "Description: a")
          \(properties.replacing("\n", with: "\n      "))
      F:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: src/
          Handler: app.handler
          Runtime: python3.13
          Environment: {Variables: {URL: !Ref API}}

    """
  }
}
