import SAMTemplate
import YAMLSyntax

extension Checker {
  /// The `Condition` of a resource.
  func checkResourceCondition(_ node: Node) {
    checkConditionAttribute(node, cfnLint: "E3015")
  }

  /// A `Condition` attribute: the name of a condition.
  func checkConditionAttribute(_ node: Node, cfnLint: String) {
    guard node.kind == .scalar, !node.isMissing, let name = Value(node).literal else { return }
    if lookUp(.conditions, name) != nil || mayDefineUnknownNames(in: .conditions) { return }
    let names = names(in: .conditions)
    report(
      .unknownCondition,
      "'\(name)' is not a condition of this template" + suggestion(for: name, among: names),
      at: node.textRange, cfnLint: cfnLint,
      fixes: replacementFixes(for: name, among: names, at: node.innerRange))
  }
}
