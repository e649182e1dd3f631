import SAMChecks

/// For people: each finding with its line, an underline, and what would mend it; coloured on a terminal.
///
/// ```
/// template.yaml:8:7: error: … [unknown-property, E3002]
///   8 |       Handlr: app.handler
///     |       ^^^^^^
///     = fix: Rename to Handler
/// ```
struct TextReport: CheckReport {
  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8] {
    Array(TextReport(hasColours: Terminal.hasColours).text(result).utf8)
  }

  private enum Style: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"
    case cyan = "36"
    case faint = "2"
    case green = "1;32"
  }

  let hasColours: Bool

  private func styled(_ text: String, _ style: Style) -> String {
    hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The whole report.
  func text(_ result: CheckResult) -> String {
    var text = ""
    for file in result.files {
      for diagnostic in file.diagnostics { text += finding(diagnostic, in: file) + "\n" }
    }
    return result.files.isEmpty ? text : text + summary(result) + "\n"
  }

  private func summary(_ result: CheckResult) -> String {
    func count(_ count: Int, _ one: String, _ many: String) -> String {
      "\(count) \(count == 1 ? one : many)"
    }
    let templates = "\(count(result.files.count, "template", "templates")) checked"
    let counts = [
      (result.count(.error), "error", "errors", Style.red),
      (result.count(.warning), "warning", "warnings", .yellow),
      (result.count(.information), "hint", "hints", .blue),
    ].filter { $0.0 > 0 }
    guard !counts.isEmpty else { return "\(templates): \(styled("nothing found", .green))" }
    return "\(templates): " + counts.map { styled(count($0, $1, $2), $3) }.joined(separator: ", ")
  }

  private func displayPath(_ file: CheckedFile) -> String {
    file.path == "-" ? "<stdin>" : Terminal.visible(file.path)
  }

  private func at(_ offset: Int, in file: CheckedFile) -> String {
    let place = file.place(of: offset)
    return "\(displayPath(file)):\(place.line):\(place.column)"
  }

  private func finding(_ diagnostic: Diagnostic, in file: CheckedFile) -> String {
    let (name, style): (String, Style) =
      switch diagnostic.severity {
      case .error: ("error", .red)
      case .warning: ("warning", .yellow)
      case .information: ("hint", .blue)
      }
    let rule = [diagnostic.code, diagnostic.cfnLint].compactMap { $0 }.joined(separator: ", ")
    let place = styled(at(diagnostic.range.lowerBound, in: file) + ":", .bold)
    var lines = [
      "\(place) \(styled(name + ":", style)) \(Terminal.visible(diagnostic.message)) \(styled("[\(rule)]", .faint))"
    ]
    let number = file.place(of: diagnostic.range.lowerBound).line
    let margin = String(repeating: " ", count: "\(number)".count + 2)
    let excerpt = SourceExcerpt(of: diagnostic.range, in: file.text)
    lines.append("  \(styled("\(number) |", .faint)) \(excerpt.line)")
    let underline =
      String(repeating: " ", count: excerpt.indent)
      + styled(String(repeating: "^", count: excerpt.width), style)
    lines.append("\(margin) \(styled("|", .faint)) \(underline)")
    for related in diagnostic.related {
      let other = file.file(of: related)
      let line = other.place(of: related.range.lowerBound).line
      let place = related.file == nil ? "line \(line)" : "\(Terminal.visible(other.path)):\(line)"
      let message = Terminal.visible(related.message)
      lines.append("\(margin) \(styled("=", .faint)) \(styled("see", .cyan)) \(place): \(message)")
    }
    for fix in diagnostic.fixes {
      lines.append("\(margin) \(styled("=", .faint)) \(styled("fix:", .cyan)) \(Terminal.visible(fix.title))")
    }
    return lines.map(trimmingEnd).joined(separator: "\n") + "\n"
  }

  private func trimmingEnd(_ line: String) -> Substring {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return line[...last]
  }
}
