import Testing
import YAMLSyntax

@testable import SAMTemplate

@Suite struct TOMLReaderTests {
  @Test(arguments: [
    ("", "{}"), ("a = 1\nb = \"x\" # c\n", #"{"a": 1, "b": "x"}"#),
    ("[a.b]\nc = true\n[a.d]\ne = 'f\\g'\n", #"{"a": {"b": {"c": true}, "d": {"e": "f\\g"}}}"#),
    ("a.b.c = 1_000\n'x y' = 2", #"{"a": {"b": {"c": 1000}}, "x y": 2}"#),
    (#"a = "\"\u00e9\n\\""#, #"{"a": "\"\u00e9\n\\"}"#),
    ("a = \"\"\"\nx\\\n  y \"z\"\n\"\"\"", #"{"a": "xy \"z\"\n"}"#), ("a = '''x\ny'''", #"{"a": "x\ny"}"#),
    ("a = [1, \"b\", # c\n  [2],\n]", #"{"a": [1, "b", [2]]}"#),
    ("a = {b = 1, c.d = \"e\"}", #"{"a": {"b": 1, "c": {"d": "e"}}}"#),
    ("a = 1.5\nb = 2026-01-02", #"{"a": "1.5", "b": "2026-01-02"}"#),
    ("[[a]]\nb = 1\n[c]\nd = 2", #"{"c": {"d": 2}}"#), ("a = \nb = 1\n= 3\n[c", #"{"b": 1}"#),
    ("a = \"never closed\nb = 1", #"{"b": 1}"#),
  ])
  func reads(_ text: String, _ json: String) {
    #expect(TOMLReader.read(SourceText(text)).json() == json)
  }

  @Test func knowsWhereValuesStand() throws {
    let value = TOMLReader.read(SourceText("[a]\nb = \"x\"\n"))
    let source = try #require(value["a"]?["b"]?.source)
    #expect(source.range == 8..<11)
    #expect(source.keyRange == 4..<5)
  }

  @Test(
    .timeLimit(.minutes(1)), arguments: ["[", "a.", "a = [", "a = {b = ", "[a]\n", "a = '", "a = \"\"\""])
  func endsWhateverItReads(_ part: String) {
    _ = TOMLReader.read(SourceText(String(repeating: part, count: 100_000)))
  }
}
