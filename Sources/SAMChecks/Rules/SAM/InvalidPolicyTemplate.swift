import ResourceSchema
import SAMTemplate

extension Rule {
  static let invalidPolicyTemplate = Rule(
    "invalid-policy-template",
    summary: "A SAM policy template lacks a parameter, or an item of `Policies` is nothing that SAM knows.",
    documentation: """
      An item of `Policies` is the name or ARN of a managed policy, a policy document with `Statement`, or one of \
      SAM's policy templates with all its parameters: `- DynamoDBReadPolicy: {TableName: !Ref Table}`.
      """)
}

extension Checker {
  /// The policy templates in `Policies`, and what is none.
  func checkPolicyTemplates(_ resource: SAMResource) {
    guard let policies = resource.properties["Policies"], policies.isTruthy else { return }
    for policy in policies.list ?? [policies] { checkPolicy(policy, resource) }
  }

  /// The kinds of policy that the transform does not mix in one `Fn::If`.
  private enum PolicyKind { case managed, document, template }

  /// The kind of a policy; nil for none, or what is none of them.
  private func policyKind(_ policy: TransformValue) -> PolicyKind? {
    if policy.isNoValue || policy.function == "Fn::If" { return nil }
    if policy.string != nil || policy.isCall { return .managed }
    if policy["Statement"] != nil { return .document }
    guard let entries = policy.map, entries.count == 1, let name = entries.keys.first else { return nil }
    return packFacts.policyTemplateParameters(name) == nil ? nil : .template
  }

  private func checkPolicy(_ policy: TransformValue, _ resource: SAMResource) {
    if policy.function == "Fn::If" {
      guard let branches = policy["Fn::If"]?.list, branches.count == 3 else { return }
      for branch in branches.dropFirst() where !branch.isNoValue { checkPolicy(branch, resource) }
      if let first = policyKind(branches[1]), let second = policyKind(branches[2]), first != second {
        report(
          .invalidPolicyTemplate,
          "Both values of Fn::If must be policies of one kind: managed policies, documents or policy templates",
          at: branches[2], of: resource, atKey: false)
      }
      return
    }
    if policy.map?.isEmpty ?? (policy.string == nil), resource.properties["Role"]?.isNull ?? true {
      report(
        .invalidPolicyTemplate,
        "A policy must be a name or an ARN, a document with 'Statement' or a policy template, not \(policy.map == nil ? describe(policy) : "an empty mapping")",
        at: policy, of: resource)
      return
    }
    guard !policy.isCall, let entries = policy.map, entries["Statement"] == nil else { return }
    guard entries.count == 1, let (name, parameters) = entries.elements.first,
      let needed = packFacts.policyTemplateParameters(name)
    else {
      // With its own role a function needs no policies, and the transform does not look at them.
      if entries.isEmpty
        || resource.type == "AWS::Serverless::StateMachine" && resource.properties["Role"] != nil
      {
        return
      }
      let names = pack.sam.policyTemplateNames
      let name = entries.keys.first { !names.contains($0) } ?? entries.keys[0]
      report(
        .invalidPolicyTemplate,
        entries.count > 1
          ? "A policy must be a document with 'Statement', or one policy template for each item of the list"
          : "'\(name)' is no policy template, and there is no 'Statement'"
            + suggestion(for: name, among: names),
        at: entries[name], of: resource, atKey: true)
      return
    }
    guard let given = parameters.map else {
      report(
        .invalidPolicyTemplate,
        needed.isEmpty
          ? "The policy template '\(name)' needs an empty mapping: '\(name): {}'"
          : "The policy template '\(name)' needs a mapping with \(quoted(needed, "and")), not \(describe(parameters))",
        at: parameters, of: resource)
      return
    }
    let missing = needed.filter { given[$0] == nil }
    guard !missing.isEmpty else { return }
    report(
      .invalidPolicyTemplate,
      "The policy template '\(name)' needs the \(missing.count == 1 ? "parameter" : "parameters") \(quoted(missing, "and"))",
      at: parameters, of: resource, atKey: true)
  }
}
