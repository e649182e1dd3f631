@testable import JSON
import Testing

private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }
private func text(_ value: some JSONWritable) -> String {
  String(decoding: JSONWriter.text(of: value), as: UTF8.self)
}

@Suite struct ParsingTests {
  @Test(
    arguments: [
      ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-12", -12), ("1.5", .number(1.5)),
      ("1e3", .number(1000)), ("99999999999999999999", .number(1e20)), (#""""#, ""), (#""é😀""#, "é😀"),
      (#""a\n\t\"\\\/\b\f\r\u00e9""#, "a\n\t\"\\/\u{8}\u{c}\r\u{e9}"), (#""\ud83d\ude00""#, "😀"),
      (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00\u0041""#, "\u{FFFD}A"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
      ("[]", []), ("[1, [2], {}]", [1, [2], .object([])]), ("{}", .object([])),
      (#"{"a": 1, "b": {"c": null}}"#, ["a": 1, "b": ["c": nil]]), ("\u{FEFF}1", 1), ("\"a\tb\"", "a\tb"),
    ] as [(String, JSONValue)])
  func reads(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    ("", 0), ("{", 1), (#"{"a""#, 4), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), ("[1,]", 3), ("[1 2]", 3),
    ("tru", 0),
    ("1 2", 2), ("01", 2), ("1.", 2), ("-", 1), ("1e", 2), (#""abc"#, 4), (#""a\x""#, 2), (#""\u12""#, 1),
    ("1e999", 5), (#"{"jsonrpc":"2.0","id":1,"method":"#, 33), ("nul", 0), ("{1:2}", 1), (#""\"#, 3),
  ])
  func refuses(text: String, offset: Int) {
    #expect {
      try parse(text)
    } throws: {
      ($0 as? JSONSyntaxError)?.offset == offset
    }
  }

  @Test func boundsTheDepth() throws {
    let limit = JSONValue.depthLimit
    _ = try parse(String(repeating: "[", count: limit) + String(repeating: "]", count: limit))
    #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: limit + 1)) }
    #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: #"{"a":"#, count: 1_000_000)) }
  }

  /// Texts are looked at in steps of several bytes.
  @Test(arguments: [#"\n"#, #"\""#, #"\\"#, #"\u00e9"#, "\u{E9}", #"\\\""#]) func findsEscapesAtAnyOffset(
    escape: String
  ) throws {
    let meaning = try #require(try parse("\"\(escape)\"").string)
    for before in 0..<18 {
      for after in [0, 1, 7, 8, 9] {
        let (head, tail) = (String(repeating: "a", count: before), String(repeating: "#", count: after))
        let expected = JSONValue.string(head + meaning + tail + meaning)
        #expect(try parse("\"\(head)\(escape)\(tail)\(escape)\"") == expected)
      }
    }
  }

  @Test func repairsBytesThatAreNotUTF8() throws {
    #expect(try JSONValue(parsing: [0x22, 0xFF, 0x61, 0x22]) == "\u{FFFD}a")
    #expect(try JSONValue(parsing: [0x22, 0xC3, 0x5C, 0x6E, 0x22]) == "\u{FFFD}\n")
  }
}

private struct Sample: Decodable, Equatable {
  struct Inner: Decodable, Equatable { var values: [Int] }
  enum Mode: String, Decodable { case on, off }

  var name: String
  var size: Int?
  var inner: Inner?
  var modes: [Mode] = []
  var ratio = 0.5
  var any: JSONValue?
}

@Suite struct DecodingTests {
  @Test func decodesWhatIsThere() throws {
    let value = try parse(
      #"{"name":"x","inner":{"values":[1,2.0]},"modes":["on"],"ratio":2,"size":null,"more":[],"any":{"a":[1]}}"#
    )
    let expected = Sample(
      name: "x", inner: .init(values: [1, 2]), modes: [.on], ratio: 2, any: ["a": [1]])
    #expect(try JSONDecoding.decode(Sample.self, from: value) == expected)
  }

  @Test(arguments: [
    (#"{"modes":[],"ratio":1}"#, "name: is missing"),
    (#"{"name":5,"modes":[],"ratio":1}"#, "name: a string is expected, not a number"),
    (
      #"{"name":"","modes":[],"ratio":1,"inner":{"values":[1,"2"]}}"#,
      "inner.values.1: a whole number is expected, not a string"
    ),
    (#"{"name":"","modes":[],"ratio":1,"size":1.5}"#, "size: a whole number is expected, not a number"),
    (#"{"name":"","modes":{},"ratio":1}"#, "modes: an array is expected, not an object"),
    ("[]", "an object is expected, not an array"),
  ])
  func saysWhatIsWrong(text: String, message: String) throws {
    let value = try parse(text)
    #expect(throws: JSONDecoding.Mismatch(message: message)) {
      try JSONDecoding.decode(Sample.self, from: value)
    }
  }
}

@Suite struct WritingTests {
  @Test func writesCompactText() {
    let value: JSONValue = [
      "name": "a\"\\\n\u{1}\u{1f}\u{7f}é", "size": -3, "values": [], "inner": .object([]),
      "modes": ["off", "on"],
      "any": [1, ["b": nil], true, false, 10],
    ]
    #expect(
      text(value)
        == #"{"name":"a\"\\\n\u0001\u001f\#u{7f}é","size":-3,"values":[],"inner":{},"modes":["off","on"],"any":[1,{"b":null},true,false,10]}"#
    )
    #expect(text([Double.nan, 3.0, 1.25]) == "[null,3,1.25]")
    #expect(text(String?.none) == "null")
    #expect(text([[Int]]([[], [1], []])) == "[[],[1],[]]")
  }

  @Test func leavesOutWhatIsNotPresent() {
    struct Sample: JSONWritable {
      func write(to json: inout JSONWriter) {
        json.object { json in
          json.member("a", ifPresent: Int?.none)
          json.member("b", ifPresent: Int?.some(1))
          json.member("c", Int?.none)
          json.member(named: "\"", "d")
        }
      }
    }
    #expect(text([Sample(), Sample()]) == #"[{"b":1,"c":null,"\"":"d"},{"b":1,"c":null,"\"":"d"}]"#)
  }

  @Test func whatIsWrittenReadsBack() throws {
    let value: JSONValue = ["\u{0}\u{7f}😀": [0, 9, 10, .integer(.max), .integer(.min), .number(0.1)]]
    #expect(try JSONValue(parsing: JSONWriter.text(of: value)) == value)
  }
}
