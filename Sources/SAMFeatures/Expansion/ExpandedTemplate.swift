public import SAMTemplate

/// What the SAM transform makes of a template, as people look at it.
public struct ExpandedTemplate: Sendable {
  /// The CloudFormation template as YAML; a comment on each made resource names its source.
  public let yaml: String
  /// The entries of `Resources` that the transform refuses.
  public let refused: [String]
  private let made: [String: [(id: String, type: String)]]

  /// Expands a template.
  ///
  /// - Parameters:
  ///   - region: where it is deployed to: `us-east-1`.
  ///   - overrides: values of parameters in place of their defaults.
  /// - Complexity: that of `Expansion`; not for the way of a keystroke.
  public init(_ template: Template, region: String, overrides: [String: String] = [:]) {
    let expansion = Expansion(template, region: region, overrides: overrides)
    yaml = expansion.yaml
    refused = expansion.refused
    let resources = expansion.template["Resources"]
    var made: [String: [(id: String, type: String)]] = [:]
    for (id, origin) in expansion.origins {
      guard let type = resources?[id]?["Type"]?.string else { continue }
      made[origin, default: []].append((id, type))
    }
    self.made = made
  }

  /// What becomes of an entry of `Resources`: `3 resources`.
  public func summary(of id: String) -> String {
    if refused.contains(id) { return "Refused by the SAM transform" }
    switch made[id]?.count ?? 0 {
    case 0: return "No resources"
    case 1: return "1 resource"
    case let count: return "\(count) resources"
    }
  }

  /// The 0-based line of `yaml` on which a resource starts; of one that the transform replaces altogether, the first
  /// that is made for it. Nil where nothing is.
  ///
  /// - Complexity: linear in the text.
  public func line(of id: String) -> Int? {
    guard let resources = made[id], let first = resources.first(where: { $0.id == id }) ?? resources.first
    else {
      return nil
    }
    var isInResources = false
    for (number, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.utf8.first != UInt8(ascii: " ") { isInResources = line == "Resources:" }
      if isInResources, line.hasPrefix("  \(first.id):") { return number }
    }
    return nil
  }
}
