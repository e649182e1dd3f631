import Glibc
import Testing

@testable import YAMLSyntax

/// Files below a folder, found without Foundation.
func files(below folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var found: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name == "." || name == ".." { continue }
    let path = folder + "/" + name
    if entry.pointee.d_type == UInt8(DT_DIR) { found += files(below: path) } else { found.append(path) }
  }
  return found.sorted()
}

func contents(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes.append(contentsOf: buffer[..<count])
  }
}

func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

@Suite struct ExactnessTests {
  static let fixtures: [String] = [
    "a: 1\nb: 2\n", "a:\n- 1\n- 2\nb: 3\n", "a:\n  - b: 1\n    c: 2\n  - d\n", "- - a\n  - b\n- c: d\n",
    "a: |\n  x\n   y\n\n\nb: >-\n  folded\n  text\n", "a: |+\n  keep\n\n\nb: 1\n",
    "a: \"x\n  y\"\nb: 'it''s'\n",
    "a: \"x\ny\"\nb: 1\n", "a: [x,\nb: foo]\nc: 1\n", "a: {\n  b: 1,\n  c: [2,\n3]\n}\nd: 4\n",
    "a: !Ref\nb: !Sub\n- x\n",
    "? a\n: b\nc: d\n", "&a a: *b\n*c : !x {}\n", "%YAML 1.1\n---\na: 1\n", "--- a\n...\n--- b\n",
    "---\na: 1\n",
    "{\n  \"a\": {\n    \"b\": [\n      1,\n      2\n    ]\n  },\n  \"c\": \"d\"\n}\n",
    "a: b\n\n# comment\n\nc: d # x\n",
    "a: plain\n  goes on\n\n  here\nb: 1\n", "Key:\n|\n text\n", "a: [b, !x , &y c]\n",
    "\u{FEFF}a: 1\nb: 2\n",
    "a: é\nb: 😀 # ä\nö: ü\n", "a: 1\r\nb:\r\n  c: 2\r\n", "a: 1\rb: 2\r", "a: 1\u{85}b: 2\u{2028}c: 3\n",
    "- a: 1\n-\n- b\n",
    "a:\n  # c\n  b: 1\n # d\nc: 1\n", "[a: b, ? c, {}: d]\n", "'a': 1\n\"b\": 2\n", "a: x\n--- \nb: y\n",
    "a: &x\n  b: 1\nc: *x\n",
    "a: !!map\n  b: 1\n", "- !x\n  a: 1\n- &y\n  - b\n", "- |\n  t\n- >\n  u\n", "a: - b\n", "a: b: c\n",
    "a: \"\\u00e9\\n\\\n  x\"\n",
    "plain text\nover lines\n", "\"quoted\"\n", "# only a comment\n", "", "\n\n",
    "a:\n    b: 1\n    c:\n      - d\ne: 1\n",
    "{a: 1, b: {c: d}, }\n", "a: {\n}\n", "{\n\"a\": 1\n, \"b\": 2\n}\n", "{\n  a: foo\n  bar,\n  b: 1\n}\n",
    "a: #x\n  b: 1\n",
    "{\n  \"a\": {\n\"b\": 1\n  },\n  \"c\": 2\n}\n", "a: 'x\n\n  y\nz'\nb: 1\n", "a: [\n  'x\ny',\n  z\n]\n",
  ]

  @Test(arguments: fixtures) func fixture(text: String) {
    let tree = SyntaxTree(SourceText(text))
    #expect(difference(tree) == nil)
  }

  /// Fixtures one after the other, so that pieces stand among others; every one large enough to be taken apart.
  @Test(arguments: fixtures) func nested(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indented = lines.map { "  " + $0 }.joined(separator: "\n")
    let many = (0..<120).map { "key\($0):\n\(indented)\n" }.joined()
    #expect(difference(SyntaxTree(SourceText(many))) == nil)
  }

  /// The long form: every file below YAML_CORPUS.
  @Test(.enabled(if: environment("YAML_CORPUS") != nil)) func corpus() {
    var compared = 0
    var refused = 0
    for path in files(below: environment("YAML_CORPUS") ?? "") {
      if path.hasSuffix(".jsonl") || path.hasSuffix(".md") { continue }
      let tree = SyntaxTree(SourceText(decoding: contents(path)))
      if libYAMLNodes(tree.text) == nil {
        refused += 1
        if tree.problems.isEmpty { Issue.record("\(path): refused, and nothing is said") }
        continue
      }
      compared += 1
      let small = SyntaxTree(tree.text, leafSize: 0)
      if let difference = YAMLSyntaxTests.difference(small) { Issue.record("\(path) leaf 0: \(difference)") }
      if let difference = difference(tree) { Issue.record("\(path): \(difference)") }
    }
    print("\(compared) files compared, \(refused) refused by libyaml")
  }
}
