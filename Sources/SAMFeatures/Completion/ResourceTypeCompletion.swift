import ResourceSchema
import SAMTemplate

/// Resource types, the likeliest first.
extension CompletionList {
  /// Of how many types an accepted name brings its required properties along.
  private static let snippetLimit = 40

  mutating func addResourceTypes() {
    let typed = cursor.typed
    let needle = Match.words(typed).joined()
    let ranking = ResourceTypeRanking(logicalID: ownLogicalID ?? "", template: template)
    var scored: [(score: Int, item: ResourceTypeRanking.Item)] = []
    for item in ResourceTypeRanking.items {
      if !needle.isEmpty, !Match.holds(needle, in: item.name) { continue }
      scored.append((ranking.score(of: item), item))
    }
    scored.sort { $0.score != $1.score ? $0.score > $1.score : $0.item.name < $1.item.name }
    reserve(scored.count + 10)
    let (lead, tail) = (lead, tail)
    let startsAnyName = typed.isEmpty || "AWS::".hasPrefix(typed) || typed.hasPrefix("AWS::")
    for (order, (_, item)) in scored.enumerated() {
      let text = lead + item.name + tail
      addPlain(
        CompletionItem(
          label: item.name, kind: .resourceType, documentationKey: "type " + item.name,
          replaceRange: cursor.replaceRange, insertText: text,
          snippet: order < Self.snippetLimit ? propertiesSnippet(text, of: item.name) : nil,
          filterText: startsAnyName ? nil : TypeNames.filterText(item.name, typed: typed),
          sortText: Self.digits(order + 1, 4)))
    }
    addUnlistedTypes(ranking)
  }

  /// Types that no schema describes: those that the template has, and a custom one named like the resource.
  private mutating func addUnlistedTypes(_ ranking: ResourceTypeRanking) {
    let isTypingCustom = cursor.typed.hasPrefix("C")
    var names = ranking.unknownTypes
    if let own = ownLogicalID, !names.contains("Custom::" + own) { names.append("Custom::" + own) }
    for name in names {
      let isUsed = ranking.unknownTypes.contains(name)
      addPlain(
        CompletionItem(
          label: name, kind: .resourceType, detail: isUsed ? "Used in this template" : "Custom resource",
          replaceRange: cursor.replaceRange, insertText: lead + name + tail,
          sortText: isUsed || isTypingCustom ? "0000" : "9998"))
    }
  }

  /// What goes around a type where no quote is written yet.
  private var lead: String { (cursor.needsSpace ? " " : "") + tail }
  private var tail: String { isJSON && cursor.quote == nil ? "\"" : "" }

  /// The type with a `Properties:` block of what it requires, where the resource has none yet.
  private func propertiesSnippet(_ text: String, of name: String) -> String? {
    guard !cursor.isFlow, cursor.quote == nil, cursor.rest.isEmpty, let level = cursor.levels.last,
      level.node?.value(under: "Properties") == nil, let key = level.keyRange,
      let type = SchemaPack.shared.type(named: name)
    else { return nil }
    var stop = 1
    let body = propertiesLines(of: type, stop: &stop)
    guard !body.isEmpty else { return nil }
    let document = template.text
    let keyColumn = key.lowerBound - document.lineStart(document.line(at: key.lowerBound))
    let indent = String(repeating: " ", count: max(0, keyColumn - cursor.lineIndent))
    return ([Self.escaped(text), indent + "Properties:"] + body.map { indent + $0 }).joined(separator: "\n")
  }
}

/// Text that finds a type by any of its words.
enum TypeNames {
  /// What an editor compares typed letters with: it starts with the part that the typed letters start, so that editors
  /// that look at the beginning only find it too.
  static func filterText(_ name: String, typed: String) -> String? {
    let words = Match.words(typed)
    guard let first = words.first?.lowercased(), !name.lowercased().hasPrefix(first) else { return nil }
    let parts = TypeName.parts(of: name).map(String.init)
    guard let start = parts.firstIndex(where: { $0.lowercased().hasPrefix(first) }) else {
      return parts.joined(separator: " ")
    }
    return (parts[start...] + [name]).joined(separator: " ")
  }
}
