import Testing

@Suite struct InvalidAPITests {
  @Test func `Two definitions`() {
    let expected = [
      "7:7 invalid-api: 'DefinitionUri' and 'DefinitionBody' exclude each other; keep one of them"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            DefinitionUri: s3://b/k
            DefinitionBody: {swagger: "2.0", paths: {}}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `What needs a body`() {
    let expected = [
      "8:7 invalid-api: 'Cors' needs the definition in the template, under 'DefinitionBody'",
      "9:7 invalid-api: 'DisableExecuteApiEndpoint' needs the definition in the template, under 'DefinitionBody'",
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            DefinitionUri: s3://b/k
            Cors: "'*'"
            DisableExecuteApiEndpoint: true
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A file may become the body`() {
    let expected = [
      "7:7 invalid-api: 'Tags' needs the definition in the template, under 'DefinitionBody'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            DefinitionUri: s3://b/k
            Tags: {a: b}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A body that is no definition`() {
    let expected = [
      "8:7 invalid-api: 'Auth' needs a valid 'DefinitionBody': a mapping of 'paths' and 'swagger' or 'openapi: 3.0.1' or alike"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            DefinitionBody: {a: b}
            Auth: {ApiKeyRequired: true}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Another macro makes the body`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            DefinitionBody: {"Fn::Transform": {Name: AWS::Include, Parameters: {Location: s3://b/k}}}
            Auth: {ApiKeyRequired: true}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A title that stands`() {
    let expected = [
      "6:7 invalid-api: 'Name' works with the title '!Ref AWS::StackName' only; 'DefinitionBody' has another"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            Name: n
            DefinitionBody: {openapi: 3.0.1, info: {title: t}, paths: {}}
      """#
    #expect(samFindings(template) == expected)
  }
}
