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
    guard let facts = pack.sam.type(named: resource.type) else { return }
    for rule in facts.propertyRules {
      let present = rule.properties.filter { value(at: $0, of: resource) != nil }
      switch rule.kind {
      case .mutuallyExclusive where present.count > 1:
        report(
          .propertyCombination, "\(quoted(present, "and")) exclude each other; remove one of them",
          at: value(at: present[1], of: resource), of: resource, atKey: true)
      case .mutuallyInclusive where !present.isEmpty && present.count < rule.properties.count:
        report(
          .propertyCombination, "\(quoted(rule.properties, "and")) are needed together",
          at: value(at: present[0], of: resource), of: resource, atKey: true)
      case .conditionalRequirement where rule.properties.count == 2 && present == [rule.properties[0]]:
        report(
          .propertyCombination, "'\(rule.properties[0])' needs '\(rule.properties[1])' as well",
          at: value(at: present[0], of: resource), of: resource, atKey: true)
      default: break
      }
    }
  }

  /// The value at a dotted path that may end in `=Value`; nil where there is none, or another one.
  private func value(at path: String, of resource: SAMResource) -> TransformValue? {
    let parts = path.split(separator: "=", maxSplits: 1)
    var found: TransformValue? = resource.properties
    for step in parts.first?.split(separator: ".") ?? [] { found = found?[String(step)] }
    guard let value = found, !value.isNull else { return nil }
    guard parts.count == 2 else { return value }
    switch (parts[1].lowercased(), value.bool) {
    case ("true", true), ("false", false): return value
    default: return value.string == String(parts[1]) ? value : nil
    }
  }
}
