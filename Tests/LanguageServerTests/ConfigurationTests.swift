import Foundation
import JSON
import SAMChecks
import Testing
import YAMLSyntax

@testable import LanguageServer

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("a.yaml", "a.yaml", true), ("a.yaml", "x/y/a.yaml", true), ("a.yaml", "b.yaml", false),
    ("*.yaml", "x/a.yaml", true),
    ("*.yaml", "a.yml", false), ("/a.yaml", "a.yaml", true), ("/a.yaml", "x/a.yaml", false),
    ("x/*.yaml", "x/a.yaml", true),
    ("x/*.yaml", "x/y/a.yaml", false), ("x/**", "x/y/a.yaml", true), ("x/**", "x", false),
    ("x/**/a.yaml", "x/a.yaml", true),
    ("x/**/a.yaml", "x/y/z/a.yaml", true), ("**/gen/**", "a/gen/b/c.yaml", true),
    ("**/gen/**", "gen/c.yaml", true),
    ("**/gen/**", "a/general/c.yaml", false), ("gen", "a/gen/b/c.yaml", true), ("gen/", "a/gen/c.yaml", true),
    ("./x/a.yaml", "x/a.yaml", true), ("x/gen", "x/gen/deep/a.yaml", true), ("?.yaml", "a.yaml", true),
    ("?.yaml", "ab.yaml", false),
    ("t[0-9].yaml", "t5.yaml", true), ("t[!0-9].yaml", "t5.yaml", false), ("t[ab].yaml", "tb.yaml", true),
    ("t[.yaml", "t[.yaml", true),
    ("*a*b*c", "xaxbxc", true), ("*a*b*c", "xaxcxb", false), ("", "a", false), ("**", "a/b", true),
    ("*é?", "aéb", true),
  ])
  func matches(pattern: String, path: String, expected: Bool) {
    #expect(GlobPattern(pattern).matches(path) == expected)
  }

  @Test func isNeverSlow() {
    let name = String(repeating: "a", count: 2000)
    #expect(!GlobPattern(String(repeating: "*a", count: 500) + "b").matches(name))
    let path = Array(repeating: "a", count: 1000).joined(separator: "/")
    #expect(!GlobPattern(String(repeating: "**/a/", count: 200) + "b").matches(path))
  }
}

@Suite struct ProjectConfigurationTests {
  private func read(_ text: String) -> (ProjectConfiguration, [String]) {
    let (configuration, problems) = ProjectConfiguration.reading(SourceText(text))
    return (configuration, problems.map { "\($0.line ?? -1): \($0.message)" })
  }

  private var expected: ProjectConfiguration {
    var expected = ProjectConfiguration()
    expected.levels = ["unused-parameter": .off, "W3005": .information]
    expected.regions = ["eu-west-1"]
    expected.include = [GlobPattern("services/**")]
    expected.exclude = [GlobPattern("**/generated/**"), GlobPattern("old")]
    return expected
  }

  @Test func readsItsOwnFile() {
    let (configuration, problems) = read(
      """
      rules:
        unused-parameter: off
        W3005: information
      regions: eu-west-1
      include: [services/**]
      exclude:
        - '**/generated/**'
        - old
      """)
    #expect(configuration == expected)
    #expect(problems.isEmpty)
  }

  @Test func readsSettings() {
    let settings: JSONValue = [
      "rules": ["unused-parameter": false, "W3005": "information"], "regions": ["eu-west-1"],
      "include": ["services/**"], "exclude": ["**/generated/**", "old"], "trace": "off",
    ]
    let (configuration, problems) = ProjectConfiguration.reading(settings)
    #expect(configuration == expected)
    #expect(problems.isEmpty)
    #expect(ProjectConfiguration.reading(nil as JSONValue).0 == ProjectConfiguration())
  }

