import SAMChecks
import TestSupport
import Testing

/// What follows from a mistake in the text is not said again; what does not follow is.
@Suite struct ConsequencesTests {
  private static let tab = "YAML does not allow tabs for indentation; use spaces"

  static let cases: [Case] = [
    Case(
      "a required property's key without its colon",
      """
      Parameters:
        Stage:
          «Type String»
          Default: a
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            DisplayName: !Ref Stage
      """,
      .error("syntax", "E0000", "A key is expected here, followed by a colon: 'Type String:'")),
    Case(
      "a name's key without its colon",
      """
      Conditions:
        «IsProd !Equals [a, b]»
        IsTest: !Condition IsProd
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Condition: IsProd
      """, .error("syntax", "E0000", "A key is expected here, followed by a colon: 'IsProd !Equals [a, b]:'")),
    Case(
      "what uses a parameter is broken",
      """
      Parameters:
        Name: {Type: String}
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            DisplayName: !Sub «"${Na»
      """,
      .error(
        "syntax", "E0000", "The text that starts with this double quote is never closed; add \" at its end")),
    Case(
      "the transform's line is broken",
      """
      «Transform AWS::Serverless-2016-10-31»
      Resources:
        Table:
          Type: AWS::Serverless::SimpleTable
      """,
      .error(
        "syntax", "E0000",
        "A key is expected here, followed by a colon: 'Transform AWS::Serverless-2016-10-31:'")),
    Case(
      "both sides of a conflict",
      """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
      «<<<<<<< ours»
            DisplayName: a
      =======
            DisplayName: b
      >>>>>>> theirs
      """,
      .error(
        "syntax", "E0000",
        "A merge conflict is left here; keep one of the versions and remove the marker lines")),
    Case(
      "what is defined in a section with a wrong name",
      """
      «Parameteres»:
        Stage: {Type: String}
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            DisplayName: !Ref Stage
      """,
      .error(
        "unknown-section", "E1001",
        "'Parameteres' is not a section of a template; did you mean 'Parameters'?")),
    Case(
      "a wrong attribute of a resource hides no use of a name",
      """
      Parameters:
        «Stage»: {Type: String}
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          «Overrides»: {A: B}
      """,
      .warning("unused-parameter", "W2001", "The parameter 'Stage' is not used"),
      .error("unknown-property", "E3001", "'Overrides' is not a property of resource 'Topic'")),
    Case(
      "another resource's mistake is said as well",
      """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
      «\t»DisplayName: a
        Queue:
          Type: AWS::SQS::Queue
          Properties:
            «QueueNam»: b
            DelaySeconds: «a»
      """, .error("syntax", "E0000", tab),
      .error(
        "unknown-property", "E3002",
        "'QueueNam' is not a property of AWS::SQS::Queue; did you mean 'QueueName'?"),
      .error("wrong-kind", "E3012", "'DelaySeconds' must be a whole number, not the text 'a'")),
    Case(
      "properties beside their key",
      """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          «Properties»:
          DisplayName: a
          TopicName: b
      """, .error("wrong-kind", "E3012", "'Properties' has no value; it must be a mapping")),
    Case(
      "a key typed twice",
      """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            Tags:
            «Tags»:
              - {Key: a, Value: b}
      """, .error("repeated-key", "E0000", "'Tags' is there already: one of the two is lost")),
  ]

  @Test(arguments: cases) func consequences(_ test: Case) { test.check() }
}
