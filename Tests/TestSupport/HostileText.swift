/// Texts that are made to take long: of each kind one of any size, so that growth shows.
public struct HostileText: Sendable, CustomStringConvertible {
  /// What is hostile about it.
  public let name: String
  private let make: @Sendable (Int) -> String

  /// The name.
  public var description: String { name }

  /// A text of about that many bytes.
  public func text(_ size: Int) -> String { make(size) }

  /// Every kind.
  public static let all: [HostileText] = [
    repeated("open brackets", "["), repeated("open brackets, a line each", "[\n"),
    repeated("open braces", "{a: "),
    HostileText("brackets that close") {
      String(repeating: "[", count: $0 / 2) + String(repeating: "]", count: $0 / 2)
    },
    repeated("open JSON on a line", "{\"a\": ["), repeated("nested JSON, a line each", "{\n\"a\": "),
    repeated("open in keys", "a: [\n"), repeated("open in items", "- [a\n"),
    repeated("open on one line each", "k: {a: [b, {c: d\n"),
    stairs("stairs of brackets", 200, "a: [\n"), stairs("deep stairs of brackets", .max, "a: [{\n"),
    stairs("stairs of JSON", 60, "\"a\": {\n"), stairs("deep stairs of JSON", .max, "\"a\": [{\n"),
    stairs("stairs of quotes", 80, "a: \"\n"), stairs("stairs", .max, "a: b\n"),
    stairs("nested keys", .max, "a:\n"),
    HostileText("stairs down") { size in
      let count = Int(Double(2 * size).squareRoot())
      return (0..<count).map { String(repeating: " ", count: count - $0) + "a: b\n" }.joined()
    },
    HostileText("JSON without closers") { size in
      "{\n" + (0..<size / 22).map { "\"k\($0)\": {\n\"a\": [\n1,\n2\n,\n" }.joined()
    },
    repeated("entries without commas", "a\n", after: "{\n"),
    repeated("open quotes in a list", "'x\n", after: "[\n"),
    repeated("brackets in braces", "a: [\n", after: "{\n"),
    repeated("open single quotes", "a: 'x\n"), repeated("open double quotes", "a: \"x\n"),
    repeated("quotes and brackets", "b: \"\na: [\n"), repeated("quotes that open in lists", "- \"x\n"),
    repeated("tabs", "\ta: b\n"), repeated("tabs below keys", "a:\n\t- b\n"),
    HostileText("a billion laughs") { size in
      "k0: &k0 x\n" + (1..<max(size / 32, 2)).map { "k\($0): &k\($0) [*k\($0 - 1), *k\($0 - 1)]\n" }.joined()
    },
    HostileText("aliases of one anchor") { size in
      "a: &a [x]\n" + (0..<size / 36).map { "b\($0): &b\($0) [*a, *a, *missing]\n" }.joined()
    },
    repeated("anchors", "&a "), repeated("tags", "!a "), repeated("tag directives", "%TAG ! !x\n"),
    repeated("long line", "x", after: "a: "),
    HostileText("long key") { String(repeating: "x", count: $0) + ": a" },
    repeated("long flow", "b, ", after: "a: ["), repeated("commas", ",", after: "["),
    repeated("surplus brackets", "]", after: "a: ["),
    repeated("NUL", "a: b\0\n"), repeated("controls", "a\u{1}: \u{2}\n"),
    repeated("replacement characters", "a: \u{FFFD}\n"),
    repeated("every line break", "a: b\rc: d\u{85}e: f\u{2028}g: h\u{2029}i: j\r\n"),
    repeated("documents", "--- a\n"), repeated("broken documents", "---\na: [\n"),
    repeated("merge conflicts", "<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n"),
    repeated("question marks", "? a\n"), repeated("no colons", "key\n"), repeated("dashes", "- "),
    repeated("a dash a line", "-\n"), repeated("empty lines", "\n", after: "a: >\n"),
    repeated("comments", "# x\n", after: "a:\n"),
  ]

  private init(_ name: String, _ make: @escaping @Sendable (Int) -> String) {
    self.name = name
    self.make = make
  }

  private static func repeated(_ name: String, _ text: String, after start: String = "") -> HostileText {
    HostileText(name) { start + String(repeating: text, count: $0 / text.utf8.count) }
  }

  /// A line again and again, each indented by one more than the one before, up to a width.
  private static func stairs(_ name: String, _ width: Int, _ line: String) -> HostileText {
    HostileText(name) { size in
      var text = ""
      var number = 0
      while text.utf8.count < size {
        text += String(repeating: " ", count: number % width) + line
        number += 1
      }
      return text
    }
  }
}
