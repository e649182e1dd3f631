import Testing

@Suite struct InvalidWebSocketAPITests {
  @Test func `Routes`() {
    let expected = [
      "8:9 invalid-websocket-api: '$other' is no route: letters and digits, or '$connect', '$disconnect', '$default'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        W:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            RouteSelectionExpression: $request.body.action
            Routes:
              $other:
                FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f
              $default:
                FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Authorization`() {
    let expected = [
      "7:7 missing-property: 'Auth' needs the property 'AuthType'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        W:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            RouteSelectionExpression: $request.body.action
            Auth:
              AuthArn: arn:aws:lambda:us-east-1:123456789012:function:f
            Routes:
              $connect:
                FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f
      """#
    #expect(samFindings(template) == expected)
  }
}
