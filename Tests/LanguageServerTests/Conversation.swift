import JSON
import LSP
import Logging
import Testing

@testable import LanguageServer

/// A client in the same process: sends messages to a session and keeps what comes back.
final class Conversation {
  private final class Outbox {
    var messages: [JSONValue] = []
    var outcomes: [@Sendable (Session) -> Void] = []
  }

  let session: Session
  private let outbox = Outbox()
  private var lastID = 0

  /// A conversation whose client has these capabilities; not yet initialized where `isInitialized` is false.
  init(
    capabilities: JSONValue = .object([]), folder: String? = nil, options: JSONValue = nil,
    isInitialized: Bool = true
  ) throws {
    let outbox = outbox
    session = Session(
      version: "1.2.3", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      send: { body in
        do {
          outbox.messages.append(try JSONValue(parsing: body))
        } catch {
          Issue.record("not JSON: \(String(decoding: body, as: UTF8.self))")
        }
      },
      runOutside: { outbox.outcomes.append($0()) })
    if isInitialized {
      let root: JSONValue = folder.map { .string("file://\($0)") } ?? nil
      _ = try request(
        "initialize", ["capabilities": capabilities, "rootUri": root, "initializationOptions": options])
      takeUpOutcomes()
    }
  }

  /// Everything that the server has sent since the last call.
  func received() -> [JSONValue] {
    defer { outbox.messages = [] }
    return outbox.messages
  }

  func notify(_ method: String, _ params: JSONValue = nil) {
    session.receive(.notification(method: method, params: params))
  }

  /// Lets the session take up what it had done outside.
  func takeUpOutcomes() {
    let outcomes = outbox.outcomes
    outbox.outcomes = []
    for outcome in outcomes { outcome(session) }
  }

  /// Answers a request of the server's own.
  func respond(to request: JSONValue?, _ result: JSONValue) throws {
    let id = try #require(request?["id"].flatMap(RequestID.init))
    session.receive(.response(id: id, result: result, error: nil))
  }

  /// The whole message that answers a request.
  func request(_ method: String, _ params: JSONValue = nil, isCancelled: Bool = false) throws -> JSONValue {
    lastID += 1
    let id = lastID
    session.receive(.request(id: .number(id), method: method, params: params)) { _ in isCancelled }
    if !outbox.messages.contains(where: { $0["id"]?.integer == id && $0["method"] == nil }) {
      takeUpOutcomes()
    }
    return try #require(outbox.messages.popLast { $0["id"]?.integer == id && $0["method"] == nil })
  }

  func result(_ method: String, _ params: JSONValue = nil) throws -> JSONValue {
    try #require(try request(method, params)["result"])
  }

  func open(_ uri: String, _ text: String, language: String = "yaml", version: Int = 1) {
    notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(uri), "languageId": .string(language), "version": .integer(version),
          "text": .string(text),
        ]
      ])
  }

  func change(_ uri: String, version: Int, _ changes: JSONValue...) {
    notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(uri), "version": .integer(version)],
        "contentChanges": .array(changes),
      ])
  }

  /// Lets the server publish what it has to, as it does when no message waits, and returns the parameters.
  func published() -> [JSONValue] {
    while !session.unpublished.isEmpty { session.publishNext() }
    return received().compactMap { message in
      message["method"]?.string == "textDocument/publishDiagnostics" ? message["params"] : nil
    }
  }

  /// The text of an open document, as the server has it.
  func text(_ uri: String) -> String? {
    session.documents.snapshot(of: uri).map { $0.template.text.string(in: 0..<$0.template.text.utf8Count) }
  }
}

/// A position, or a change of a range, as JSON.
func position(_ line: Int, _ character: Int) -> JSONValue {
  ["line": .integer(line), "character": .integer(character)]
}

func change(_ startLine: Int, _ start: Int, _ endLine: Int, _ end: Int, _ text: String) -> JSONValue {
  ["range": ["start": position(startLine, start), "end": position(endLine, end)], "text": .string(text)]
}

extension Array {
  /// Takes the last element that fits.
  fileprivate mutating func popLast(where fits: (Element) -> Bool) -> Element? {
    lastIndex(where: fits).map { remove(at: $0) }
  }
}
