import SAMTemplate
import Testing
import YAMLSyntax

@testable import SAMChecks

/// The findings that remain of one at each word `BAD`, as the lines that they are on.
private func remaining(_ source: String, code: String = "unknown-property", prefixes: [String] = []) -> [Int]
{
  let template = Template(SyntaxTree(SourceText(source)))
  let bytes = Array(source.utf8)
  let findings = bytes.indices.filter { bytes[$0...].starts(with: Array("BAD".utf8)) }.map { start in
    Diagnostic(
      code: code, cfnLint: "E3002", severity: .error, message: "", range: start..<start + 3, path: [])
  }
  return Suppression(template, prefixes: prefixes).filter(findings).map {
    template.text.line(at: $0.range.lowerBound)
  }
}

@Suite struct SuppressionTests {
  @Test(arguments: [
    ("a: BAD", [0]),
    ("a: BAD # sam-ls: ignore unknown-property", []),
    ("a: BAD # sam-ls: ignore E3002", []),
    ("a: BAD # sam-ls: ignore E3001, E3002", []),
    ("a: BAD # sam-ls: ignore", []),
    ("a: BAD # sam-ls: ignore E3001", [0]),
    ("a: BAD # sam-ls: ignore E30", [0]),
    ("a: BAD # sam-ls: nonsense E3002", [0]),
    ("a: BAD # see sam-ls: ignore", [0]),
    ("a: 'BAD # sam-ls: ignore'", [0]),
    ("# sam-ls: ignore E3002\na: BAD\nb: BAD", [2]),
    ("# sam-ls: ignore E3002\n\n# why\na: BAD\nb: BAD", [4]),
    ("a:\n  # sam-ls: ignore\n  b: BAD\n  c: BAD", [3]),
    ("a: 1 # sam-ls: ignore\nb: BAD", [1]),
    ("a: BAD\nb: BAD\n# sam-ls: ignore-file unknown-property\n", []),
    ("# sam-ls: ignore-file\na: BAD", []),
    ("# sam-ls: ignore-file unused-parameter\na: BAD", [1]),
    ("#sam-ls: ignore\na: BAD", []),
  ])
  func comments(source: String, lines: [Int]) {
    #expect(remaining(source) == lines)
  }

  @Test(arguments: [
    (["E3002"], []), (["E3"], []), (["E"], []), (["W"], [0]), ([], [0]), ([""], [0]),
    (["unknown-property"], []),
  ])
  func projects(prefixes: [String], lines: [Int]) {
    #expect(remaining("a: BAD", prefixes: prefixes) == lines)
  }

  @Test func templateMetadata() {
    let source = """
      Metadata:
        cfn-lint:
          config:
            ignore_checks:
              - E3002
      Resources:
        A:
          Type: BAD
      """
    #expect(remaining(source) == [])
    #expect(remaining(source.replacing("E3002", with: "W")) == [7])
    #expect(remaining(source.replacing("\n        - E3002", with: " [E30]")) == [])
  }

  @Test func resourceMetadata() {
    let source = """
      Resources:
        A:
          Type: BAD
          Metadata:
            cfn-lint:
              config:
                ignore_checks: [E3002]
        B:
          Type: BAD
      """
    #expect(remaining(source) == [8])
  }

  @Test func nothingIsLeftOfNothing() {
    #expect(remaining("a: 1 # sam-ls: ignore").isEmpty)
  }
}
