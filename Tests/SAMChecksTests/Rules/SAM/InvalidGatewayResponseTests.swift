import Testing

@Suite struct InvalidGatewayResponseTests {
  @Test func `Values`() {
    let expected = [
      "9:23 invalid-gateway-response: 'StatusCode' must be a number of three digits, not the text 'abc'",
      "11:13 invalid-gateway-response: 'Footers' is no kind of response parameter; it must be one of 'Headers', 'Paths' or 'QueryStrings'",
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            GatewayResponses:
              UNAUTHORIZED:
                StatusCode: abc
                ResponseParameters:
                  Footers: {a: b}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A function`() {
    let expected = [
      "10:23 invalid-gateway-response: The gateway response 'UNAUTHORIZED' must be a mapping; Ref cannot give it"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        P: {Type: String}
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            GatewayResponses:
              UNAUTHORIZED: !Ref P
      """#
    #expect(samFindings(template) == expected)
  }
}
