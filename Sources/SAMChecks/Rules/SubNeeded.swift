import SAMTemplate
import YAMLSyntax

extension Rule {
  static let subNeeded = Rule(
    "sub-needed", cfnLint: "E1029",
    summary: "A text holds `${Name}` with a name of this template, but no `Fn::Sub` replaces it.",
    documentation: """
      Without `Fn::Sub` the text is deployed as it stands, braces and all. Where the braces belong to another \
      language (a shell script, a state machine with `DefinitionSubstitutions`), nothing is said.
      """)
}

extension Checker {
  /// Texts outside `Fn::Sub` with a placeholder that names something of this template.
  func checkPlaceholders(_ entry: Entry, in section: Section) {
    guard template.facts(of: entry, in: section)?.holdsPlaceholders == true else { return }
    let properties = entry.value["Properties"]
    var substitutions: Set<String> = []
    for substitution in properties?["DefinitionSubstitutions"]?.entries.map({ $0 }) ?? [] {
      substitutions.insert(substitution.key.value)
    }
    walkForPlaceholders(Value(entry.value), substitutions)
  }

  private func walkForPlaceholders(_ value: Value, _ substitutions: Set<String>) {
    if let call = value.call() {
      if call.intrinsic == .sub || call.intrinsic == nil { return }
      if !call.argument.ignoresTag || call.argument.call() != nil {
        return walkForPlaceholders(call.argument, substitutions)
      }
      for item in call.argument.node.items { walkForPlaceholders(Value(item), substitutions) }
      for entry in call.argument.node.entries { walkForPlaceholders(Value(entry.value), substitutions) }
      return
    }
    switch value.node.kind {
    case .mapping:
      for entry in value.node.entries {
        if Self.otherLanguages.contains(where: { entry.key.valueEquals($0) }) { continue }
        if entry.value.kind == .scalar, !entry.value.holdsPlaceholder { continue }
        walkForPlaceholders(Value(entry.value), substitutions)
      }
    case .sequence:
      for item in value.node.items { walkForPlaceholders(Value(item), substitutions) }
    case .scalar:
      if value.node.holdsPlaceholder { checkPlaceholders(in: value.node, substitutions) }
    case .alias: break
    }
  }

  private func checkPlaceholders(in node: Node, _ substitutions: Set<String>) {
    for placeholder in SubTemplate(node, in: text).placeholders {
      let name = placeholder.resource
      if substitutions.contains(placeholder.name) || name == "stageVariables" { continue }
      let isKnown =
        lookUp(.parameters, name) != nil || lookUp(.resources, name) != nil
        || PackFacts.pseudoParameters[placeholder.name] != nil
      guard isKnown else { continue }
      var fixes: [Diagnostic.Fix] = []
      if node.tag == nil, node.style != .literal, node.style != .folded, template.tree.root?.style == .block {
        fixes = [
          Diagnostic.Fix(
            title: "Add !Sub",
            edits: [
              Diagnostic.Edit(range: node.range.lowerBound..<node.range.lowerBound, replacement: "!Sub ")
            ])
        ]
      }
      report(
        .subNeeded, "'${\(placeholder.name)}' is not replaced, because the text is not in a Fn::Sub",
        at: node.range, place: steps(to: node.contentRange.lowerBound), fixes: fixes)
      return
    }
  }

  /// Keys whose text is in a language that has braces of its own.
  private static let otherLanguages: [StaticString] = [
    "TemplateBody", "InlineCode", "ZipFile", "FunctionCode", "BuildSpec", "Metadata",
  ]
}
