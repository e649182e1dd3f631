import Testing

@Suite struct PropertyConflictTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static let condition = "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"

  static let found = [
    Case(
      "one excludes the other",
      Templates.resource(
        "AWS::EC2::Subnet",
        "VpcId: vpc-12345678\nCidrBlock: 10.0.0.0/24\nAvailabilityZone: us-east-1a\n«AvailabilityZoneId»: use1-az1"
      ),
      .error(
        "property-conflict", "E3020", "'AvailabilityZoneId' must not be there with 'AvailabilityZone'",
        path: "Resources/R/Properties/AvailabilityZoneId", fix: "",
        related: ["AvailabilityZone: 'AvailabilityZone' is here"])),
    Case(
      "in the other order, the other",
      Templates.resource(
        "AWS::EC2::Subnet",
        "VpcId: vpc-12345678\nCidrBlock: 10.0.0.0/24\nAvailabilityZoneId: use1-az1\n«AvailabilityZone»: us-east-1a"
      ),
      .error("property-conflict", "E3020", "'AvailabilityZone' must not be there with 'AvailabilityZoneId'")),
    Case(
      "one of several only",
      Templates.resource(
        "AWS::Route53::RecordSet",
        "Name: a.example.\nType: A\nTTL: 300\nResourceRecords: [192.0.2.1]\nHostedZoneId: Z1\n«HostedZoneName»: example."
      ),
      .error(
        "property-conflict", "E3014",
        "AWS::Route53::RecordSet takes only one of 'HostedZoneId' and 'HostedZoneName'; it has 'HostedZoneId' already",
        path: "Resources/R/Properties/HostedZoneName")),
    Case(
      "values that are each allowed, but not together",
      Templates.resource(
        "AWS::RDS::DBInstance",
        "DBInstanceClass: db.t3.small\nAllocatedStorage: 20\nEngine: MySQL\nEngineVersion: 8.0.36\nManageMasterUserPassword: true\nMasterUsername: admin\nStorageEncrypted: true\nBackupRetentionPeriod: 7"
      ).replacing("Properties:", with: "«Properties»:"),
      .warning(
        "property-conflict", "W3691", "'EngineVersion: 8.0.36' is not allowed with 'Engine: MySQL'",
        path: "Resources/R/Properties")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": "vpc-12345678", "CidrBlock": "10.0.0.0/24",
        "AvailabilityZone": "us-east-1a", «"AvailabilityZoneId"»: "use1-az1"}}}}
      """,
      .error("property-conflict", "E3020", "'AvailabilityZoneId' must not be there with 'AvailabilityZone'")),
  ]

  static let quiet = [
    Case(
      "each under its condition",
      Templates.resource(
        "AWS::EC2::Subnet",
        "VpcId: vpc-12345678\nCidrBlock: 10.0.0.0/24\nAvailabilityZone: !If [C, us-east-1a, !Ref AWS::NoValue]\nAvailabilityZoneId: !If [C, !Ref AWS::NoValue, use1-az1]",
        before: condition)),
    Case(
      "one of them not there",
      Templates.resource(
        "AWS::EC2::Subnet",
        "VpcId: vpc-12345678\nCidrBlock: 10.0.0.0/24\nAvailabilityZone: us-east-1a\nAvailabilityZoneId: !Ref AWS::NoValue"
      )),
    Case(
      "one of several under a condition",
      Templates.resource(
        "AWS::Route53::RecordSet",
        "Name: a.example.\nType: A\nTTL: 300\nResourceRecords: [192.0.2.1]\nHostedZoneId: !If [C, Z1, !Ref AWS::NoValue]\nHostedZoneName: !If [C, !Ref AWS::NoValue, example.]",
        before: condition)),
  ]
}
