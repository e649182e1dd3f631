import Testing

@Suite struct ReservedTagTests {
  @Test func `A tag of SAM`() {
    let expected = [
      "10:9 reserved-tag: 'lambda:createdBy' is a tag that SAM sets itself; use another name"
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
            Tags:
              lambda:createdBy: me
              team: a
      """#
    #expect(samFindings(template) == expected)
  }
}
