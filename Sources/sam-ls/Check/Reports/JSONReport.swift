import JSON
import SAMChecks

/// The project's own JSON: every template with its findings, and their sums.
enum JSONReport: CheckReport {
  private struct Document: Encodable {
    let version = 1
    let files: [File]
    let summary: Summary

    enum CodingKeys: CodingKey { case version, files, summary }
  }

  private struct File: Encodable {
    let path: String
    let diagnostics: [Finding]
  }

  private struct Finding: Encodable {
    let code: String
    let cfnLint: String?
    let severity: String
    let message: String
    let path: [JSONValue]
    let range: Range
  }

  private struct Range: Encodable {
    let start: Place
    let end: Place
  }

  private struct Place: Encodable {
    let line: Int
    let column: Int

    init(_ place: CheckedFile.Place) {
      line = place.line
      column = place.column
    }
  }

  private struct Summary: Encodable {
    let files: Int
    let errors: Int
    let warnings: Int
    let information: Int
  }

  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8] {
    let files = result.files.map { file in
      File(path: file.path, diagnostics: file.diagnostics.map { finding($0, in: file) })
    }
    let summary = Summary(
      files: result.files.count, errors: result.count(.error), warnings: result.count(.warning),
      information: result.count(.information))
    return JSONEncoding.encode(Document(files: files, summary: summary)) + [0x0A]
  }

  private static func finding(_ diagnostic: Diagnostic, in file: CheckedFile) -> Finding {
    Finding(
      code: diagnostic.code, cfnLint: diagnostic.cfnLint, severity: diagnostic.severity.rawValue,
      message: diagnostic.message,
      path: diagnostic.path.map { step in
        switch step {
        case .key(let name): .string(name)
        case .index(let index): .integer(index)
        }
      },
      range: Range(
        start: Place(file.place(of: diagnostic.range.lowerBound)),
        end: Place(file.place(of: diagnostic.range.upperBound))))
  }
}
