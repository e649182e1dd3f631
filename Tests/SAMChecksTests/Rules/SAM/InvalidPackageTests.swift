import Testing

@Suite struct InvalidPackageTests {
  @Test func `Addresses`() {
    let expected = [
      "8:16 invalid-package: 'CodeUri' cannot be taken from 'https://'; it must be a path or 's3://bucket/key'",
      "14:16 invalid-package: 'CodeUri' must be 's3://bucket/key', not 's3://[TOKEN]/key'",
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri: https://example.com/a.zip
        G:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri: s3://[TOKEN]/key
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A path and an object are fine`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri: s3://bucket/key?versionId=1
        G:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri:
              Bucket: b
              Key: k
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Half an object`() {
    let expected = [
      "8:7 missing-property: 'CodeUri' needs the property 'Key'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        G:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri:
              Bucket: b
      """#
    #expect(samFindings(template) == expected)
  }
}
