import JSON
import LSP
import Testing

private func parse(_ text: String) -> IncomingMessage { IncomingMessage(parsing: Array(text.utf8)[...]) }
private func text(_ body: [UInt8]) -> String { String(decoding: body, as: UTF8.self) }

@Suite struct MessageTests {
  @Test(
    arguments: [
      (
        #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"b":2}}"#,
        .request(id: .number(1), method: "a", params: ["b": 2])
      ),
      (#"{"id":"x","method":"a"}"#, .request(id: .string("x"), method: "a", params: nil)),
      (#"{"method":"a","params":[1]}"#, .notification(method: "a", params: [1])),
      (#"{"id":7,"result":null}"#, .response(id: .number(7), result: .null, error: nil)),
      (
        #"{"id":7,"error":{"code":-32601,"message":"no"}}"#,
        .response(id: .number(7), result: nil, error: ResponseError(.methodNotFound, "no"))
      ),
    ] as [(String, IncomingMessage)])
  func reads(text: String, message: IncomingMessage) {
    #expect(parse(text) == message)
  }

  @Test(
    arguments: [
      (#"{"jsonrpc":"2.0","id":99991,"method":"#, nil, -32700),
      ("", nil, -32700),
      ("[]", nil, -32600),
      (#"[{"id":1,"method":"a"}]"#, nil, -32600),
      ("{}", nil, -32600),
      (#"{"id":3}"#, .number(3), -32600),
      (#"{"id":3,"method":4}"#, .number(3), -32600),
      (#"{"id":null,"method":"a"}"#, nil, -32600),
      (#"{"id":{},"method":"a"}"#, nil, -32600),
    ] as [(String, RequestID?, Int)])
  func refuses(text: String, id: RequestID?, code: Int) {
    guard case .invalid(let found, let error) = parse(text) else {
      Issue.record("taken for a message: \(text)")
      return
    }
    #expect(found == id)
    #expect(error.code == code)
  }

  @Test func writes() {
    #expect(
      text(OutgoingMessage.response(to: .number(1), result: NullResult()))
        == #"{"jsonrpc":"2.0","id":1,"result":null}"#)
    #expect(
      text(OutgoingMessage.response(to: .string("a"), result: Position(line: 1, character: 2)))
        == #"{"jsonrpc":"2.0","id":"a","result":{"line":1,"character":2}}"#)
    #expect(
      text(OutgoingMessage.response(to: nil, error: ResponseError(.parseError, "x")))
        == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}"#)
    #expect(text(OutgoingMessage.notification("a", [1])) == #"{"jsonrpc":"2.0","method":"a","params":[1]}"#)
    #expect(
      text(OutgoingMessage.request(.number(2), "a", [1]))
        == #"{"jsonrpc":"2.0","id":2,"method":"a","params":[1]}"#)
  }

  @Test func capabilitiesAreReadLeniently() throws {
    let json = try JSONValue(
      parsing: Array(
        #"{"general":{"positionEncodings":["utf-8","x",3]},"textDocument":{"hover":7,"completion":{"completionItem":{"snippetSupport":true}}}}"#
          .utf8))
    let capabilities = ClientCapabilities(json)
    #expect(capabilities.positionEncodings == [.utf8])
    #expect(capabilities.completionSnippets)
    #expect(!capabilities.hoverMarkdown)
    #expect(ClientCapabilities(.null) == ClientCapabilities())
  }
}
