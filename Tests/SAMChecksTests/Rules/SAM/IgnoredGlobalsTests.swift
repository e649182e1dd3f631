import Testing

@Suite struct IgnoredGlobalsTests {
  @Test func `A property that Globals does not set`() {
    let expected = [
      "8:30 invalid-ignore-globals: 'Globals' sets no 'Tags' for AWS::Serverless::Function, so it cannot be ignored"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function:
          Timeout: 3
      Resources:
        F:
          Type: AWS::Serverless::Function
          IgnoreGlobals: [Timeout, Tags]
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `All of them`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function:
          Timeout: 3
      Resources:
        F:
          Type: AWS::Serverless::Function
          IgnoreGlobals: '*'
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
      """#
    #expect(samFindings(template) == expected)
  }
}
