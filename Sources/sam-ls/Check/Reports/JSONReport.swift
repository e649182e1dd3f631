import JSON
import SAMChecks

/// The project's own JSON: every template with its findings, and their sums.
enum JSONReport: CheckReport {
  private struct Document: JSONWritable {
    let result: CheckResult

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("version", 1)
        json.member("files", result.files.map(File.init))
        json.member("summary", Summary(result: result))
      }
    }
  }

  private struct File: JSONWritable {
    let file: CheckedFile

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("path", file.path)
        json.member("diagnostics", file.diagnostics.map { Finding(diagnostic: $0, file: file) })
      }
    }
  }

  private struct Finding: JSONWritable {
    let diagnostic: Diagnostic
    let file: CheckedFile

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("code", diagnostic.code)
        json.member("cfnLint", ifPresent: diagnostic.cfnLint)
        json.member("severity", diagnostic.severity.rawValue)
        json.member("message", diagnostic.message)
        json.member("path", diagnostic.path.map(Self.step))
        json.member("range", Range(offsets: diagnostic.range, file: file))
      }
    }

    private static func step(_ step: Diagnostic.PathStep) -> JSONValue {
      switch step {
      case .key(let name): .string(name)
      case .index(let index): .integer(index)
      }
    }
  }

  private struct Range: JSONWritable {
    let offsets: Swift.Range<Int>
    let file: CheckedFile

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("start", Place(place: file.place(of: offsets.lowerBound)))
        json.member("end", Place(place: file.place(of: offsets.upperBound)))
      }
    }
  }

  private struct Place: JSONWritable {
    let place: CheckedFile.Place

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("line", place.line)
        json.member("column", place.column)
      }
    }
  }

  private struct Summary: JSONWritable {
    let result: CheckResult

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("files", result.files.count)
        json.member("errors", result.count(.error))
        json.member("warnings", result.count(.warning))
        json.member("information", result.count(.information))
      }
    }
  }

  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8] {
    JSONWriter.text(of: Document(result: result)) + [0x0A]
  }
}
