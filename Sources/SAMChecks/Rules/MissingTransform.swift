import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let missingTransform = Rule(
    "missing-transform", cfnLint: "E3038",
    summary: "The template uses SAM without naming its transform.",
    documentation: """
      `AWS::Serverless` types, `Globals` and `Connectors` exist only in the transform \
      `AWS::Serverless-2016-10-31`. Without it CloudFormation refuses the template.
      """)
}

extension Checker {
  /// SAM without its transform: said once, at the first place that needs it.
  func checkTransform() {
    let header = template.header
    if let transform = header.sections[.transform] { checkTransformShape(transform) }
    guard !header.hasSAMTransform, !header.hasUnknownTransform, !header.includesAtTop else { return }
    let range: Range<Int>
    let what: String
    var steps: [Diagnostic.PathStep]
    var id: String?
    if let resources = header.sections[.resources]?.value,
      let entry = resources.entries.first(where: {
        $0.value["Type"].flatMap { Value($0).literal }?.hasPrefix("AWS::Serverless::") == true
      }), let type = entry.value["Type"]
    {
      range = type.innerRange
      what = "'\(type.value)'"
      steps = [.key("Resources"), .key(entry.key.value), .key("Type")]
    } else if let globals = header.sections[.globals] {
      range = globals.key.range
      what = "'Globals'"
      steps = [.key("Globals")]
      id = "E3724"
    } else {
      return
    }
    report(
      .missingTransform, "\(what) needs the line 'Transform: \(Header.samTransform)' in the template",
      at: range,
      cfnLint: id, path: steps, fixes: transformFixes())
  }

  private func transformFixes() -> [Diagnostic.Fix] {
    guard let root = template.tree.root, let first = root.entries.first else { return [] }
    let title = "Add the SAM transform"
    if let transform = template.header.sections[.transform], transform.value.kind == .sequence,
      let last = Array(transform.value.items).last, transform.value.style == .block
    {
      let indent = String(
        repeating: " ",
        count: max(0, last.range.lowerBound - text.lineStart(text.line(at: last.range.lowerBound)) - 2))
      return [
        Diagnostic.Fix(
          title: title,
          edits: [
            Diagnostic.Edit(
              range: last.range.upperBound..<last.range.upperBound,
              replacement: "\n\(indent)- \(Header.samTransform)")
          ])
      ]
    }
    if template.header.sections[.transform] != nil { return [] }
    if root.style == .flow {
      return [
        Diagnostic.Fix(
          title: title,
          edits: [
            Diagnostic.Edit(
              range: first.key.range.lowerBound..<first.key.range.lowerBound,
              replacement: "\"Transform\": \"\(Header.samTransform)\",\n  ")
          ])
      ]
    }
    let after = template.header.sections[.formatVersion]
    let offset =
      after.map { text.lineStart(text.line(at: $0.range.upperBound) + 1) } ?? first.range.lowerBound
    return [
      Diagnostic.Fix(
        title: title,
        edits: [Diagnostic.Edit(range: offset..<offset, replacement: "Transform: \(Header.samTransform)\n")])
    ]
  }

  private func checkTransformShape(_ entry: Entry) {
    guard let schema = packFacts.section("transforms/configuration"), !entry.value.isMissing else { return }
    domain = .transform
    descend(.key("Transform")) {
      if let call = Value(entry.value).call(), let intrinsic = call.intrinsic, intrinsic != .transform {
        report(
          .unsupportedFunction, "'Transform' takes no function; \(call.name) is not evaluated here",
          at: call.nameRange)
        return
      }
      _ = check(
        Value(entry.value), against: schema,
        SchemaContext(functions: nil, isStrict: true, owner: "'Transform'", ownerRange: entry.key.range))
    }
    domain = .template
  }
}
