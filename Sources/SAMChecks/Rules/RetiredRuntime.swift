import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let retiredRuntime = Rule(
    "retired-runtime", cfnLint: "E2531",
    summary: "A Lambda runtime with which functions can no longer be created or updated.",
    documentation: """
      AWS names three dates for each runtime: when it is deprecated, when no function can be created with it, and \
      when none can be updated. After the second the deployment fails for new functions, after the third for all.
      """)

  static let deprecatedRuntime = Rule(
    "deprecated-runtime", cfnLint: "W2531", severity: .warning,
    summary: "A Lambda runtime that no longer gets security patches.",
    documentation: "Functions can still be deployed with it, for a while. Plan the move to its successor.")
}

extension Checker {
  /// The `Runtime` of a function.
  func checkRuntime(_ type: String, _ properties: Node) {
    guard type == "AWS::Lambda::Function" || type == "AWS::Serverless::Function",
      let node = properties["Runtime"], !node.isMissing
    else { return }
    descend(.key("Runtime")) { checkRuntime(node) }
  }

  /// A runtime's name, wherever it stands.
  func checkRuntime(_ node: Node) {
    guard node.kind == .scalar, let name = Value(node).literal,
      let runtime = PackFacts.runtimes[name]
    else { return }
    let today = configuration.today
    // ISO dates compare as text.
    func isPast(_ date: String?) -> Bool { date.map { $0 <= today } ?? false }
    let successor = runtime.successor.map { "; '\($0)' follows it" } ?? ""
    let fixes = runtime.successor.map { successor in
      [
        Diagnostic.Fix(
          title: "Change to '\(successor)'",
          edits: [Diagnostic.Edit(range: node.innerRange, replacement: successor)])
      ]
    }
    if isPast(runtime.updateBlock) {
      report(
        .retiredRuntime,
        "No function can be created or updated with the runtime '\(name)' since \(runtime.updateBlock ?? "")\(successor)",
        at: node.innerRange, cfnLint: "E2533", fixes: fixes ?? [], tags: [.deprecated])
    } else if isPast(runtime.createBlock) {
      report(
        .retiredRuntime,
        "No new function can be created with the runtime '\(name)' since \(runtime.createBlock ?? "")\(successor)",
        at: node.innerRange, fixes: fixes ?? [], tags: [.deprecated])
    } else if isPast(runtime.deprecated) {
      report(
        .deprecatedRuntime,
        "The runtime '\(name)' is deprecated since \(runtime.deprecated ?? "")\(successor)",
        at: node.innerRange, fixes: fixes ?? [], tags: [.deprecated])
    }
  }
}
