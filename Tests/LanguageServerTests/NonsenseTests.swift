import JSON
import LSP
import TestSupport
import Testing

@testable import LanguageServer

extension SplitMix {
  fileprivate mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }

  fileprivate mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }
}

/// A client that sends everything but what the protocol says, to show that nothing ends the server but the end.
@Suite struct NonsenseTests {
  private static let names = [
    "textDocument", "uri", "version", "position", "line", "character", "contentChanges", "range", "start",
    "end", "text",
    "languageId", "settings", "samLs", "rules", "regions", "data", "capabilities", "general",
    "positionEncodings",
  ]
  private static let methods =
    [
      "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave",
      "initialized",
      "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "initialize", "$/cancelRequest",
    ] + RequestHandlers.all.map { $0.method }

  private func anything(_ dice: inout SplitMix, depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 6 : 8), using: &dice) {
    case 0: return nil
    case 1: return dice.pick([true, false])
    case 2, 3: return .integer(dice.pick([0, 1, 3, -1, .max, .min, 1 << 40]))
    case 4: return .number(dice.pick([1.5, 1e308, -0.0]))
    case 5: return .string(dice.pick(["", "file:///w/a.yaml", "é😀", "off", "\u{0}"]))
    case 6:
      return .array((0..<Int.random(in: 0..<4, using: &dice)).map { _ in anything(&dice, depth: depth + 1) })
    default:
      return .object(
        (0..<Int.random(in: 0..<6, using: &dice)).map { _ in
          .init(dice.pick(Self.names), anything(&dice, depth: depth + 1))
        })
    }
  }

  private func place(_ dice: inout SplitMix) -> JSONValue {
    let numbers = [0, 1, 2, 5, 20, -1, .max, .min]
    return position(dice.pick(numbers), dice.pick(numbers))
  }

  private func almostRight(_ method: String, _ dice: inout SplitMix) -> JSONValue {
    let document: JSONValue = [
      "uri": "file:///w/a.yaml", "languageId": "yaml", "version": .integer(dice.pick([1, -3, .max])),
      "text": .string(
        dice.pick([
          "", "Resources:\n  A:\n    Type: AWS::S3::Bucket\n", "\r\r\n\n😀\t- [", "{\"Resources\":{",
          "a: &a *a\n",
        ])),
    ]
    let changes = (0..<Int.random(in: 0..<4, using: &dice)).map { _ -> JSONValue in
      let text: JSONValue = .string(dice.pick(["", "x", "\n", "\r", "😀", "AWS::", ": ", "# sam-ls: ignore"]))
      return dice.chance(0.2)
        ? ["text": text] : ["range": ["start": place(&dice), "end": place(&dice)], "text": text]
    }
    return ["textDocument": document, "position": place(&dice), "contentChanges": .array(changes), "id": 1]
  }

  @Test(arguments: ["utf-8", "utf-16", "utf-32"]) func nothingEndsTheServer(encoding: String) throws {
    var dice = SplitMix(seed: 7)
    let conversation = try Conversation(capabilities: ["general": ["positionEncodings": [.string(encoding)]]])
    for _ in 0..<3000 {
      let method = dice.pick(Self.methods)
      let params = dice.chance(0.8) ? almostRight(method, &dice) : anything(&dice)
      if dice.chance(0.5) {
        let answer = try conversation.request(method, params)
        #expect((answer["result"] == nil) != (answer["error"] == nil))
      } else {
        conversation.notify(method, params)
      }
      if dice.chance(0.2) { _ = conversation.published() }
    }
  }
}
