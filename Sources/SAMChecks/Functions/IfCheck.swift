import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownCondition = Rule(
    "unknown-condition", cfnLint: "E8002",
    summary: "A condition is named that the template does not define.",
    documentation: """
      `Condition` of a resource or output, the first argument of `Fn::If` and `!Condition` name an entry of the \
      section `Conditions`.
      """)
}

extension Checker {
  /// `Fn::If`: the condition must exist, and both values must fit where the function stands.
  func checkIf(_ call: FunctionCall, against schema: Schema?, _ context: SchemaContext) -> Outcome {
    let node = call.argument.node
    guard node.kind == .sequence, node.items.count == 3 else {
      let outer = domain
      domain = .function(.if)
      defer { domain = outer }
      descend(.key(call.name)) {
        report(
          .wrongKind,
          "Fn::If takes a list of three: the condition's name, the value if it is true, the value if it is false"
            + (node.kind == .sequence ? "; there are \(node.items.count)" : ""),
          at: context.range(call.nameRange))
      }
      return .invalid
    }
    let items = Array(node.items)
    var outcome = Outcome.unknown
    path.append(.key(call.name))
    defer { path.removeLast() }
    let outer = domain
    domain = .function(.if)
    outcome.formUnion(descend(.index(0)) { checkConditionName(Value(items[0]), context) })
    domain = outer
    for index in [1, 2] {
      let value = Value(items[index])
      if value.isNoValue { continue }
      var inner = context
      inner.ownerRange = ownerRange(of: items[index], else: context.ownerRange)
      descend(.index(index)) {
        if let schema {
          outcome.formUnion(check(value, against: schema, inner))
        } else {
          checkFreely(value, inner)
        }
      }
    }
    return outcome
  }

  /// A condition's name, as plain text.
  func checkConditionName(_ value: Value, _ context: SchemaContext) -> Outcome {
    guard value.node.kind == .scalar, let name = value.literal else {
      report(
        .wrongKind, "A condition is named by plain text here, not by \(describe(value))",
        at: context.range(value.range)
      )
      return .invalid
    }
    if lookUp(.conditions, name) != nil || mayDefineUnknownNames(in: .conditions) {
      return Outcome()
    }
    let names = names(in: .conditions)
    report(
      .unknownCondition,
      (name.isEmpty ? "The condition has no name" : "'\(name)' is not a condition of this template")
        + suggestion(for: name, among: names),
      at: context.range(value.node.textRange),
      cfnLint: domain == .function(.if) ? "E1028" : domain == .function(.condition) ? "E8007" : nil,
      fixes: replacementFixes(for: name, among: names, at: value.node.innerRange))
    return .invalid
  }
}
