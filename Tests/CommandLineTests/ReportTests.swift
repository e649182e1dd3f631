import JSON
import SAMChecks
import Testing
import YAMLSyntax

@testable import sam_ls

/// A result with one file and findings at the words given.
private func result(
  _ source: String, path: String = "template.yaml", _ findings: (String, Diagnostic)...,
  failures: [String] = []
) -> CheckResult {
  let diagnostics = findings.map { word, diagnostic in
    var diagnostic = diagnostic
    let bytes = Array(source.utf8)
    let wanted = Array(word.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    diagnostic.range = start..<start + wanted.count
    return diagnostic
  }
  return CheckResult(
    files: [CheckedFile(path: path, text: SourceText(source), diagnostics: diagnostics)], failures: failures)
}

private func finding(
  _ severity: Diagnostic.Severity = .error, _ message: String = "no such thing", cfnLint: String? = "E3002",
  related: [Diagnostic.Related] = [], fixes: [Diagnostic.Fix] = []
) -> Diagnostic {
  Diagnostic(
    code: "unknown-property", cfnLint: cfnLint, severity: severity, message: message, range: 0..<0,
    path: [.key("Resources"), .index(2)], related: related, fixes: fixes)
}

private let rename = Diagnostic.Fix(
  title: "Rename to Handler", edits: [.init(range: 3..<9, replacement: "Handler")])

@Suite struct TextReportTests {
  private func text(_ result: CheckResult, hasColours: Bool = false) -> String {
    TextReport(hasColours: hasColours).text(result)
  }

  @Test func showsTheLineAndTheFix() {
    let result = result(
      "a:\n  b: 1\n  Handlr: x\n",
      ("Handlr", finding(related: [.init(range: 0..<1, message: "in here")], fixes: [rename])))
    #expect(
      text(result) == """
        template.yaml:3:3: error: no such thing [unknown-property, E3002]
          3 |   Handlr: x
            |   ^^^^^^
            = see line 1: in here
            = fix: Rename to Handler

        1 template checked: 1 error

        """)
  }

  @Test func sumsUp() {
    let source = "a: 1\nb: 2\n"
    #expect(text(CheckResult()) == "")
    #expect(text(result(source)) == "1 template checked: nothing found\n")
    let both = result(
      source, ("a", finding(.warning)), ("b", finding(.information)), ("2", finding(.warning)))
    #expect(text(both).hasSuffix("1 template checked: 2 warnings, 1 hint\n"))
  }

  @Test(arguments: [
    ("\tkey: v", "key", "1 |     key: v", "  |     ^^^"),
    ("é😀: key", "key", "1 | é😀: key", "  |      ^^^"),
    ("a\u{1B}[2J: key", "key", "1 | a\u{FFFD}[2J: key", "  |        ^^^"),
    ("key: a\u{301}b", "a\u{301}b", "1 | key: a\u{301}b", "  |      ^^"),
  ])
  func alignsTheUnderline(source: String, word: String, line: String, underline: String) {
    let lines = text(result(source, (word, finding()))).split(separator: "\n")
    #expect(lines.dropFirst().prefix(2).map { String($0.dropFirst(2)) } == [line, underline])
  }

  @Test func showsAWindowOfALongLine() {
    let source = String(repeating: "x", count: 500) + "Handlr" + String(repeating: "y", count: 500)
    let lines = text(result(source, ("Handlr", finding()))).split(separator: "\n")
    let xs = String(repeating: "x", count: 40)
    #expect(lines[1] == "  1 | … \(xs)Handlr\(String(repeating: "y", count: 74)) …")
    #expect(lines[2] == "    |   \(String(repeating: " ", count: 40))^^^^^^")
  }

  @Test func marksAtLeastOneCell() {
    let lines = text(result("a: 1\n", ("", finding()))).split(separator: "\n")
    #expect(lines[2] == "    | ^")
  }

  @Test func onlyTheFirstOfSeveralLinesIsMarked() {
    let lines = text(result("a: [1,\n 2]\nb: 3\n", ("[1,\n 2]", finding()))).split(separator: "\n")
    #expect(lines[2] == "    |    ^^^")
  }

  @Test func coloursChangeNothingElse() {
    let result = result("Handlr: x\n", ("Handlr", finding(fixes: [rename])))
    let coloured = text(result, hasColours: true)
    #expect(coloured.contains("\u{1B}[1;31merror:\u{1B}[0m"))
    var plain = ""
    var rest = coloured[...]
    while let escape = rest.firstIndex(of: "\u{1B}"), let end = rest[escape...].firstIndex(of: "m") {
      plain += rest[..<escape]
      rest = rest[rest.index(after: end)...]
    }
    #expect(plain + rest == text(result))
  }

  @Test func nothingInAFileActsOnTheTerminal() {
    let result = result(
      "a: 1", path: "a\u{1B}]0;x\u{7}.yaml", ("a", finding(.error, "no \u{1B}[31m\u{202E}such")))
    #expect(!text(result).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" })
  }
}

