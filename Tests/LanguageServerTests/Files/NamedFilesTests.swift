import JSON
import Testing

@testable import LanguageServer

/// Files that documents name: read outside, watched, and seen as they are typed where they are open too.
@Suite struct NamedFilesTests {
  private static let template = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: m.json}}

    """
  private static let sound = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
  private static let broken = #"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}"#

  private func codes(_ published: [JSONValue]) -> [[String]] {
    published.map { ($0["diagnostics"]?.array ?? []).compactMap { $0["code"]?.string } }
  }

  @Test func arePublishedOnceTheyAreRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.json", Self.broken)
    let client = try Conversation()
    client.open("file://\(folder.path)/template.yaml", Self.template)
    #expect(codes(client.published()) == [[]])
    client.takeUpOutcomes()
    #expect(codes(client.published()) == [["missing-state"]])
    client.takeUpOutcomes()
    #expect(client.published().isEmpty)
    try folder.write("m.json", Self.sound + " ")
    client.notify(
      "workspace/didChangeWatchedFiles",
      ["changes": [["uri": .string("file://\(folder.path)/m.json"), "type": 2]]])
    client.takeUpOutcomes()
    #expect(codes(client.published()) == [[]])
  }

  @Test func countAsTheyAreTyped() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.json", Self.broken)
    let client = try Conversation()
    let (template, machine) = ("file://\(folder.path)/template.yaml", "file://\(folder.path)/m.json")
    client.open(template, Self.template)
    _ = client.published()
    client.takeUpOutcomes()
    #expect(codes(client.published()) == [["missing-state"]])
    client.open(machine, Self.sound, language: "json")
    #expect(codes(client.published().filter { $0["uri"]?.string == template }) == [[]])
    client.change(machine, version: 2, ["text": .string(Self.broken)])
    #expect(codes(client.published().filter { $0["uri"]?.string == template }) == [["missing-state"]])
    try folder.write("m.json", Self.sound + " ")
    client.notify("textDocument/didSave", ["textDocument": ["uri": .string(machine)]])
    client.takeUpOutcomes()
    client.notify("textDocument/didClose", ["textDocument": ["uri": .string(machine)]])
    #expect(codes(client.published().filter { $0["uri"]?.string == template }) == [[]])
  }

  @Test func areWatched() throws {
    let folder = try TemporaryFolder()
    let client = try Conversation(
      capabilities: [
        "workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true, "relativePatternSupport": true]]
      ])
    _ = client.received()
    client.open("file://\(folder.path)/template.yaml", Self.template)
    while !client.session.unpublished.isEmpty { client.session.publishNext() }
    let asked = client.received().filter { $0["method"]?.string == "client/registerCapability" }
    let watchers = asked.first?["params"]?["registrations"]?.array?.first?["registerOptions"]?["watchers"]
    let watched = watchers?.array?.compactMap { $0["globPattern"]?["pattern"]?.string }
    #expect(watched == ["m.json", "samconfig.toml"])
    let folders = watchers?.array?.compactMap { $0["globPattern"]?["baseUri"]?.string } ?? []
    #expect(Set(folders) == ["file://\(folder.path)"])
  }
}
