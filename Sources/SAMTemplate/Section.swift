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

  /// Hashes the section without its name.
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }

  /// The section's place among all of them.
  fileprivate var number: Int {
    switch self {
    case .formatVersion: 0
    case .description: 1
    case .metadata: 2
    case .parameters: 3
    case .rules: 4
    case .mappings: 5
    case .conditions: 6
    case .transform: 7
    case .globals: 8
    case .resources: 9
    case .hooks: 10
    case .outputs: 11
    }
  }
}

/// A value for each section, found without hashing.
public struct PerSection<Value: Sendable>: Sendable {
  private var values: [Value]

  /// The same value for all sections.
  init(repeating value: Value) { values = Array(repeating: value, count: Section.allCases.count) }

  /// The value of a section.
  public internal(set) subscript(section: Section) -> Value {
    get { values[section.number] }
    _modify { yield &values[section.number] }
  }
}
