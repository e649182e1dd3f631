import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownSection = Rule(
    "unknown-section", cfnLint: "E1001",
    summary: "A top-level key is no section of a template.",
    documentation: "CloudFormation refuses templates with any other key at the top. Names are case-sensitive."
  )

  static let missingResources = Rule(
    "missing-resources", cfnLint: "E1001",
    summary: "A template has no `Resources`.",
    documentation: "`Resources` is the one section that a template must have.")
}

extension Checker {
  /// The top-level keys.
  func checkSections(_ root: Node) {
    let header = template.header
    let names = Section.allCases.map(\.rawValue)
    for entry in header.unknownEntries {
      guard entry.key.kind == .scalar else {
        report(.unknownSection, "A section's name must be plain text", at: entry.key.range)
        continue
      }
      let name = entry.key.value
      if name.isEmpty || (!entry.hasColon && names.contains { $0.hasPrefix(name) }) { continue }
      if header.hasUnknownTransform { continue }
      var message = "'\(name)' is not a section of a template"
      if nearest(to: name, among: names) != nil {
        message += suggestion(for: name, among: names)
      } else if entry.value["Type"] != nil {
        message += "; a resource belongs under 'Resources'"
      }
      descend(.key(name)) {
        report(
          .unknownSection, message, at: entry.key.textRange,
          fixes: replacementFixes(for: name, among: names, at: entry.key.innerRange))
      }
    }
    if header.sections[.resources] == nil, !header.includesAtTop, !header.hasUnknownTransform,
      !header.unknownEntries.contains(where: { nearest(to: $0.key.value, among: ["Resources"]) != nil })
    {
      let range = root.entries.first?.key.range ?? root.range
      report(.missingResources, "The template has no 'Resources'", at: range)
    }
  }
}
