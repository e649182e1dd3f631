/// What `samconfig.toml` (or `.yaml`) says of a template, for one environment of the SAM CLI.
///
/// Source: the SAM CLI's documentation, "AWS SAM CLI configuration file".
public struct SAMConfig: Sendable {
  /// A parameter's value that a command passes on.
  public struct Override: Sendable, Hashable {
    /// The parameter.
    public var name: String
    /// The value that it is given.
    public var value: String
    /// The command: `deploy`, `global`.
    public var command: String
    /// Where the overrides stand in the file: UTF-8 byte offsets.
    public var range: Range<Int>
  }

  /// The files that the SAM CLI looks for beside a template, the first of them that is there.
  public static let fileNames = ["samconfig.toml", "samconfig.yaml", "samconfig.yml"]
  /// The environment that counts where none is named.
  public static let defaultEnvironment = "default"

  /// Every override, in the order of the file.
  public private(set) var overrides: [Override] = []
  /// The names of the templates that the commands are given; empty where they are given none.
  public private(set) var templates: Set<String> = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: its name, which says whether it is TOML or YAML.
  ///   - environment: the table of the file that counts.
  /// - Complexity: linear in the text.
  public init(_ file: LocalFile, name: String, environment: String = defaultEnvironment) {
    let isTOML = !name.hasSuffix(".yaml") && !name.hasSuffix(".yml")
    let tree = file.template.tree
    let whole =
      isTOML ? TOMLReader.read(file.text) : tree.root.map { TransformReader(tree).read($0) } ?? [:]
    for (command, settings) in whole[environment]?.map ?? [:] {
      guard let parameters = settings["parameters"]?.map else { continue }
      for key in ["template", "template_file"] {
        if let path = parameters[key]?.string {
          templates.insert(String(path.split(separator: "/").last ?? ""))
        }
      }
      guard let value = parameters["parameter_overrides"] else { continue }
      let range = value.source?.range ?? 0..<0
      for text in value.list?.compactMap(\.string) ?? [value.string ?? ""] {
        for (name, value) in Self.pairs(text) {
          overrides.append(Override(name: name, value: value, command: command, range: range))
        }
      }
      for (name, own) in value.map ?? [:] {
        overrides.append(
          Override(name: name, value: own.string ?? own.json(), command: command, range: range))
      }
    }
  }

  /// Whether the file speaks of a template: the one that it names, or else the one that the SAM CLI takes by itself.
  public func concerns(_ templateName: String) -> Bool {
    let parts = templateName.split(separator: ".")
    if templates.contains(templateName) { return true }
    return parts.count == 2 && parts[0] == "template" && ["yaml", "yml", "json"].contains(parts[1])
  }

  /// The value that a parameter is deployed with; nil where nothing is said.
  public func value(of parameter: String) -> String? {
    for command in ["deploy", "global"] {
      if let found = overrides.last(where: { $0.name == parameter && $0.command == command }) {
        return found.value
      }
    }
    return overrides.last { $0.name == parameter }?.value
  }

  /// The value of each parameter that is given one.
  public var values: [String: String] {
    overrides.reduce(into: [:]) { values, override in values[override.name] = value(of: override.name) }
  }

  /// What the file beside a template says of it; nil where there is none, or it speaks of another template.
  public static func find(in files: any LocalFiles, environment: String = defaultEnvironment) -> SAMConfig? {
    for name in fileNames {
      guard let file = files.file(at: name) else { return nil }
      guard file.kind == .file else { continue }
      let config = SAMConfig(file, name: name, environment: environment)
      return files.templateName.map(config.concerns) == true ? config : nil
    }
    return nil
  }

  /// The overrides of one text: `Name=value Other="a b"` or `ParameterKey=Name,ParameterValue=value`.
  ///
  /// - Complexity: linear in the text.
  public static func pairs(_ text: String) -> [(name: String, value: String)] {
    var pairs: [(String, String)] = []
    var rest = text[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard let sign = rest.firstIndex(of: "=") else { return pairs }
      var name = String(rest[..<sign])
      rest = rest[rest.index(after: sign)...]
      if name == "ParameterKey", let comma = rest.firstIndex(of: ",") {
        name = String(rest[..<comma]).trimmingQuotes
        guard let second = rest[comma...].firstIndex(of: "=") else { return pairs }
        rest = rest[rest.index(after: second)...]
      }
      let value = takeValue(&rest)
      // A name with spaces before it is what is left of a text that is none of these.
      if let name = name.split(whereSeparator: \.isWhitespace).last { pairs.append((String(name), value)) }
    }
  }

  private static func takeValue(_ rest: inout Substring) -> String {
    var value = ""
    var quote: Character?
    while let character = rest.first {
      if quote == nil, character.isWhitespace { break }
      rest.removeFirst()
      if character == "\\", let next = rest.first,
        next == "\"" || next == "\\" || next == "'" || next.isWhitespace
      {
        value.append(next)
        rest.removeFirst()
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      } else {
        value.append(character)
      }
    }
    return value
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count > 1, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}
