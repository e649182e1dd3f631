import Testing

@Suite struct ExpandCommandTests {
  private static let template = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      F:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.13
          Handler: a.b
          CodeUri: src/
          Events:
            E: {Type: Api, Properties: {Path: /, Method: get}}

    """

  @Test func `Writes YAML that names the source of each resource`() throws {
    let outcome = try Binary.run("expand", "-", input: Self.template)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.filter { $0.contains(" # from") || $0.hasPrefix("  S") } == [
        "  FRole: # from F", "  FEPermissionProd: # from F", "  ServerlessRestApi: # from F",
        "  ServerlessRestApiDeploymentdbcaa3177e: # from F", "  ServerlessRestApiProdStage: # from F",
      ])
    #expect(lines.contains("      Code: src/"))
  }

  @Test func `Its YAML is expanded already`() throws {
    let once = try Binary.run("expand", "-", input: Self.template)
    let twice = try Binary.run("expand", "-", input: once.output)
    #expect(twice.output == once.output.replacing(#/ # from F/#, with: ""))
  }

  @Test func `What the transform refuses stays and is named`() throws {
    let refused = Self.template.replacing("Handler: a.b", with: "Handler: ''")
    let outcome = try Binary.run("expand", "--format", "json", "-", input: refused)
    #expect(outcome.status == 1)
    #expect(outcome.errors == "sam-ls: -: the SAM transform refuses 'F'; it stays as it is\n")
    #expect(outcome.output.contains("\"Type\": \"AWS::Serverless::Function\""))
  }

  @Test func `A file that is not there`() throws {
    let outcome = try Binary.run("expand", "nowhere.yaml")
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("nowhere.yaml"))
  }
}
