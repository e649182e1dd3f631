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

  /// All lines of an entry, with the last line's end; the entry alone where it shares its lines. Lines are what YAML
  /// takes for such: an entry that starts one has it to itself, so that what is around it changes nothing.
  func lines(of entry: Entry) -> Range<Int> {
    var start = entry.range.lowerBound
    var end = entry.range.upperBound
    while start > 0, text.byte(at: start - 1) == 0x20 { start -= 1 }
    while end < text.utf8Count, text.byte(at: end) == 0x20 { end += 1 }
    guard text.isLineStart(start), let next = text.lineEnd(at: end) else { return entry.range }
    return start..<next
  }
}

extension SourceText {
  /// Whether a line break ends at an offset, or the text starts there.
  fileprivate func isLineStart(_ offset: Int) -> Bool {
    let start = max(0, offset - 3)
    return offset == 0
      || withUTF8(in: start..<offset) { bytes in
        bytes.indices.contains { Self.breakEnd(bytes, at: $0) == bytes.count }
      }
  }

  /// Where the line break that starts at an offset ends; the text's end if that is the offset, nil where no line ends.
  fileprivate func lineEnd(at offset: Int) -> Int? {
    if offset == utf8Count { return offset }
    return withUTF8(in: offset..<min(offset + 3, utf8Count)) { bytes in
      Self.breakEnd(bytes, at: 0).map { offset + $0 }
    }
  }

  /// The end of one of YAML's line breaks (LF, CR, CR LF, NEL, LS, PS); nil where there is none.
  private static func breakEnd(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let rest = bytes[index...]
    let breaks: [[UInt8]] = [
      [0x0D, 0x0A], [0x0A], [0x0D], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9],
    ]
    return breaks.first { rest.starts(with: $0) }.map { index + $0.count }
  }
}
