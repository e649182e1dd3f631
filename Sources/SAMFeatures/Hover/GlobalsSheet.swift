import SAMTemplate
import YAMLSyntax

/// What a resource of SAM ends up with when `Globals` has been merged into it, and where each part comes from.
struct GlobalsSheet {
  let template: Template
  let entry: Entry?

  /// No more lines than this are shown.
  private static let limit = 40

  /// What is known of the resource, or of one of its properties, with the values that `Globals` has a part in; nil where
  /// nothing is known at all.
  func appended(to markdown: String?, property: String? = nil) -> String? {
    guard let text = text(of: property) else { return markdown }
    let title = property == nil ? "With `Globals`:" : "With `Globals` (here):"
    return (markdown.map { $0 + "\n\n" } ?? "") + "\(title)\n\n```yaml\n\(text)```"
  }

  private func text(of property: String?) -> String? {
    guard let entry, let resource = SAMResource(entry, in: template, GlobalValues(template)),
      let merged = resource.properties.map,
      let shared = shared(of: resource), !resource.properties.isCall
    else { return nil }
    let isTouched = { (name: String) in shared[name] != nil && merged[name] != nil }
    if let property {
      guard isTouched(property), let value = merged[property] else { return nil }
      return shortened(lines(property, value, shared))
    }
    guard merged.keys.contains(where: isTouched) else { return nil }
    return shortened(merged.reduce(into: "") { $0 += lines($1.key, $1.value, shared) })
  }

  /// One property. What stands in the resource has a place in the text, what `Globals` brings has none.
  private func lines(_ name: String, _ value: TransformValue, _ shared: TransformValue) -> String {
    let isReplaced =
      value.source != nil && shared[name] != nil && (value.map == nil || value.isCall) && value.list == nil
    let before = shared[name].map { $0.isCall || $0.map != nil || $0.list != nil ? "" : " \($0.shown)" } ?? ""
    var isFirst = true
    return value.yaml(under: name) { part in
      defer { isFirst = false }
      if part.source == nil { return "Globals" }
      return isFirst && isReplaced ? "instead of Globals\(before.isEmpty ? "" : ":")\(before)" : nil
    }
  }

  private func shortened(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    let shown = lines.prefix(Self.limit).joined(separator: "\n")
    return shown + (lines.count > Self.limit ? "\n# …\n" : "\n")
  }

  /// The part of `Globals` that merges into a resource.
  private func shared(of resource: SAMResource) -> TransformValue? {
    if resource.ignoredGlobals?.string == "*" { return nil }
    let section = String(resource.type.dropFirst("AWS::Serverless::".count))
    guard let node = template.header.sections[.globals]?.value.value(under: section), node.kind == .mapping
    else {
      return nil
    }
    return TransformValue(node, in: template.tree)
  }
}

extension TransformValue {
  /// A single value in few letters.
  fileprivate var shown: String {
    let text = string ?? yaml(under: "") { _ in nil }
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    let value = string == nil ? String(line.drop { $0 != ":" }.dropFirst(2)) : line
    return value.count > 40 ? value.prefix(39) + "…" : value
  }
}
