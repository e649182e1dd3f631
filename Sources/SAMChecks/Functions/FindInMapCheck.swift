import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// `Fn::FindInMap`: the map, and where they are plain text its keys.
  func checkFindInMap(_ call: FunctionCall, _ context: SchemaContext) -> Outcome {
    let items = Array(call.argument.node.items)
    guard items.count >= 3, let map = Value(items[0]).literal, items[0].kind == .scalar else {
      return .unknown
    }
    guard lookUp(.mappings, map) != nil else {
      if mayDefineUnknownNames(in: .mappings) || items.count > 3 { return .unknown }
      descend(.index(0)) {
        reportUnresolved(
          map, at: items[0].textRange, among: names(in: .mappings),
          "a mapping of this template",
          context)
      }
      return .invalid
    }
    guard items.count == 3, let node = template.entry(of: .mappings, named: map)?.value,
      node.kind == .mapping,
      !node.entries.isEmpty, !node.entries.contains(where: { $0.key.hasFunctionPrefix })
    else { return .unknown }
    if let first = Value(items[1]).literal, items[1].kind == .scalar {
      guard let level = node.value(under: first) else {
        return reportMissingKey(first, of: map, node, items[1], 1, context)
      }
      if let second = Value(items[2]).literal, items[2].kind == .scalar, level.kind == .mapping,
        !level.entries.contains(where: { $0.key.hasFunctionPrefix }), level.value(under: second) == nil
      {
        return reportMissingKey(second, of: "\(map).\(first)", level, items[2], 2, context)
      }
    } else if let second = Value(items[2]).literal, items[2].kind == .scalar {
      let levels = node.entries.map(\.value)
      if !levels.isEmpty, levels.allSatisfy({ $0.kind == .mapping }),
        !levels.contains(where: { level in
          level.value(under: second) != nil || level.entries.contains { $0.key.hasFunctionPrefix }
        })
      {
        return reportMissingKey(second, of: map, levels[0], items[2], 2, context)
      }
    }
    return .unknown
  }

  private func reportMissingKey(
    _ key: String, of map: String, _ level: Node, _ node: Node, _ index: Int, _ context: SchemaContext
  ) -> Outcome {
    let names = level.entries.map { $0.key.value }
    descend(.index(index)) {
      report(
        .unresolvedReference,
        "The mapping '\(map)' has no key '\(key)'"
          + suggestion(for: key, among: names, orAll: names.count <= 8),
        at: context.range(node.textRange),
        fixes: replacementFixes(for: key, among: names, at: node.innerRange))
    }
    return .invalid
  }
}
