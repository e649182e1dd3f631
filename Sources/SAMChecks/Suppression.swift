public import SAMTemplate
public import YAMLSyntax

/// What the person who wrote a template, or the project that it belongs to, does not want to hear.
///
/// - `# sam-ls: ignore CODE…` at the end of a line: findings that start on that line. On a line of its own: those of
///   the next line that is no comment. Without a code: all of them.
/// - `# sam-ls: ignore-file CODE…` anywhere: findings in the whole file.
/// - `Metadata: cfn-lint: config: ignore_checks`, of the template or of a resource, and a project's `ignore_checks`, as
///   cfn-lint reads them: a rule is meant by the start of its id, `E3` or `E3002`.
///
/// A code is a rule's own or cfn-lint's id.
///
/// Source of the last: cfn-lint 1.58.0, `rules/_rule.py` and `template/template.py`.
public struct Suppression: Sendable {
  private static let commentMark: StaticString = "sam-ls:"
  private static let metadataMark: StaticString = "ignore_checks"

  private let template: Template
  private let prefixes: [String]

  /// - Parameter prefixes: a project's `ignore_checks`.
  public init(_ template: Template, prefixes: [String] = []) {
    self.template = template
    self.prefixes = prefixes
  }

  /// Whether a part of a text holds a mark without which nothing is suppressed by the text itself; a mark that only
  /// touches the part counts.
  ///
  /// - Complexity: linear in the part.
  public static func hasMarks(in range: Range<Int>, of text: SourceText) -> Bool {
    let margin = max(commentMark.utf8CodeUnitCount, metadataMark.utf8CodeUnitCount)
    return text.withUTF8(in: max(0, range.lowerBound - margin)..<range.upperBound + margin) { bytes in
      ByteSearch.contains(commentMark, in: bytes) || ByteSearch.contains(metadataMark, in: bytes)
    }
  }

  /// The findings that remain.
  ///
  /// - Complexity: linear in the text where there are findings, at the speed of a search for a word; else constant.
  public func filter(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !diagnostics.isEmpty else { return [] }
    var rules = Rules(wholeFile: Codes(prefixes: prefixes))
    let text = template.text
    text.withUTF8(in: 0..<text.utf8Count) { bytes in
      for offset in ByteSearch.offsets(of: Self.commentMark, in: bytes) { addComment(at: offset, to: &rules) }
      if ByteSearch.contains(Self.metadataMark, in: bytes) { addMetadata(to: &rules) }
    }
    guard !rules.isEmpty else { return diagnostics }
    return diagnostics.filter { diagnostic in
      let start = diagnostic.range.lowerBound
      return !rules.wholeFile.mean(diagnostic)
        && !(rules.lines.isEmpty ? false : rules.lines[text.line(at: start)]?.mean(diagnostic) ?? false)
        && !rules.ranges.contains { $0.range.contains(start) && $0.codes.mean(diagnostic) }
    }
  }

  /// What is meant by name.
  private struct Codes {
    var exact: Set<String> = []
    var prefixes: [String] = []
    var isEverything = false

    func mean(_ diagnostic: Diagnostic) -> Bool {
      if isEverything || exact.contains(diagnostic.code) { return true }
      if prefixes.contains(where: {
        !$0.isEmpty && ($0 == diagnostic.code || diagnostic.cfnLint?.hasPrefix($0) ?? false)
      }) {
        return true
      }
      return diagnostic.cfnLint.map(exact.contains) ?? false
    }
  }

  private struct Rules {
    var wholeFile: Codes
    var lines: [Int: Codes] = [:]
    var ranges: [(range: Range<Int>, codes: Codes)] = []

    var isEmpty: Bool {
      lines.isEmpty && ranges.isEmpty && wholeFile.exact.isEmpty && wholeFile.prefixes.isEmpty
        && !wholeFile.isEverything
    }
  }

  /// The comment that holds the mark at an offset, if it is one and orders something.
  private func addComment(at offset: Int, to rules: inout Rules) {
    let line = template.text.line(at: offset)
    guard let comment = template.tree.comment(onLine: line), comment.contains(offset) else { return }
    // The mark opens the comment, so that a comment may speak of marks.
    let before = template.text.string(in: comment.lowerBound..<offset)
    guard before.allSatisfy({ $0 == "#" || $0 == " " || $0 == "\t" }) else { return }
    let order = template.text.string(in: offset..<comment.upperBound)
    var words = order.split { $0 == " " || $0 == "\t" || $0 == "," }.dropFirst().map(String.init)[...]
    switch words.popFirst() {
    case "ignore-file":
      if words.isEmpty { rules.wholeFile.isEverything = true }
      rules.wholeFile.exact.formUnion(words)
    case "ignore":
      let target = isAlone(comment, on: line) ? nextLine(after: line) : line
      if words.isEmpty { rules.lines[target, default: Codes()].isEverything = true }
      rules.lines[target, default: Codes()].exact.formUnion(words)
    default: break
    }
  }

  private func isAlone(_ comment: Range<Int>, on line: Int) -> Bool {
    template.text.string(in: template.text.lineStart(line)..<comment.lowerBound).utf8.allSatisfy {
      $0 <= 0x20
    }
  }

  /// The next line with something on it besides a comment.
  private func nextLine(after line: Int) -> Int {
    var line = line + 1
    while line < template.text.lineCount {
      let content = template.text.withUTF8(in: template.text.lineRange(line)) { bytes in
        bytes.first { $0 > 0x20 }
      }
      guard content == nil || content == UInt8(ascii: "#") else { break }
      line += 1
    }
    return line
  }

  private func addMetadata(to rules: inout Rules) {
    if let metadata = template.header.sections[.metadata]?.value {
      rules.wholeFile.prefixes += ignoredChecks(in: metadata)
    }
    for entry in template.entries(of: .resources).map(Array.init) ?? [] {
      guard let metadata = entry.value["Metadata"] else { continue }
      let ignored = ignoredChecks(in: metadata)
      if !ignored.isEmpty { rules.ranges.append((entry.range, Codes(prefixes: ignored))) }
    }
  }

  private func ignoredChecks(in metadata: Node) -> [String] {
    guard let list = metadata["cfn-lint"]?["config"]?["ignore_checks"] else { return [] }
    return list.items.compactMap { $0.kind == .scalar && !$0.value.isEmpty ? $0.value : nil }
  }
}
