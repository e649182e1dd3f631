import Foundation
import JSON
import LSP
import Testing

/// A language server as an editor has one: a process and its two pipes.
private final class Editor {
  let process: Process
  let input = Pipe()
  private let output = Pipe()
  private var parser = FrameParser()

  init(_ arguments: String...) throws {
    process = Binary.process(arguments)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  func write(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

  func send(_ body: String) { write("Content-Length: \(body.utf8.count)\r\n\r\n\(body)") }

  /// The next message; nil at the stream's end.
  func receive() throws -> JSONValue? {
    while true {
      if let frame = parser.next() {
        guard case .body(let body) = frame else {
          Issue.record("the server wrote something that is no message")
          return nil
        }
        return try JSONValue(parsing: body)
      }
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { return nil }
      data.withUnsafeBytes { parser.append($0) }
    }
  }

  func initialize(processID: Int32? = nil) throws {
    let id = processID.map { "\($0)" } ?? "null"
    send(#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":\#(id),"capabilities":{}}}"#)
    #expect(try receive()?["result"]?["capabilities"] != nil)
  }

  func open(_ text: String, version: Int = 1) {
    let document: JSONValue = [
      "uri": "file:///w/template.yaml", "languageId": "yaml", "version": .integer(version),
      "text": .string(text),
    ]
    let message: JSONValue = [
      "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": ["textDocument": document],
    ]
    send(String(decoding: JSONWriter.text(of: message), as: UTF8.self))
  }

  func change(_ text: String, version: Int) {
    send(
      #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///w/template.yaml","version":\#(version)},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\#(text)"}]}}"#
    )
  }

  /// How the process ended, once it has.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}

@Suite struct ServeTests {
  @Test(arguments: [[], ["serve"], ["--stdio"], ["serve", "--stdio"]])
  func speaksOverStandardStreams(arguments: [String]) throws {
    let editor =
      switch arguments.count {
      case 0: try Editor()
      case 1: try Editor(arguments[0])
      default: try Editor(arguments[0], arguments[1])
      }
    try editor.initialize()
    editor.send(#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#)
    #expect(try editor.receive() == ["jsonrpc": "2.0", "id": 1, "result": nil])
    editor.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(editor.end() == 0)
    #expect(try editor.receive() == nil)
  }

  @Test func exitWithoutShutdownIsAFailure() throws {
    let editor = try Editor()
    try editor.initialize()
    editor.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(editor.end() == 1)
  }

  @Test func endsWithItsInput() throws {
    let editor = try Editor()
    try editor.initialize()
    editor.open("AWSTemplateFormatVersion: '2010-09-09'\nResources: {\n")
    try editor.input.fileHandleForWriting.close()
    #expect(try editor.receive()?["params"]?["version"] == 1)
    #expect(try editor.receive() == nil)
    #expect(editor.end() == 1)
  }

  @Test func endsInTheMiddleOfAMessage() throws {
    let editor = try Editor()
    editor.write("Content-Length: 100\r\n\r\n{")
    try editor.input.fileHandleForWriting.close()
    #expect(editor.end() == 1)
  }

  @Test func doesNotOutliveItsClient() throws {
    let other = Process()
    other.executableURL = URL(fileURLWithPath: "/bin/sleep")
    other.arguments = ["60"]
    try other.run()
    let editor = try Editor()
    try editor.initialize(processID: other.processIdentifier)
    try #require(editor.process.isRunning)
    // The server looks at the process the first time before it can see it gone.
    Thread.sleep(forTimeInterval: 3)
    kill(other.processIdentifier, SIGKILL)
    other.waitUntilExit()
    #expect(editor.end() == 1)
  }

  @Test func everyQuietVersionIsPublished() throws {
    let editor = try Editor()
    try editor.initialize()
    editor.open("Resources:\n")
    #expect(try editor.receive()?["params"]?["version"] == 1)
    for version in 2...20 {
      editor.change("#\\n", version: version)
      #expect(try editor.receive()?["params"]?["version"]?.integer == version)
    }
  }

  @Test func ofManyVersionsTheLastIsPublished() throws {
    let editor = try Editor()
    try editor.initialize()
    editor.open("Resources:\n")
    for version in 2...500 { editor.change("#\\n", version: version) }
    var versions: [Int] = []
    while versions.last != 500, let version = try editor.receive()?["params"]?["version"]?.integer {
      versions.append(version)
    }
    #expect(versions == versions.sorted())
    #expect(versions.last == 500)
  }

  @Test func goesOnAfterNonsense() throws {
    let editor = try Editor()
    try editor.initialize()
    for nonsense in [
      "Content-Length: -1\r\n\r\n", "hello\r\n\r\n", "Content-Length: 3\r\n\r\n{]}",
      "Content-Length: 999999999999\r\n\r\n",
    ] {
      editor.write(nonsense)
      editor.send(#"{"jsonrpc":"2.0","id":7,"method":"sam/none"}"#)
      #expect(try editor.receive()?["error"]?["code"] == -32700)
      #expect(try editor.receive()?["error"]?["code"] == -32601)
    }
  }

  @Test func logsToAFile() throws {
    let folder = try TemporaryFolder()
    let log = folder.url.appendingPathComponent("log")
    let editor = try Editor("--log-level", "info", "--log-file", log.path)
    try editor.initialize()
    try editor.input.fileHandleForWriting.close()
    _ = editor.end()
    #expect(
      try String(contentsOf: log, encoding: .utf8).contains(" info initialized by a client without a name"))
  }
}
