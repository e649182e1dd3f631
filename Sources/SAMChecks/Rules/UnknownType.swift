import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownType = Rule(
    "unknown-type", cfnLint: "E3006",
    summary: "A resource's type does not exist, or not in the regions that the template is deployed to.",
    documentation: """
      Types of the namespaces `AWS` and `Alexa` are known in full. Types of other namespaces may be registered in \
      the account privately; they are taken as they are.
      """)
}

extension Checker {
  /// A resource's `Type`; the type where it is known.
  func checkType(_ name: String, _ node: Node) -> PackFacts.TypeFacts? {
    if name.hasPrefix("Custom::") { return packFacts.type(named: "AWS::CloudFormation::CustomResource") }
    if let type = packFacts.type(named: name) {
      checkRegions(type, node)
      return type
    }
    if name.hasSuffix("::MODULE") { return nil }
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    let isWellFormed = parts.count >= 5 && !parts.contains { $0.contains { !$0.isLetter && !$0.isNumber } }
    if !name.hasPrefix("AWS::"), !name.hasPrefix("Alexa::"),
      isWellFormed || template.header.hasUnknownTransform
    {
      return nil
    }
    let nearest = pack.nearestTypeNames(to: name, limit: 1)
    var fixes: [Diagnostic.Fix] = []
    if let first = nearest.first {
      fixes = [
        Diagnostic.Fix(
          title: "Change to '\(first)'", edits: [Diagnostic.Edit(range: node.innerRange, replacement: first)])
      ]
    }
    descend(.key("Type")) {
      report(
        .unknownType,
        "'\(name)' is not a resource type" + (nearest.first.map { "; did you mean '\($0)'?" } ?? ""),
        at: node.innerRange, fixes: fixes)
    }
    return nil
  }

  private func checkRegions(_ type: PackFacts.TypeFacts, _ node: Node) {
    let missing = type.missingRegions
    guard !missing.isEmpty else { return }
    descend(.key("Type")) {
      report(.unknownType, "\(type.name) does not exist in \(list(missing, "and"))", at: node.innerRange)
    }
  }
}
