import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unneededSub = Rule(
    "unneeded-sub", cfnLint: "W1020", severity: .warning,
    summary: "A `Fn::Sub` has nothing to substitute.",
    documentation: "The text holds no `${…}`: it is the same without the function.")

  static let unusedSubVariable = Rule(
    "unused-sub-variable", cfnLint: "W1019", severity: .warning,
    summary: "A variable of a `Fn::Sub` does not occur in its text.",
    documentation: "Remove the variable, or write `${Name}` where its value belongs.")

  static let brokenPlaceholder = Rule(
    "broken-placeholder", cfnLint: "E1019",
    summary: "A placeholder of a `Fn::Sub` is not closed.",
    documentation: "`${` begins a placeholder that `}` has to end. A literal `${` is written `${!`.")
}

extension Checker {
  /// `Fn::Sub`: each placeholder must be a variable of its own, a parameter, a resource, or an attribute of one.
  func checkSub(_ call: FunctionCall, _ context: SchemaContext) -> Outcome {
    let argument = call.argument.node
    let string: Node
    var variables: [Entry] = []
    switch argument.kind {
    case .scalar: string = argument
    case .sequence:
      guard let first = argument.items.first, first.kind == .scalar, Value(first).literal != nil else {
        return .unknown
      }
      string = first
      if argument.items.count > 1 {
        let second = argument.items[argument.items.index(after: argument.items.startIndex)]
        if second.entries.contains(where: { $0.key.hasFunctionPrefix }) { return .unknown }
        variables = Array(second.entries)
      }
    case .mapping, .alias: return .unknown
    }
    let substituted = SubTemplate(string, in: text)
    var outcome = Outcome()
    for range in substituted.unclosed {
      report(.brokenPlaceholder, "This '${' is not closed by '}'", at: context.range(range))
      outcome.insert(.invalid)
    }
    for placeholder in substituted.placeholders {
      outcome.formUnion(check(placeholder, variables, context))
    }
    for variable in variables where variable.key.kind == .scalar {
      let name = variable.key.value
      if substituted.placeholders.contains(where: { $0.name == name }) { continue }
      report(
        .unusedSubVariable, "The variable '\(name)' is not used in the text",
        at: context.range(variable.key.range),
        tags: [.unnecessary])
    }
    if substituted.placeholders.isEmpty, substituted.unclosed.isEmpty,
      !variables.isEmpty || argument.kind == .scalar,
      !string.value.contains("${")
    {
      reportUnneeded(call, argument, context)
    }
    return outcome
  }

  private func reportUnneeded(_ call: FunctionCall, _ argument: Node, _ context: SchemaContext) {
    var fixes: [Diagnostic.Fix] = []
    if call.isShortForm, argument.kind == .scalar, let tag = argument.tagRange, !argument.isMissing {
      fixes = [
        Diagnostic.Fix(
          title: "Remove !Sub",
          edits: [Diagnostic.Edit(range: tag.lowerBound..<argument.contentRange.lowerBound, replacement: "")])
      ]
    }
    report(
      .unneededSub, "There is nothing to substitute: Fn::Sub is not needed",
      at: context.range(call.nameRange),
      fixes: fixes)
  }

  private func check(_ placeholder: SubPlaceholder, _ variables: [Entry], _ context: SchemaContext) -> Outcome
  {
    if variables.contains(where: { $0.key.value == placeholder.name }) { return Outcome() }
    let start = placeholder.range.lowerBound
    guard let attribute = placeholder.attribute else {
      let outcome = checkName(placeholder.name, at: placeholder.range, isReported: context)
      if outcome.isEmpty, let type = lookUp(.parameters, placeholder.name)?.type, ParameterType.isList(type) {
        report(
          .wrongKind, "'\(placeholder.name)' is a list; Fn::Sub needs text: use Fn::Join on it first",
          at: context.range(placeholder.range))
        return .invalid
      }
      return outcome
    }
    let resource = placeholder.resource
    switch lookUpReferable(attribute, of: resource) {
    case .made, .unknown: return Outcome()
    case .nothing, nil: break
    }
    let split = start + resource.utf8.count
    return checkAttribute(
      resource, start..<split, attribute,
      min(split + 1, placeholder.range.upperBound)..<placeholder.range.upperBound,
      context)
  }
}
