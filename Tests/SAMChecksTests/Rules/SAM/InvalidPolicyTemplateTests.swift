import Testing

@Suite struct InvalidPolicyTemplateTests {
  @Test func `A parameter is missing`() {
    let expected = [
      "10:11 invalid-policy-template: The policy template 'DynamoDBReadPolicy' needs the parameter 'TableName'"
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
            Policies:
              - DynamoDBReadPolicy: {}
              - SQSPollerPolicy:
                  QueueName: q
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `No mapping of parameters`() {
    let expected = [
      "10:31 invalid-policy-template: The policy template 'DynamoDBReadPolicy' needs a mapping with 'TableName', not the text 'table'"
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
            Policies:
              - DynamoDBReadPolicy: table
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A misspelt template`() {
    let expected = [
      "10:11 invalid-policy-template: 'DynamoDBRedPolicy' is no policy template, and there is no 'Statement'; did you mean 'DynamoDBReadPolicy'?"
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
            Policies:
              - DynamoDBRedPolicy:
                  TableName: t
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Documents, names and conditional items are fine`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Conditions:
        C: !Equals [!Ref AWS::Region, us-east-1]
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Policies:
              - AWSLambdaBasicExecutionRole
              - Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Action: s3:GetObject
                    Resource: "*"
              - !If [C, {DynamoDBReadPolicy: {TableName: t}}, !Ref AWS::NoValue]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A conditional item is looked into`() {
    let expected = [
      "12:20 invalid-policy-template: The policy template 'DynamoDBReadPolicy' needs the parameter 'TableName'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Conditions:
        C: !Equals [!Ref AWS::Region, us-east-1]
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Policies:
              - !If [C, {DynamoDBReadPolicy: {}}, !Ref AWS::NoValue]
      """#
    #expect(samFindings(template) == expected)
  }
}
