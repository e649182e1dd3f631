import Testing

@Suite struct InvalidDomainTests {
  @Test func `No certificate`() {
    let expected = [
      "7:7 missing-property: 'Domain' needs the property 'CertificateArn'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Domain:
              DomainName: example.com
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `No hosted zone`() {
    let expected = [
      "10:9 invalid-domain: 'Route53' needs 'HostedZoneId' or 'HostedZoneName'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::Api
          Properties:
            StageName: p
            Domain:
              DomainName: example.com
              CertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/c
              Route53:
                IpV6: true
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `An HTTP API at the edge`() {
    let expected = [
      "9:32 invalid-value: 'EDGE' is not a valid 'EndpointConfiguration'; it must be 'REGIONAL'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
          Properties:
            Domain:
              DomainName: example.com
              CertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/c
              EndpointConfiguration: EDGE
      """#
    #expect(samFindings(template) == expected)
  }
}
