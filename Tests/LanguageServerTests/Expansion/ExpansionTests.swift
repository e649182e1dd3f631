import Foundation
import JSON
import Testing

@testable import LanguageServer

/// Code lenses, the command that expands a document, and the documents that show it.
@Suite struct ExpansionTests {
  private static let template = """
    Transform: AWS::Serverless-2016-10-31
    Parameters: {Stage: {Type: String, Default: dev}}
    Resources:
      Queue: {Type: AWS::SQS::Queue}
      Hello:
        Type: AWS::Serverless::Function
        Properties: {Handler: a.b, Runtime: python3.13, CodeUri: src/, AutoPublishAlias: !Ref Stage}
      Bad:
        Type: AWS::Serverless::Function
        Properties: {Handler: a.b, Runtime: python3.13, CodeUri: src/, Events: {E: {Type: HttpApi, Properties: {Path: /, Method: get, Auth: {Authorizer: No}}}}}

    """
  private static let uri = "file:///w/template.yaml"
  private static let showing: JSONValue = ["window": ["showDocument": ["support": true]]]
  private static let content: JSONValue = [
    "window": ["showDocument": ["support": true]], "workspace": ["textDocumentContent": [:]],
  ]

  private func opened(_ capabilities: JSONValue = [:], _ uri: String = uri) throws -> Conversation {
    let client = try Conversation(capabilities: capabilities)
    client.open(uri, Self.template)
    _ = client.published()
    return client
  }

  private func lenses(_ client: Conversation) throws -> [JSONValue] {
    try client.result("textDocument/codeLens", ["textDocument": ["uri": .string(Self.uri)]]).array ?? []
  }

  private func expand(_ client: Conversation, _ arguments: JSONValue...) throws -> JSONValue {
    try client.result(
      "workspace/executeCommand", ["command": "sam-ls.expand", "arguments": .array(arguments)])
  }

  @Test func lensesStandAtResourcesOfSAM() throws {
    let lenses = try lenses(opened())
    #expect(lenses.map { $0["range"]?["start"]?["line"]?.integer } == [4, 7])
    #expect(lenses.allSatisfy { $0["command"] == nil })
  }

  @Test func lensesSayWhatResourcesBecome() throws {
    let client = try opened()
    let resolved = try lenses(client).map { try client.result("codeLens/resolve", $0)["command"] }
    #expect(resolved.map { $0?["title"]?.string } == ["4 resources", "Refused by the SAM transform"])
    #expect(resolved.first??["command"] == "sam-ls.expand")
    #expect(resolved.first??["arguments"] == [.string(Self.uri), "Hello"])
  }

  @Test func lensesFollowTheText() throws {
    let client = try opened()
    let lens = try #require(try lenses(client).first)
    client.change(
      Self.uri, version: 2,
      ["text": .string(Self.template.replacing(", AutoPublishAlias: !Ref Stage", with: ""))])
    #expect(try client.result("codeLens/resolve", lens)["command"]?["title"] == "2 resources")
  }

  @Test func theCommandGivesTheText() throws {
    let client = try opened()
    let result = try expand(client, .string(Self.uri), "Hello")
    let text = try #require(result["text"]?.string)
    #expect(text.contains("  HelloAliasdev: # from Hello\n"))
    #expect(text.contains("Code: src/\n"))
    #expect(result["refused"] == ["Bad"])
    #expect(result["languageId"] == "yaml")
    let line = try #require(result["line"]?.integer)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false)[line] == "  Hello:")
    #expect(client.received().isEmpty)
  }

  @Test func theCommandWantsAnOpenDocument() throws {
    let client = try opened()
    func code(_ params: JSONValue) throws -> Int? {
      try client.request("workspace/executeCommand", params)["error"]?["code"]?.integer
    }
    #expect(try code(["command": "sam-ls.expand", "arguments": ["file:///w/other.yaml"]]) == -32602)
    #expect(try code(["command": "sam-ls.expand"]) == -32602)
    #expect(try code(["command": "other", "arguments": [.string(Self.uri)]]) == -32602)
  }

  @Test func aFileIsShown() throws {
    let client = try opened(Self.showing)
    #expect(try expand(client, .string(Self.uri))["text"] == nil)
    client.takeUpOutcomes()
    let asked = try #require(client.received().first { $0["method"] == "window/showDocument" })
    let shown = try #require(asked["params"]?["uri"]?.string)
    #expect(shown.hasSuffix("/template.expanded.yaml"))
    let path = try #require(FileURI.path(of: shown))
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("HelloAliasdev"))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o400)
    client.open(shown, "Resources: {A: {Type: AWS::Nothing::AtAll}}\n")
    #expect(client.published().map { $0["diagnostics"] } == [[]])
    client.session.end()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aDocumentOfTheServersIsShown() throws {
    let client = try opened(Self.content)
    _ = try expand(client, .string(Self.uri), "Hello")
    let asked = try #require(client.received().first { $0["method"] == "window/showDocument" })
    let shown = "sam-ls-expanded:///w/template.yaml"
    #expect(asked["params"]?["uri"]?.string == shown)
    let text = try client.result("workspace/textDocumentContent", ["uri": .string(shown)])["text"]?.string
    #expect(text?.contains("HelloAliasdev") == true)
    client.change(
      Self.uri, version: 2, ["text": .string(Self.template.replacing("Default: dev", with: "Default: live"))])
    while !client.session.unpublished.isEmpty { client.session.publishNext() }
    let refreshed = client.received().first { $0["method"] == "workspace/textDocumentContent/refresh" }
    #expect(refreshed?["params"] == ["uri": .string(shown)])
    let again = try client.result("workspace/textDocumentContent", ["uri": .string(shown)])["text"]?.string
    #expect(again?.contains("HelloAliaslive") == true)
    #expect(
      try client.request("workspace/textDocumentContent", ["uri": "sam-ls-expanded:///none"])["error"] != nil)
  }

  @Test func parametersCountAsConfigured() throws {
    let folder = try TemporaryFolder()
    try folder.write("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"Stage=prod\"\n")
    let uri = "file://\(folder.path)/template.yaml"
    let client = try opened([:], uri)
    client.takeUpOutcomes()
    _ = client.published()
    #expect(try expand(client, .string(uri))["text"]?.string?.contains("HelloAliasprod") == true)
  }
}
