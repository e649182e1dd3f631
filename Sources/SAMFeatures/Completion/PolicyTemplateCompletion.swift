import ResourceSchema
import SAMTemplate

/// SAM's policy templates and the managed policies, in a function's or a state machine's `Policies`.
extension CompletionList {
  /// Whether the place is `Policies` of a SAM resource, or an item of it.
  func isPolicyList(_ place: SchemaPlace) -> Bool {
    guard place.type?.isSAM == true else { return false }
    return place.path == ["Policies"] || place.path == ["Policies", "*"]
  }

  mutating func addPolicyTemplates(asItem: Bool = false) {
    if asItem {
      for name in SchemaPack.shared.sam.managedPolicies
      where name.hasPrefix("AWSLambda") || !cursor.typed.isEmpty {
        add(value: name, detail: "Managed policy", rank: 30)
      }
      return
    }
    guard cursor.siblingKeys.isEmpty else { return }
    let unit = String(repeating: " ", count: indentUnit)
    for template in SchemaPack.shared.sam.policyTemplates {
      let detail =
        template.parameters.isEmpty ? "Policy template" : template.parameters.joined(separator: ", ")
      if template.parameters.isEmpty, !isJSON {
        add(
          key: template.name, kind: .property, detail: detail, shape: .scalar, inline: "{}",
          documentationKey: "policy " + template.name, rank: 40)
        continue
      }
      let body = template.parameters.enumerated().map { "\(unit)\($0.element): $\($0.offset + 1)" }
      add(
        key: template.name, kind: .property, detail: detail, shape: .mapping, body: body,
        documentationKey: "policy " + template.name, rank: 40)
    }
  }
}
