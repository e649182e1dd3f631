import SAMChecks
import SAMTemplate
import TestSupport
import Testing
import YAMLSyntax

/// After any edits the tree and the findings that followed them are those read from scratch. The long form is
/// `edit-soak`.
@Suite struct IncrementalTests {
  @Test(arguments: Array(Fixture.all.enumerated().map { (index: $0, fixture: $1) }))
  func followsEdits(_ index: Int, _ fixture: Fixture) {
    var edits = RandomEdits(seed: UInt64(index) * 7919 + 1)
    var document = EditedDocument(fixture.text)
    for step in 0..<RandomEdits.count(60) {
      // A text that has become a ruin tests little.
      if step % 20 == 0 {
        document = EditedDocument(fixture.text)
        edits.forget()
      }
      let before = document.text
      let edit = edits.next(in: document.tree.text)
      guard let difference = document.apply(edit, checks: step % 5 != 3) else { continue }
      Issue.record("step \(step), \(edit): \(difference)\nbefore: \(before.debugDescription)")
      return
    }
  }

  /// The role of a rule's target decides whether a connector can be made from it.
  @Test func followsWhatAnotherResourceSays() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Bus:
          Type: AWS::Events::EventBus
          Properties:
            Name: bus
        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern: {source: [aws.ec2]}
            Targets:
              - Id: bus
                Arn: !GetAtt Bus.Arn
                RoleArn: !GetAtt Role.Arn
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: "sts:AssumeRole"}
        Connector:
          Type: AWS::Serverless::Connector
          Properties:
            Source: {Id: Rule}
            Destination: {Id: Bus}
            Permissions: [Write]

      """
    let parts = text.split(separator: "Bus.Arn", maxSplits: 1)
    let end = parts[0].utf8.count + "Bus.Arn".utf8.count
    var document = EditedDocument(text)
    #expect(document.analysis.diagnostics == [])
    #expect(document.apply(SourceEdit(range: end - 7..<end, replacement: "Role.Arn"), checks: true) == nil)
    #expect(document.analysis.diagnostics.contains { $0.code == "invalid-connector" })
  }

  /// What is done before the first edit changes nothing but how long that takes.
  @Test func isPreparedOrNot() {
    let text = "Parameters:\n  A: {Type: String}\nResources:\n  T:\n    Type: AWS::SNS::Topic\n"
    let use = SourceEdit(
      range: text.utf8.count..<text.utf8.count, replacement: "    Properties: {TopicName: !Ref A}\n")
    for isPrepared in [false, true] {
      var analysis = Analysis(
        Template(SyntaxTree(SourceText(text))), configuration: CheckConfiguration(today: "2026-10-20"))
      #expect(!analysis.isPreparedForEdits)
      if isPrepared {
        analysis.prepareForEdits()
        #expect(analysis.isPreparedForEdits)
      }
      #expect(analysis.diagnostics.map(\.code) == ["unused-parameter"])
      for (edit, codes) in [
        (use, []),
        (SourceEdit(range: 14..<15, replacement: "B"), ["unused-parameter", "unresolved-reference"]),
      ] {
        analysis.update(to: analysis.template.updated(to: analysis.template.tree.applying(edit)))
        #expect(analysis.isPreparedForEdits)
        #expect(analysis.diagnostics.map(\.code) == codes)
      }
    }
  }

  /// An anchor may stand at an entry's key, too.
  @Test func followsAnchorsOfKeys() {
    let text = "Resources:\n  First\n    Type: AWS::SQS::Queue\n  Second: *a\n"
    var document = EditedDocument(text)
    #expect(document.apply(SourceEdit(range: 13..<13, replacement: "&a "), checks: true) == nil)
    #expect(document.apply(SourceEdit(range: 13..<16, replacement: ""), checks: true) == nil)
  }

  /// What is found in `Globals` moves with it, and follows what it refers to.
  @Test func followsWhatGlobalsRefersTo() {
    let parameter = "Parameters:\n  Zone: {Type: String}\n"
    let text =
      parameter + "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    MemorySize: {a: b}\n"
      + "    Environment: {Variables: {ZONE: !Ref Zone}}\nResources:\n  T:\n    Type: AWS::SNS::Topic\n"
    var document = EditedDocument(text)
    #expect(document.analysis.diagnostics.map(\.code) == ["wrong-kind"])
    let name = SourceEdit(range: 15..<18, replacement: "xyz")
    #expect(document.apply(name, checks: true) == nil)
    #expect(document.analysis.diagnostics.map(\.code).contains("unresolved-reference"))
    #expect(document.apply(SourceEdit(range: 0..<0, replacement: "# moved\n"), checks: true) == nil)
    #expect(document.apply(SourceEdit(range: 23..<26, replacement: "one"), checks: true) == nil)
    #expect(document.analysis.diagnostics.map(\.code) == ["wrong-kind"])
  }

  /// Of two resources with one name the first counts, until it is gone.
  @Test func followsWhichOfTwoIsFirst() {
    let text =
      "Resources:\n  A:\n  A:\n    Type: AWS::S3::Bucket\n    DependsOn: B\n"
      + "  B:\n    Type: AWS::S3::Bucket\n    DependsOn: A\n"
    var document = EditedDocument(text)
    #expect(document.apply(SourceEdit(range: 11..<16, replacement: ""), checks: true) == nil)
    #expect(document.analysis.diagnostics.contains { $0.code == "circular-dependency" })
    #expect(document.apply(SourceEdit(range: 11..<11, replacement: "  A:\n"), checks: true) == nil)
  }

  /// Of two resources with one name each has its own placeholders.
  @Test func looksForPlaceholdersInTheEntryItself() {
    let text = "Resources:\n  A: ${\n  A:\n    p: ${AWS::Partition}\n"
    var document = EditedDocument(text)
    #expect(document.apply(SourceEdit(range: 16..<18, replacement: ""), checks: true) == nil)
    #expect(document.analysis.diagnostics.contains { $0.code == "sub-needed" })
    #expect(document.apply(SourceEdit(range: 15..<16, replacement: "\n  ${"), checks: true) == nil)
    #expect(document.analysis.diagnostics.contains { $0.code == "sub-needed" })
  }

  /// Of two resources with one name each has its own references.
  @Test func keepsRepeatedNamesApart() {
    let entry =
      "  A:\n    Type: AWS::SQS::Queue\n    DependsOn: B\n    Properties:\n      QueueName: !GetAtt B.Arn\n"
    let text =
      "Resources:\n  B:\n    Type: AWS::SQS::Queue\n" + entry + "  C:\n    Type: AWS::SQS::Queue\n" + entry
    var document = EditedDocument(text)
    let at = "Resources:\n  B:\n    Type: AWS::SQS::Queue\n".utf8.count + entry.utf8.count
    let edit = SourceEdit(range: at..<at, replacement: "  D:\n    Type: AWS::SQS::Queue\n")
    #expect(document.apply(edit, checks: true) == nil)
    let related = document.analysis.diagnostics.filter { $0.code == "redundant-dependency" }.flatMap(
      \.related)
    #expect(related.map { document.text.utf8($0.range) } == ["B", "B"])
    #expect(Set(related.map(\.range)).count == 2)
  }

  /// The line that a fix takes out is the entry's own, whatever stands before and after it in the editor's line.
  @Test func followsLinesOfYAML() {
    let text = "Mappings:\n  First:\n    A: {B: c}\n"
    var document = EditedDocument(text)
    func removed() -> [Range<Int>] {
      document.analysis.diagnostics.flatMap(\.fixes).filter { $0.title.hasPrefix("Remove") }
        .flatMap(\.edits).map(\.range)
    }
    #expect(removed() == [10..<33])
    // A line break for YAML, but none for an editor.
    #expect(document.apply(SourceEdit(range: 10..<10, replacement: "\u{85}"), checks: true) == nil)
    #expect(removed() == [12..<35])
    #expect(document.apply(SourceEdit(range: 34..<35, replacement: "\u{2028}"), checks: true) == nil)
    #expect(removed() == [12..<37])
    #expect(
      document.apply(SourceEdit(range: 37..<37, replacement: "  B:\n    C: {D: e}\n"), checks: true) == nil)
    #expect(removed() == [12..<37, 37..<56])
  }

  /// A parameter without a type gives what a resource of its name gives.
  @Test func followsResourcesBesideParameters() {
    let text =
      "Parameters:\n  A: {}\nResources:\n  E:\n    Type: AWS::EC2::Instance\n    Properties:\n"
      + "      BlockDeviceMappings: [!Ref A]\n"
      + (1...9).map { "  Queue\($0):\n    Type: AWS::SQS::Queue\n" }.joined()
    var document = EditedDocument(text, leafSize: 0)
    let edit = SourceEdit(
      range: text.utf8.count..<text.utf8.count, replacement: "  A: {Type: AWS::SQS::Queue}\n")
    #expect(document.apply(edit, checks: true) == nil)
    #expect(document.analysis.diagnostics.contains { $0.message.hasSuffix("but Ref A gives text") })
  }

  /// An anchor may stand at what holds all entries of a section, and all of them change it.
  @Test func followsAnchorsOfSections() {
    var document = EditedDocument("Resources:\n  S: *a\n  D: {}\n")
    #expect(document.apply(SourceEdit(range: 10..<10, replacement: " &a"), checks: true) == nil)
    #expect(
      document.analysis.diagnostics.contains { $0.message.hasPrefix("'S' is not a property of resource 'S'") }
    )
    #expect(
      document.apply(SourceEdit(range: 22..<22, replacement: "  Type: AWS::SQS::Queue\n"), checks: true)
        == nil)
    #expect(document.apply(SourceEdit(range: 10..<13, replacement: ""), checks: true) == nil)
    #expect(document.apply(SourceEdit(range: 0..<0, replacement: "&a\n"), checks: true) == nil)
    #expect(document.apply(SourceEdit(range: 14..<14, replacement: "  T: {}\n"), checks: true) == nil)
  }

  /// What SAM makes of a resource is suggested, from when on it does.
  @Test func followsWhatMayBeMeant() {
    let text =
      "Resources:\n  Worker:\n    Type: AWS::Lambda::Function\n    Properties: {Handler: a, Runtime: python3.13}\n"
      + "Outputs:\n  Role:\n    Value: !Ref WorkerRol\n"
    let type = "Resources:\n  Worker:\n    Type: AWS::".utf8.count
    var document = EditedDocument(text)
    let edit = SourceEdit(range: type..<type + "Lambda".utf8.count, replacement: "Serverless")
    #expect(document.apply(edit, checks: true) == nil)
    #expect(document.analysis.diagnostics.contains { $0.message.hasSuffix("did you mean 'WorkerRole'?") })
  }
}
