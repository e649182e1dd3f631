import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let propertyConflict = Rule(
    "property-conflict", cfnLint: "E3020",
    summary: "Two properties exclude each other.",
    documentation: "The service takes one or the other. Remove the one that is not meant.")
}

extension Checker {
  /// The `dependentExcluded` keyword: what must not be there with something else.
  func checkDependentExcluded(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    var outcome = Outcome()
    var said: Set<String> = []
    for (name, names) in schema.dependentExcluded {
      guard let entry = node.entry(named: name), !Value(entry.value).isNoValue else { continue }
      for other in names {
        guard let excluded = node.entry(named: other), !Value(excluded.value).isNoValue,
          !said.contains(other + "\0" + name)
        else { continue }
        if isConditional(name, node) || isConditional(other, node) {
          outcome.insert(.unknown)
          continue
        }
        said.insert(name + "\0" + other)
        report(
          .propertyConflict, "'\(other)' must not be there with '\(name)'",
          at: context.range(excluded.key.range),
          path: [.key(other)], related: [(.relative(entry.key.range), "'\(name)' is here")])
        outcome.insert(.invalid)
      }
    }
    return outcome
  }
}
