import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unusedParameter = Rule(
    "unused-parameter", cfnLint: "W2001", severity: .warning,
    summary: "A parameter that nothing refers to.",
    documentation: "Whoever deploys is asked for a value that changes nothing. Remove it, or refer to it.")

  static let unusedMapping = Rule(
    "unused-mapping", cfnLint: "W7001", severity: .warning,
    summary: "A mapping that no `Fn::FindInMap` looks into.",
    documentation: "Remove it, or look it up with `Fn::FindInMap`.")

  static let unusedCondition = Rule(
    "unused-condition", cfnLint: "W8001", severity: .warning,
    summary: "A condition that nothing depends on.",
    documentation: "Remove it, or name it in a `Condition`, a `Fn::If` or another condition.")
}

extension Checker {
  /// Says of a parameter, mapping or condition that nothing refers to it. Where a macro may, nothing is said.
  func checkUse(_ entry: Entry, in section: Section, _ rule: Rule, _ kind: String) {
    let name = entry.key.value
    if template.header.hasUnknownTransform || template.header.includesAtTop || name.isEmpty { return }
    if isUsed(section, name) { return }
    report(
      rule, "The \(kind) '\(name)' is not used", at: entry.key.textRange,
      fixes: [
        Diagnostic.Fix(
          title: "Remove \(kind) '\(name)'",
          edits: [Diagnostic.Edit(range: lines(of: entry), replacement: "")])
      ], tags: [.unnecessary])
  }

  /// All lines of an entry, with the last line's end; the entry alone where it shares its lines.
  func lines(of entry: Entry) -> Range<Int> {
    let first = text.line(at: entry.range.lowerBound)
    let last = text.line(at: entry.range.upperBound)
    let start = text.lineStart(first)
    let end = last + 1 < text.lineCount ? text.lineStart(last + 1) : text.utf8Count
    let before = text.string(in: start..<entry.range.lowerBound)
    let after = text.string(
      in: entry.range.upperBound..<max(entry.range.upperBound, text.lineRange(last).upperBound))
    let isAlone = before.allSatisfy { $0 == " " } && after.allSatisfy { $0 == " " }
    return isAlone ? start..<max(end, entry.range.upperBound) : entry.range
  }
}
