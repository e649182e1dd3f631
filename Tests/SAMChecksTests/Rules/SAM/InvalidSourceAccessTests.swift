import Testing

@Suite struct InvalidSourceAccessTests {
  @Test func `MQ`() {
    let expected = [
      "16:23 invalid-source-access: 'VPC_SUBNET' is no access that 'MQ' takes; it must be 'BASIC_AUTH' or 'VIRTUAL_HOST'",
      "26:23 invalid-source-access: 'BASIC_AUTH' is there already; 'MQ' takes one",
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
                Type: MQ
                Properties:
                  Broker: arn:aws:mq:us-east-1:123456789012:broker:b:1
                  Queues: [q]
                  SourceAccessConfigurations:
                    - Type: VPC_SUBNET
                      URI: s
              B:
                Type: MQ
                Properties:
                  Broker: arn:aws:mq:us-east-1:123456789012:broker:b:1
                  Queues: [q]
                  SourceAccessConfigurations:
                    - Type: BASIC_AUTH
                      URI: a
                    - Type: BASIC_AUTH
                      URI: b
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Kafka`() {
    let expected = [
      "14:22 pattern-mismatch: 'a' does not match the pattern ^[^.]([a-zA-Z0-9\\-_.]+) of item of 'Topics'",
      "16:23 invalid-source-access: 'VPC_SUBNET' and 'VPC_SECURITY_GROUP' are needed together",
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
                Type: SelfManagedKafka
                Properties:
                  KafkaBootstrapServers: [a]
                  Topics: [a]
                  SourceAccessConfigurations:
                    - Type: VPC_SUBNET
                      URI: subnet-1
      """#
    #expect(samFindings(template) == expected)
  }
}