@Suite struct MachineReportTests {
  private let findings = result(
    "é:\n  Handlr: x\n", ("Handlr", finding(.error, "100% <wrong>\n& \"so\"", fixes: [rename])),
    ("x", finding(.warning, "odd", cfnLint: nil)), failures: ["b.yaml: no such file or folder"])

  private func text(_ report: any CheckReport.Type, failOn: FailOn = .error) -> String {
    String(decoding: report.render(findings, failOn: failOn), as: UTF8.self)
  }

  @Test func json() {
    #expect(
      text(JSONReport.self) == #"""
        {"version":1,"files":[{"path":"template.yaml","diagnostics":[{"code":"unknown-property","cfnLint":"E3002","severity":"error","message":"100% <wrong>\n& \"so\"","path":["Resources",2],"range":{"start":{"line":2,"column":3},"end":{"line":2,"column":9}}},{"code":"unknown-property","severity":"warning","message":"odd","path":["Resources",2],"range":{"start":{"line":2,"column":11},"end":{"line":2,"column":12}}}]}],"summary":{"files":1,"errors":1,"warnings":1,"information":0}}

        """#)
  }

  @Test func columnsAreCodePoints() throws {
    let result = result("é😀\u{1F1E9}\u{1F1EA}: [x]\n", ("x", finding()))
    let json = try JSONValue(parsing: JSONReport.render(result, failOn: .error))
    #expect(
      json["files"]?.array?.first?["diagnostics"]?.array?.first?["range"]?["start"] == [
        "line": 1, "column": 8,
      ])
  }

  @Test func github() {
    #expect(
      text(GitHubReport.self) == """
        ::error file=template.yaml,line=2,endLine=2,col=3,endColumn=9,title=unknown-property (E3002)::100%25 <wrong>%0A& "so"
        ::warning file=template.yaml,line=2,endLine=2,col=11,endColumn=12,title=unknown-property::odd
        ::error title=sam-ls::b.yaml: no such file or folder

        """)
  }

  @Test func junit() {
    #expect(
      text(JUnitReport.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="sam-ls" tests="3" failures="1" errors="1">
          <testsuite name="template.yaml" tests="2" failures="1" errors="0">
            <testcase classname="template.yaml" name="unknown-property (E3002) at 2:3"><failure type="unknown-property (E3002)" message="100% &lt;wrong&gt;&#10;&amp; &quot;so&quot;">template.yaml:2:3: error: 100% &lt;wrong&gt;&#10;&amp; &quot;so&quot;</failure></testcase>
            <testcase classname="template.yaml" name="unknown-property at 2:11"><system-out>template.yaml:2:11: warning: odd</system-out></testcase>
          </testsuite>
          <testsuite name="sam-ls" tests="1" failures="0" errors="1">
            <testcase classname="sam-ls" name="readable"><error message="b.yaml: no such file or folder"/></testcase>
          </testsuite>
        </testsuites>

        """)
    #expect(text(JUnitReport.self, failOn: .warning).contains(#"failures="2""#))
    #expect(text(JUnitReport.self, failOn: .none).contains(#"failures="0""#))
  }

  @Test func sarif() throws {
    let log = try JSONValue(parsing: SARIFReport.render(findings, failOn: .error))
    let run = try #require(log["runs"]?.array?.first)
    #expect(log["version"] == "2.1.0")
    #expect(run["tool"]?["driver"]?["rules"] == [["id": "unknown-property"]])
    #expect(run["invocations"]?.array?.first?["executionSuccessful"] == false)
    let results = try #require(run["results"]?.array)
    #expect(results.map { $0["level"] } == ["error", "warning"])
    #expect(
      results[0]["locations"] == [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": "template.yaml"],
            "region": ["startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 9],
          ]
        ]
      ])
    #expect(results[0]["fixes"]?.array?.count == 1)
    #expect(results[0]["properties"] == ["cfnLint": "E3002"])
    #expect(results[1]["fixes"] == nil)
  }
}
