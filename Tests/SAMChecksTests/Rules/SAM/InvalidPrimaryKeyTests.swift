import Testing

@Suite struct InvalidPrimaryKeyTests {
  @Test func `No type`() {
    let expected = [
      "6:7 missing-property: 'PrimaryKey' needs the property 'Type'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        D:
          Type: AWS::Serverless::SimpleTable
          Properties:
            PrimaryKey:
              Name: id
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A type in short`() {
    let expected = [
      "8:15 invalid-primary-key: 'Strng' is no type of a key; did you mean 'String'?"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        D:
          Type: AWS::Serverless::SimpleTable
          Properties:
            PrimaryKey:
              Name: id
              Type: Strng
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Complete`() {
    let expected: [String] = []
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        D:
          Type: AWS::Serverless::SimpleTable
          Properties:
            PrimaryKey:
              Name: id
              Type: Number
      """#
    #expect(samFindings(template) == expected)
  }
}
