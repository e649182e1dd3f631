import JSON
import LSP
import Logging
import TestSupport
import YAMLSyntax

@testable import LanguageServer

/// A client that opens a document with the bytes up to the first 0xFF and then does what the other bytes say: changes
/// at any positions, questions at any positions. The server's text must be what the protocol says of the changes, and
/// what it publishes must be what it would say of the same text opened anew.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzStore(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let parts = bytes.split(separator: 0xFF, maxSplits: 1, omittingEmptySubsequences: false)
  var client = Client(text: String(decoding: parts[0], as: UTF8.self))
  var orders = Array(parts.dropFirst().joined())[...]
  for _ in 0..<24 {
    guard let order = orders.popFirst() else { break }
    client.obey(order, &orders)
  }
  client.finish()
  return 0
}

private struct Client {
  private let uri = "file:///w/template.yaml"
  private let connection: Connection
  /// The document as the protocol's words have it, in UTF-16 units.
  private var units: [UInt16]
  private var version = 1

  init(text: String) {
    connection = Connection()
    units = Array(text.utf16)
    connection.open(uri, text)
  }

  mutating func obey(_ order: UInt8, _ orders: inout ArraySlice<UInt8>) {
    switch order % 8 {
    case 0...4:
      let changes = (0...Int(order >> 6)).map { _ in change(&orders) }
      version += 1
      connection.notify(
        "textDocument/didChange",
        [
          "textDocument": ["uri": .string(uri), "version": .integer(version)],
          "contentChanges": .array(changes),
        ])
      require()
    case 5: connection.publish()
    case 6:
      let handler = RequestHandlers.all[Int(order >> 3) % RequestHandlers.all.count]
      ask(handler.method, position(&orders))
    default:
      let text = String(decoding: units, as: UTF16.self)
      connection.notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
      connection.open(uri, text)
    }
  }

  /// Compares what is published now with what a new session says of the same text.
  func finish() {
    connection.publish()
    let fresh = Connection()
    fresh.open(uri, String(decoding: units, as: UTF16.self))
    fresh.publish()
    guard connection.diagnostics == fresh.diagnostics else {
      fatalError("published \(connection.diagnostics) but anew \(fresh.diagnostics)")
    }
    for handler in RequestHandlers.all { ask(handler.method, LSP.Position(line: 2, character: 3)) }
  }

  private func ask(_ method: String, _ position: LSP.Position) {
    connection.request(
      method,
      ["textDocument": ["uri": .string(uri)], "position": Self.json(position), "context": ["triggerKind": 1]])
  }

  private static func json(_ position: LSP.Position) -> JSONValue {
    ["line": .integer(position.line), "character": .integer(position.character)]
  }

  /// Any position; often one in the text, at times far outside of it.
  private func position(_ orders: inout ArraySlice<UInt8>) -> LSP.Position {
    let (line, character) = (Int(orders.popFirst() ?? 0), Int(orders.popFirst() ?? 0))
    return LSP.Position(
      line: line == 255 ? .max : line, character: character == 255 ? .max : character == 254 ? -1 : character)
  }

  private mutating func change(_ orders: inout ArraySlice<UInt8>) -> JSONValue {
    let kind = orders.popFirst() ?? 0
    let text =
      kind & 1 == 0
      ? Self.snippets[Int(kind >> 2) % Self.snippets.count]
      : String(decoding: taken(Int(kind >> 4), &orders), as: UTF8.self)
    if kind & 3 == 3, kind > 240 {
      units = Array(text.utf16)
      return ["text": .string(text)]
    }
    let start = position(&orders)
    var end = start
    if kind & 2 == 2 {
      end = position(&orders)
    } else {
      end.character =
        start.character < 0 || start.character == .max ? start.character : start.character + Int(kind >> 5)
    }
    let (first, last) = (offset(start), offset(end))
    units.replaceSubrange(min(first, last)..<max(first, last), with: text.utf16)
    return ["range": ["start": Self.json(start), "end": Self.json(end)], "text": .string(text)]
  }

  private func taken(_ count: Int, _ orders: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    defer { orders = orders.dropFirst(count) }
    return orders.prefix(count)
  }

  /// The unit that a position means: in the middle of a surrogate pair its start, beyond a line's end that end.
  private func offset(_ position: LSP.Position) -> Int {
    guard position.line >= 0 else { return 0 }
    var start = 0
    for _ in 0..<min(position.line, units.count + 1) {
      guard let next = endOfLine(start) else { return units.count }
      start = next.upperBound
    }
    let end = endOfLine(start)?.lowerBound ?? units.count
    let offset = start + min(max(position.character, 0), end - start)
    return offset > start && offset < end && UTF16.isTrailSurrogate(units[offset]) ? offset - 1 : offset
  }

  /// Where the line that starts at `start` is terminated; nil for the last line.
  private func endOfLine(_ start: Int) -> Range<Int>? {
    guard let end = units[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
    let isPair = units[end] == 0x0D && end + 1 < units.count && units[end + 1] == 0x0A
    return end..<end + (isPair ? 2 : 1)
  }

  private func require() {
    let text = connection.session.documents.snapshot(of: uri)?.template.text
    guard let text, text.string(in: 0..<text.utf8Count).utf16.elementsEqual(units) else {
      fatalError(
        "the server has another text: \(text.map { $0.string(in: 0..<$0.utf8Count).debugDescription } ?? "none")"
      )
    }
  }

  private static let snippets = [
    "", "a", "\n", "\r", "\r\n", " ", "\n  ", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "\t",
    "|\n", "&a ",
    "*a", "!Ref ", "!Sub '${", "---\n", "é", "😀", "\u{FEFF}", "\u{2028}", "Queue", "Type: AWS::SQS::Queue\n",
    "    Properties:\n", "Resources:\n  A:\n", "# sam-ls: ignore-file\n", "DependsOn: A\n", "Fn::If",
    "<<: *a\n",
    "\"Ref\": \"A\"", "Transform: AWS::Serverless-2016-10-31\n", "    Condition: C\n", "Globals:\n",
    "!GetAtt A.Arn",
  ]
}

/// A session and what it has sent.
private final class Connection {
  let session: Session
  /// The parameters published last.
  private(set) var diagnostics: JSONValue = .null
  private final class Outbox { var messages: [[UInt8]] = [] }
  private let outbox = Outbox()
  private var lastID = 0

  init() {
    let outbox = outbox
    session = Session(
      version: "0", logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() },
      send: { outbox.messages.append($0) }, runOutside: { _ in })
    request("initialize", ["capabilities": .object([])])
  }

  func open(_ uri: String, _ text: String) {
    notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": .string(uri), "languageId": "yaml", "version": 1, "text": .string(text)]])
  }

  func notify(_ method: String, _ params: JSONValue) {
    session.receive(.notification(method: method, params: params))
  }

  func request(_ method: String, _ params: JSONValue) {
    lastID += 1
    session.receive(.request(id: .number(lastID), method: method, params: params))
  }

  /// Lets the session publish, and reads all that it has sent.
  func publish() {
    while !session.unpublished.isEmpty { session.publishNext() }
    for body in outbox.messages {
      guard let message = try? JSONValue(parsing: body) else { fatalError("not JSON") }
      if message["method"]?.string == "textDocument/publishDiagnostics",
        let found = message["params"]?["diagnostics"]
      {
        diagnostics = found
      }
    }
    outbox.messages = []
  }
}
