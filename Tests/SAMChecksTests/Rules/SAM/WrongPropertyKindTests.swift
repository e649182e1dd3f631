import Testing

@Suite struct WrongPropertyKindTests {
  @Test func `Text for a boolean and a number`() {
    let expected = [
      "14:24 wrong-kind: 'BatchSize' must be a whole number, not the text '10'",
      "15:22 wrong-kind: 'Enabled' must be true or false, not the text 'true'",
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: SQS
                Properties:
                  Queue: arn:aws:sqs:us-east-1:123456789012:q
                  BatchSize: "10"
                  Enabled: "true"
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A list in place of a mapping`() {
    let expected = [
      "9:7 wrong-kind: 'Tags' must be a mapping, not a list"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Tags:
              - a: b
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A function may stand there`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        P: {Type: Number, Default: 3}
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: SQS
                Properties:
                  Queue: arn:aws:sqs:us-east-1:123456789012:q
                  BatchSize: !Ref P
      """#
    #expect(samFindings(template) == expected)
  }
}
