public import SAMTemplate
import YAMLSyntax

/// The document's outline: sections, their entries, and what is worth finding in an entry.
public enum DocumentSymbols {
  /// The outline, in the order of the text. Damaged text gives what the tree has of it.
  ///
  /// - Complexity: linear in the number of entries of sections and of their events.
  public static func outline(of template: Template) -> [OutlineSymbol] {
    guard let root = template.tree.root, root.kind == .mapping else { return [] }
    return root.entries.compactMap { entry in
      guard entry.key.kind == .scalar, !entry.key.isMissing else { return nil }
      let name = entry.key.value
      let section = Section(rawValue: name)
      return symbol(
        entry, kind: .section,
        detail: section?.holdsNamedEntries == true ? nil : Value(entry.value).literal.map(line),
        children: section.map { children(of: $0, entry.value) } ?? [])
    }
  }

  private static func symbol(
    _ entry: Entry, kind: OutlineSymbol.Kind, detail: String? = nil, children: [OutlineSymbol] = []
  ) -> OutlineSymbol {
    OutlineSymbol(
      name: entry.key.value, detail: detail?.isEmpty == true ? nil : detail, kind: kind, range: entry.range,
      selectionRange: entry.key.range, children: children)
  }

  /// The first line of a text, not too long.
  private static func line(_ text: String) -> String {
    if text.utf8.count <= 80, !text.utf8.contains(0x0A) { return text }
    return String((text.split(separator: "\n", maxSplits: 1).first ?? "").prefix(80))
  }

  private static func children(of section: Section, _ value: Node) -> [OutlineSymbol] {
    let isLarge = value.entries.count > detailLimit
    return entries(value).map { entry in
      let value = entry.value
      switch section {
      case .resources:
        return symbol(
          entry, kind: .resource, detail: text(value["Type"]),
          children: parts(ofResource: value, eventsOnly: isLarge))
      case .parameters: return symbol(entry, kind: .parameter, detail: text(value["Type"]))
      case .conditions: return symbol(entry, kind: .condition)
      case .mappings:
        return symbol(entry, kind: .mapping, children: entries(value).map { symbol($0, kind: .value) })
      case .outputs: return symbol(entry, kind: .output, detail: text(value["Description"]).map(line))
      case .rules: return symbol(entry, kind: .rule)
      case .globals:
        return symbol(entry, kind: .property, children: entries(value).map { symbol($0, kind: .property) })
      default: return symbol(entry, kind: .property)
      }
    }
  }

  private static func entries(_ node: Node) -> [Entry] {
    node.entries.filter { $0.key.kind == .scalar && !$0.key.isMissing }
  }

  private static func text(_ node: Node?) -> String? {
    node.flatMap { Value($0).literal }
  }

  /// Up to how many resources their properties are shown: as many as CloudFormation allows.
  private static let detailLimit = 500

  /// A resource's properties, and the events among them one by one.
  private static func parts(ofResource resource: Node, eventsOnly: Bool) -> [OutlineSymbol] {
    guard let properties = resource["Properties"] else { return [] }
    return entries(properties).compactMap { property in
      if property.key.valueEquals("Events") {
        let events = entries(property.value).map { symbol($0, kind: .event, detail: text($0.value["Type"])) }
        return symbol(property, kind: .property, children: events)
      }
      return eventsOnly ? nil : symbol(property, kind: .property, detail: detail(property.value))
    }
  }

  private static func detail(_ value: Node) -> String? {
    guard value.kind == .scalar, value.style != .literal, value.style != .folded else { return nil }
    if let call = Value(value).call() { return line("\(call.name) \(value.value)") }
    return line(value.value)
  }
}
