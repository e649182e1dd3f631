import SAMFeatures
import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct CodeLensesTests {
  private func template(_ text: String) -> Template { Template(SyntaxTree(SourceText(text))) }

  @Test(arguments: [
    ("Resources:\n  A: {Type: AWS::Serverless::Api}\n  B: {Type: AWS::SQS::Queue}\n", ["A"]),
    ("{\"Resources\": {\"A\": {\"Type\": \"AWS::Serverless::HttpApi\"}}}", ["A"]),
    ("Resources:\n  A: {Type: !Ref X}\n  B: AWS::Serverless::Api\n  C:\n", []), ("A: b\n", []), ("", []),
  ])
  func standAtResourcesOfSAM(_ text: String, _ ids: [String]) {
    #expect(CodeLenses.places(in: template(text)).map(\.logicalID) == ids)
  }

  @Test func sayWhatBecomesOfThem() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Table: {Type: AWS::Serverless::SimpleTable}
        Layer: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer/}}
        Api: {Type: AWS::Serverless::Api, Properties: {StageName: v1}}
        Bad: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {Path: /, Method: get, Auth: {Authorizer: No}}}}}}

      """
    let expanded = ExpandedTemplate(template(text), region: "us-east-1")
    #expect(expanded.summary(of: "Table") == "1 resource")
    #expect(expanded.summary(of: "Api") == "3 resources")
    #expect(expanded.summary(of: "Bad") == "Refused by the SAM transform")
    #expect(expanded.summary(of: "None") == "No resources")
    let lines = expanded.yaml.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(expanded.line(of: "Api").map { lines[$0] } == "  Api:")
    // A layer gets another logical id.
    #expect(
      expanded.line(of: "Layer").map { lines[$0].hasPrefix("  Layer") && lines[$0].hasSuffix("# from Layer") }
        == true)
    #expect(expanded.line(of: "None") == nil)
  }
}
