import Testing

@Suite struct InvalidFunctionURLTests {
  @Test func `No authorization`() {
    let expected = [
      "9:7 missing-property: 'FunctionUrlConfig' needs the property 'AuthType'"
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
            FunctionUrlConfig:
              InvokeMode: BUFFERED
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `CORS settings`() {
    let expected = [
      "12:11 unknown-property: 'AllowOrigin' is not a property of 'Cors'; did you mean 'AllowOrigins'?",
      "13:19 invalid-function-url: 'MaxAge' must be a whole number, not the text '5'",
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
            FunctionUrlConfig:
              AuthType: NONE
              Cors:
                AllowOrigin: ["*"]
                MaxAge: "5"
      """#
    #expect(samFindings(template) == expected)
  }
}