  @Test(arguments: [
    ("rule:\n  a: off\n", "0: there is no setting 'rule', only exclude, include, regions, rules"),
    ("rules:\n  a: loud\n", "0: the level of 'a' is none of off, error, warning, information"),
    ("rules: [a]\n", "0: 'rules' gives each rule a level"),
    ("regions:\n  a: b\n", "0: 'regions' is a list of texts"),
    ("exclude: [[a]]\n", "0: 'exclude' is a list of texts"), ("- a\n", "0: a mapping is expected"),
  ])
  func saysWhatIsWrong(text: String, problem: String) {
    #expect(read(text).1 == [problem])
  }

  @Test func brokenTextIsReadAsFarAsItGoes() {
    let (configuration, problems) = read("regions: [eu-west-1]\nexclude: [a\n")
    #expect(configuration.regions == ["eu-west-1"])
    #expect(!problems.isEmpty)
    #expect(read("").1.isEmpty)
    #expect(read("# nothing yet\n").1.isEmpty)
  }

  @Test func readsWhatCfnLintReads() {
    let (configuration, problems) = ProjectConfiguration.readingCfnLint(
      SourceText(
        "templates: [a]\nignore_checks: [W, E3002]\nregions: [ALL_REGIONS, us-east-1]\nignore_templates: [cdk.out/**]\n"
      ))
    var expected = ProjectConfiguration()
    expected.ignoredChecks = ["W", "E3002"]
    expected.regions = ["us-east-1"]
    expected.exclude = [GlobPattern("cdk.out/**")]
    #expect(configuration == expected)
    #expect(problems.isEmpty)
  }

  @Test func excludeOutranksInclude() {
    #expect(expected.concerns("services/a.yaml"))
    #expect(!expected.concerns("services/generated/a.yaml"))
    #expect(!expected.concerns("other/a.yaml"))
    #expect(ProjectConfiguration().concerns("a"))
  }
}

@Suite struct ConfiguredSessionTests {
  private static let template = """
    AWSTemplateFormatVersion: '2010-09-09'
    Parameters:
      Unused:
        Type: String
    Resources:
      Bucket:
        Type: AWS::S3::Bucket

    """

  private func folder(_ files: [String: String]) throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("sam-ls-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: url.appendingPathComponent(name)) }
    return url.path
  }

  /// The codes that a version of the template is published with, once for each time it is.
  private func codes(_ conversation: Conversation) -> [[String]] {
    conversation.published().map { $0["diagnostics"]?.array?.compactMap { $0["code"]?.string } ?? [] }
  }

  @Test(
    arguments: [
      ([:], ["unused-parameter"]), ([".sam-ls.yaml": "rules: {unused-parameter: off}"], []),
      ([".sam-ls.yaml": "rules: {W2001: off}"], []), ([".sam-ls.yaml": "exclude: [stack.yaml]"], []),
      ([".sam-ls.yaml": "include: [other.yaml]"], []), ([".cfnlintrc": "ignore_checks: [W2]"], []),
      ([".cfnlintrc.yml": "ignore_templates: ['*.yaml']"], []),
      ([".cfnlintrc": "ignore_checks: [E]", ".cfnlintrc.yml": "ignore_checks: [W]"], ["unused-parameter"]),
    ] as [([String: String], [String])])
  func honoursTheProject(files: [String: String], expected: [String]) throws {
    let folder = try folder(files)
    let conversation = try Conversation(folder: folder)
    conversation.open("file://\(folder)/stack.yaml", Self.template)
    #expect(codes(conversation) == [expected])
  }

  @Test func honoursSettings() throws {
    let conversation = try Conversation(options: ["samLs": ["rules": ["unused-parameter": "off"]]])
    conversation.open("file:///w/stack.yaml", Self.template)
    #expect(codes(conversation) == [[]])
    conversation.notify("workspace/didChangeConfiguration", ["settings": ["samLs": .object([])]])
    #expect(codes(conversation) == [["unused-parameter"]])
  }

