import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let mergeKey = Rule(
    "merge-key", cfnLint: "W1100", severity: .warning,
    summary: "A mapping takes in another one by `<<`, which CloudFormation itself does not read.",
    documentation: """
      `aws cloudformation package`, `sam package` and `sam deploy` write the merged mapping out before they send \
      the template. Sent as it is, it is refused.
      """)
}

extension Checker {
  /// A `<<` key.
  func reportMergeKey(_ entry: Entry) {
    report(
      .mergeKey, "'<<' is merged by 'package' commands only; CloudFormation itself refuses it",
      at: entry.key.range, place: steps(to: entry.key.range.lowerBound))
  }

  /// What a `<<` brings into a mapping, as if it stood there; keys of the mapping itself go before.
  func checkMerged(
    _ entry: Entry, into node: Node, _ schema: Schema, _ context: SchemaContext
  ) -> Outcome {
    var inner = context
    inner.overriding = context.overriding + [node]
    return descend(.key("<<")) {
      var outcome = Outcome()
      for part in mergedParts(of: entry) {
        inner.reportRange = context.reportRange ?? part.range
        outcome.formUnion(
          followAlias(part) { target in
            target.kind == .mapping ? checkEntries(target, schema, inner) : .unknown
          })
      }
      return outcome
    }
  }

  /// The mappings that `<<` keys bring in, without what these take in themselves; nil for each that cannot be found.
  func mergedMappings(of node: Node) -> [Node?] {
    var found: [Node?] = []
    for entry in node.entries where entry.key.isMergeKey {
      for part in mergedParts(of: entry) {
        let target = resolved(part)
        let isWhole =
          target.map { $0.kind == .mapping && !$0.entries.contains { $0.key.isMergeKey } } ?? false
        found.append(isWhole ? target : nil)
      }
    }
    return found
  }

  /// What is written after `<<`: one mapping or a list of them, mostly aliases.
  private func mergedParts(of entry: Entry) -> [Node] {
    entry.value.kind == .sequence ? Array(entry.value.items) : [entry.value]
  }
}

extension Node {
  /// Whether the key is `<<`, which takes in other mappings.
  var isMergeKey: Bool { kind == .scalar && style == .plain && valueEquals("<<") }
}
