import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unresolvedReference = Rule(
    "unresolved-reference", cfnLint: "E1020",
    summary: "A reference names nothing that the template defines.",
    documentation: """
      `Ref`, `Fn::GetAtt` and the placeholders of `Fn::Sub` name a parameter, a resource, or one that the SAM \
      transform makes. Names are case-sensitive. In a template with a macro that nothing is known of, or with a \
      loop that makes names, nothing is said.
      """)
}

extension Checker {
  /// `Ref`: the name must be a parameter, a resource or a pseudo parameter.
  func checkRef(_ call: FunctionCall, _ context: SchemaContext) -> Outcome {
    let node = call.argument.node
    guard node.kind == .scalar, call.argument.literal != nil else { return .unknown }
    return checkName(node.value, at: node.isMissing ? call.nameRange : node.textRange, isReported: context)
  }

  /// A name that stands for a parameter, a resource or a pseudo parameter.
  func checkName(_ name: String, at range: Range<Int>, isReported context: SchemaContext) -> Outcome {
    if name.isEmpty {
      report(
        .unresolvedReference,
        "The reference has no name; it must be a parameter, a resource or a pseudo parameter",
        at: context.range(range))
      return .invalid
    }
    // What the template itself names has no colon.
    if name.utf8.contains(UInt8(ascii: ":")), PackFacts.pseudoParameters[name] != nil { return Outcome() }
    if lookUp(.parameters, name) != nil { return Outcome() }
    if isResource(name) {
      guard let section = sectionBeforeResources else { return Outcome() }
      report(
        .unresolvedReference,
        "'\(name)' is a resource; \(section) are read before there are resources and can refer to parameters only",
        at: context.range(range), cfnLint: "E1020")
      return .invalid
    }
    if mayDefineUnknownNames(in: .resources) || mayDefineUnknownNames(in: .parameters) {
      return .unknown
    }
    reportUnresolved(
      name, at: range, among: referenceableNames(near: name), "a parameter or resource of this template",
      context)
    return .invalid
  }

  /// The section at hand, in a sentence, where it is one that CloudFormation reads before it makes resources.
  private var sectionBeforeResources: String? {
    switch path.first {
    case .key("Conditions"): "conditions"
    case .key("Rules"): "rules"
    default: nil
    }
  }

  /// Whether a logical id is a resource: written in the template, or made by the SAM transform.
  func isResource(_ name: String) -> Bool {
    if lookUp(.resources, name) != nil { return true }
    if case .nothing = lookUpMade(name) { return false }
    return true
  }

  func reportUnresolved(
    _ name: String, at range: Range<Int>, among names: @autoclosure () -> [String], _ kind: String,
    _ context: SchemaContext
  ) {
    guard !isTrial else { return report(.unresolvedReference, "", at: range) }
    if let reason = reasonNotMade(name) {
      return report(.unresolvedReference, reason, at: context.range(range))
    }
    let names = names()
    report(
      .unresolvedReference, "'\(name)' is not \(kind)" + suggestion(for: name, among: names),
      at: context.range(range), fixes: replacementFixes(for: name, among: names, at: range))
  }

  /// Every name that a `Ref` may hold, as far as one that is wrong may have been meant for it.
  private func referenceableNames(near name: String) -> [String] {
    names(in: .parameters) + resourceNames(near: name) + pack.pseudoParameters.map(\.name)
  }

  /// What a `Ref` gives: text, or a list where the parameter is one.
  func refTypes(_ argument: Value) -> Schema.Types? {
    guard let name = argument.literal, argument.node.kind == .scalar else { return nil }
    if name == "AWS::NoValue" { return nil }
    if name.utf8.contains(UInt8(ascii: ":")), let types = PackFacts.pseudoParameters[name] { return types }
    if let type = lookUp(.parameters, name)?.type {
      return ParameterType.isList(type) ? .array : [.string, .number, .integer, .boolean]
    }
    return lookUp(.resources, name) == nil ? nil : .string
  }
}

/// What a parameter's `Type` says of its values.
enum ParameterType {
  /// Whether a parameter of the type holds several values.
  static func isList(_ type: String) -> Bool {
    type == "CommaDelimitedList" || type.hasPrefix("List<") || type.hasSuffix("<CommaDelimitedList>")
      || type.hasPrefix("AWS::SSM::Parameter::Value<List<")
  }
}
