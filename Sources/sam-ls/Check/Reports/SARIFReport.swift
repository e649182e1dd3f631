import JSON
import LanguageServer
import SAMChecks

/// SARIF 2.1.0, which code scanning services read.
///
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
enum SARIFReport: CheckReport {
  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8] {
    let rules = ruleIndexes(result)
    let results = result.files.flatMap { file in
      file.diagnostics.map { finding($0, in: file, rules: rules) }
    }
    let run: JSONValue = [
      "tool": [
        "driver": [
          "name": "sam-ls", "version": .string(SamLS.version),
          "rules": .array(rules.sorted { $0.value < $1.value }.map { ["id": .string($0.key)] }),
        ]
      ],
      "invocations": [
        [
          "executionSuccessful": .bool(result.failures.isEmpty),
          "toolExecutionNotifications": .array(
            result.failures.map { ["level": "error", "message": text($0)] }),
        ]
      ],
      "columnKind": "unicodeCodePoints",
      "results": .array(results),
    ]
    let log: JSONValue = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run],
    ]
    return JSONWriter.text(of: log) + [0x0A]
  }

  /// The codes that occur, numbered in alphabetical order.
  private static func ruleIndexes(_ result: CheckResult) -> [String: Int] {
    let codes = Set(result.files.lazy.flatMap(\.diagnostics).map(\.code)).sorted()
    return Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
  }

  private static func finding(_ diagnostic: Diagnostic, in file: CheckedFile, rules: [String: Int])
    -> JSONValue
  {
    let level =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .information: "note"
      }
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code)), .init("ruleIndex", .integer(rules[diagnostic.code] ?? 0)),
      .init("level", .string(level)), .init("message", text(diagnostic.message)),
      .init("locations", [["physicalLocation": location(diagnostic.range, in: file)]]),
    ]
    if !diagnostic.related.isEmpty {
      let related = diagnostic.related.map { related -> JSONValue in
        [
          "physicalLocation": location(related.range, in: file.file(of: related)),
          "message": text(related.message),
        ]
      }
      members.append(.init("relatedLocations", .array(related)))
    }
    if !diagnostic.fixes.isEmpty {
      members.append(.init("fixes", .array(diagnostic.fixes.map { fix($0, in: file) })))
    }
    if let cfnLint = diagnostic.cfnLint {
      members.append(.init("properties", ["cfnLint": .string(cfnLint)]))
    }
    return .object(members)
  }

  private static func fix(_ fix: Diagnostic.Fix, in file: CheckedFile) -> JSONValue {
    let replacements = fix.edits.map { edit -> JSONValue in
      ["deletedRegion": region(edit.range, in: file), "insertedContent": text(edit.replacement)]
    }
    return [
      "description": text(fix.title),
      "artifactChanges": [["artifactLocation": artifact(file), "replacements": .array(replacements)]],
    ]
  }

  private static func text(_ text: String) -> JSONValue { ["text": .string(text)] }

  private static func location(_ range: Range<Int>, in file: CheckedFile) -> JSONValue {
    ["artifactLocation": artifact(file), "region": region(range, in: file)]
  }

  private static func artifact(_ file: CheckedFile) -> JSONValue {
    ["uri": .string(FileURI.reference(to: file.path))]
  }

  private static func region(_ range: Range<Int>, in file: CheckedFile) -> JSONValue {
    let start = file.place(of: range.lowerBound)
    let end = file.place(of: range.upperBound)
    return [
      "startLine": .integer(start.line), "startColumn": .integer(start.column), "endLine": .integer(end.line),
      "endColumn": .integer(end.column),
    ]
  }
}
