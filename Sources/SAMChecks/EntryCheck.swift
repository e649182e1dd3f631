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
  ///
  /// - Parameter kind: what messages call an entry of the section.
  @discardableResult
  func checkShape(
    _ entry: Entry, _ section: String, kind: StaticString, isStrict: Bool = false,
    functions: Set<String>? = []
  ) -> Outcome {
    guard let shape = packFacts.entryShape(of: section) else { return Outcome() }
    checkName(of: entry, shape)
    if !entry.hasColon { return .unknown }
    return check(
      Value(entry.value), against: shape.schema,
      SchemaContext(
        functions: functions, isStrict: isStrict, owner: .entry(kind: kind, name: entry.key.value),
        ownerRange: entry.key.range,
        followsCalls: false))
  }

  /// Whether an entry's name has the form that a section's schema asks for.
  func checkName(of entry: Entry, _ shape: EntryShape) {
    let name = entry.key.value
    guard !shape.mayBeNamed(name) else { return }
    report(
      .invalidName, "'\(name)' is not a valid name here: it may have letters and digits only",
      at: entry.key.textRange,
      cfnLint: domain.cfnLint(for: .unknownProperty))
  }
}

extension Rule {
  static let invalidName = Rule(
    "invalid-name", cfnLint: "E3006",
    summary: "A logical id, or another name that the template makes up, has characters that it may not have.",
    documentation: "CloudFormation takes letters and digits only in the names that a template defines.")
}
