import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let missingProperty = Rule(
    "missing-property", cfnLint: "E3003",
    summary: "A property that must be there is not.",
    documentation: """
      The type cannot be made without it. What `Globals` supplies counts, and so does a property whose value is \
      only there under a condition.
      """)
}

extension Checker {
  /// The `required` keyword: one finding for all that is missing of a mapping.
  func checkRequired(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    var missing: [String] = []
    let required = schema.required
    for index in required.indices where !has(required.utf8(at: index), node, context) {
      missing.append(required[index])
    }
    guard !missing.isEmpty else { return Outcome() }
    if !isTrial {
      missing.removeAll { isMisspelt($0, in: node, schema.properties) }
      if missing.isEmpty { return .invalid }
    }
    report(
      .missingProperty,
      "\(owner(context)) needs \(missing.count == 1 ? "the property " : "the properties ")\(quoted(missing, "and"))",
      at: context.range(context.ownerRange))
    return .invalid
  }

  /// The `requiredOr` keyword: at least one.
  func checkRequiredOr(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    let names = schema.requiredOr
    if names.indices.contains(where: { has(names.utf8(at: $0), node, context) }) { return Outcome() }
    report(
      .missingProperty, "\(owner(context)) needs at least one of \(quoted(Array(names), "or"))",
      at: context.range(context.ownerRange), cfnLint: domain == .properties ? "E3058" : nil)
    return .invalid
  }

  /// The `requiredXor` keyword: exactly one.
  func checkRequiredXor(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    let names = schema.requiredXor
    let present = names.indices.filter { has(names.utf8(at: $0), node, context) }
    if present.count == 1 { return Outcome() }
    let all = Array(names)
    if present.isEmpty {
      report(
        .missingProperty, "\(owner(context)) needs one of \(quoted(all, "or"))",
        at: context.range(context.ownerRange), cfnLint: domain == .properties ? "E3014" : nil)
      return .invalid
    }
    // Properties that exist under conditions may exclude each other there.
    if present.contains(where: { isConditional(all[$0], node) }) { return .unknown }
    reportExclusion(all, in: node, cfnLint: domain == .properties ? "E3014" : nil, context)
    return .invalid
  }

  /// The `dependentRequired` keyword: what must be there with something else.
  func checkDependentRequired(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    var outcome = Outcome()
    for (name, names) in packFacts.dependentRequired(of: schema) {
      guard let entry = node.entry(named: name), !Value(entry.value).isNoValue else { continue }
      let missing = names.indices.filter { !has(names.utf8(at: $0), node, context) }.map { names[$0] }
      guard !missing.isEmpty else { continue }
      report(
        .missingProperty, "'\(name)' needs \(quoted(missing, "and")) beside it",
        at: context.range(entry.key.range),
        cfnLint: domain == .properties ? "E3021" : nil, path: [.key(name)])
      outcome.insert(.invalid)
    }
    return outcome
  }

  /// Whether a name that is missing is there misspelt, which is said at the misspelt one already.
  func isMisspelt(_ name: String, in node: Node, _ properties: PropertyTable) -> Bool {
    node.entries.contains { entry in
      entry.key.kind == .scalar && entry.key.withValueUTF8 { properties[utf8: $0] } == nil
        && nearest(to: entry.key.value, among: [name]) != nil
    }
  }

  /// Whether a mapping, or what `Globals` adds to it, has a property that is not taken away again.
  func has(_ name: UnsafeBufferPointer<UInt8>, _ node: Node, _ context: SchemaContext) -> Bool {
    if let entry = node.entry(utf8: name) { return !Value(entry.value).isNoValue }
    if context.fallback?.entry(utf8: name) != nil { return true }
    return mergedMappings(of: node).contains {
      $0?.entry(utf8: name).map { !Value($0.value).isNoValue } ?? ($0 == nil)
    }
  }

  /// Whether a property is there only under a condition.
  func isConditional(_ name: String, _ node: Node) -> Bool {
    node.value(under: name).flatMap { Value($0).call() }?.intrinsic == .if
  }
}
