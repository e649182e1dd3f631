/// A top-level section of a template.
///
/// Source: CloudFormation's template anatomy, and the SAM specification for `Globals`.
public enum Section: String, Sendable, Hashable, CaseIterable {
  case formatVersion = "AWSTemplateFormatVersion"
  case description = "Description"
  case metadata = "Metadata"
  case parameters = "Parameters"
  case rules = "Rules"
  case mappings = "Mappings"
  case conditions = "Conditions"
  case transform = "Transform"
  case globals = "Globals"
  case resources = "Resources"
  case hooks = "Hooks"
  case outputs = "Outputs"

  /// Whether the section is a mapping whose entries are named by the person who writes it.
  public var holdsNamedEntries: Bool {
    switch self {
    case .parameters, .rules, .mappings, .conditions, .resources, .hooks, .outputs: true
    case .formatVersion, .description, .metadata, .transform, .globals: false
    }
  }
}
