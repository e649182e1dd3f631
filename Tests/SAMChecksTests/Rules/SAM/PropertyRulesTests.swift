import Testing

@Suite struct PropertyRulesTests {
  @Test func `Two that exclude each other`() {
    let expected = [
      "12:7 property-combination: 'CapacityProviderConfig' and 'ProvisionedConcurrencyConfig' exclude each other; remove one of them"
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
            AutoPublishAlias: live
            CapacityProviderConfig:
              Arn: arn:aws:lambda:us-east-1:123456789012:capacity-provider:p
            ProvisionedConcurrencyConfig:
              ProvisionedConcurrentExecutions: 1
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `One that needs another`() {
    let expected = [
      "9:7 property-combination: 'VersionDeletionPolicy' needs 'AutoPublishAlias' as well"
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
            VersionDeletionPolicy: Retain
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `What Globals brings counts`() {
    let expected = [
      "14:7 property-combination: 'CapacityProviderConfig' and 'ProvisionedConcurrencyConfig' exclude each other; remove one of them"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function:
          CapacityProviderConfig:
            Arn: arn:aws:lambda:us-east-1:123456789012:capacity-provider:p
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            AutoPublishAlias: live
            ProvisionedConcurrencyConfig:
              ProvisionedConcurrentExecutions: 1
      """#
    #expect(samFindings(template) == expected)
  }
}
