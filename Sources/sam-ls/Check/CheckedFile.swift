import SAMChecks
import SystemPackage
import YAMLSyntax

/// A template with what was found in it.
struct CheckedFile: Sendable {
  /// A place as people count: lines and columns from 1, columns in Unicode code points.
  struct Place: Sendable, Hashable {
    var line: Int
    var column: Int
  }

  /// As the person wrote it; `-` is standard input.
  let path: String
  let text: SourceText
  /// By position.
  let diagnostics: [Diagnostic]

  /// The file that a related place is in: this one, or another that it names.
  func file(of related: Diagnostic.Related) -> CheckedFile {
    guard let other = related.file else { return self }
    let folder = FilePath(path).removingLastComponent()
    return CheckedFile(
      path: folder.pushing(FilePath(other.path)).lexicallyNormalized().string, text: other.file.text,
      diagnostics: [])
  }

  /// The place of a byte offset.
  func place(of offset: Int) -> Place {
    let offset = min(max(offset, 0), text.utf8Count)
    let line = text.line(at: offset)
    let start = text.lineStart(line)
    return Place(line: line + 1, column: text.scalarCount(in: start..<offset) + 1)
  }
}

/// All that a run of `check` has to report.
struct CheckResult: Sendable {
  var files: [CheckedFile] = []
  /// What could not be checked, one sentence each.
  var failures: [String] = []

  /// How many findings have that severity.
  func count(_ severity: Diagnostic.Severity) -> Int {
    files.reduce(0) { $0 + $1.diagnostics.count { $0.severity == severity } }
  }
}
