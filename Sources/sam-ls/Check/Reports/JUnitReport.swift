import SAMChecks

/// JUnit's XML, as test reports of build servers read it: a suite a template, a case a finding, and one that passes
/// where there is none. Findings below `--fail-on` are cases that pass and say what was found.
enum JUnitReport: CheckReport {
  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8] {
    let suites = result.files.map { suite($0, failOn: failOn) }
    let failures = suites.reduce(0) { $0 + $1.failures }
    let tests = suites.reduce(0) { $0 + $1.tests } + result.failures.count
    var xml = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    xml +=
      #"<testsuites name="sam-ls" tests="\#(tests)" failures="\#(failures)" errors="\#(result.failures.count)">"#
      + "\n"
    for suite in suites { xml += suite.xml }
    if !result.failures.isEmpty {
      let count = result.failures.count
      xml += #"  <testsuite name="sam-ls" tests="\#(count)" failures="0" errors="\#(count)">"# + "\n"
      for failure in result.failures {
        xml +=
          #"    <testcase classname="sam-ls" name="readable"><error message="\#(escaped(failure))"/></testcase>"#
          + "\n"
      }
      xml += "  </testsuite>\n"
    }
    return Array((xml + "</testsuites>\n").utf8)
  }

  private static func suite(_ file: CheckedFile, failOn: FailOn) -> (xml: String, tests: Int, failures: Int) {
    let path = escaped(file.path)
    let failures = file.diagnostics.count { failOn.includes($0.severity) }
    let tests = max(1, file.diagnostics.count)
    var xml = #"  <testsuite name="\#(path)" tests="\#(tests)" failures="\#(failures)" errors="0">"# + "\n"
    if file.diagnostics.isEmpty { xml += #"    <testcase classname="\#(path)" name="no findings"/>"# + "\n" }
    for diagnostic in file.diagnostics {
      let place = file.place(of: diagnostic.range.lowerBound)
      let rule = diagnostic.code + (diagnostic.cfnLint.map { " (\($0))" } ?? "")
      let where_ = "\(place.line):\(place.column)"
      let text = escaped("\(file.path):\(where_): \(diagnostic.severity.rawValue): \(diagnostic.message)")
      xml += #"    <testcase classname="\#(path)" name="\#(escaped("\(rule) at \(where_)"))">"#
      if failOn.includes(diagnostic.severity) {
        xml +=
          #"<failure type="\#(escaped(rule))" message="\#(escaped(diagnostic.message))">\#(text)</failure>"#
      } else {
        xml += "<system-out>\(text)</system-out>"
      }
      xml += "</testcase>\n"
    }
    return (xml + "  </testsuite>\n", tests, failures)
  }

  /// Text for XML's content and attributes; what XML 1.0 cannot hold at all becomes U+FFFD.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\r", "\t": result += "&#\(scalar.value);"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}
