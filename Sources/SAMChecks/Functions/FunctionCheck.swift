import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unsupportedFunction = Rule(
    "unsupported-function",
    summary: "An intrinsic function stands where CloudFormation does not evaluate it, or not this one.",
    documentation: """
      Some places take plain text only: a resource's type, the first argument of `Fn::If`, the names in \
      `Fn::GetAtt`. Others take some functions and not the rest. `Fn::ForEach`, `Fn::Length` and \
      `Fn::ToJsonString` need the transform `AWS::LanguageExtensions`.
      """)

  static let unknownFunction = Rule(
    "unknown-function", cfnLint: "E3012",
    summary: "A function does not exist.",
    documentation: """
      The name after `!` or `Fn::` is none of CloudFormation's functions. Where a macro is named under `Transform`, \
      or the name belongs to another tool, nothing is said.
      """)
}

extension Checker {
  /// A function call where a value is asked for: whether it may stand here, whether it is written as it has to
  /// be, and whether it can give what the schema asks for.
  func check(
    _ call: FunctionCall, _ value: Value, against schema: Schema, _ context: SchemaContext
  ) -> Outcome {
    if context.functionsAreOpaque { return .unknown }
    guard let intrinsic = call.intrinsic else {
      checkUnknownFunction(call, context)
      return .unknown
    }
    if let functions = context.functions, !functions.contains(call.name), intrinsic != .transform {
      // Where a mapping may stand, a function that is not evaluated is one.
      if schema.acceptedTypes.contains(.object) { return .unknown }
      report(
        .unsupportedFunction, unsupportedMessage(call, functions), at: context.range(call.nameRange),
        cfnLint: domain.cfnLint(for: .wrongKind) ?? "E3012")
      return .invalid
    }
    switch intrinsic {
    case .if: return checkIf(call, against: schema, context)
    case .transform: return .unknown
    default: break
    }
    let arguments = checkArguments(call, intrinsic, context)
    if arguments.contains(.invalid) { return arguments }
    let outcome = checkResult(call, intrinsic, schema, context)
    return outcome.union(.unknown)
  }

  /// A function call where any value may stand.
  func checkFreely(_ call: FunctionCall, _ context: SchemaContext) {
    var context = context
    context.functions = nil
    context.ownerRange = call.nameRange
    switch call.intrinsic {
    case nil: checkUnknownFunction(call, context)
    case .if: _ = checkIf(call, against: nil, context)
    case .transform: break
    case let intrinsic?: _ = checkArguments(call, intrinsic, context)
    }
  }

  private func unsupportedMessage(_ call: FunctionCall, _ functions: Set<String>) -> String {
    let transform = Header.languageExtensions
    if !template.header.hasLanguageExtensions, call.intrinsic == .length || call.intrinsic == .toJsonString {
      return "\(call.name) needs the transform \(transform)"
    }
    if functions.isEmpty { return "\(subject) takes no function; \(call.name) is not evaluated here" }
    return
      "\(call.name) is not evaluated in \(subject); it may be \(list(functions.sorted() + ["plain text"], "or"))"
  }

  /// A function that does not exist: silence where something else may give it meaning.
  private func checkUnknownFunction(_ call: FunctionCall, _ context: SchemaContext) {
    let short = call.name.dropFirst(4)
    if template.header.hasUnknownTransform || short.contains("::") || short.isEmpty { return }
    let shown = call.isShortForm ? "!" + short : Substring(call.name)
    var message = "\(shown) is no function of CloudFormation"
    var fixes: [Diagnostic.Fix] = []
    // The prefix, which all share, says nothing of what is meant.
    if let tag = nearest(to: String(short), among: Intrinsic.allCases.map { String($0.tag.dropFirst()) }),
      let meant = Intrinsic(tag: "!" + tag)
    {
      let replacement = call.isShortForm ? meant.tag : meant.rawValue
      message += "; did you mean \(replacement)?"
      fixes = [
        Diagnostic.Fix(
          title: "Change to \(replacement)",
          edits: [Diagnostic.Edit(range: call.nameRange, replacement: replacement)])
      ]
    }
    report(.unknownFunction, message, at: context.range(call.nameRange), fixes: fixes)
  }

