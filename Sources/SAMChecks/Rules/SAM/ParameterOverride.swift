import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let parameterOverride = Rule(
    "parameter-override", severity: .warning,
    summary:
      "`samconfig.toml` gives a parameter that the template does not have, or a value that it does not allow.",
    documentation: """
      The SAM CLI passes on only the overrides that name a parameter of the template: a misspelt one is left out \
      without a word. A value that `AllowedValues` or `AllowedPattern` rules out makes the deployment fail.
      """)
}

extension Checker {
  /// What the configuration of the SAM CLI says of this template; nil where there is none for it.
  var samConfig: (file: Diagnostic.NamedFile, config: SAMConfig)? {
    guard let templateName = scope.files.templateName else { return nil }
    let names = configuration.samConfigFile.map { [$0] } ?? SAMConfig.fileNames
    for name in names {
      guard let file = lookUpFile(name) else { return nil }
      guard file.kind == .file else { continue }
      let config = scope.samConfig(file, name: name, environment: configuration.samConfigEnvironment)
      guard configuration.samConfigFile != nil || config.concerns(templateName) else { return nil }
      return (Diagnostic.NamedFile(path: name, file: file), config)
    }
    return nil
  }

  /// The overrides of `samconfig.toml` against the parameters of the template.
  func checkParameterOverrides() {
    guard let (file, config) = samConfig, template.entries(of: .resources) != nil,
      !template.mayDefineUnknownNames(in: .parameters)
    else { return }
    var seen: Set<String> = []
    for override in config.overrides where seen.insert(override.name + "=" + override.value).inserted {
      guard let entry = template.entry(of: .parameters, named: override.name) else {
        if seen.insert(override.name).inserted { reportUnknown(override, file) }
        continue
      }
      checkValue(of: override, entry, file)
    }
  }

  private func reportUnknown(_ override: SAMConfig.Override, _ file: Diagnostic.NamedFile) {
    guard let section = template.header.sections[.parameters] ?? template.header.sections[.resources] else {
      return
    }
    let names = template.facts(of: .parameters).keys.sorted()
    report(
      .parameterOverride,
      "'\(file.path)' sets the parameter '\(shortened(override.name))', which this template does not have"
        + suggestion(for: override.name, among: names),
      at: section.key.range, path: [.key(section.key.value)],
      related: [(.file(file, override.range), "The overrides of '\(override.command)' are here")])
  }

  private func checkValue(of override: SAMConfig.Override, _ entry: Entry, _ file: Diagnostic.NamedFile) {
    let value = override.value
    guard entry.value.kind == .mapping, !value.contains("{{"), !value.contains("$") else { return }
    let isList = entry.value["Type"].flatMap { Value($0).literal }.map(ParameterType.isList) ?? false
    if isList { return }
    var reason: String?
    if let allowed = entry.value["AllowedValues"], allowed.kind == .sequence {
      let values = allowed.items.compactMap { Value($0).literal }
      if values.count == allowed.items.count, !values.contains(value) {
        reason = "which 'AllowedValues' does not have" + suggestion(for: value, among: values)
      }
    }
    if reason == nil, let pattern = entry.value["AllowedPattern"].flatMap({ Value($0).literal }),
      packFacts.matches("^(?:\(pattern))$", value) == false
    {
      reason = "which 'AllowedPattern' does not match"
    }
    guard let reason else { return }
    report(
      .parameterOverride,
      "'\(file.path)' gives '\(override.name)' the value '\(shortened(value))', \(reason)",
      at: entry.key.innerRange, path: [.key("Parameters"), .key(override.name)],
      related: [(.file(file, override.range), "The overrides of '\(override.command)' are here")])
  }
}
