import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// What stands outside the entries: the sections themselves, `Transform`; what is in `Globals` apart.
  func checkTemplate() {
    domain = .template
    guard let root = template.tree.root else { return }
    guard root.kind == .mapping else {
      if root.isMissing { return }
      let firstLine = text.lineRange(text.line(at: root.range.lowerBound)).upperBound
      report(
        .wrongKind, "A template must be a mapping of sections, not \(describe(Value(root)))",
        at: root.range.lowerBound..<min(root.range.upperBound, firstLine), cfnLint: "E0000")
      return
    }
    checkSections(root)
    checkHeader()
    checkTransform()
    checkRepeatedKeys()
    checkParameterOverrides()
  }

  /// Single values and shapes of the sections that hold no entries to be checked one by one.
  private func checkHeader() {
    let header = template.header
    if let version = header.sections[.formatVersion], !version.value.isMissing {
      let value = Value(version.value)
      if value.call() != nil || value.literal != "2010-09-09" {
        report(
          .invalidValue, "'AWSTemplateFormatVersion' must be '2010-09-09', the only version there is",
          at: version.value.range, path: [.key("AWSTemplateFormatVersion")],
          fixes: [
            Diagnostic.Fix(
              title: "Change to '2010-09-09'",
              edits: [Diagnostic.Edit(range: version.value.range, replacement: "'2010-09-09'")])
          ])
      }
    }
    if let description = header.sections[.description], !description.value.isMissing {
      let value = Value(description.value)
      if value.call() != nil || description.value.kind != .scalar {
        report(
          .wrongKind, "'Description' must be plain text", at: description.value.range, cfnLint: "E1004",
          path: [.key("Description")])
      } else if let text = value.literal, text.utf8.count > 1024 {
        report(
          .lengthOutOfBounds, "'Description' may have at most 1024 bytes, it has \(text.utf8.count)",
          at: description.key.range, cfnLint: "E1003", path: [.key("Description")])
      }
    }
    for section in Section.allCases where section.holdsNamedEntries || section == .globals {
      guard let entry = header.sections[section] else { continue }
      if entry.value.kind == .mapping || entry.value.kind == .alias { continue }
      let value = Value(entry.value)
      if let call = value.call(), call.intrinsic == nil || call.intrinsic == .transform { continue }
      report(
        .wrongKind,
        value.scalarType == .null && entry.value.kind == .scalar
          ? "'\(section.rawValue)' has no entries; it must be a mapping"
          : "'\(section.rawValue)' must be a mapping, not \(describe(value))",
        at: place(of: value, SchemaContext(ownerRange: entry.key.range)),
        cfnLint: section.cfnLint, path: [.key(section.rawValue)])
    }
  }
}

extension Section {
  /// The id of cfn-lint's rule on the section's shape.
  var cfnLint: String? {
    switch self {
    case .resources: "E3001"
    case .parameters: "E2001"
    case .mappings: "E7001"
    case .conditions: "E8001"
    case .outputs: "E6001"
    case .rules: "E1700"
    case .globals: "E3724"
    default: nil
    }
  }
}
