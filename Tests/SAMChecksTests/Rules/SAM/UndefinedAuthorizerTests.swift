import Testing

@Suite struct UndefinedAuthorizerTests {
  @Test func `No authorizers`() {
    let expected = [
      "16:27 undefined-authorizer: 'ServerlessRestApi' defines no authorizers, so 'A' cannot be used"
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
                Type: Api
                Properties:
                  Path: /
                  Method: get
                  Auth:
                    Authorizer: A
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A misspelt one`() {
    let expected = [
      "17:27 undefined-authorizer: 'Johny' is no authorizer of 'A'; did you mean 'Johnny'?"
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
                Type: HttpApi
                Properties:
                  Path: /
                  Method: get
                  ApiId: !Ref A
                  Auth:
                    Authorizer: Johny
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            Auth:
              Authorizers:
                Johnny:
                  FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f
                  AuthorizerPayloadFormatVersion: "2.0"
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `NONE without a default`() {
    let expected = [
      "16:27 undefined-authorizer: 'NONE' takes a default authorizer away, but 'ServerlessRestApi' has no 'DefaultAuthorizer'"
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
                Type: Api
                Properties:
                  Path: /
                  Method: get
                  Auth:
                    Authorizer: NONE
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Globals define it`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Api:
          Auth:
            Authorizers:
              A:
                UserPoolArn: arn:aws:cognito-idp:us-east-1:123456789012:userpool/u
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: Api
                Properties:
                  Path: /
                  Method: get
                  Auth:
                    Authorizer: A
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Scopes without an authorizer`() {
    let expected = [
      "16:15 undefined-authorizer: 'AuthorizationScopes' counts only for an 'Authorizer' that is named beside it"
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
                Type: Api
                Properties:
                  Path: /
                  Method: get
                  Auth:
                    AuthorizationScopes: [a]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A state machine`() {
    let expected = [
      "14:27 undefined-authorizer: 'ServerlessRestApi' defines no authorizers, so 'A' cannot be used"
    ]
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
                Properties:
                  Path: /
                  Method: post
                  Auth:
                    Authorizer: A
      """#
    #expect(samFindings(template) == expected)
  }
}
