import Testing

@Suite struct InvalidStateMachineTests {
  @Test func `No definition`() {
    let expected = [
      "3:3 invalid-state-machine: 'S' needs 'Definition' or 'DefinitionUri'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        S:
          Type: AWS::Serverless::StateMachine
          Properties:
            Type: EXPRESS
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A role and policies`() {
    let expected = [
      "8:7 invalid-state-machine: 'Policies' make a role; with 'Role' they must not be there"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        S:
          Type: AWS::Serverless::StateMachine
          Properties:
            Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}
            Role: arn:aws:iam::123456789012:role/r
            Policies: [AWSLambdaRole]
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `No alias`() {
    let expected = [
      "7:7 invalid-state-machine: 'UseAliasAsEventTarget' works on an alias; set 'AutoPublishAlias'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        S:
          Type: AWS::Serverless::StateMachine
          Properties:
            Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}
            UseAliasAsEventTarget: true
      """#
    #expect(samFindings(template) == expected)
  }
}
