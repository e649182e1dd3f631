import Testing

@Suite struct InvalidOpenAPITests {
  @Test func `A path without methods`() {
    let expected = [
      "11:11 invalid-openapi: The path '/a' must be a mapping of methods, not empty"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Cors: "'*'"
            DefinitionBody:
              swagger: "2.0"
              paths:
                /a: null
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `ANY where a default authorizer is set`() {
    let expected = [
      "17:13 invalid-openapi: 'ANY' must be written 'x-amazon-apigateway-any-method' where a default authorizer is set"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            Auth:
              DefaultAuthorizer: J
              Authorizers:
                J:
                  JwtConfiguration: {issuer: i, audience: [a]}
                  IdentitySource: $request.header.A
            DefinitionBody:
              openapi: 3.0.1
              info: {title: !Ref AWS::StackName}
              paths:
                /a:
                  ANY: {}
      """#
    #expect(samFindings(template) == expected)
  }
}
