import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownParameterType = Rule(
    "unknown-parameter-type", cfnLint: "E2002",
    summary: "A parameter's type does not exist.",
    documentation: """
      Besides `String`, `Number` and lists there are types that CloudFormation checks against the account, and \
      types that read the value from Systems Manager.
      """)
}

extension Checker {
  /// A parameter's `Type`.
  func checkParameterType(_ type: String, _ node: Node) {
    let known = pack.singleParameterTypes + pack.listParameterTypes
    if known.contains(type) { return }
    // A value from Systems Manager may be declared with any type; CloudFormation does not look at it closer.
    if type.hasPrefix("AWS::SSM::Parameter::Value<"), type.hasSuffix(">") { return }
    descend(.key("Type")) {
      report(
        .unknownParameterType, "'\(type)' is not a parameter type" + suggestion(for: type, among: known),
        at: node.innerRange, fixes: replacementFixes(for: type, among: known, at: node.innerRange))
    }
  }
}
