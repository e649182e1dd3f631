import LSP
import Testing

/// What the parser makes of a stream that comes in pieces of that size.
private func frames(_ stream: String, step: Int = .max) -> [String] {
  var parser = FrameParser()
  var result: [String] = []
  var bytes = Array(stream.utf8)[...]
  while !bytes.isEmpty {
    let piece = Array(bytes.prefix(step))
    bytes = bytes.dropFirst(step)
    piece.withUnsafeBytes { parser.append($0) }
    while let frame = parser.next() {
      switch frame {
      case .body(let body): result.append(String(decoding: body, as: UTF8.self))
      case .malformed: result.append("malformed")
      }
    }
  }
  return result
}

@Suite struct FrameParserTests {
  private static let ok = "Content-Length: 2\r\n\r\nok"

  @Test(arguments: [
    (ok, ["ok"]),
    (ok + ok, ["ok", "ok"]),
    ("Content-Length: 0\r\n\r\n" + ok, ["", "ok"]),
    ("content-length:2\r\n\r\nok", ["ok"]),
    ("CONTENT-LENGTH :  2 \r\n\r\nok", ["ok"]),
    ("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\nok", ["ok"]),
    ("Content-Length: 2\r\nContent-Type: x\r\n\r\nok", ["ok"]),
    ("Content-Length: 2\n\nok" + ok, ["ok", "ok"]),
    ("\r\n\r\n" + ok + "\n" + ok, ["ok", "ok"]),
    ("nonsense\r\n" + ok, ["ok"]),
    ("Content-Length: 2\r\n\r\n", []),
    ("Content-Length: 3\r\n\r\nok", []),
    ("", []),
  ])
  func finds(stream: String, expected: [String]) {
    for step in [1, 2, 7, Int.max] { #expect(frames(stream, step: step) == expected) }
  }

  @Test(arguments: [
    "Content-Length: -1\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: \r\n\r\n",
    "Content-Length: 99999999999999999999999\r\n\r\n", "Content-Length: 9223372036854775807\r\n\r\n{}",
    "Content-Length: 268435457\r\n\r\n{}", "Content-Type: x\r\n\r\n{}", "nonsense\r\n\r\n", "\u{0}\u{0}\n\n",
    "Content-Length: 1 2\r\n\r\n{}", String(repeating: "x", count: 9000),
    "{\"id\": 1}Content-Type: 1\r\n\r\n",
  ])
  func goesOnAfter(nonsense: String) {
    for step in [1, 3, 4096, Int.max] {
      #expect(frames(nonsense + Self.ok + Self.ok, step: step) == ["malformed", "ok", "ok"])
    }
  }

  @Test func losesOnlyWhatAWrongLengthTakes() {
    #expect(frames("Content-Length: 1\r\n\r\nok" + Self.ok) == ["o", "malformed", "ok"])
    #expect(frames("Content-Length: 9\r\n\r\nok" + Self.ok + Self.ok) == ["okContent", "malformed", "ok"])
  }

  @Test func largeBodiesArriveWhole() {
    let body = String(repeating: "0123456789", count: 300_000)
    let stream = "Content-Length: 3000000\r\n\r\n" + body
    #expect(frames(stream + Self.ok + stream, step: 65536) == [body, "ok", body])
  }

  @Test func writesWhatItReads() {
    #expect(frames(String(decoding: frame(Array("é".utf8)), as: UTF8.self)) == ["é"])
  }
}
