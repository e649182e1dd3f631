import SAMTemplate

extension Rule {
  static let invalidIgnoreGlobals = Rule(
    "invalid-ignore-globals",
    summary: "`IgnoreGlobals` names a property that `Globals` does not set for the type.",
    documentation: """
      `IgnoreGlobals` is `'*'` or a list of properties. Each must be one that `Globals` sets for resources of this \
      type; with any other name the transform stops.
      """)
}

extension Checker {
  /// `IgnoreGlobals` against what `Globals` holds for the type.
  func checkIgnoredGlobals(_ resource: SAMResource) {
    guard let ignored = resource.ignoredGlobals, ignored.isTruthy else { return }
    let section = String(resource.type.dropFirst("AWS::Serverless::".count))
    guard let globals = template.header.sections[.globals]?.value.value(under: section) else { return }
    if ignored.string == "*" { return }
    guard let names = ignored.list else {
      report(
        .invalidIgnoreGlobals,
        "'IgnoreGlobals' must be '*' or a list of properties, not \(describe(ignored))",
        at: ignored, of: resource)
      return
    }
    let known = globals.entries.map(\.key.value)
    for name in names {
      if let text = name.string, known.contains(text) { continue }
      report(
        .invalidIgnoreGlobals,
        "'Globals' sets no \(name.string.map { "'\($0)'" } ?? describe(name)) for \(resource.type), so it cannot be ignored"
          + (name.string.map { suggestion(for: $0, among: known) } ?? ""), at: name, of: resource)
    }
  }
}
