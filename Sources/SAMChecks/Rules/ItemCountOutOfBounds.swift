import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let itemCountOutOfBounds = Rule(
    "item-count-out-of-bounds", cfnLint: "E3032",
    summary: "A list or mapping has more or fewer items than the service allows.",
    documentation: "The provider's schema bounds how many items there may be.")
}

extension Checker {
  /// The `minItems`, `maxItems` and `maxUniqueItems` keywords. A conditional item may be absent.
  func checkItemCount(
    _ node: Node, _ schema: Schema, _ keyword: Schema.Keyword, _ context: SchemaContext
  ) -> Outcome {
    let items = node.items
    switch keyword {
    case .minItems:
      guard let minimum = schema.minItems, items.count < minimum else { return Outcome() }
      report(
        .itemCountOutOfBounds,
        "\(subject) must have at least \(minimum) item\(minimum == 1 ? "" : "s"), it has \(items.count)",
        at: context.range(context.ownerRange.isEmpty ? node.range : node.range))
      return .invalid
    case .maxItems:
      guard let maximum = schema.maxItems, items.count > maximum else { return Outcome() }
      let certain = items.count { Value($0).call()?.intrinsic != .if && !Value($0).isNoValue }
      guard certain > maximum else { return .unknown }
      report(
        .itemCountOutOfBounds,
        "\(subject) may have at most \(maximum) item\(maximum == 1 ? "" : "s"), it has \(items.count)",
        at: context.range(node.range))
      return .invalid
    default:
      guard let maximum = schema.raw("maxUniqueItems")?.integer, items.count > maximum else {
        return Outcome()
      }
      let distinct = Set(items.map { canonical($0) }).count
      guard distinct > maximum else { return Outcome() }
      report(
        .itemCountOutOfBounds, "\(subject) may have at most \(maximum) different items, it has \(distinct)",
        at: context.range(node.range), cfnLint: domain == .properties ? "E3065" : nil)
      return .invalid
    }
  }

  /// The `minProperties` and `maxProperties` keywords.
  func checkPropertyCount(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    let count = node.entries.count
    if let minimum = schema.minProperties, count < minimum, context.fallback == nil {
      report(
        .itemCountOutOfBounds,
        "\(subject) must have at least \(minimum) entr\(minimum == 1 ? "y" : "ies"), it has \(count)",
        at: context.range(context.ownerRange))
      return .invalid
    }
    if let maximum = schema.maxProperties, count > maximum {
      report(
        .itemCountOutOfBounds, "\(subject) may have at most \(maximum) entries, it has \(count)",
        at: context.range(context.ownerRange))
      return .invalid
    }
    return Outcome()
  }

  /// A node as text that is equal for equal values; the tree bounds the depth.
  func canonical(_ node: Node) -> String {
    var text = ""
    write(node, to: &text)
    return text
  }

  private func write(_ node: Node, to text: inout String) {
    if let tag = node.tag { text += tag + " " }
    switch node.kind {
    case .scalar: text += "\"" + node.value + "\""
    case .alias: text += "*" + node.value
    case .sequence:
      text += "["
      for item in node.items {
        write(item, to: &text)
        text += ","
      }
      text += "]"
    case .mapping:
      let entries = node.entries.map { entry in
        var inner = ""
        write(entry.value, to: &inner)
        return "\"" + entry.key.value + "\":" + inner
      }
      text += "{" + entries.sorted().joined(separator: ",") + "}"
    }
  }
}
