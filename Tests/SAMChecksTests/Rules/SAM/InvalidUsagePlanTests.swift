import Testing

@Suite struct InvalidUsagePlanTests {
  @Test func `Not said which`() {
    let expected = [
      "8:9 missing-property: 'UsagePlan' needs the property 'CreateUsagePlan'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Auth:
              UsagePlan:
                Description: d
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Of no kind`() {
    let expected = [
      "9:28 invalid-value: 'MINE' is not a valid 'CreateUsagePlan'; it must be one of 'PER_API', 'SHARED' or 'NONE'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Auth:
              UsagePlan:
                CreateUsagePlan: MINE
      """#
    #expect(samFindings(template) == expected)
  }
}
