/// Writes how properties of one object demand and exclude each other, a sentence each.
enum PropertyConditions {
  /// The sentences of a schema's own keywords.
  static func sentences(of schemas: [Schema]) -> [String] {
    var found: [String] = []
    func add(_ text: String) { if !found.contains(text) { found.append(text) } }
    for schema in schemas where schema.listsProperties || schema.types.contains(.object) {
      if !schema.requiredXor.isEmpty { add("Exactly one of \(joined(schema.requiredXor)).") }
      if !schema.requiredOr.isEmpty { add("At least one of \(joined(schema.requiredOr)).") }
      for (name, others) in schema.dependentRequired { add("\(name) needs \(joined(others, "and")).") }
      for (name, others) in schema.dependentExcluded { add("\(name) excludes \(joined(others, "and")).") }
      for list in [schema.anyOf, schema.oneOf] {
        if let text = demands(list, exactlyOne: list.offset == schema.oneOf.offset) { add(text) }
      }
    }
    return found
  }

  /// The sentences of what the SAM translator checks.
  static func sentences(of facts: SAMFacts.TypeFacts) -> [String] {
    facts.propertyRules.map { rule in
      switch rule.kind {
      case .mutuallyExclusive: "At most one of \(joined(rule.properties))."
      case .mutuallyInclusive: "All or none of \(joined(rule.properties, "and"))."
      case .conditionalRequirement:
        "\(rule.properties.first ?? "") needs \(joined(rule.properties.dropFirst(), "and"))."
      }
    }
  }

  /// Branches that do nothing but demand properties, as one sentence.
  private static func demands(_ branches: SchemaList, exactlyOne: Bool) -> String? {
    let only = Schema.KeywordSet(.required)
    guard branches.count > 1, branches.allSatisfy({ $0.keywords == only }) else { return nil }
    let sets = branches.map { joined($0.required, "and") }
    return (exactlyOne ? "Exactly one of " : "At least one of ") + joined(sets) + "."
  }

  private static func joined(_ names: some Collection<String>, _ word: String = "or") -> String {
    let names = Array(names)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
