import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let invalidPolicy = Rule(
    "invalid-policy", cfnLint: "E3035",
    summary:
      "`DeletionPolicy` or `UpdateReplacePolicy` has a value that does not exist, or not for this type.",
    documentation: "`Snapshot` is for the few types that can make one.")
}

extension Checker {
  /// `DeletionPolicy` and `UpdateReplacePolicy`.
  func checkPolicies(_ entry: Entry, type: String?) {
    for (key, id) in [("DeletionPolicy", "E3035"), ("UpdateReplacePolicy", "E3036")] {
      guard let policy = entry.value.entry(named: key) else { continue }
      let value = Value(policy.value)
      if let call = value.call() {
        _ = descend(.key(key)) {
          checkPolicyFunction(call, value)
        }
        continue
      }
      guard let text = value.literal else { continue }
      var allowed = ["Delete", "Retain"]
      if key == "DeletionPolicy" { allowed.append("RetainExceptOnCreate") }
      if type == nil || packFacts.snapshotTypes.contains(type ?? "") { allowed.append("Snapshot") }
      if allowed.contains(text) { continue }
      descend(.key(key)) {
        report(
          .invalidPolicy,
          "'\(text)' is not a valid '\(key)'" + suggestion(for: text, among: allowed, orAll: true),
          at: policy.value.range, cfnLint: id,
          fixes: replacementFixes(for: text, among: allowed, at: policy.value.innerRange))
      }
    }
  }

  private func checkPolicyFunction(_ call: FunctionCall, _ value: Value) -> Outcome {
    // Functions need AWS::LanguageExtensions here; the reference itself is checked like any other.
    guard call.intrinsic == .ref else { return .unknown }
    return descend(.key(call.name)) {
      let outer = domain
      domain = .function(.ref)
      defer { domain = outer }
      return checkRef(
        call, SchemaContext(owner: "'DeletionPolicy'", ownerRange: value.range))
    }
  }
}