  @Test func asksForSettingsWhereItCan() throws {
    let conversation = try Conversation(capabilities: ["workspace": ["configuration": true]])
    conversation.open("file:///w/stack.yaml", Self.template)
    #expect(codes(conversation) == [["unused-parameter"]])
    conversation.notify("initialized")
    let request = conversation.received().first
    #expect(request?["method"] == "workspace/configuration")
    try conversation.respond(to: request, [["rules": ["W2001": "off"]]])
    #expect(codes(conversation) == [[]])
    conversation.notify("workspace/didChangeConfiguration", ["settings": nil])
    try conversation.respond(to: conversation.received().first, [nil])
    #expect(codes(conversation).isEmpty)
  }

  @Test func followsItsFiles() throws {
    let folder = try folder([:])
    let conversation = try Conversation(
      capabilities: ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]], folder: folder)
    conversation.notify("initialized")
    #expect(conversation.received().map { $0["method"] } == ["client/registerCapability"])
    conversation.open("file://\(folder)/stack.yaml", Self.template)
    #expect(codes(conversation) == [["unused-parameter"]])
    let file = URL(fileURLWithPath: folder).appendingPathComponent(".sam-ls.yaml")
    try Data("rules: {unused-parameter: off}".utf8).write(to: file)
    conversation.notify("workspace/didChangeWatchedFiles", ["changes": []])
    conversation.takeUpOutcomes()
    #expect(codes(conversation) == [[]])
    try FileManager.default.removeItem(at: file)
    conversation.notify("textDocument/didSave", ["textDocument": ["uri": .string(file.absoluteString)]])
    conversation.takeUpOutcomes()
    #expect(codes(conversation) == [["unused-parameter"]])
  }

  @Test func saysOnceWhatIsWrongWithAFile() throws {
    let folder = try folder([".sam-ls.yaml": "\nrulez: {}\n"])
    let conversation = try Conversation(folder: folder)
    let message = conversation.received().first { $0["method"] == "window/showMessage" }
    #expect(
      message?["params"]?["message"]?.string
        == "sam-ls: \(folder)/.sam-ls.yaml:2: there is no setting 'rulez', only exclude, include, regions, rules"
    )
    conversation.notify("workspace/didChangeWatchedFiles", ["changes": []])
    conversation.takeUpOutcomes()
    #expect(conversation.received().isEmpty)
  }

  @Test func waitsForTheFiles() throws {
    let conversation = try Conversation(isInitialized: false)
    _ = try conversation.request("initialize", ["capabilities": .object([]), "rootUri": "file:///nowhere"])
    conversation.open("file:///nowhere/stack.yaml", Self.template)
    #expect(!conversation.session.isReadyToPublish)
    conversation.takeUpOutcomes()
    #expect(conversation.session.isReadyToPublish)
  }

  @Test func commentsAreHonouredThatCameBeforeAnyFinding() throws {
    let conversation = try Conversation()
    let uri = "file:///w/stack.yaml"
    conversation.open(uri, "Resources:\n  T:\n    Type: AWS::SNS::Topic\n")
    #expect(codes(conversation) == [[]])
    let comment = "  # sam-ls: ignore"
    conversation.change(uri, version: 2, change(1, 4, 1, 4, comment))
    conversation.change(uri, version: 3, change(2, 25, 2, 25, comment))
    conversation.change(uri, version: 4, change(2, 24, 2, 25, "k"))
    #expect(codes(conversation) == [[]])
    conversation.change(uri, version: 5, change(2, 25, 2, 25 + comment.count, ""))
    #expect(codes(conversation) == [["unknown-type"]])
  }

  @Test func commentsAreHonouredWhileTheyAreTyped() throws {
    let conversation = try Conversation()
    let uri = "file:///w/stack.yaml"
    conversation.open(uri, Self.template)
    #expect(codes(conversation) == [["unused-parameter"]])
    for (index, character) in "  # sam-ls: ignore".enumerated() {
      conversation.change(uri, version: index + 2, change(2, 9 + index, 2, 9 + index, String(character)))
    }
    #expect(codes(conversation) == [[]])
    conversation.change(uri, version: 99, change(2, 9, 2, 27, ""))
    #expect(codes(conversation) == [["unused-parameter"]])
  }
}
