import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unprotectedResource = Rule(
    "unprotected-resource", cfnLint: "W3011", severity: .warning,
    summary: "One of `DeletionPolicy` and `UpdateReplacePolicy` is there without the other.",
    documentation: """
      `DeletionPolicy` protects when the resource is removed from the stack, `UpdateReplacePolicy` when a change \
      replaces it. With one of them alone the resource is still lost in the other case.
      """)
}

extension Checker {
  /// A resource that is protected in one of two cases only.
  func checkProtection(_ entry: Entry) {
    let deletion = entry.value.entry(named: "DeletionPolicy")
    let replacement = entry.value.entry(named: "UpdateReplacePolicy")
    guard let written = deletion ?? replacement, deletion == nil || replacement == nil else { return }
    if Value(written.value).literal == "Delete" { return }
    let missing = deletion == nil ? "DeletionPolicy" : "UpdateReplacePolicy"
    let indent = written.key.range.lowerBound - text.lineStart(text.line(at: written.key.range.lowerBound))
    let value = text.string(in: written.value.range)
    var fixes: [Diagnostic.Fix] = []
    if entry.value.style == .block, !value.contains("\n"), !value.isEmpty {
      fixes = [
        Diagnostic.Fix(
          title: "Add \(missing)",
          edits: [
            Diagnostic.Edit(
              range: written.range.upperBound..<written.range.upperBound,
              replacement: "\n\(String(repeating: " ", count: indent))\(missing): \(value)")
          ])
      ]
    }
    report(
      .unprotectedResource,
      "'\(entry.key.value)' has no '\(missing)': it is protected from \(deletion == nil ? "replacement but not from deletion" : "deletion but not from replacement")",
      at: entry.key.innerRange, fixes: fixes)
  }
}
