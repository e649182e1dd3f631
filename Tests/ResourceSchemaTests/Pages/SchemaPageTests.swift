import ResourceSchema
import Testing

@Suite struct SchemaPageTests {
  private func page(_ name: String) throws -> SchemaPage {
    var page = SchemaPage(of: try SchemaPack.shared.place(name).get())
    // A build with descriptions has them first.
    page.blocks.removeAll { if case .prose = $0 { true } else { false } }
    return page
  }

  @Test func `Writes a list's items as text`() throws {
    #expect(
      TextRenderer(width: 80).text(of: try page("AWS::DynamoDB::Table.KeySchema")) == """
        AWS::DynamoDB::Table.KeySchema
          Type      List of Object
          Required  yes
          Update    replaces the resource in some cases
          Limits    1 to 2 items; no two equal; each AttributeName once
          See       https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html#cfn-dynamodb-table-keyschema

        Properties of each item
           Property       Type    Allowed
        *? AttributeName  String
        *? KeyType        String  HASH, RANGE

           * required   ? some changes replace it

        """)
  }

  @Test func `Writes kinds of events as text`() throws {
    #expect(
      TextRenderer(width: 80).text(of: try page("AWS::Serverless::Function.Events")) == """
        AWS::Serverless::Function.Events
          Type      Map of objects of 19 kinds
          Required  no
          See       https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-events

        Kinds, by Type
          Type              Required                                           Optional
          AlexaSkill                                                           1
          Api               Method, Path                                       6
          CloudWatchEvent                                                      6
          CloudWatchLogs    FilterPattern, LogGroupName
          Cognito           Trigger, UserPool
          DocumentDB        Cluster, DatabaseName, SourceAccessConfigurations  10
          DynamoDB          Stream                                             15
          EventBridgeRule   Pattern                                            9
          HttpApi                                                              7
          IoTRule           Sql                                                1
          Kinesis           Stream                                             15
          MQ                Broker, Queues, SourceAccessConfigurations         7
          MSK               Stream, Topics                                     18
          S3                Bucket, Events                                     1
          SNS               Topic                                              4
          SQS               Queue                                              8
          Schedule                                                             8
          ScheduleV2                                                           16
          SelfManagedKafka  SourceAccessConfigurations, Topics                 16

          More: sam-ls schema AWS::Serverless::Function.Events.Api

        """)
  }

  @Test func `Keeps to the width, but for addresses, commands and names`() throws {
    for name in ["AWS::Serverless::Function", "AWS::S3::Bucket", "AWS::RDS::DBInstance"] {
      let page = try page(name)
      for width in [80, 120] {
        for line in TextRenderer(width: width).text(of: page).split(separator: "\n") {
          let isLong = line.contains("https:") || line.contains("More:") || !line.dropFirst(3).contains(" ")
          #expect(line.count <= width || isLong, "\(line)")
        }
      }
    }
  }

  @Test func `Colours only where asked`() throws {
    let page = try page("AWS::DynamoDB::Table.KeySchema")
    #expect(!TextRenderer(isColored: false).text(of: page).contains("\u{1B}"))
    #expect(TextRenderer(isColored: true).text(of: page).hasPrefix("\u{1B}[1mAWS::DynamoDB::Table.KeySchema"))
  }

  @Test func `Writes Markdown`() throws {
    #expect(
      try page("AWS::DynamoDB::Table.KeySchema").markdown(level: 2) == """
        ## AWS::DynamoDB::Table.KeySchema

        - **Type**: List of Object
        - **Required**: yes
        - **Update**: replaces the resource in some cases
        - **Limits**: 1 to 2 items; no two equal; each AttributeName once
        - **See**: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html#cfn-dynamodb-table-keyschema>

        ### Properties of each item

        | Property | Type | Allowed |
        |---|---|---|
        | `AttributeName`, required, may replace | String |  |
        | `KeyType`, required, may replace | String | HASH, RANGE |

        """)
  }

  @Test func `Writes JSON for programs`() throws {
    let json = try page("AWS::DynamoDB::Table.KeySchema").json
    #expect(json["kind"] == .string("property"))
    #expect(json["required"] == .bool(true))
    #expect(json["update"] == .string("conditional"))
    let names = json["properties"]?.array?.compactMap { $0["name"]?.string }
    #expect(names == ["AttributeName", "KeyType"])
    #expect(json["properties"]?.array?.last?["values"] == .array([.string("HASH"), .string("RANGE")]))
    let type = try page("AWS::Serverless::Function").json
    #expect(type["becomes"] == .string("AWS::Lambda::Function"))
    #expect(type["events"]?.array?.count == 19)
  }

  @Test func `Says when runtimes end and what a region allows`() throws {
    let runtimes = TextRenderer().text(of: try page("AWS::Serverless::Function.Runtime"))
    #expect(runtimes.contains("  dotnet6          2024-12-20  2027-02-01     2027-03-03   dotnet10\n"))
    #expect(!runtimes.contains("Values"))
    let instance = try page("AWS::EC2::Instance.InstanceType")
    guard case .fields(let fields) = instance.blocks.first else {
      Issue.record("no fields")
      return
    }
    #expect(fields.first { $0.label == "In us-east-1" }?.value.hasPrefix("a1.2xlarge, a1.4xlarge, ") == true)
    #expect(instance.blocks.contains(.paragraph("E3628")))
  }

  @Test func `Finds names that hold all words`() {
    let hits = SchemaPack.shared.search("serverless function kinesis stream").map(\.name)
    #expect(hits.contains("AWS::Serverless::Function.Events.Kinesis.Stream"))
    #expect(
      SchemaPack.shared.search("dead LETTER").first?.name == "AWS::Serverless::Function.DeadLetterQueue")
    #expect(SchemaPack.shared.search("kinesis stream").first?.name == "AWS::Kinesis::Stream")
    #expect(SchemaPack.shared.search("no such thing at all").isEmpty)
    #expect(SchemaPack.shared.search("").isEmpty)
    for hit in SchemaPack.shared.search("deadletter") where !hit.isType {
      #expect(throws: Never.self) { try SchemaPack.shared.place(hit.name).get() }
    }
  }
}
