import SAMTemplate

/// What a project wants of the checks.
public struct CheckConfiguration: Sendable, Hashable {
  /// What is to become of a rule's findings.
  public enum Level: String, Sendable, Hashable {
    case off
    case error
    case warning
    case information
  }

  /// Levels by the rule's code or cfn-lint's id, where they differ from the rule's own.
  public var levels: [String: Level]
  /// The regions that the template is to be deployed to; never empty.
  public var regions: [String]
  /// The day that dates are compared with, as ISO 8601 writes it: `2026-10-20`.
  public var today: String
  /// The SAM CLI's configuration file, as a path that is absolute or seen from the template's folder; nil: the one
  /// beside the template.
  public var samConfigFile: String?
  /// The environment in that file that counts.
  public var samConfigEnvironment = SAMConfig.defaultEnvironment

  /// What a project wants; without regions, us-east-1.
  public init(levels: [String: Level] = [:], regions: [String] = ["us-east-1"], today: String) {
    self.levels = levels
    self.regions = regions.isEmpty ? ["us-east-1"] : regions
    self.today = today
  }

  /// The severity of a finding; nil where it is switched off. A code outranks cfn-lint's id.
  func severity(of finding: Finding) -> Diagnostic.Severity? {
    let own = finding.severity ?? finding.rule.severity
    guard let level = levels[finding.rule.code] ?? finding.cfnLint.flatMap({ levels[$0] }) else { return own }
    return switch level {
    case .off: nil
    case .error: .error
    case .warning: .warning
    case .information: .information
    }
  }
}
