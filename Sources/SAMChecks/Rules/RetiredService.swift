import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let retiredService = Rule(
    "retired-service", cfnLint: "E3710",
    summary: "A resource's service has been shut down.",
    documentation: "The type still exists, but the service behind it takes no requests any more.")

  static let retiringService = Rule(
    "retiring-service", cfnLint: "W3696", severity: .warning,
    summary: "A resource's service will be shut down, or takes no new customers.",
    documentation: "AWS has announced the end of the service, or keeps it without developing it further.")
}

extension Checker {
  /// What AWS has announced of the type's service.
  func checkLifecycle(_ type: ResourceType, _ entry: Entry, _ typeNode: Node) {
    guard let lifecycle = type.lifecycle else { return }
    let range = entry.value.entry(named: "Properties")?.key.range ?? typeNode.range
    path.append(.key("Properties"))
    defer { path.removeLast() }
    switch lifecycle.status {
    case "shutdown":
      report(
        .retiredService,
        "The service of \(type.name) was shut down\(lifecycle.date.map { " on \($0)" } ?? "")", at: range,
        tags: [.deprecated])
    case "sunset":
      report(
        .retiringService,
        "AWS shuts the service of \(type.name) down\(lifecycle.date.map { ", planned for \($0)" } ?? "")",
        at: range,
        tags: [.deprecated])
    default:
      report(
        .retiringService,
        "The service of \(type.name) is no longer developed\(lifecycle.date.map { " since \($0)" } ?? "")",
        at: range,
        cfnLint: "W3697", tags: [.deprecated])
    }
  }
}
