import Testing

@Suite struct InvalidEventTests {
  @Test func `A schedule`() {
    let expected = [
      "14:13 invalid-event: 'State' and 'Enabled' of 'E' say the same; keep one of them"
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
                  State: ENABLED
                  Enabled: true
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Dead letters`() {
    let expected = [
      "14:13 invalid-event: 'DeadLetterConfig' of 'A' needs the 'Arn' of a queue, or 'Type: SQS' to make one",
      "21:15 invalid-event: 'Type' makes a queue and 'Arn' names one; keep one of them in 'DeadLetterConfig'",
      "28:21 invalid-value: 'SNS' is not a valid 'Type'; did you mean 'SQS'?",
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
              A:
                Type: Schedule
                Properties:
                  Schedule: rate(1 minute)
                  DeadLetterConfig:
                    QueueLogicalId: Q
              B:
                Type: EventBridgeRule
                Properties:
                  Pattern: {source: [aws.ec2]}
                  DeadLetterConfig:
                    Type: SQS
                    Arn: arn:aws:sqs:us-east-1:123456789012:q
              C:
                Type: Schedule
                Properties:
                  Schedule: rate(1 minute)
                  DeadLetterConfig:
                    Type: SNS
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A bucket elsewhere`() {
    let expected = [
      "13:21 invalid-event: 'Bucket' must be a Ref to a bucket of this template: SAM writes the event into it"
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
                Type: S3
                Properties:
                  Bucket: my-bucket
                  Events: s3:ObjectCreated:*
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `A bucket of the template`() {
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
            Events:
              E:
                Type: S3
                Properties:
                  Bucket: !Ref B
                  Events: s3:ObjectCreated:*
        B:
          Type: AWS::S3::Bucket
      """#
    #expect(samFindings(template) == expected)
  }
}
