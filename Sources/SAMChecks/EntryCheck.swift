import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// Checks one entry of a section.
  func checkEntry(_ entry: Entry, in section: Section) {
    guard entry.key.kind == .scalar else { return }
    let name = entry.key.value
    checkRepeatedKeys(within: entry.value)
    if name.hasPrefix("Fn::ForEach::") {
      checkForEach(entry)
      return
    }
    if name == "Fn::Transform" { return }
    switch section {
    case .resources: checkResource(entry)
    case .parameters: checkParameter(entry)
    case .mappings: checkMap(entry)
    case .conditions: checkCondition(entry)
    case .outputs: checkOutput(entry)
    case .rules: checkRule(entry)
    default: break
    }
  }

  /// Holds an entry against the part of a section's schema that describes its entries.
  @discardableResult
  func checkShape(
    _ entry: Entry, _ section: String, owner: String, isStrict: Bool = false, functions: Set<String>? = []
  ) -> Outcome {
    guard let schema = caches.section(section) else { return Outcome() }
    let name = entry.key.value
    guard let (pattern, shape) = schema.patternProperties.first else { return Outcome() }
    if caches.matches(pattern, name) == false {
      report(
        .invalidName, "'\(name)' is not a valid name here: \(nameAdvice(section))", at: entry.key.innerRange,
        cfnLint: domain.cfnLint(for: .unknownProperty))
    }
    if !entry.hasColon { return .unknown }
    return check(
      Value(entry.value), against: shape,
      SchemaContext(
        functions: functions, isStrict: isStrict, owner: owner, ownerRange: entry.key.range,
        followsCalls: false))
  }

  private func nameAdvice(_ section: String) -> String {
    section.hasPrefix("mappings") ? "letters and digits only" : "it may have letters and digits only"
  }
}

extension Rule {
  static let invalidName = Rule(
    "invalid-name", cfnLint: "E3006",
    summary: "A logical id, or another name that the template makes up, has characters that it may not have.",
    documentation: "CloudFormation takes letters and digits only in the names that a template defines.")
}
