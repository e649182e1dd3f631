import Testing

@Suite struct GeneratedNameConflictTests {
  @Test func `A rule of that name`() {
    let expected = [
      "10:9 generated-name-conflict: SAM makes 'FE' (AWS::Events::Rule) of this event, but the template has a resource of that name"
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
                Type: Schedule
                Properties:
                  Schedule: rate(1 minute)
        FE:
          Type: AWS::SNS::Topic
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A permission of that name`() {
    let expected = [
      "10:9 generated-name-conflict: SAM makes 'FEPermission' (AWS::Lambda::Permission) of this event, but the template has a resource of that name"
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
                Type: AlexaSkill
                Properties:
                  SkillId: a
        FEPermission:
          Type: AWS::SNS::Topic
      """#
    #expect(samFindings(template) == expected)
  }
}
