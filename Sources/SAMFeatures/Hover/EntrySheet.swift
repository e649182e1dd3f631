import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// What a template itself says of the names that it defines, as Markdown.
struct EntrySheet {
  let template: Template

  /// The type of a resource that the template has or that the transform makes.
  func typeName(ofResource name: String) -> String? {
    template.facts(of: .resources, named: name)?.type ?? template.generatedResource(named: name)?.type
  }

  private func line(of entry: Entry) -> String {
    "line \(template.text.line(at: entry.key.range.lowerBound) + 1)"
  }

  func resource(named name: String) -> String? {
    guard let entry = template.entry(of: .resources, named: name) else { return nil }
    let facts = template.facts(of: .resources, named: name)
    var builder = FactSheet.Builder("**\(name)** \(FactSheet.code(facts?.type ?? "resource"))")
    builder.fact("Defined", line(of: entry))
    builder.fact("Condition", facts?.condition.map(FactSheet.code))
    if let type = facts?.type.flatMap({ SchemaPack.shared.type(named: $0) }) {
      builder.fact("`Ref` gives", FactSheet.refText(of: type))
      builder.fact("`GetAtt`", FactSheet.codes(type.attributes.map { $0.isPrefix ? $0.name + "…" : $0.name }))
      let apis = facts?.implicitAPIs.compactMap { template.generatedResource(named: $0) } ?? []
      let made = (template.generatedResources(by: entry) + apis).map { "\($0.logicalID) (\($0.type))" }
      builder.fact("Makes", FactSheet.codes(made))
      builder.link(type.name, type.documentationURL)
    }
    return builder.markdown
  }

  func generated(named name: String) -> String? {
    template.generatedResource(named: name).flatMap(generated)
  }

  private func generated(_ resource: GeneratedResource) -> String? {
    let name = resource.logicalID
    var builder = FactSheet.Builder("**\(name)** \(FactSheet.code(resource.type))")
    if template.isImplicitAPI(resource.source) {
      let user = template.firstUser(ofImplicitAPI: resource.source)
      builder.say(
        "Made by the SAM transform for events that name no API"
          + (user.map { ", the first of them those of \(FactSheet.code($0.key.value)) (\(line(of: $0)))." }
            ?? "."))
    } else {
      let source = template.entry(of: .resources, named: resource.source)
      builder.say(
        "Made by the SAM transform from \(FactSheet.code(resource.source))"
          + (source.map { " (\(line(of: $0)))." } ?? "."))
    }
    if let type = SchemaPack.shared.type(named: resource.type) {
      builder.fact("`Ref` gives", FactSheet.refText(of: type))
      builder.fact("`GetAtt`", FactSheet.codes(type.attributes.map { $0.isPrefix ? $0.name + "…" : $0.name }))
      builder.link(type.name, type.documentationURL)
    }
    return builder.markdown
  }

  func parameter(named name: String) -> String? {
    guard let entry = template.entry(of: .parameters, named: name) else { return nil }
    let value = entry.value
    var builder = FactSheet.Builder("**\(name)** \(FactSheet.code(text(value["Type"]) ?? "?")) parameter")
    builder.say(text(value["Description"]))
    builder.fact("Defined", line(of: entry))
    builder.fact("Default", text(value["Default"]).map { $0.isEmpty ? "empty" : FactSheet.code($0) })
    builder.fact(
      "Allowed values", FactSheet.codes(value["AllowedValues"]?.items.compactMap { Value($0).literal } ?? []))
    builder.fact("Pattern", text(value["AllowedPattern"]).map(FactSheet.code))
    for key in ["MinLength", "MaxLength", "MinValue", "MaxValue"] {
      builder.fact(key, value.value(under: key).flatMap { Value($0).literal })
    }
    if text(value["NoEcho"]).map({ $0.lowercased() == "true" }) == true { builder.fact("Hidden", "`NoEcho`") }
    return builder.markdown
  }

  func condition(named name: String) -> String? {
    guard let entry = template.entry(of: .conditions, named: name) else { return nil }
    var builder = FactSheet.Builder("**\(name)** condition")
    builder.say(source(of: entry))
    builder.fact("Defined", line(of: entry))
    return builder.markdown
  }

  func mapping(named name: String) -> String? {
    guard let entry = template.entry(of: .mappings, named: name) else { return nil }
    var builder = FactSheet.Builder("**\(name)** mapping")
    builder.fact("Defined", line(of: entry))
    builder.fact("Keys", FactSheet.codes(entry.value.entries.map { $0.key.value }))
    if let first = entry.value.entries.first {
      builder.fact("Each with", FactSheet.codes(first.value.entries.map { $0.key.value }))
    }
    return builder.markdown
  }

  static func runtime(named name: String) -> String? {
    guard let runtime = SchemaPack.shared.runtime(named: name) else { return nil }
    var builder = FactSheet.Builder("**\(name)** Lambda runtime")
    builder.fact("Support ends", runtime.deprecated)
    builder.fact("No new functions from", runtime.createBlock)
    builder.fact("No updates from", runtime.updateBlock)
    builder.fact("Successor", runtime.successor.map(FactSheet.code))
    builder.link("AWS documentation", "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html")
    return builder.markdown
  }

  /// The entry's own text, if it is not long.
  private func source(of entry: Entry) -> String? {
    guard entry.range.count <= 600 else { return nil }
    let indent = String(
      repeating: " ",
      count: entry.range.lowerBound - template.text.lineStart(template.text.line(at: entry.range.lowerBound)))
    let lines = template.text.string(in: entry.range).split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(12).map { $0.hasPrefix(indent) ? $0.dropFirst(indent.utf8.count) : $0 }
    return "```yaml\n\(shown.joined(separator: "\n"))\n```"
  }

  private func text(_ node: Node?) -> String? {
    node.flatMap { Value($0).literal }
  }
}
