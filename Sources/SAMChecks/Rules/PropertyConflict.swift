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
  /// Says of the second and further ones of properties that exclude each other, in the order of the text, that there
  /// is one already.
  func reportExclusion(
    _ names: [String], in node: Node, cfnLint: String?, _ context: SchemaContext
  ) {
    let present = names.compactMap { node.entry(named: $0) }.sorted {
      $0.key.range.lowerBound < $1.key.range.lowerBound
    }
    for entry in present.dropFirst() {
      report(
        .propertyConflict,
        "\(owner(context)) takes only one of \(quoted(names, "and")); it has '\(present[0].key.value)' already",
        at: context.range(entry.key.range), cfnLint: cfnLint, path: [.key(entry.key.value)])
    }
  }

  /// Values of properties that are each allowed but not together: as a condition that nothing fits names them. False
  /// where fewer than two of them are written as plain values.
  func reportCombination(of properties: PropertyTable, in node: Node, _ context: SchemaContext) -> Bool {
    let written = properties.indices.compactMap { node.entry(utf8: properties.utf8(at: $0)) }.filter {
      $0.value.kind == .scalar && Value($0.value).literal != nil
    }
    guard written.count == properties.count, let last = written.last, written.count > 1 else { return false }
    func text(_ entry: Entry) -> String { "'\(entry.key.value): \(shortened(entry.value.value))'" }
    let others = list(written.dropLast().map(text), "and")
    report(
      .propertyConflict, "\(text(last)) is not allowed with \(others)", at: context.range(context.ownerRange))
    return true
  }

  /// The `dependentExcluded` keyword: what must not be there with something else.
  func checkDependentExcluded(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    var outcome = Outcome()
    var said: Set<String> = []
    for (name, names) in packFacts.dependentExcluded(of: schema) {
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
        // Where each excludes the other, the second is one too many.
        let isMutual = schema.dependentExcluded.contains { $0 == other && $1.contains(name) }
        let isInOrder = !isMutual || entry.key.range.lowerBound < excluded.key.range.lowerBound
        let (first, second) = isInOrder ? (entry, excluded) : (excluded, entry)
        let (firstName, secondName) = (first.key.value, second.key.value)
        report(
          .propertyConflict, "'\(secondName)' must not be there with '\(firstName)'",
          at: context.range(second.key.range), path: [.key(secondName)],
          related: [(.relative(first.key.range), "'\(firstName)' is here")])
        outcome.insert(.invalid)
      }
    }
    return outcome
  }
}
