import Testing

@Suite struct InvalidApplicationTests {
  @Test func `An empty version`() {
    let expected = [
      "8:26 invalid-application: 'SemanticVersion' must not be empty"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        N:
          Type: AWS::Serverless::Application
          Properties:
            Location:
              ApplicationId: arn:aws:serverlessrepo:us-east-1:123456789012:applications/a
              SemanticVersion: ""
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A function that nobody can look through`() {
    let expected = [
      "7:24 invalid-application: 'ApplicationId' must be known before the deployment: only Ref and Fn::FindInMap may stand here, not Fn::Sub"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        N:
          Type: AWS::Serverless::Application
          Properties:
            Location:
              ApplicationId: !Sub arn:aws:serverlessrepo:${AWS::Region}:123456789012:applications/a
              SemanticVersion: 1.0.0
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Complete`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        N:
          Type: AWS::Serverless::Application
          Properties:
            Location:
              ApplicationId: arn:aws:serverlessrepo:us-east-1:123456789012:applications/a
              SemanticVersion: 1.0.0
      """#
    #expect(samFindings(template) == expected)
  }
}
