import Testing

/// Forms that only the transform gives meaning to.
@Suite struct SAMFormsTests {
  /// A template, and the errors in it.
  struct Form: Sendable, CustomTestStringConvertible {
    let name: String
    let body: String
    let errors: [String]

    init(_ name: String, _ body: String, _ errors: [String] = []) {
      (self.name, self.body, self.errors) = (name, body, errors)
    }

    var testDescription: String { name }
  }

  private static func function(_ properties: String = "", _ rest: String = "") -> String {
    "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: python3.13\n"
      + "      Handler: a.b\n      InlineCode: x\n" + properties + rest
  }

  private static func events(_ event: String) -> String { "      Events:\n        E: \(event)\n" }

  private static func outputs(_ values: String...) -> String {
    "Outputs:\n" + values.enumerated().map { "  O\($0): {Value: \($1)}\n" }.joined()
  }

  private static let machine = """
    Resources:
      S:
        Type: AWS::Serverless::StateMachine
        Properties:
          Definition:
            StartAt: A
            States: {A: {Type: Pass, End: true}}
          Events:
            E: {Type: Api, Properties: {Path: /, Method: post}}

    """

  static let forms = [
    Form(
      "an API made by an event of a state machine",
      machine + outputs("!Ref ServerlessRestApi", "!Ref ServerlessRestApiProdStage", "!GetAtt SERole.Arn")),
    Form(
      "the stage of an implicit API in a Fn::Sub",
      function(
        events("{Type: Api, Properties: {Path: /, Method: get}}"),
        outputs(#"!Sub "https://${ServerlessRestApi}/${ServerlessRestApi.Stage}/""#))),
    Form(
      "the stage of an implicit API that nothing makes",
      function(events("{Type: HttpApi}"), outputs(#"!Sub "${ServerlessRestApi.Stage}""#)),
      [
        "12:23 unresolved-reference: 'ServerlessRestApi' does not exist: SAM makes 'ServerlessRestApi' of 'Api' events without 'RestApiId', and there is none"
      ]),
    Form(
      "a version with AutoPublishAlias",
      function(
        "      AutoPublishAlias: live\n",
        outputs(
          "!GetAtt F.Version.FunctionArn", "!GetAtt F.Version.Version", "!Ref F.Version", "!Ref F.Alias",
          "!Ref FAliaslive"))),
    Form(
      "a version without AutoPublishAlias",
      function("", outputs("!GetAtt F.Version.FunctionArn", "!Ref F.Alias", "!Ref FAliaslive")),
      [
        "10:25 unknown-attribute: 'F.Version' does not exist: 'F' has no 'AutoPublishAlias'",
        "11:20 unresolved-reference: 'F.Alias' does not exist: 'F' has no 'AutoPublishAlias'",
        "12:20 unresolved-reference: 'FAliaslive' does not exist: 'F' has no 'AutoPublishAlias'",
      ]),
    Form(
      "attributes of a version",
      function("      AutoPublishAlias: live\n", outputs("!GetAtt F.Version.Arn", "!GetAtt F.Version")),
      [
        "11:33 unknown-attribute: AWS::Lambda::Version has no attribute 'Arn'; it must be one of 'FunctionArn' or 'Version'",
        "12:25 unknown-attribute: 'F.Version' is a resource; Fn::GetAtt needs one of its attributes, and Ref gives the resource itself",
      ]),
    Form(
      "an alias of another name",
      function("      AutoPublishAlias: live\n", outputs("!Ref FAliasprod")),
      ["11:20 unresolved-reference: 'FAliasprod' does not exist: the alias of 'F' is 'FAliaslive'"]),
    Form(
      "an alias whose name a parameter gives",
      "Parameters: {Stage: {Type: String, Default: dev}}\n"
        + function("      AutoPublishAlias: !Ref Stage\n", outputs("!Ref FAliasdev", "!Ref FAliasprod"))),
    Form(
      "the default stage of an implicit HTTP API",
      function(
        events("{Type: HttpApi}"),
        outputs("!Ref ServerlessHttpApiApiGatewayDefaultStage", "!Ref ServerlessHttpApi"))),
    Form(
      "DependsOn a generated resource",
      function(
        "      AutoPublishAlias: live\n",
        "  T: {Type: AWS::SNS::Topic, DependsOn: [FRole, FAliaslive]}\n")),
    Form(
      "DependsOn a generated resource that is not made",
      function(
        "      Role: arn:aws:iam::123456789012:role/r\n", "  T: {Type: AWS::SNS::Topic, DependsOn: FRole}\n"),
      ["10:41 invalid-dependency: 'FRole' does not exist: 'F' has a 'Role' of its own"]),
    Form(
      "DependsOn a name that only Ref and the like know",
      function("      AutoPublishAlias: live\n", "  T: {Type: AWS::SNS::Topic, DependsOn: F.Alias}\n"),
      ["10:41 invalid-dependency: 'F.Alias' is not a resource of this template"]),
    Form(
      "a function whose every required property comes from Globals",
      """
      Globals:
        Function: {Runtime: python3.13, Handler: a.b, CodeUri: src/}
      Resources:
        F: {Type: AWS::Serverless::Function}
        G:
          Type: AWS::Serverless::Function
          Properties: {Timeout: 3}

      """),
    Form(
      "layers by Ref under Globals",
      "Globals:\n  Function:\n    Layers: [!Ref L]\n"
        + function(
          "      Layers: [!Ref L]\n",
          "  L:\n    Type: AWS::Serverless::LayerVersion\n    Properties: {ContentUri: layer/}\n")),
    Form(
      "JSONata in a Choice",
      """
      Resources:
        S:
          Type: AWS::Serverless::StateMachine
          Properties:
            Definition:
              QueryLanguage: JSONata
              StartAt: A
              States:
                A:
                  Type: Choice
                  Choices:
                    - Condition: "{% $states.input.total > 100 %}"
                      Next: B
                  Default: B
                B: {Type: Succeed}

      """),
    Form(
      "a substitution where an ARN stands",
      """
      Resources:
        S:
          Type: AWS::Serverless::StateMachine
          Properties:
            DefinitionSubstitutions: {FunctionArn: !GetAtt F.Arn}
            Definition:
              StartAt: A
              States:
                A: {Type: Task, Resource: "${FunctionArn}", End: true}
        F:
          Type: AWS::Serverless::Function
          Properties: {Runtime: python3.13, Handler: a.b, CodeUri: src/}

      """),
    Form(
      "an authoriser that is named and not defined",
      """
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: v1
            Auth: {Authorizers: {Pool: {UserPoolArn: arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a}}}
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri: src/
            Events:
              E:
                Type: Api
                Properties: {RestApiId: !Ref A, Path: /, Method: get, Auth: {Authorizer: Pol}}

      """,
      ["17:84 undefined-authorizer: 'Pol' is no authorizer of 'A'; did you mean 'Pool'?"]),
    Form(
      "a stage of another name",
      "Resources:\n  A:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: v1}\n"
        + outputs("!Ref Av1Stage", "!Ref A.Stage", "!Ref A.Deployment", "!Ref AProdStage"),
      ["10:20 unresolved-reference: 'AProdStage' does not exist: the stage of 'A' is 'Av1Stage'"]),
    Form(
      "a URL of a function without one", function("", outputs("!GetAtt FUrl.FunctionUrl")),
      ["10:23 unresolved-reference: 'FUrl' does not exist: 'F' has no 'FunctionUrlConfig'"]),
    Form(
      "what CodeDeploy needs, through Globals",
      "Globals:\n  Function:\n    AutoPublishAlias: live\n    DeploymentPreference: {Type: AllAtOnce}\n"
        + function(
          "",
          outputs(
            "!Ref ServerlessDeploymentApplication", "!Ref CodeDeployServiceRole", "!Ref FDeploymentGroup"))),
    Form(
      "what CodeDeploy needs, and nothing needs it",
      function("", outputs("!Ref ServerlessDeploymentApplication")),
      [
        "10:20 unresolved-reference: 'ServerlessDeploymentApplication' does not exist: no function has a 'DeploymentPreference' that needs it"
      ]),
    Form(
      "the policy of a connector",
      function(
        "",
        "    Connectors:\n      C: {Properties: {Destination: {Id: T}, Permissions: [Write]}}\n"
          + "  T: {Type: AWS::SNS::Topic}\n" + outputs("!GetAtt FCPolicy.PolicyArn", "!Ref FDPolicy")),
      [
        "14:20 unresolved-reference: 'FDPolicy' is not a parameter or resource of this template; did you mean 'FCPolicy'?"
      ]),
    Form(
      "resources of events",
      function(
        "      Events:\n        S: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n        Q: {Type: SQS, Properties: {Queue: arn:aws:sqs:us-east-1:123456789012:q}}\n",
        outputs("!Ref FS", "!GetAtt FS.Arn", "!Ref FSPermission", "!Ref FQ", "!Ref FX")),
      [
        "17:20 unresolved-reference: 'FX' is not a parameter or resource of this template; did you mean 'F'?"
      ]),
  ]

  @Test(arguments: forms) func form(_ form: Form) {
    #expect(samFindings("Transform: AWS::Serverless-2016-10-31\n" + form.body) == form.errors)
  }
}
