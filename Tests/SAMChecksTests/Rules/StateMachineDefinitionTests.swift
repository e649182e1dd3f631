import Testing

@Suite struct StateMachineDefinitionTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static func sam(_ properties: String) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      M:
        Type: AWS::Serverless::StateMachine
        Properties:
          \(properties.replacing("\n", with: "\n      "))

    """
  }

  private static func plain(_ properties: String) -> String {
    Templates.resource(
      "AWS::StepFunctions::StateMachine", "RoleArn: arn:aws:iam::123456789012:role/r\n" + properties)
  }

  static let found = [
    Case(
      "a start that is not there",
      sam(
        """
        Definition:
          StartAt: «Frist»
          States:
            First: {Type: Pass, End: true}
        """),
      .error(
        "missing-state", "E3601", "There is no state 'Frist' here; did you mean 'First'?",
        path: "Resources/M/Properties/Definition/StartAt", fix: "Change to 'First'")),
    Case(
      "a next state that is in another branch",
      sam(
        """
        Definition:
          StartAt: P
          States:
            P:
              Type: Parallel
              End: true
              Branches:
                - StartAt: A
                  States:
                    A: {Type: Pass, Next: «Outer»}
        """),
      .error(
        "missing-state", "E3601", "There is no state 'Outer' here",
        path: "Resources/M/Properties/Definition/States/P/Branches/0/States/A/Next")),
    Case(
      "a choice and a catcher",
      sam(
        """
        Definition:
          StartAt: C
          States:
            C:
              Type: Choice
              Choices: [{Variable: $.a, IsNull: true, Next: «X»}]
              Default: T
            T:
              Type: Task
              Resource: arn:aws:states:::lambda:invoke
              Catch: [{ErrorEquals: [States.ALL], Next: «Y»}]
              End: true
        """),
      .error("missing-state", "E3601", "There is no state 'X' here"),
      .error("missing-state", "E3601", "There is no state 'Y' here")),
    Case(
      "a state that nothing leads to",
      sam(
        """
        Definition:
          StartAt: A
          States:
            A: {Type: Succeed}
            «B»: {Type: Pass, Next: A}
        """),
      .warning(
        "unreachable-state", nil, "No way leads to the state 'B'",
        path: "Resources/M/Properties/Definition/States/B", tags: [.unnecessary])),
    Case(
      "what a state lacks and what it does not have",
      plain(
        """
        Definition:
          StartAt: A
          States:
            «A»: {Type: Task, Next: B}
            B: {Type: Pass, End: true, «Colour»: red}
        """),
      .error("missing-property", "E3601", "'A' needs the property 'Resource'"),
      .error("unknown-property", "E3601", "'Colour' is not a property of 'B'")),
    Case(
      "paths in a machine that computes with JSONata",
      plain(
        """
        Definition:
          QueryLanguage: JSONata
          StartAt: A
          States:
            A: {Type: Pass, «InputPath»: $.a, End: true}
        """),
      .error("unknown-property", "E3601", "'InputPath' is not allowed here, with what else there is")),
    Case(
      "in a text with lines",
      plain(
        """
        DefinitionString: |
          {"StartAt": "A",
           "States": {"A": {"Type": "Pass", "Next": "«Z»"}}}
        """),
      .error(
        "missing-state", "E3601", "There is no state 'Z' here",
        path: "Resources/R/Properties/DefinitionString")),
    Case(
      "in a text whose lines are folded",
      plain(
        """
        DefinitionString: «>»
          {"StartAt": "A",
           "States": {"A": {"Type": "Pass", "Next": "Z"}}}
        """),
      .error("missing-state", "E3601", "Line 2 of the text: There is no state 'Z' here")),
    Case(
      "in a file",
      sam("DefinitionUri: «machine.asl.json»"),
      .error(
        "missing-state", "E3601", "'machine.asl.json', line 2: There is no state 'B' here",
        path: "Resources/M/Properties/DefinitionUri",
        related: ["machine.asl.json B: There is no state 'B' here"]),
      files: [
        "machine.asl.json": """
        {"StartAt": "A", "States": {
          "A": {"Type": "Pass", "Next": "B"}}}
        """
      ]),
    Case(
      "a file that is broken", sam("DefinitionUri: «machine.asl.json»"),
      .warning(
        "broken-definition", nil,
        "'machine.asl.json', line 1: This '{' is never closed; add '}'"),
      files: ["machine.asl.json": "{\"StartAt\": [\"A\"}"]),
    Case(
      "substitutions both ways",
      sam(
        """
        DefinitionSubstitutions:
          Used: a
          «Unused»: b
        Definition:
          StartAt: A
          States:
            A: {Type: Task, Resource: "${Used}", Comment: "${«Usd»}", End: true}
        """),
      .warning(
        "unused-substitution", nil, "The definition does not use '${Unused}'",
        path: "Resources/M/Properties/DefinitionSubstitutions/Unused", tags: [.unnecessary]),
      .warning(
        "missing-substitution", nil,
        "'DefinitionSubstitutions' does not say what '${Usd}' stands for; did you mean 'Used'?")),
    Case(
      "substitutions of a file",
      sam(
        """
        DefinitionUri: «m.json»
        DefinitionSubstitutions: {«B»: b}
        """),
      .warning(
        "missing-substitution", nil,
        "'m.json', line 1: 'DefinitionSubstitutions' does not say what '${A}' stands for",
        related: ["m.json A: '${A}' is here"]),
      .warning("unused-substitution", nil, "The definition does not use '${B}'"),
      files: ["m.json": #"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":${A},"End":true}}}"#]),
  ]

  static let quiet = [
    Case(
      "substitutions where a number or an ARN stands",
      sam(
        """
        DefinitionSubstitutions: {Arn: a, Wait: 3, Next: B}
        Definition:
          StartAt: A
          States:
            A: {Type: Task, Resource: "${Arn}", TimeoutSeconds: "${Wait}", Next: "${Next}"}
            B: {Type: Pass, End: true}
        """)),
    Case(
      "JSONata in a choice and for numbers",
      plain(
        """
        Definition:
          QueryLanguage: JSONata
          StartAt: A
          States:
            A:
              Type: Choice
              Choices: [{Condition: "{% $states.input.n > 1 %}", Next: B, Output: {a: 1}}]
              Default: B
            B: {Type: Wait, Seconds: "{% $n %}", Next: C}
            C: {Type: Task, Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken, TimeoutSeconds: "{% 3 %}", End: true}
        """)),
    Case("a file that is not there", sam("DefinitionUri: build/machine.json"), files: ["other": ""]),
    Case("a file that is not known", sam("DefinitionUri: build/machine.json")),
    Case(
      "a file in a bucket", sam("DefinitionUri: s3://bucket/machine.json"), files: ["other": ""]),
    Case(
      "parts that a macro brings",
      sam(
        """
        Definition:
          StartAt: A
          States:
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}
        DefinitionSubstitutions: {X: y}
        """)),
    Case(
      "text in which Fn::Sub leaves a placeholder",
      sam(
        """
        DefinitionSubstitutions: {Later: x}
        Definition:
          StartAt: A
          States:
            A: {Type: Pass, Comment: !Sub "${AWS::Region} ${!Later}", End: true}
        """)),
    Case(
      "names that only a Map's processor has",
      sam(
        """
        Definition:
          StartAt: M
          States:
            M:
              Type: Map
              ItemProcessor: {StartAt: I, States: {I: {Type: Pass, End: true}}}
              End: true
        """)),
  ]
}
