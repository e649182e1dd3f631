import Foundation
import Testing

/// `check` as people who are used to `sam validate --lint` call it, and the files that templates name.
@Suite struct SAMValidateTests {
  private static let calls: [([String], Int32)] = [
    ([], 0), (["--lint"], 0), (["--lint", "-t", "template.yaml"], 0), (["--template", "template.yaml"], 0),
    (["--template-file", "template.yaml", "--region", "eu-west-1", "--profile", "x", "--debug"], 0),
    (["--config-env", "test", "--fail-on", "warning"], 1),
    (["--config-file", "other.toml", "--fail-on", "warning"], 1), (["--config-file", "none.toml"], 2),
    (["-t", "none.yaml"], 2),
  ]

  private static let template = """
    Transform: AWS::Serverless-2016-10-31
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
    Resources:
      A:
        Type: AWS::Serverless::Api
        Properties: {StageName: !Ref Stage}

    """
  private static let config = """
    [default.deploy.parameters]
    parameter_overrides = "Stage=dev"
    [test.deploy.parameters]
    parameter_overrides = "Stage=test"

    """

  @Test(arguments: calls)
  func takesItsOptions(_ options: [String], _ status: Int32) throws {
    let folder = try TemporaryFolder([
      "template.yaml": Self.template, "samconfig.toml": Self.config,
      "other.toml": "[default.global.parameters]\nparameter_overrides = \"Stage=x\"\n",
    ])
    let process = Binary.process(["check"] + options, in: folder.url)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
  }

  @Test func needsATemplate() throws {
    let folder = try TemporaryFolder()
    let outcome = try Binary.run("check", in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.errors == "sam-ls: there is no template.yaml here; name a file or a folder\n")
  }

  @Test func expandsWithOverrides() throws {
    let function = """
      Transform: AWS::Serverless-2016-10-31
      Parameters: {Stage: {Type: String}}
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties: {Handler: a.b, Runtime: python3.13, CodeUri: s3://b/k, AutoPublishAlias: !Ref Stage}

      """
    let folder = try TemporaryFolder(["template.yaml": function, "samconfig.toml": Self.config])
    let outcome = try Binary.run("expand", "template.yaml", in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("FAliasdev:"))
    let other = try Binary.run("expand", "--config-env", "test", "template.yaml", in: folder.url)
    #expect(other.output.contains("FAliastest:"))
  }

  @Test func readsTheFilesBesideATemplate() throws {
    let folder = try TemporaryFolder([
      "sub/template.yaml": """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        M:
          Type: AWS::Serverless::StateMachine
          Properties: {DefinitionUri: machines/m.json}

      """,
      "sub/machines/m.json": #"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}"#,
    ])
    let outcome = try Binary.run("check", "sub", in: folder.url)
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains("= see sub/machines/m.json:1: There is no state 'B' here"))
    let sarif = try Binary.run("check", "--format", "sarif", "sub", in: folder.url)
    #expect(sarif.output.contains(#""uri":"sub/machines/m.json""#))
  }
}
