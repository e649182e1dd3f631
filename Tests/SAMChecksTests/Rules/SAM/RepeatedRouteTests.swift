import Testing

@Suite struct RepeatedRouteTests {
  @Test func `Two functions`() {
    let expected = [
      "25:19 repeated-route: 'F' has GET /a of 'ServerlessRestApi' already"
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
                  Path: /a
                  Method: get
        G:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: Api
                Properties:
                  Path: /a
                  Method: GET
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Another method, another API`() {
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
              E:
                Type: Api
                Properties:
                  Path: /a
                  Method: get
        G:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: Api
                Properties:
                  Path: /a
                  Method: post
        H:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: Api
                Properties:
                  Path: /a
                  Method: get
                  RestApiId: !Ref A
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Two events of one function`() {
    let expected = [
      "12:9 repeated-route: 'A' has ANY $default of 'ServerlessHttpApi' already"
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
              A:
                Type: HttpApi
              B:
                Type: HttpApi
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A definition that is written by hand`() {
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
              E:
                Type: Api
                Properties:
                  Path: /a
                  Method: get
                  RestApiId: !Ref A
        G:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: Api
                Properties:
                  Path: /a
                  Method: get
                  RestApiId: !Ref A
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            DefinitionUri: s3://b/k
      """#
    #expect(samFindings(template) == expected)
  }
}
