package import JSON
package import SAMChecks
package import YAMLSyntax

/// What a project says of itself: in `.sam-ls.yaml`, in an editor's settings, or, for projects that use cfn-lint, in
/// `.cfnlintrc`.
///
/// ```yaml
/// rules:
///   unused-parameter: off
///   W3005: information
/// regions: [eu-west-1]
/// include: [services/**]
/// exclude: ['**/generated/**']
/// ```
package struct ProjectConfiguration: Sendable, Hashable {
  /// What is wrong with a configuration, in one sentence; with its 0-based line where there is one.
  package struct Problem: Error, Sendable, Hashable {
    package var line: Int?
    package var message: String
  }

  /// Levels by a rule's code or cfn-lint's id.
  package var levels: [String: CheckConfiguration.Level] = [:]
  /// Empty: not said.
  package var regions: [String] = []
  /// Where it is not empty, only these files are of interest.
  package var include: [GlobPattern] = []
  /// Files that are of no interest.
  package var exclude: [GlobPattern] = []
  /// cfn-lint's rules that are switched off, by the start of their ids.
  package var ignoredChecks: [String] = []

  package init() {}

  /// What the checks need of it.
  ///
  /// - Parameter today: as ISO 8601 writes a date.
  package func checks(today: String) -> CheckConfiguration {
    regions.isEmpty
      ? CheckConfiguration(levels: levels, today: today)
      : CheckConfiguration(levels: levels, regions: regions, today: today)
  }

  /// Whether a file, by its path relative to the project's folder, is of interest.
  package func concerns(_ path: String) -> Bool {
    (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
  }

  /// The two together: what the other says counts, and what it does not say stays.
  package func overridden(by other: ProjectConfiguration) -> ProjectConfiguration {
    var result = self
    result.levels.merge(other.levels) { $1 }
    if !other.regions.isEmpty { result.regions = other.regions }
    if !other.include.isEmpty { result.include = other.include }
    result.exclude += other.exclude
    result.ignoredChecks += other.ignoredChecks
    return result
  }
}

extension ProjectConfiguration {
  /// Reads `.sam-ls.yaml`. What can be read counts, whatever is wrong with the rest.
  package static func reading(_ text: SourceText) -> (ProjectConfiguration, [Problem]) {
    read(text, keys: ["rules", "regions", "include", "exclude"])
  }

  /// Reads `.cfnlintrc`: of its keys those that have a meaning here.
  package static func readingCfnLint(_ text: SourceText) -> (ProjectConfiguration, [Problem]) {
    read(text, keys: nil)
  }

  /// Reads the settings of an editor: the same keys as `.sam-ls.yaml`.
  package static func reading(_ settings: JSONValue) -> (ProjectConfiguration, [Problem]) {
    var reader = Reader()
    guard case .object(let members) = settings else { return (ProjectConfiguration(), []) }
    for member in members { reader.take(member.name, Value(member.value), line: nil) }
    return (reader.configuration, reader.problems)
  }

  /// - Parameter keys: those of this project's own file, of which any other is a mistake; nil for cfn-lint's.
  private static func read(_ text: SourceText, keys: Set<String>?) -> (ProjectConfiguration, [Problem]) {
    let tree = SyntaxTree(text)
    var reader = Reader()
    reader.problems = tree.problems.map {
      Problem(line: text.line(at: $0.range.lowerBound), message: $0.message)
    }
    guard let root = tree.root, !root.isMissing else { return (ProjectConfiguration(), reader.problems) }
    if root.kind != .mapping {
      reader.problems.append(
        Problem(line: text.line(at: root.range.lowerBound), message: "a mapping is expected"))
    }
    for entry in root.entries {
      let name = entry.key.value
      let line = text.line(at: entry.key.range.lowerBound)
      if let keys {
        guard keys.contains(name) else {
          reader.problems.append(
            Problem(
              line: line,
              message: "there is no setting '\(name)', only \(keys.sorted().joined(separator: ", "))"))
          continue
        }
        reader.take(name, Value(entry.value), line: line)
      } else {
        reader.takeCfnLint(name, Value(entry.value), line: line)
      }
    }
    return (reader.configuration, reader.problems)
  }

  /// A setting, from YAML or JSON alike.
  private enum Value {
    case text(String)
    case list([String])
    case map([(String, String)])
    case other

    init(_ node: Node) {
      switch node.kind {
      case .scalar: self = .text(node.value)
      case .sequence: self = .list(node.items.map { $0.kind == .scalar ? $0.value : "" })
      case .mapping:
        self = .map(node.entries.map { ($0.key.value, $0.value.kind == .scalar ? $0.value.value : "") })
      case .alias: self = .other
      }
    }

    init(_ json: JSONValue) {
      func text(_ value: JSONValue) -> String {
        // `off` without quotes is a boolean to whatever turned YAML into these settings.
        value.string ?? (value == false ? "off" : "")
      }
      switch json {
      case .string(let text): self = .text(text)
      case .array(let values): self = .list(values.map(text))
      case .object(let members): self = .map(members.map { ($0.name, text($0.value)) })
      default: self = .other
      }
    }

    /// One text or several; nil for anything else.
    var texts: [String]? {
      switch self {
      case .text(let text): text.isEmpty ? [] : [text]
      case .list(let texts): texts.contains("") ? nil : texts
      default: nil
      }
    }
  }

  /// What has been read so far.
  private struct Reader {
    var configuration = ProjectConfiguration()
    var problems: [Problem] = []

    mutating func take(_ name: String, _ value: Value, line: Int?) {
      switch name {
      case "rules": takeRules(value, line: line)
      case "regions": configuration.regions = texts(name, value, line: line)
      case "include": configuration.include = texts(name, value, line: line).map(GlobPattern.init)
      case "exclude": configuration.exclude = texts(name, value, line: line).map(GlobPattern.init)
      default: break
      }
    }

    mutating func takeCfnLint(_ name: String, _ value: Value, line: Int?) {
      switch name {
      case "ignore_checks": configuration.ignoredChecks = texts(name, value, line: line)
      case "regions":
        // cfn-lint's word for every region says nothing about this project's.
        configuration.regions = texts(name, value, line: line).filter { $0 != "ALL_REGIONS" }
      case "ignore_templates": configuration.exclude = texts(name, value, line: line).map(GlobPattern.init)
      default: break
      }
    }

    private mutating func takeRules(_ value: Value, line: Int?) {
      guard case .map(let levels) = value else {
        return problems.append(Problem(line: line, message: "'rules' gives each rule a level"))
      }
      for (code, name) in levels {
        guard let level = CheckConfiguration.Level(rawValue: name) else {
          problems.append(
            Problem(line: line, message: "the level of '\(code)' is none of off, error, warning, information")
          )
          continue
        }
        configuration.levels[code] = level
      }
    }

    private mutating func texts(_ name: String, _ value: Value, line: Int?) -> [String] {
      guard let texts = value.texts else {
        problems.append(Problem(line: line, message: "'\(name)' is a list of texts"))
        return []
      }
      return texts
    }
  }
}
