import Testing

@Suite struct InvalidAliasTests {
  @Test func `A name that is none`() {
    let expected = [
      "9:25 invalid-alias: 'a*b' is no name for an alias: letters, digits, hyphens and underscores, not digits alone"
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
            AutoPublishAlias: a*b
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Digits alone`() {
    let expected = [
      "9:25 invalid-alias: '12' is no name for an alias: letters, digits, hyphens and underscores, not digits alone"
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
            AutoPublishAlias: "12"
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A function`() {
    let expected = [
      "9:25 invalid-alias: 'AutoPublishAlias' must be known before the deployment: plain text or a Ref to a parameter, not Fn::Sub"
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
            AutoPublishAlias: !Sub ${AWS::Region}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A parameter is fine`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        P: {Type: String}
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            AutoPublishAlias: !Ref P
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Provisioned concurrency needs it`() {
    let expected = [
      "9:7 invalid-alias: 'ProvisionedConcurrencyConfig' works on an alias; set 'AutoPublishAlias'"
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
            ProvisionedConcurrencyConfig:
              ProvisionedConcurrentExecutions: 1
      """#
    #expect(samFindings(template) == expected)
  }
}