  /// The argument as the function's own schema has it, then what the schema cannot say.
  private func checkArguments(
    _ call: FunctionCall, _ intrinsic: Intrinsic, _ context: SchemaContext
  ) -> Outcome {
    let outer = domain
    // cfn-lint has one id for all that is wrong in an output's value.
    if outer != .outputValue { domain = .function(intrinsic) }
    defer { domain = outer }
    return descend(.key(call.name)) {
      if intrinsic == .length || intrinsic == .toJsonString, !template.header.hasLanguageExtensions,
        !template.header.hasUnknownTransform
      {
        report(
          .unsupportedFunction, "\(call.name) needs the transform \(Header.languageExtensions)",
          at: context.range(call.nameRange))
        return .invalid
      }
      var outcome = Outcome()
      // What a single text lacks, the check of the function itself says better than a pattern.
      let isText = intrinsic == .getAtt && call.argument.node.kind == .scalar
      if !isText, let schema = packFacts.argument(of: intrinsic) {
        let inner = SchemaContext(
          functions: nil, isStrict: intrinsic == .join, owner: .name(call.name), ownerRange: call.nameRange,
          reportRange: context.reportRange)
        outcome = check(call.argument, against: schema, inner)
      }
      if outcome.contains(.invalid) { return outcome }
      switch intrinsic {
      case .ref: return outcome.union(checkRef(call, context))
      case .getAtt: return outcome.union(checkGetAtt(call, context))
      case .sub: return outcome.union(checkSub(call, context))
      case .findInMap: return outcome.union(checkFindInMap(call, context))
      case .equals:
        checkEquals(call, context)
        return outcome
      case .condition: return outcome.union(checkConditionName(call.argument, context))
      default: return outcome
      }
    }
  }

  /// Whether what the function gives can be of the kind that is asked for.
  private func checkResult(
    _ call: FunctionCall, _ intrinsic: Intrinsic, _ schema: Schema, _ context: SchemaContext
  ) -> Outcome {
    let wanted = schema.acceptedTypes
    guard !wanted.isEmpty else { return Outcome() }
    guard let given = resultTypes(call, intrinsic) else { return Outcome() }
    let scalars: Schema.Types = [.string, .number, .integer, .boolean]
    let fits =
      !given.isDisjoint(with: wanted)
      || (!given.isDisjoint(with: scalars) && !wanted.isDisjoint(with: scalars))
    if fits { return Outcome() }
    report(
      .wrongKind, "\(subject) must be \(describe(wanted)), but \(shown(call)) gives \(describe(given))",
      at: context.range(call.argument.node.kind == .scalar ? call.argument.range : call.nameRange),
      cfnLint: domain.cfnLint(for: .wrongKind) ?? intrinsic.cfnLint, path: [.key(call.name)])
    return .invalid
  }

  private func shown(_ call: FunctionCall) -> String {
    call.argument.node.kind == .scalar ? "\(call.name) \(shortened(call.argument.node.value))" : call.name
  }

  /// The kinds that a call can give; nil where nobody can say.
  private func resultTypes(_ call: FunctionCall, _ intrinsic: Intrinsic) -> Schema.Types? {
    switch intrinsic {
    case .sub, .join, .base64, .importValue, .toJsonString: return .string
    case .split, .getAZs, .cidr: return .array
    case .length: return .integer
    case .ref: return refTypes(call.argument)
    case .getAtt: return getAttTypes(call)
    case .and, .or, .not, .equals, .condition: return domain == .conditions ? nil : .boolean
    default: return nil
    }
  }

  /// `cfnContext`: which functions, pseudo parameters and references may stand in a value.
  func checkInFunctionContext(_ value: Value, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    var context = context
    if let functions = packFacts.functions(in: schema) { context.functions = functions }
    guard let inner = schema.cfnContextSchema else { return Outcome() }
    return check(value, against: inner, context)
  }
}

extension Schema {
  /// The types that some form of the value may have; empty where any may.
  var acceptedTypes: Types {
    if !types.isEmpty { return types }
    var accepted = Types()
    for part in allOf {
      let inner = part.acceptedTypes
      if !inner.isEmpty { accepted = accepted.isEmpty ? inner : accepted.intersection(inner) }
    }
    for alternatives in [anyOf, oneOf] {
      var union = Types()
      for alternative in alternatives {
        let inner = alternative.acceptedTypes
        if inner.isEmpty { return [] }
        union.formUnion(inner)
      }
      accepted.formUnion(union)
    }
    return accepted
  }
}
