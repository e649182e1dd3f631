import Testing

@Suite struct WrongKindTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  static let found = [
    Case(
      "text for a number", Templates.resource("AWS::SQS::Queue", "DelaySeconds: «abc»"),
      .error(
        "wrong-kind", "E3012", "'DelaySeconds' must be a whole number, not the text 'abc'",
        path: "Resources/R/Properties/DelaySeconds", fix: "")),
    Case(
      "a boolean for a number", Templates.resource("AWS::SQS::Queue", "DelaySeconds: «true»"),
      .error("wrong-kind", "E3012", "'DelaySeconds' must be a whole number, not the boolean true")),
    Case(
      "a number for a boolean", Templates.resource("AWS::SQS::Queue", "SqsManagedSseEnabled: «1»"),
      .error("wrong-kind", "E3012", "'SqsManagedSseEnabled' must be true or false, not the number 1")),
    Case(
      "a quoted word of YAML 1.1", Templates.resource("AWS::SQS::Queue", "SqsManagedSseEnabled: «\"yes\"»"),
      .error("wrong-kind", "E3012", "'SqsManagedSseEnabled' must be true or false, not the text 'yes'")),
    Case(
      "a text for a list, with the brackets it lacks",
      Templates.function("Layers: «arn:aws:lambda:us-east-1:123456789012:layer:a:1»"),
      .error(
        "wrong-kind", "E3012",
        "'Layers' must be a list, not the text 'arn:aws:lambda:us-east-1:123456789012:layer:a:1'",
        fix: "Make it a list", gives: "      Layers: [arn:aws:lambda:us-east-1:123456789012:layer:a:1]")),
    Case(
      "a mapping for a list, at its key",
      Templates.resource("AWS::S3::Bucket", "«Tags»:\n  Key: a\n  Value: b"),
      .error(
        "wrong-kind", "E3012", "'Tags' must be a list, not a mapping", path: "Resources/R/Properties/Tags")),
    Case(
      "a mapping in brackets, as it stands",
      Templates.resource("AWS::S3::Bucket", "Tags: «{Key: a, Value: b}»"),
      .error("wrong-kind", "E3012", "'Tags' must be a list, not a mapping")),
    Case(
      "a list for a mapping, at its key",
      Templates.resource("AWS::S3::Bucket", "«VersioningConfiguration»:\n  - Status: Enabled"),
      .error("wrong-kind", "E3012", "'VersioningConfiguration' must be a mapping, not a list")),
    Case(
      "a text for a mapping", Templates.resource("AWS::S3::Bucket", "VersioningConfiguration: «Enabled»"),
      .error("wrong-kind", "E3012", "'VersioningConfiguration' must be a mapping, not the text 'Enabled'")),
    Case(
      "a list for a text", Templates.resource("AWS::SNS::Topic", "DisplayName: «[a]»"),
      .error("wrong-kind", "E3012", "'DisplayName' must be text, not a list")),
    Case(
      "nothing, at the key", Templates.resource("AWS::SNS::Topic", "«DisplayName»:"),
      .error("wrong-kind", "E3012", "'DisplayName' has no value; it must be text")),
    Case(
      "null, as it stands", Templates.resource("AWS::SNS::Topic", "DisplayName: «null»"),
      .error("wrong-kind", "E3012", "'DisplayName' has no value; it must be text")),
    Case(
      "an empty item, at the list's key", Templates.resource("AWS::S3::Bucket", "«Tags»:\n  -"),
      .error(
        "wrong-kind", "E3012", "Item 1 of 'Tags' has no value; it must be a mapping",
        path: "Resources/R/Properties/Tags/0")),
    Case(
      "in JSON",
      """
      {"Resources": {"R": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": «"abc"»}}}}
      """,
      .error("wrong-kind", "E3012", "'DelaySeconds' must be a whole number, not the text 'abc'")),
    Case(
      "in both branches of Fn::If",
      Templates.resource(
        "AWS::SQS::Queue", "DelaySeconds: !If [C, «abc», !If [C, 5, «[x]»]]",
        before: "Conditions:\n  C: !Equals [!Ref AWS::Region, us-east-1]"),
      .error(
        "wrong-kind", "E3012", "'DelaySeconds' must be a whole number, not the text 'abc'",
        path: "Resources/R/Properties/DelaySeconds/Fn::If/1"),
      .error(
        "wrong-kind", "E3012", "'DelaySeconds' must be a whole number, not a list",
        path: "Resources/R/Properties/DelaySeconds/Fn::If/2/Fn::If/2")),
    Case(
      "text where a function gives text but a list belongs",
      Templates.resource("AWS::S3::Bucket", "Tags: !Sub «${AWS::Region}»"),
      .error(
        "wrong-kind", "E1019", "'Tags' must be a list, but Fn::Sub ${AWS::Region} gives text",
        path: "Resources/R/Properties/Tags/Fn::Sub")),
    Case(
      "a list where a function gives a list but text belongs",
      Templates.text("«!Split» [a, bac]"),
      .error("wrong-kind", "E1018", "'DisplayName' must be text, but Fn::Split gives a list")),
    Case(
      "a list parameter for a text",
      Templates.text("!Ref «L»", before: "Parameters:\n  L: {Type: CommaDelimitedList}"),
      .error("wrong-kind", "E1020", "'DisplayName' must be text, but Ref L gives a list")),
    Case(
      "a resource", "Resources:\n  R: «AWS::SNS::Topic»\n",
      .error(
        "wrong-kind", "E3001", "'R' must be a mapping, not the text 'AWS::SNS::Topic'", path: "Resources/R")),
    Case(
      "the properties", "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Properties: «abc»\n",
      .error("wrong-kind", "E3012", "'Properties' must be a mapping, not the text 'abc'")),
    Case(
      "no properties", "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    «Properties»:\n",
      .error("wrong-kind", "E3012", "'Properties' has no value; it must be a mapping")),
    Case(
      "a section", "Parameters: «3»\n" + Templates.text("a"),
      .error("wrong-kind", "E2001", "'Parameters' must be a mapping, not the number 3", path: "Parameters")),
    Case(
      "an empty section", "«Mappings»:\n" + Templates.text("a"),
      .error("wrong-kind", "E7001", "'Mappings' has no entries; it must be a mapping", path: "Mappings")),
    Case(
      "a function for a section", Templates.text("a") + "Outputs: «!Ref R»\n",
      .error("wrong-kind", "E6001", "'Outputs' must be a mapping, not Ref", path: "Outputs")),
    Case(
      "the template", "«- a»\n- b\n",
      .error("wrong-kind", "E0000", "A template must be a mapping of sections, not a list", path: "")),
    Case(
      "the description", "Description: «[a]»\n" + Templates.text("a"),
      .error("wrong-kind", "E1004", "'Description' must be plain text", path: "Description")),
    Case(
      "what an alias stands for, at the alias",
      """
      Mappings:
        M:
          a:
            b: &list [x]
      Resources:
        R:
          Type: AWS::SNS::Topic
          Properties:
            DisplayName: «*list»
            TopicName: !Select [0, !FindInMap [M, a, b]]

      """,
      .error(
        "wrong-kind", "E3012", "'DisplayName' must be text, not a list",
        path: "Resources/R/Properties/DisplayName")),
  ]

  static let quiet = [
    Case("a number as text", Templates.resource("AWS::SQS::Queue", "DelaySeconds: \"5\"")),
    Case("a number for a text", Templates.resource("AWS::SNS::Topic", "DisplayName: 5")),
    Case("a boolean as text", Templates.resource("AWS::SQS::Queue", "SqsManagedSseEnabled: 'false'")),
    Case("a boolean for a text", Templates.resource("AWS::SNS::Topic", "DisplayName: true")),
    Case("a word of YAML 1.1", Templates.resource("AWS::SQS::Queue", "SqsManagedSseEnabled: no")),
    Case("a date for a text", Templates.resource("AWS::SNS::Topic", "DisplayName: 2010-09-09")),
    Case(
      "a dynamic reference for a number",
      Templates.resource("AWS::SQS::Queue", "DelaySeconds: '{{resolve:ssm:/a/b}}'")),
    Case("JSON text for an object", Templates.resource("AWS::SQS::Queue", "RedrivePolicy: '{\"a\": 1}'")),
    Case("an empty text", Templates.resource("AWS::SNS::Topic", "DisplayName: ''")),
    Case(
      "a list parameter for a list",
      Templates.function("Layers: !Ref L", before: "Parameters:\n  L: {Type: CommaDelimitedList}")),
    Case(
      "a parameter of any single type for a number",
      Templates.resource(
        "AWS::SQS::Queue", "DelaySeconds: !Ref P", before: "Parameters:\n  P: {Type: String}")),
    Case("an empty value in a SAM resource, which its transform drops", Templates.function("Environment:")),
    Case("nothing at all", ""),
    Case("comments only", "# nothing yet\n"),
  ]
}
