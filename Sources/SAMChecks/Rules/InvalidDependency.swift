import SAMTemplate
import YAMLSyntax

extension Rule {
  static let invalidDependency = Rule(
    "invalid-dependency", cfnLint: "E3005",
    summary: "`DependsOn` names something that is not another resource of the template.",
    documentation:
      "It takes the logical ids of other resources: no parameter, no condition, not the resource itself.")

  static let redundantDependency = Rule(
    "redundant-dependency", cfnLint: "W3005", severity: .warning,
    summary: "`DependsOn` names a resource that is referred to anyway.",
    documentation: """
      `Ref`, `Fn::GetAtt` and `Fn::Sub` make the deployment wait for the other resource already.
      """)
}

extension Checker {
  /// `DependsOn`: each name must be another resource, and not one that is waited for anyway.
  func checkDependsOn(_ entry: Entry) {
    guard let dependsOn = entry.value.entry(named: "DependsOn") else { return }
    let own = entry.key.value
    // Of several resources with one name each has its own.
    let references = template.facts(of: .resources)[own]?.first { $0.id == entry.id }?.references ?? []
    let items: [(Node, [Diagnostic.PathStep])] =
      dependsOn.value.kind == .sequence
      ? dependsOn.value.items.enumerated().map { ($1, [.key("DependsOn"), .index($0)]) }
      : [(dependsOn.value, [.key("DependsOn")])]
    for (node, steps) in items where node.kind == .scalar && !node.isMissing {
      guard let name = Value(node).literal, !name.isEmpty else { continue }
      if name == own {
        report(
          .invalidDependency, "'\(name)' cannot depend on itself", at: node.innerRange, path: steps)
        continue
      }
      guard isResource(name), !name.contains(".") else {
        if mayDefineUnknownNames(in: .resources) { continue }
        if let reason = reasonNotMade(name) {
          report(.invalidDependency, reason, at: node.innerRange, path: steps)
          continue
        }
        let isParameter = template.facts(of: .parameters, named: name) != nil
        _ = lookUp(.parameters, name)
        report(
          .invalidDependency,
          "'\(name)' is \(isParameter ? "a parameter, not a resource" : "not a resource of this template")"
            + (isParameter ? "" : suggestion(for: name, among: resourceNames(near: name))),
          at: node.innerRange, path: steps,
          fixes: replacementFixes(for: name, among: resourceNames(near: name), at: node.innerRange))
        continue
      }
      if let other = references.first(where: {
        ($0.kind == .ref || $0.kind == .getAtt) && $0.name == name && $0.isDependency
      }) {
        report(
          .redundantDependency,
          "'\(name)' is waited for already, because \(other.isInSub ? "Fn::Sub" : other.kind == .ref ? "Ref" : "Fn::GetAtt") refers to it",
          at: node.innerRange, path: steps,
          related: [
            (
              .relative(base + other.range.lowerBound..<base + other.range.upperBound),
              "The reference is here"
            )
          ], tags: [.unnecessary])
      }
    }
  }
}
