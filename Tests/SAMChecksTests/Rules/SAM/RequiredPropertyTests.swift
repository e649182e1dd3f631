import Testing

@Suite struct RequiredPropertyTests {
  private static func template(_ events: String) -> String {
    "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n"
      + "    Properties:\n      Runtime: python3.13\n      Handler: a.b\n      CodeUri: src/\n      Events:\n"
      + events.split(separator: "\n").map { "        \($0)\n" }.joined()
  }

  static let cases: [(String, [String])] = [
    (
      "S: {Type: Schedule, Properties: {Enabled: true}}",
      ["10:29 missing-property: An event of type 'Schedule' needs the property 'Schedule'"]
    ),
    ("S: {Type: Schedule, Properties: {Schedule: rate(1 day)}}", []),
    (
      "S: {Type: Schedule}",
      ["10:9 missing-property: 'S' needs the property 'Properties'"]
    ),
    (
      "A: {Type: Api, Properties: {Path: /, Method: }}",
      ["10:46 wrong-kind: 'Method' has no value; an event of type 'Api' needs one"]
    ),
    (
      "H: {Type: HttpApi, Properties: {Path: /a}}",
      [
        "10:28 invalid-route: 'H' has 'Path' and needs 'Method' as well; with neither it is the default route"
      ]
    ),
    ("H: {Type: HttpApi}", []),
    (
      "T: {Type: !Sub Api, Properties: {Path: /, Method: get}}",
      ["10:19 invalid-event: The 'Type' of an event must be plain text, not Fn::Sub"]
    ),
  ]

  static let calls: [(String, [String])] = [
    (
      "A: {Type: Api, Properties: {RestApiId: , Path: /, Method: get}}",
      ["10:37 invalid-route: 'RestApiId' must be a Ref to an API of this template, not empty"]
    )
  ]

  @Test(arguments: calls) func call(_ text: String, _ expected: [String]) {
    #expect(samFindings(Self.template(text)) == expected)
  }

  @Test(arguments: cases) func event(_ text: String, _ expected: [String]) {
    #expect(samFindings(Self.template(text)) == expected)
  }

  private static func resource(_ properties: String, _ globals: String = "") -> String {
    "Transform: AWS::Serverless-2016-10-31\n" + globals
      + "Resources:\n  F:\n    Type: AWS::Serverless::Function\n" + properties
  }

  static let functions: [(String, [String])] = [
    (
      resource("    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: !Ref F2}\n", "")
        + "  F2: {Type: AWS::S3::Bucket}\n",
      [
        "5:62 invalid-package: 'CodeUri' must be known before the deployment: text, or a Ref to a parameter; Ref cannot give it"
      ]
    ),
    (
      resource(
        "    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: .}\n", "Globals:\n  Api: !Sub a\n"),
      ["3:3 wrong-kind: 'Api' must be a mapping of properties: SAM reads 'Globals' before functions"]
    ),
    (
      resource("    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: .}\n", "")
        + "  N:\n    Type: AWS::Serverless::Application\n    Properties: {Location: !Sub 'a'}\n",
      [
        "8:28 invalid-application: 'Location' must be an address, or a mapping with 'ApplicationId' and 'SemanticVersion': the SAM transform does not look through Fn::Sub"
      ]
    ),
    (resource(""), ["3:3 missing-handler: A function in a .zip package needs 'Handler' and 'Runtime'"]),
    (
      resource("    Propertis: {Handler: a.b}\n"),
      ["5:5 missing-handler: A function in a .zip package needs 'Handler' and 'Runtime'"]
    ),
    (
      resource("    Properties: {Handler: '', Runtime: python3.13, CodeUri: .}\n"),
      ["5:5 missing-handler: A function in a .zip package needs 'Handler'"]
    ),
    (
      resource("    Properties: [a]\n"), ["5:17 wrong-kind: 'Properties' must be a mapping, not a list"]
    ),
    (
      resource("    Properties: !Sub a\n"),
      [
        "5:5 wrong-kind: 'Properties' must be a mapping of properties: the SAM transform does not look through Fn::Sub"
      ]
    ),
    (
      resource(
        "    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: !Sub 's3://b/${AWS::Region}'}\n"),
      [
        "5:62 invalid-package: 'CodeUri' must be known before the deployment: text, or a Ref to a parameter; Fn::Sub cannot give it"
      ]
    ),
    (
      resource(
        "    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: .}\n",
        "Globals:\n  Api:\n    Cors: 5\n"),
      ["4:11 wrong-kind: 'Cors' must be a mapping or text, not the number 5"]
    ),
    (
      resource(
        "    Properties:\n      Handler: a.b\n      Runtime: python3.13\n      CodeUri: .\n      Policies:\n        - !If [C, AWSLambdaExecute, {Statement: []}]\n        - 5\n        - {}\n"
          + "Conditions: {C: !Equals [!Ref AWS::Region, a]}\n"),
      [
        "10:37 invalid-policy-template: Both values of Fn::If must be policies of one kind: managed policies, documents or policy templates",
        "11:11 wrong-kind: 'Policies' must hold a mapping or text, not the number 5",
        "12:11 invalid-policy-template: A policy must be a name or an ARN, a document with 'Statement' or a policy template, not an empty mapping",
      ]
    ),
  ]

  @Test(arguments: functions) func function(_ text: String, _ expected: [String]) {
    #expect(samFindings(text) == expected)
  }

  @Test func `Models need a type`() {
    let template = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: v1
            Models:
              Good: {type: object}
              Bad: {properties: {a: {type: string}}}
      """
    #expect(
      samFindings(template) == ["9:9 invalid-api: The model 'Bad' needs 'type', as a rule 'type: object'"])
  }

  @Test func `The properties of an event cannot be chosen`() {
    let queue = "Queue: !Sub \"arn:aws:sqs:us-east-1:123456789012:${AWS::Region}\""
    let template =
      Self.template("S: {Type: SQS, Properties: !If [C, {\(queue)}, {\(queue)}]}")
      + "Conditions: {C: !Equals [!Ref AWS::Region, us-east-1]}\n"
    #expect(
      samFindings(template) == [
        "10:36 wrong-kind: 'Properties' of an event must be a mapping: the SAM transform does not look through Fn::If"
      ])
  }
}
