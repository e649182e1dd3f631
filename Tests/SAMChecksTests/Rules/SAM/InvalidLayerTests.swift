import Testing

@Suite struct InvalidLayerTests {
  @Test func `Retention policies`() {
    let expected = [
      "7:24 invalid-layer: 'RetentionPolicy' must be 'Retain' or 'Delete', not 'Keep'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        L:
          Type: AWS::Serverless::LayerVersion
          Properties:
            ContentUri: s3://bucket/key
            RetentionPolicy: Keep
        M:
          Type: AWS::Serverless::LayerVersion
          Properties:
            ContentUri: s3://bucket/key
            RetentionPolicy: retain
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A function cannot decide it`() {
    let expected = [
      "9:24 invalid-layer: 'RetentionPolicy' must be 'Retain' or 'Delete'; a function cannot decide it"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Conditions:
        C: !Equals [!Ref AWS::Region, us-east-1]
      Resources:
        L:
          Type: AWS::Serverless::LayerVersion
          Properties:
            ContentUri: s3://bucket/key
            RetentionPolicy: !If [C, Retain, Delete]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `The default of a parameter counts`() {
    let expected = [
      "11:24 invalid-layer: 'RetentionPolicy' must be 'Retain' or 'Delete', not 'Keep'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        P:
          Type: String
          Default: Keep
      Resources:
        L:
          Type: AWS::Serverless::LayerVersion
          Properties:
            ContentUri: s3://bucket/key
            RetentionPolicy: !Ref P
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Architectures`() {
    let expected = [
      "7:40 invalid-layer: 'x86' is no architecture of Lambda; it must be 'x86_64' or 'arm64'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        L:
          Type: AWS::Serverless::LayerVersion
          Properties:
            ContentUri: s3://bucket/key
            CompatibleArchitectures: [arm64, x86]
      """#
    #expect(samFindings(template) == expected)
  }
}
