import SAMChecks
import SAMTemplate
import TestSupport
import Testing
import YAMLSyntax

/// A template with what must be found in it, and nothing else: the marks in the text are the findings' ranges, in
/// the order of the table.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let marked: MarkedText
  let expected: [Expected]
  var configuration = CheckConfiguration(today: "2026-10-20")
  let files: any LocalFiles
  let sourceLocation: SourceLocation

  var testDescription: String { name }

  /// - Parameters:
  ///   - template: the whole text, YAML or JSON.
  ///   - files: the texts of the files beside it, by path; all others are missing.
  init(
    _ name: String, _ template: String, _ expected: Expected..., regions: [String] = [],
    levels: [String: CheckConfiguration.Level] = [:], today: String = "2026-10-20",
    files: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    self.name = name
    marked = MarkedText(template)
    self.expected = expected
    configuration = CheckConfiguration(levels: levels, regions: regions, today: today)
    self.files = files.isEmpty ? NoLocalFiles() : TextFiles(files)
    self.sourceLocation = sourceLocation
  }

  /// Holds what is found against what is expected, and every finding and fix against what is true of all.
  func check() {
    let analysis = Self.analyse(marked.text, configuration, files: files)
    let found = analysis.diagnostics
    var actual: [String] = []
    for (index, diagnostic) in found.enumerated() {
      actual.append(
        Rendering(marked.text).line(diagnostic, like: index < expected.count ? expected[index] : nil))
    }
    let wanted = expected.enumerated().map { index, expected in
      let mark = expected.mark ?? index
      return Rendering(marked.text).line(
        expected, at: mark < marked.ranges.count ? marked.ranges[mark] : nil)
    }
    if actual != wanted {
      let (found, expected) = (actual.joined(separator: "\n"), wanted.joined(separator: "\n"))
      Issue.record("found:\n\(found)\nexpected:\n\(expected)", sourceLocation: sourceLocation)
    }
    for diagnostic in found {
      for problem in Soundness.problems(of: diagnostic, in: analysis) {
        Issue.record("\(problem): \(diagnostic.message)", sourceLocation: sourceLocation)
      }
    }
  }

  static func analyse(
    _ text: String, _ configuration: CheckConfiguration = .init(today: "2026-10-20"),
    files: any LocalFiles = NoLocalFiles()
  ) -> Analysis {
    Analysis(Template(SyntaxTree(SourceText(text))), configuration: configuration, files: files)
  }
}

/// Findings as text, so that a failed comparison shows the difference.
struct Rendering {
  let text: String

  init(_ text: String) { self.text = text }

  func line(_ diagnostic: Diagnostic, like expected: Expected?) -> String {
    var line = head(
      diagnostic.code, diagnostic.cfnLint, diagnostic.severity, diagnostic.message, at: diagnostic.range)
    if expected == nil || expected?.path != nil { line += "\n  path \(path(diagnostic.path))" }
    if let fix = diagnostic.fixes.first {
      if expected == nil || expected?.fix != nil { line += "\n  fix \(fix.title)" }
      if expected == nil || expected?.result != nil {
        line += "\n  gives \(Self.changedLines(from: text, to: fix.applied(to: text)))"
      }
    } else if expected?.fix != nil {
      line += "\n  fix "
    }
    if expected?.related != nil {
      let related = diagnostic.related.map { related in
        let place = related.file.map { "\($0.path) " } ?? ""
        let text = related.file.map { $0.file.text.string(in: related.range) } ?? text.utf8(related.range)
        return "\(place)\(text): \(related.message)"
      }
      line += "\n  related \(related)"
    }
    if expected?.tags != nil { line += "\n  tags \(diagnostic.tags)" }
    return line
  }

  func line(_ expected: Expected, at range: Range<Int>?) -> String {
    var line = head(expected.code, expected.cfnLint, expected.severity, expected.message, at: range)
    if let path = expected.path { line += "\n  path \(path)" }
    if let fix = expected.fix { line += "\n  fix \(fix)" }
    if let result = expected.result { line += "\n  gives \(result)" }
    if let related = expected.related { line += "\n  related \(related)" }
    if let tags = expected.tags { line += "\n  tags \(tags)" }
    return line
  }

  private func head(
    _ code: String, _ cfnLint: String?, _ severity: Diagnostic.Severity, _ message: String,
    at range: Range<Int>?
  ) -> String {
    let place = range.map { "\($0.lowerBound)..<\($0.upperBound) «\(text.utf8($0))»" } ?? "at no mark"
    return "\(severity) \(code) \(cfnLint ?? "nil") \(place): \(message)"
  }

  private func path(_ steps: [Diagnostic.PathStep]) -> String { steps.map(\.words).joined(separator: "/") }

  /// The lines of `new` that `old` has not in the same place.
  static func changedLines(from old: String, to new: String) -> String {
    var before = old.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var after = new.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = before.first, first == after.first {
      before.removeFirst()
      after.removeFirst()
    }
    while let last = before.last, last == after.last {
      before.removeLast()
      after.removeLast()
    }
    return after.joined(separator: "\n")
  }
}

extension Diagnostic.PathStep {
  var words: String {
    switch self {
    case .key(let key): key
    case .index(let index): String(index)
    }
  }
}

extension Diagnostic.Fix {
  /// The text after the fix.
  func applied(to text: String) -> String {
    var bytes = Array(text.utf8)
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
