import Testing

@Suite struct InvalidDeploymentPreferenceTests {
  @Test func `No alias`() {
    let expected = [
      "9:7 invalid-deployment-preference: 'DeploymentPreference' shifts the traffic of an alias; set 'AutoPublishAlias'"
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
            DeploymentPreference:
              Type: AllAtOnce
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Disabled is fine`() {
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
            DeploymentPreference:
              Enabled: false
              Type: AllAtOnce
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Alarms`() {
    let expected = [
      "12:17 wrong-kind: 'Alarms' must be a list or a mapping, not the text 'a'"
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
            DeploymentPreference:
              Type: AllAtOnce
              Alarms: a
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A condition that only the deployment knows`() {
    let expected = [
      "14:31 invalid-deployment-preference: 'PassthroughCondition' must be known before the deployment: Fn::If cannot give it"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Conditions:
        C: !Equals [!Ref AWS::Region, us-east-1]
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            AutoPublishAlias: live
            DeploymentPreference:
              Type: AllAtOnce
              PassthroughCondition: !If [C, true, false]
      """#
    #expect(samFindings(template) == expected)
  }
}
