import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// The keywords that combine schemas.
  func checkCompositions(
    _ value: Value, _ schema: Schema, _ keywords: Schema.KeywordSet, _ context: SchemaContext
  ) -> Outcome {
    var outcome = Outcome()
    if keywords.contains(.allOf) {
      for part in schema.allOf { outcome.formUnion(checkAgain(value, against: part, context)) }
    }
    if keywords.contains(.anyOf) {
      outcome.formUnion(checkAlternatives(value, packFacts.anyOf(of: schema), isExclusive: false, context))
    }
    if keywords.contains(.oneOf) {
      outcome.formUnion(checkAlternatives(value, packFacts.oneOf(of: schema), isExclusive: true, context))
    }
    if keywords.contains(.not), let negated = schema.not {
      let result: Outcome =
        packFacts.sign(of: negated).excludes(value, fallback: context.fallback)
        ? .invalid : fits { checkAgain(value, against: negated, opaque(context)) }
      if result.contains(.unknown) {
        outcome.insert(.unknown)
      } else if !result.contains(.invalid) {
        reportExcluded(value, by: negated, context)
        outcome.insert(.invalid)
      }
    }
    if keywords.contains(.if), let condition = schema.ifSchema,
      condition.keywords.contains(.dynamicValidation)
    {
      if let branch = appliesHere(condition) ? schema.thenSchema : schema.elseSchema {
        outcome.formUnion(checkAgain(value, against: branch, context))
      }
    } else if keywords.contains(.if), let condition = schema.ifSchema {
      // Most conditions of a type speak of properties that most resources have not.
      let result: Outcome =
        packFacts.sign(of: condition).excludes(value, fallback: context.fallback)
        ? .invalid : fits { checkAgain(value, against: condition, opaque(context)) }
      if result.contains(.unknown) {
        outcome.insert(.unknown)
      } else if !result.contains(.invalid), schema.thenSchema?.isAlwaysFalse == true,
        reportCombination(of: condition.properties, in: value.node, context)
      {
        outcome.insert(.invalid)
      } else if let branch = result.contains(.invalid) ? schema.elseSchema : schema.thenSchema {
        outcome.formUnion(checkAgain(value, against: branch, context))
      }
    }
    return outcome
  }

  /// The same context for asking whether a schema fits: what a function gives is not known.
  func opaque(_ context: SchemaContext) -> SchemaContext {
    var context = context
    context.functionsAreOpaque = true
    return context
  }

  /// `anyOf` and `oneOf`: where none fits, what is wrong with the alternative that the value means.
  private func checkAlternatives(
    _ value: Value, _ forms: AlternativeForms, isExclusive: Bool, _ context: SchemaContext
  ) -> Outcome {
    // An alternative that a discriminating value rules out (an event's Type) is not what the person means.
    let candidates = forms.candidates(for: value)
    if candidates.count == 1 {
      let outcome = checkAgain(value, against: candidates[0], context)
      return outcome
    }
    var best: (schema: Schema, findings: Int)?
    var fitting = 0
    var isUnknown = false
    for alternative in candidates {
      let result = trial { checkAgain(value, against: alternative, context) }
      if result.outcome.contains(.unknown), !result.outcome.contains(.invalid) { isUnknown = true }
      if !result.outcome.contains(.invalid) {
        fitting += 1
        if !isExclusive { return result.outcome }
      } else if best == nil || result.findings < (best?.findings ?? 0) {
        best = (alternative, result.findings)
      }
    }
    if fitting == 1 || (fitting > 1 && (isUnknown || !isExclusive)) {
      return isUnknown ? .unknown : Outcome()
    }
    if fitting > 1 { return reportSeveralFit(value.node, candidates, context) }
    if let names = namesAskedFor(candidates), value.node.kind == .mapping {
      report(
        .missingProperty, "\(owner(context)) needs one of \(quoted(names, "or"))",
        at: context.range(context.ownerRange), cfnLint: alternativesID(isExclusive: isExclusive))
    } else if let best {
      _ = checkAgain(value, against: best.schema, context)
    } else {
      reportNoAlternative(value, forms.schemas, isExclusive: isExclusive, context)
    }
    return .invalid
  }

  private func alternativesID(isExclusive: Bool) -> String? {
    domain == .properties ? (isExclusive ? "E3018" : "E3017") : nil
  }

  /// The properties that alternatives ask for where that is all that they do: one each.
  private func namesAskedFor(_ alternatives: [Schema]) -> [String]? {
    var names: [String] = []
    for alternative in alternatives {
      guard alternative.keywords == Schema.KeywordSet(.required), alternative.required.count == 1 else {
        return nil
      }
      names.append(alternative.required[0])
    }
    return names.isEmpty ? nil : names
  }

  /// More than one of forms that exclude each other fits.
  private func reportSeveralFit(_ node: Node, _ alternatives: [Schema], _ context: SchemaContext) -> Outcome {
    let names = namesAskedFor(alternatives) ?? []
    let present = names.filter { node.entry(named: $0) != nil }
    // Properties that exist under conditions may exclude each other there.
    if present.contains(where: { isConditional($0, node) }) { return .unknown }
    guard present.count > 1 else {
      report(
        .noAlternativeFits, severalFitMessage(alternatives, context), at: context.range(context.ownerRange),
        cfnLint: alternativesID(isExclusive: true))
      return .invalid
    }
    reportExclusion(names, in: node, cfnLint: alternativesID(isExclusive: true), context)
    return .invalid
  }

  private func reportNoAlternative(
    _ value: Value, _ alternatives: [Schema], isExclusive: Bool, _ context: SchemaContext
  ) {
    // Where a value's kind fits none, say which kinds would.
    let types = alternatives.reduce(into: Schema.Types()) { $0.formUnion($1.types) }
    if value.node.kind == .mapping, let (entry, allowed) = discriminator(value.node, alternatives) {
      let name = entry.value.value
      descend(.key(entry.key.value)) {
        report(
          .invalidValue,
          "'\(name)' is not a valid '\(entry.key.value)'"
            + suggestion(for: name, among: allowed, orAll: true),
          at: context.range(entry.value.textRange),
          cfnLint: alternativesID(isExclusive: isExclusive),
          fixes: replacementFixes(for: name, among: allowed, at: entry.value.innerRange))
      }
      return
    }
    report(
      types.isEmpty ? .noAlternativeFits : .wrongKind,
      types.isEmpty
        ? "\(owner(context)) has none of the forms that are allowed here"
        : "\(owner(context)) must be \(describe(types)), not \(describe(value))",
      at: context.range(value.node.kind == .mapping ? context.ownerRange : value.range),
      cfnLint: alternativesID(isExclusive: isExclusive))
  }

  /// The entry whose value rules out every alternative, with the values that would not.
  private func discriminator(_ node: Node, _ alternatives: [Schema]) -> (Entry, [String])? {
    for entry in node.entries where entry.key.kind == .scalar && entry.value.kind == .scalar {
      guard Value(entry.value).call() == nil else { continue }
      var allowed: [String] = []
      var isKnownToAll = true
      for alternative in alternatives {
        guard let property = entry.key.withValueUTF8({ alternative.properties[utf8: $0] }) else {
          isKnownToAll = isKnownToAll && !alternative.types.contains(.object)
          continue
        }
        if let constant = property.constant?.string { allowed.append(constant) }
        allowed += property.enumeration.strings
      }
      if isKnownToAll, !allowed.isEmpty, !allowed.contains(entry.value.value) { return (entry, allowed) }
    }
    return nil
  }

  private func severalFitMessage(_ alternatives: [Schema], _ context: SchemaContext) -> String {
    let required = alternatives.map { Array($0.required) }.filter { !$0.isEmpty }
    if required.count == alternatives.count {
      return "\(owner(context)) takes only one of "
        + list(required.map { $0.map { "'\($0)'" }.joined(separator: " with ") }, "or")
    }
    return "\(owner(context)) fits more than one of the forms that exclude each other here"
  }

  /// Whether a `dynamicValidation` condition holds: a transform is named, or the value stands in a section.
  func appliesHere(_ condition: Schema) -> Bool {
    guard let condition = packFacts.templateCondition(of: condition) else { return false }
    if let transform = condition.transform { return template.header.transforms.contains(transform) }
    if let section = condition.section, case .key(let first)? = path.first {
      return first == section || section.hasPrefix(first + "/")
    }
    return false
  }
}
