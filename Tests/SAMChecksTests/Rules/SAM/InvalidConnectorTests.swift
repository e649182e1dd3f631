import Testing

@Suite struct InvalidConnectorTests {
  @Test func `An end that is none`() {
    let expected = [
      "13:25 invalid-connector: 'Missing' is not a resource of this template"
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
        C:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: F}
            Destination: {Id: Missing}
            Permissions: [Read]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Types that do not connect`() {
    let expected = [
      "15:7 invalid-connector: No connector leads from AWS::SNS::Topic to AWS::DynamoDB::Table; it may lead to AWS::Lambda::Function or AWS::SQS::Queue"
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
        T:
          Type: AWS::SNS::Topic
        C:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: T}
            Destination: {Type: "AWS::DynamoDB::Table", Arn: a}
            Permissions: [Write]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A permission that is none`() {
    let expected = [
      "16:21 invalid-connector: A connector from AWS::Lambda::Function to AWS::SNS::Topic has no 'Read'; it must be 'Write'"
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
        T:
          Type: AWS::SNS::Topic
        C:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: F}
            Destination: {Id: T}
            Permissions: [Read]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Permissions that go together`() {
    let expected = [
      "16:7 invalid-connector: A connector from AWS::SQS::Queue to AWS::Lambda::Function needs Read and Write"
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
        Q:
          Type: AWS::SQS::Queue
        C:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: Q}
            Destination: {Id: F}
            Permissions: [Read]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A role elsewhere`() {
    let expected = [
      "15:7 invalid-connector: 'Source' has no role that a policy could be added to: its role must be a resource of this template, or 'RoleName' be given"
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
            Role: arn:aws:iam::123456789012:role/r
        T:
          Type: AWS::SNS::Topic
        C:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: F}
            Destination: {Id: T}
            Permissions: [Write]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Within a resource`() {
    let expected = [
      "13:25 invalid-connector: A connector from AWS::Lambda::Function to AWS::SNS::Topic has no 'Reed'; it must be 'Write'"
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
          Connectors:
            Mine:
              Properties:
                Destination: {Id: T}
                Permissions: [Reed]
        T:
          Type: AWS::SNS::Topic
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Complete`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
        T:
          Type: AWS::SNS::Topic
        C:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: F}
            Destination: {Id: T}
            Permissions: [Write]
      """#
    #expect(samFindings(template) == expected)
  }
}
