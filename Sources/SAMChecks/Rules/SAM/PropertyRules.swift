import ResourceSchema
import SAMTemplate

extension Rule {
  static let propertyCombination = Rule(
    "property-combination",
    summary: "Properties of a SAM resource exclude each other, or one needs another that is not there.",
    documentation: """
      What `Globals` brings counts as well: a property of the resource can collide with one that all resources of \
      the type get. `IgnoreGlobals` keeps it away from this one.
      """)
}

extension Checker {
  /// How properties of the type exclude or demand each other, as the translator declares it.
  func checkPropertyRules(_ resource: SAMResource) {
    // Most resources have none of the properties that rules speak of.
    guard let facts = packFacts.samType(named: resource.type), let properties = resource.properties.map,
      properties.keys.contains(where: facts.ruledProperties.contains)
    else { return }
    for rule in facts.propertyRules {
      let values = rule.paths.map { value(at: $0, of: resource) }
      let present = values.indices.filter { values[$0] != nil }
      guard let first = present.first else { continue }
      switch rule.kind {
      case .mutuallyExclusive where present.count > 1:
        report(
          .propertyCombination,
          "\(quoted(present.map { rule.names[$0] }, "and")) exclude each other; remove one of them",
          at: values[present[1]], of: resource, atKey: true)
      case .mutuallyInclusive where present.count < values.count:
        report(
          .propertyCombination, "\(quoted(rule.names, "and")) are needed together", at: values[first],
          of: resource, atKey: true)
      case .conditionalRequirement where values.count == 2 && present == [0]:
        report(
          .propertyCombination, "'\(rule.names[0])' needs '\(rule.names[1])' as well", at: values[first],
          of: resource, atKey: true)
      default: break
      }
    }
  }

  /// The value at a path; nil where there is none, or another than the path asks for.
  private func value(at path: SAMTypeFacts.PropertyPath, of resource: SAMResource) -> TransformValue? {
    var found: TransformValue? = resource.properties
    for step in path.steps { found = found?[step] }
    guard let value = found, !value.isNull else { return nil }
    guard let expected = path.expected else { return value }
    switch (expected.lowercased(), value.bool) {
    case ("true", true), ("false", false): return value
    default: return value.string == expected ? value : nil
    }
  }
}
