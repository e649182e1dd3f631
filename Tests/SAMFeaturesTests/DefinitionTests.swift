import SAMFeatures
import Testing

/// Where references lead.
struct DefinitionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    /// The line (0-based) and the text of each definition's name.
    var targets: [String]
    var origin: String?
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ targets: [String], origin: String? = nil) {
      self.name = name
      self.text = text
      self.targets = targets
      self.origin = origin
    }
  }

  @Test(arguments: [
    Case(
      "Ref to a parameter", Fixture.head + "Outputs: {O: {Value: !Ref Sta‸ge}}", ["3 Stage"], origin: "Stage"),
    Case("Ref to a resource", Fixture.head + "Outputs: {O: {Value: {\"Ref\": \"Or‸ders\"}}}", ["22 Orders"]),
    Case(
      "GetAtt's resource", Fixture.head + "Outputs: {O: {Value: !GetAtt Ord‸ers.Arn}}", ["22 Orders"],
      origin: "Orders"),
    Case(
      "GetAtt's attribute", Fixture.head + "Outputs: {O: {Value: !GetAtt Orders.A‸rn}}", ["22 Orders"],
      origin: "Orders.Arn"),
    Case("GetAtt as a list", Fixture.head + "Outputs: {O: {Value: !GetAtt [Ord‸ers, Arn]}}", ["22 Orders"]),
    Case("Sub", Fixture.head + "Outputs: {O: {Value: !Sub \"${Sta‸ge}-x\"}}", ["3 Stage"], origin: "Stage"),
    Case(
      "Sub with an attribute", Fixture.head + "Outputs: {O: {Value: !Sub \"${OrdersTable.A‸rn}\"}}",
      ["18 OrdersTable"]),
    Case(
      "Sub's own name", "Outputs:\n  O:\n    Value: !Sub\n      - \"${Co‸lor}\"\n      - Color: red\n",
      ["4 Color"], origin: "Color"),
    Case(
      "a condition of an output", Fixture.head + "Outputs: {O: {Value: 1, Condition: IsPro‸duction}}",
      ["16 IsProduction"]),
    Case(
      "the condition of an If", Fixture.head + "Outputs: {O: {Value: !If [IsPro‸duction, 1, 2]}}",
      ["16 IsProduction"]),
    Case("a map", Fixture.head + "Outputs: {O: {Value: !FindInMap [Siz‸es, dev, Memory]}}", ["8 Sizes"]),
    Case("a map's key", Fixture.head + "Outputs: {O: {Value: !FindInMap [Sizes, de‸v, Memory]}}", ["9 dev"]),
    Case(
      "a map's second key", Fixture.head + "Outputs: {O: {Value: !FindInMap [Sizes, dev, Mem‸ory]}}",
      ["10 Memory"]),
    Case(
      "a map's second key of any first",
      Fixture.head + "Outputs: {O: {Value: !FindInMap [Sizes, !Ref Stage, Mem‸ory]}}",
      ["10 Memory", "13 Memory"]),
    Case("DependsOn", "Resources:\n  A: {Type: AWS::SNS::Topic}\n  B:\n    DependsOn: [‸A]\n", ["1 A"]),
    Case("a generated role", Fixture.head + "Outputs: {O: {Value: !Ref Orders‸Role}}", ["22 Orders"]),
    Case("the implicit API", Fixture.head + "Outputs: {O: {Value: !Ref Serverless‸RestApi}}", ["22 Orders"]),
    Case(
      "what an event makes", Fixture.head + "Outputs: {O: {Value: !Ref OrdersListPermission‸Prod}}",
      ["29 List"]),
    Case("an alias", "Resources:\n  A: &base\n    Type: AWS::SNS::Topic\n  B: *ba‸se\n", ["1 &base"]),
    Case(
      "a parameter of the interface",
      "Parameters:\n  P: {Type: String}\nMetadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups:\n      - Parameters: [‸P]\n",
      ["1 P"]),
    Case(
      "a label of the interface",
      "Parameters:\n  P: {Type: String}\nMetadata:\n  AWS::CloudFormation::Interface:\n    ParameterLabels:\n      ‸P: {default: x}\n",
      ["1 P"]),
    Case(
      "a connector's source",
      "Resources:\n  A: {Type: AWS::SNS::Topic}\n  C:\n    Type: AWS::Serverless::Connector\n    Properties:\n      Source:\n        Id: ‸A\n",
      ["1 A"]),
    Case("a pseudo parameter", "Outputs: {O: {Value: !Ref AWS::Reg‸ion}}", []),
    Case("a name that nothing defines", "Outputs: {O: {Value: !Ref No‸where}}", []),
    Case("a definition itself", Fixture.head.replacing("  Orders:\n", with: "  Or‸ders:\n"), []),
  ])
  func leads(_ test: Case) {
    let marked = Marked(test.text)
    let text = marked.template.text
    let found = Definition.targets(in: marked.template, at: marked.offset)
    let names = found.map {
      "\(text.line(at: $0.targetSelectionRange.lowerBound)) \(text.string(in: $0.targetSelectionRange))"
    }
    #expect(names == test.targets)
    for target in found {
      #expect(target.targetRange.lowerBound <= target.targetSelectionRange.lowerBound)
      #expect(target.targetRange.upperBound >= target.targetSelectionRange.upperBound)
      if let origin = test.origin { #expect(text.string(in: target.originRange) == origin) }
    }
  }

  @Test func leadsToFiles() {
    let marked = Marked(
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: 'sr‸c/'\n")
    let found = Definition.targets(in: marked.template, at: marked.offset)
    #expect(found.map(\.file) == ["src/"])
    #expect(found.map { marked.template.text.string(in: $0.originRange) } == ["src/"])
    #expect(
      Definition.targets(
        in: Marked(
          "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: s3://a/b\n"
        ).template,
        at: 85
      ).isEmpty)
  }
}
