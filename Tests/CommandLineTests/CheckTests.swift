import Foundation
import JSON
import Testing

private let clean = """
  AWSTemplateFormatVersion: '2010-09-09'
  Resources:
    Bucket:
      Type: AWS::S3::Bucket

  """
private let broken = """
  Transform: AWS::Serverless-2016-10-31
  Resources:
    HelloFunction:
      Type: AWS::Serverless::Function
      Properties:
        CodeUri: hello/
        Handler: app.handler
        MemorySiz: 128
        Runtime: python3.13

  """
private let warned = """
  AWSTemplateFormatVersion: '2010-09-09'
  Parameters:
    Unused:
      Type: String
  Resources:
    Bucket:
      Type: AWS::S3::Bucket

  """

/// The paths of the templates in a report, and the codes found in each.
private func codes(_ json: String) throws -> [String: [String]] {
  let report = try JSONValue(parsing: Array(json.utf8))
  var codes: [String: [String]] = [:]
  for file in report["files"]?.array ?? [] {
    codes[file["path"]?.string ?? "?"] = file["diagnostics"]?.array?.compactMap { $0["code"]?.string }
  }
  return codes
}

@Suite struct CheckTests {
  @Test func showsAFinding() throws {
    let folder = try TemporaryFolder(["template.yaml": broken])
    let outcome = try Binary.run("check", "template.yaml", in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.errors == "")
    #expect(outcome.output.hasPrefix("template.yaml:8:7: error: "))
    #expect(
      outcome.output.contains(
        "[unknown-property, E3002]\n  8 |       MemorySiz: 128\n    |       ^^^^^^^^^\n"))
    #expect(outcome.output.hasSuffix("\n1 template checked: 1 error\n"))
  }

  @Test(
    arguments: [
      (broken, [], 1), (broken, ["--fail-on", "warning"], 1), (broken, ["--fail-on", "none"], 0),
      (warned, [], 0),
      (warned, ["--fail-on", "warning"], 1), (clean, ["--fail-on", "warning"], 0),
    ] as [(String, [String], Int32)])
  func statusFollowsTheSeverity(source: String, options: [String], status: Int32) throws {
    let folder = try TemporaryFolder(["template.yaml": source])
    let process = Binary.process(["check"] + options + ["template.yaml"], in: folder.url)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
  }

  @Test func readsStandardInput() throws {
    let outcome = try Binary.run("check", "--format", "json", "-", input: broken)
    #expect(outcome.status == 1)
    #expect(try codes(outcome.output) == ["-": ["unknown-property"]])
    #expect(try Binary.run("check", "-", input: broken).output.hasPrefix("<stdin>:8:7: error: "))
  }

  @Test func whatCannotBeReadStopsNothingElse() throws {
    let folder = try TemporaryFolder(["a.yaml": broken, "folder/b.yaml": clean])
    let outcome = try Binary.run(
      "check", "--format", "json", "missing.yaml", "a.yaml", "folder", "also/missing", in: folder.url)
    #expect(outcome.status == 2)
    #expect(try codes(outcome.output) == ["a.yaml": ["unknown-property"], "folder/b.yaml": []])
    #expect(
      outcome.errors == """
        sam-ls: missing.yaml: no such file or folder
        sam-ls: also/missing: no such file or folder

        """)
  }

  @Test func searchesFoldersForTemplates() throws {
    let folder = try TemporaryFolder([
      "template.yaml": clean, "b/deep/er/stack.yml": clean,
      "stack.json": #"{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}"#,
      "cfn.template": broken, "values.yaml": "Resources: {a: 1}\n", "compose.yaml": "services:\n  a: {}\n",
      "notes.txt": clean, ".hidden/template.yaml": clean, ".aws-sam/build/template.yaml": clean,
      "node_modules/x/template.yaml": clean, "k8s.yaml": "AWS::\nResources: [x]\n",
      "broken.yaml": "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: [\n",
    ])
    let outcome = try Binary.run("check", "--format", "json", ".", in: folder.url)
    #expect(
      try Set(codes(outcome.output).keys) == [
        "template.yaml", "b/deep/er/stack.yml", "stack.json", "cfn.template", "broken.yaml",
      ])
    #expect(outcome.status == 1)
    let again = try Binary.run("check", "--format", "json", folder.url.path, folder.url.path)
    #expect(try codes(again.output).count == 5)
  }

  @Test func linksMayLeadInCircles() throws {
    let folder = try TemporaryFolder(["a/template.yaml": clean])
    try folder.link("a/up", to: "..")
    try folder.link("a/self", to: "self")
    try folder.link("a/gone.yaml", to: "nowhere.yaml")
    try folder.link("same.yaml", to: "a/template.yaml")
    let outcome = try Binary.run("check", "--format", "json", ".", in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(try codes(outcome.output).count == 1)
  }

  @Test func aNamedFileIsCheckedWhateverItIs() throws {
    let folder = try TemporaryFolder(["notes.txt": "a: [\n", "empty.yaml": ""])
    let outcome = try Binary.run("check", "--format", "json", "notes.txt", "empty.yaml", in: folder.url)
    #expect(try Set(codes(outcome.output).keys) == ["notes.txt", "empty.yaml"])
    #expect(outcome.status == 1)
  }

  @Test func aFolderWithoutTemplatesIsSaidToBe() throws {
    let folder = try TemporaryFolder(["notes.txt": "x"])
    let outcome = try Binary.run("check", ".", in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "sam-ls: no templates in .\n")
  }

  @Test(arguments: [
    ["check"], ["check", "--format", "html", "a.yaml"], ["check", "--fail-on", "always", "a.yaml"],
    ["--nonsense"],
    ["nonsense"], ["serve", "--log-level", "loud"], ["serve", "--log-file", "/nowhere/at/all"],
  ])
  func aWrongCommandLineIsRefused(arguments: [String]) throws {
    let process = Binary.process(arguments)
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(text.hasPrefix("sam-ls: "))
  }

  @Test func helpAndVersionAreNoFailures() throws {
    for arguments in ["--version", "--help"] {
      let outcome = try Binary.run(arguments)
      #expect(outcome.status == 0)
      #expect(!outcome.output.isEmpty)
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test(arguments: ["text", "json", "sarif", "github", "junit"]) func everyFormatIsWritten(format: String)
    throws
  {
    let outcome = try Binary.run("check", "--format", format, "-", input: broken)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("unknown-property"))
    #expect(outcome.output.hasSuffix("\n"))
  }

  @Test func manyFilesComeInOrder() throws {
    var files: [String: String] = [:]
    for index in 0..<200 { files["t\(1000 + index).yaml"] = index % 7 == 0 ? broken : clean }
    let folder = try TemporaryFolder(files)
    let outcome = try Binary.run("check", "--format", "json", ".", in: folder.url)
    let report = try JSONValue(parsing: Array(outcome.output.utf8))
    #expect(report["files"]?.array?.compactMap { $0["path"]?.string } == files.keys.sorted())
    #expect(report["summary"]?["errors"] == 29)
  }

  @Test func honoursTheProject() throws {
    let folder = try TemporaryFolder([
      ".sam-ls.yaml": "rules: {unused-parameter: error, W3005: off}\nexclude: [generated]\n",
      "a/template.yaml": warned,
      "a/generated/template.yaml": broken,
    ])
    let outcome = try Binary.run("check", "--format", "json", ".", in: folder.url)
    #expect(outcome.status == 1)
    #expect(try codes(outcome.output) == ["a/template.yaml": ["unused-parameter"]])
    let inner = folder.url.appendingPathComponent("a")
    let fromInside = try Binary.run("check", "--format", "json", ".", in: inner)
    #expect(try codes(fromInside.output) == ["template.yaml": ["unused-parameter"]])
    // What is named is checked.
    let named = try Binary.run("check", "--format", "json", "generated/template.yaml", in: inner)
    #expect(try codes(named.output) == ["generated/template.yaml": ["unknown-property"]])
  }

  @Test func takesTheConfigurationThatIsNamed() throws {
    let folder = try TemporaryFolder([
      ".sam-ls.yaml": "rules: {unused-parameter: off}\n", "strict.yaml": "rules: {unused-parameter: error}\n",
      "template.yaml": warned, ".cfnlintrc": "ignore_checks: [W]\n",
    ])
    #expect(
      try Binary.run("check", "template.yaml", in: folder.url).output == "1 template checked: nothing found\n"
    )
    #expect(try Binary.run("check", "--config", "strict.yaml", "template.yaml", in: folder.url).status == 1)
    #expect(try Binary.run("check", "--config", ".cfnlintrc", "template.yaml", in: folder.url).status == 0)
  }

  @Test func aWrongConfigurationStopsNothing() throws {
    let folder = try TemporaryFolder([".sam-ls.yaml": "regiosn: [a]\n", "template.yaml": broken])
    let outcome = try Binary.run("check", "--format", "json", "template.yaml", in: folder.url)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasSuffix(
        ".sam-ls.yaml:1: there is no setting 'regiosn', only exclude, include, regions, rules\n"))
    #expect(try codes(outcome.output) == ["template.yaml": ["unknown-property"]])
    let missing = try Binary.run("check", "--config", "none.yaml", "template.yaml", in: folder.url)
    #expect(missing.status == 2)
    #expect(missing.errors == "sam-ls: none.yaml: No such file or directory\n")
  }

  @Test func honoursComments() throws {
    let source = broken.replacing("MemorySiz: 128", with: "MemorySiz: 128 # sam-ls: ignore unknown-property")
    #expect(try Binary.run("check", "-", input: source).output == "1 template checked: nothing found\n")
  }
}
