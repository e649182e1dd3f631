import Testing

@Suite struct InvalidAuthorizerTests {
  @Test func `Requests without an identity`() {
    let expected = [
      "9:11 invalid-authorizer: 'L' looks at requests; it needs 'Identity' with at least one of 'Headers', 'QueryStrings', 'StageVariables' and 'Context'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Auth:
              Authorizers:
                L:
                  FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f
                  FunctionPayloadType: REQUEST
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A default that is none`() {
    let expected = [
      "8:28 invalid-authorizer: 'M' is none of the 'Authorizers'; it must be 'L'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Auth:
              DefaultAuthorizer: M
              Authorizers:
                L:
                  UserPoolArn: arn:aws:cognito-idp:us-east-1:123456789012:userpool/u
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A JWT authorizer`() {
    let expected = [
      "8:11 invalid-authorizer: The JWT authorizer 'J' needs 'IdentitySource'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            Auth:
              Authorizers:
                J:
                  JwtConfiguration: {issuer: i, audience: [a]}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A Lambda authorizer with a JWT setting`() {
    let expected = [
      "11:13 invalid-authorizer: 'IdentitySource' belongs to a JWT authorizer; 'J' has no 'JwtConfiguration'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            Auth:
              Authorizers:
                J:
                  FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f
                  AuthorizerPayloadFormatVersion: "2.0"
                  IdentitySource: $request.header.A
      """#
    #expect(samFindings(template) == expected)
  }
}
