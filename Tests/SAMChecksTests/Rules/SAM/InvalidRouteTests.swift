import Testing

@Suite struct InvalidRouteTests {
  @Test func `An API that is none`() {
    let expected = [
      "15:29 unresolved-reference: 'Missing' is not a parameter or resource of this template"
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
                  RestApiId: !Ref Missing
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `An API elsewhere`() {
    let expected = [
      "15:24 invalid-route: 'RestApiId' must be a Ref to an API of this template, not Fn::ImportValue"
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
                  RestApiId: !ImportValue api
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `An HTTP API for a REST event`() {
    let expected = [
      "15:24 invalid-route: 'A' is an HTTP API; an event of type 'HttpApi' belongs to it"
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
                  RestApiId: !Ref A
        A:
          Type: AWS::Serverless::HttpApi
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A model`() {
    let expected = [
      "17:22 invalid-route: 'Usr' is no model of 'A'; did you mean 'User'?",
      "18:29 invalid-route: 'ValidateBody' must be true or false as such: text is not taken here",
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
                  RestApiId: !Ref A
                  RequestModel:
                    Model: Usr
                    ValidateBody: "true"
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Models:
              User: {type: object}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Request parameters`() {
    let expected = [
      "17:17 invalid-route: 'header.B' must start with 'method.request.' and 'querystring.', 'path.' or 'header.'",
      "19:19 unknown-property: 'Need' is not a property of 'method.request.path.C'; it has 'Caching' and 'Required'",
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
                  RequestParameters:
                    - method.request.header.A
                    - header.B
                    - method.request.path.C:
                        Need: true
      """#
    #expect(samFindings(template) == expected)
  }
}
