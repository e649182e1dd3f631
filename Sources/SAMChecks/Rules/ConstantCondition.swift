import SAMTemplate
import YAMLSyntax

extension Rule {
  static let constantCondition = Rule(
    "constant-condition", cfnLint: "W8003", severity: .warning,
    summary: "A `Fn::Equals` compares two values that never change.",
    documentation:
      "It gives the same answer at every deployment. One of the two was probably meant to be a reference.")
}

extension Checker {
  /// `Fn::Equals` with two literals, or twice the same value.
  func checkEquals(_ call: FunctionCall, _ context: SchemaContext) {
    guard call.argument.node.kind == .sequence, call.argument.node.items.count == 2 else { return }
    let items = Array(call.argument.node.items)
    let isSame = canonical(items[0]) == canonical(items[1])
    let literals = items.map { $0.kind == .scalar ? Value($0).literal : nil }
    guard isSame || (literals[0] != nil && literals[1] != nil) else { return }
    let isTrue = isSame || literals[0] == literals[1]
    report(
      .constantCondition, "This comparison is always \(isTrue ? "true" : "false")",
      at: context.range(call.nameRange))
  }
}
