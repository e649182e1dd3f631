import Testing

@Suite struct MadeBySAMTests {
  @Test func `A version that nothing makes`() {
    let expected = [
      "11:17 unresolved-reference: 'F.Version' does not exist: 'F' has no 'AutoPublishAlias'",
      "13:22 unknown-attribute: 'F.Version' does not exist: 'F' has no 'AutoPublishAlias'",
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
      Outputs:
        A:
          Value: !Ref F.Version
        B:
          Value: !GetAtt F.Version.FunctionArn
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A version and an alias`() {
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
            AutoPublishAlias: live
      Outputs:
        A:
          Value: !Ref F.Version
        B:
          Value: !GetAtt F.Version.FunctionArn
        C:
          Value: !Ref F.Alias
        D:
          Value: !Ref FAliaslive
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Stages and deployments`() {
    let expected = [
      "19:17 unresolved-reference: 'A.DomainName' does not exist: 'A' has no 'Domain'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
        H:
          Type: AWS::Serverless::HttpApi
      Outputs:
        A:
          Value: !Sub ${A.Stage} ${A.Deployment}
        B:
          Value: !Ref H.Stage
        C:
          Value: !Ref ApStage
        D:
          Value: !Ref HApiGatewayDefaultStage
        E:
          Value: !Ref A.DomainName
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Implicit APIs`() {
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
            Events:
              A:
                Type: Api
                Properties: {Path: /, Method: get}
              B:
                Type: HttpApi
      Outputs:
        A:
          Value: !Sub ${ServerlessRestApi}.${ServerlessRestApi.Stage}
        B:
          Value: !Ref ServerlessHttpApiApiGatewayDefaultStage
        C:
          Value: !GetAtt FRole.Arn
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A name that looks like one of SAM`() {
    let expected = [
      "11:17 unresolved-reference: 'FRle' is not a parameter or resource of this template; did you mean 'FRole'?"
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
      Outputs:
        A:
          Value: !Ref FRle
        B:
          Value: !Ref FRole
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `An API made by the event of a state machine`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        S:
          Type: AWS::Serverless::StateMachine
          Properties:
            Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}
            Events:
              E:
                Type: Api
                Properties: {Path: /, Method: post}
      Outputs:
        A:
          Value: !Ref ServerlessRestApi
        B:
          Value: !GetAtt SERole.Arn
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A generated resource is waited for`() {
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
          DependsOn: FRole
      """#
    #expect(samFindings(template) == expected)
  }
}
