import ResourceSchema
import SAMTemplate

/// SAM's policy templates and the managed policies, in a function's or a state machine's `Policies`.
extension CompletionList {
  /// Whether the place is `Policies` of a SAM resource, or an item of it.
  func isPolicyList(_ place: SchemaPlace) -> Bool {
    guard place.type?.isSAM == true else { return false }
    return place.path == ["Policies"] || place.path == ["Policies", "*"]
  }

  /// The parameters of the policy template that the cursor is in.
  mutating func addPolicyParameters(of place: SchemaPlace) {
    guard place.type?.isSAM == true, place.path.first == "Policies",
      case .key(let name) = cursor.levels.last?.step,
      let template = SchemaPack.shared.sam.policyTemplate(named: name)
    else { return }
    for parameter in template.parameters where !cursor.siblingKeys.contains(parameter) {
      add(key: parameter, kind: .property, detail: "required", shape: .scalar, hasKnownValues: true, rank: 0)
    }
  }

  mutating func addPolicyTemplates(asItem: Bool = false) {
    if asItem {
      for name in SchemaPack.shared.sam.managedPolicies
      where name.hasPrefix("AWSLambda") || !cursor.typed.isEmpty {
        add(value: name, detail: "Managed policy", rank: 35)
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
          documentationKey: "policy " + template.name, rank: 25)
        continue
      }
      let body = template.parameters.enumerated().map { "\(unit)\($0.element): $\($0.offset + 1)" }
      add(
        key: template.name, kind: .property, detail: detail, shape: .mapping, body: body,
        documentationKey: "policy " + template.name, rank: 25)
    }
  }
}
