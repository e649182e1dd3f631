import Testing

@Suite struct InvalidFunctionTests {
  @Test func `A container image with a handler`() {
    let expected = [
      "8:7 property-conflict: 'Handler' must not be there with 'PackageType'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            PackageType: Image
            ImageUri: 123456789012.dkr.ecr.us-east-1.amazonaws.com/a:b
            Handler: a.b
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A .zip package with image settings`() {
    let expected = [
      "9:7 invalid-function: 'ImageConfig' needs 'PackageType: Image'; this function is a .zip package"
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
            ImageConfig:
              Command: [a]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A dead-letter queue without its type`() {
    let expected = [
      "9:7 invalid-function: 'DeadLetterQueue' needs 'Type'"
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
            DeadLetterQueue:
              TargetArn: arn:aws:sqs:us-east-1:123456789012:q
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A role that is half a condition`() {
    let expected = [
      "11:13 wrong-kind: Fn::If takes a list of three: the condition's name, the value if it is true, the value if it is false; there are 2"
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
            Role: !If [C, arn:aws:iam::123456789012:role/r]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Tenancy takes APIs only`() {
    let expected = [
      "13:17 invalid-function: A function with 'TenancyConfig' takes events of 'Api' and 'HttpApi' only; 'E' is of 'SNS'"
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
            TenancyConfig:
              TenantIsolationMode: PER_TENANT
            Events:
              E:
                Type: SNS
                Properties:
                  Topic: arn:aws:sns:us-east-1:123456789012:t
      """#
    #expect(samFindings(template) == expected)
  }
}
