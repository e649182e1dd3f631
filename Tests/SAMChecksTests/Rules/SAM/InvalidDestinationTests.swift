import Testing

@Suite struct InvalidDestinationTests {
  @Test func `Types`() {
    let expected = [
      "12:19 invalid-value: 'SQZ' is not a valid 'Type'; did you mean 'SQS'?",
      "13:11 invalid-destination: 'OnFailure' needs 'Destination': SAM makes queues and topics only",
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
            EventInvokeConfig:
              DestinationConfig:
                OnSuccess:
                  Type: SQZ
                OnFailure:
                  Type: Lambda
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `SAM makes the queue`() {
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
            EventInvokeConfig:
              DestinationConfig:
                OnSuccess:
                  Type: SQS
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `An event source`() {
    let expected = [
      "17:23 invalid-value: 'Lambda' is not a valid 'Type'; it must be one of 'Kafka', 'S3', 'SNS' or 'SQS'"
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
                Type: Kinesis
                Properties:
                  Stream: arn:aws:kinesis:us-east-1:123456789012:stream/s
                  StartingPosition: LATEST
                  DestinationConfig:
                    OnFailure:
                      Type: Lambda
                      Destination: arn:aws:lambda:us-east-1:123456789012:function:f
      """#
    #expect(samFindings(template) == expected)
  }
}
