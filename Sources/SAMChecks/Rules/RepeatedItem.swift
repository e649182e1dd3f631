import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let repeatedItem = Rule(
    "repeated-item", cfnLint: "E3037",
    summary: "A list whose items must differ holds the same one twice.",
    documentation:
      "The service takes the list as a set. Remove the second, or make it what it was meant to be.")
}

extension Checker {
  /// The `uniqueItems` keyword.
  func checkUniqueItems(_ node: Node, _ context: SchemaContext) -> Outcome {
    guard node.items.count > 1 else { return Outcome() }
    var seen: [String: Int] = [:]
    var outcome = Outcome()
    let items = Array(node.items)
    for (index, item) in items.enumerated() {
      // A function that may be absent twice is no repetition.
      if Value(item).call()?.intrinsic == .if || Value(item).isNoValue { continue }
      let text = canonical(item)
      if let first = seen[text] {
        descend(.index(index)) {
          report(
            .repeatedItem, "\(subject) is the same as item \(first + 1); each may be listed only once",
            at: context.range(ownerRange(of: item, else: context.ownerRange)),
            related: [
              (.relative(ownerRange(of: items[first], else: context.ownerRange)), "The first one is here")
            ])
        }
        outcome.insert(.invalid)
      } else {
        seen[text] = index
      }
    }
    return outcome
  }

  /// The `uniqueKeys` keyword: items are told apart by these of their properties.
  func checkUniqueKeys(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    guard node.items.count > 1 else { return Outcome() }
    let keys = Array(schema.uniqueKeys)
    var seen: [String: Range<Int>] = [:]
    var outcome = Outcome()
    for (index, item) in node.items.enumerated() where item.kind == .mapping {
      var identity = ""
      for key in keys {
        guard let value = item.value(under: key), Value(value).literal != nil else {
          identity = ""
          break
        }
        identity += canonical(value) + ","
      }
      if identity.isEmpty { continue }
      if let first = seen[identity] {
        descend(.index(index)) {
          report(
            .repeatedItem, "Another item has the same \(quoted(keys, "and")) already",
            at: context.range(item.value(under: keys[0])?.range ?? item.range),
            related: [(.relative(first), "The first one is here")])
        }
        outcome.insert(.invalid)
      } else {
        seen[identity] = item.value(under: keys[0])?.range ?? item.range
      }
    }
    return outcome
  }
}
