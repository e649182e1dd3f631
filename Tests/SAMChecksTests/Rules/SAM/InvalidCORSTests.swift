import Testing

@Suite struct InvalidCORSTests {
  @Test func `Credentials from any origin`() {
    let expected = [
      "8:9 invalid-cors: 'AllowCredentials: true' needs an 'AllowOrigin' other than '*'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Cors:
              AllowCredentials: true
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Credentials from a named origin`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Cors:
              AllowOrigin: "'https://example.com'"
              AllowCredentials: true
      """#
    #expect(samFindings(template) == expected)
  }
}
