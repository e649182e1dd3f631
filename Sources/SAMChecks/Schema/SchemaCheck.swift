import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// Holds a value against a schema and reports what does not fit.
  ///
  /// - Returns: whether it fits, and whether part of it cannot be known.
  @discardableResult
  func check(_ value: Value, against schema: Schema, _ context: SchemaContext) -> Outcome {
    let keywords = schema.keywords
    if keywords.isEmpty {
      checkFreely(value, context)
      return Outcome()
    }
    if placeholdersAreOpaque, value.isStateMachinePlaceholder { return .unknown }
    if value.node.kind == .alias {
      return followAlias(value.node) { target in
        var context = context
        context.reportRange = context.reportRange ?? value.node.range
        return check(Value(target), against: schema, context)
      }
    }
    if keywords.holdsAny(of: Self.functionContexts) {
      return checkInFunctionContext(value, schema, context)
    }
    let mayBeCall = value.node.hasPropertiesOrOneEntry
    if mayBeCall, keywords.contains(.if), let condition = schema.ifSchema,
      condition.keywords.contains(.dynamicValidation), value.call(inCondition: domain.holdsConditions) != nil
    {
      // What a function may be here depends on the template, not on the value.
      let applies = appliesHere(condition)
      guard let branch = applies ? schema.thenSchema : schema.elseSchema else { return Outcome() }
      return check(value, against: branch, context)
    }
    if mayBeCall, let call = value.call(inCondition: domain.holdsConditions) {
      return check(call, value, against: schema, context)
    }
    if value.node.kind == .mapping, holdsMacro(value.node) || isForOtherTool(value) { return .unknown }
    return checkPlain(value, against: schema, keywords, context)
  }

  /// Whether a mapping is completed by a macro or a loop, so that what it lacks cannot be known.
  private func holdsMacro(_ node: Node) -> Bool {
    guard node.hasKey(startingWith: "Fn::") else { return false }
    return node["Fn::Transform"] != nil || node.hasKey(startingWith: "Fn::ForEach::")
  }

  /// Holds a value against a schema that is part of one which it is being held against: that it is neither a call nor
  /// what a macro completes is known by then.
  func checkAgain(_ value: Value, against schema: Schema, _ context: SchemaContext) -> Outcome {
    let keywords = schema.keywords
    if keywords.isEmpty {
      checkFreely(value, context)
      return Outcome()
    }
    if keywords.holdsAny(of: Self.functionContexts) { return checkInFunctionContext(value, schema, context) }
    return checkPlain(value, against: schema, keywords, context)
  }

  /// Holds a value that is no function call against a schema's keywords.
  func checkPlain(_ value: Value, against schema: Schema, _ context: SchemaContext) -> Outcome {
    checkPlain(value, against: schema, schema.keywords, context)
  }

  private func checkPlain(
    _ value: Value, against schema: Schema, _ keywords: Schema.KeywordSet, _ context: SchemaContext
  ) -> Outcome {
    if keywords.contains(.never) {
      reportNotAllowed(value, context)
      return .invalid
    }
    if keywords.contains(.type) {
      let outcome = checkKind(value, schema.types, context)
      if outcome.contains(.invalid) { return outcome }
    }
    var outcome = Outcome()
    switch value.node.kind {
    case .scalar where !keywords.holdsAny(of: Self.scalarKeywords):
      // Most values have nothing but their kind to fit.
      if value.isDynamicReference { outcome.insert(.unknown) }
    case .scalar:
      // A dynamic reference stands for a value that only the deployment knows.
      if value.isDynamicReference {
        outcome.insert(.unknown)
      } else {
        outcome.formUnion(checkScalar(value, schema, keywords, context))
      }
    case .mapping:
      outcome.formUnion(checkMapping(value.node, schema, keywords, context))
    case .sequence:
      outcome.formUnion(checkSequence(value.node, schema, keywords, context))
    case .alias:
      return .unknown
    }
    if keywords.holdsAny(of: Self.compositions) {
      outcome.formUnion(checkCompositions(value, schema, keywords, context))
    }
    return outcome
  }

  private func checkScalar(
    _ value: Value, _ schema: Schema, _ keywords: Schema.KeywordSet, _ context: SchemaContext
  ) -> Outcome {
    var outcome = Outcome()
    for keyword in keywords {
      switch keyword {
      case .enum: outcome.formUnion(checkEnumeration(value, schema, ignoringCase: false, context))
      case .enumCaseInsensitive:
        outcome.formUnion(checkEnumeration(value, schema, ignoringCase: true, context))
      case .const: outcome.formUnion(checkConstant(value, schema, context))
      case .pattern: outcome.formUnion(checkPattern(value, schema, context))
      case .format: outcome.formUnion(checkFormat(value, schema, context))
      case .minLength, .maxLength: outcome.formUnion(checkLength(value, schema, keyword, context))
      case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum:
        outcome.formUnion(checkBound(value, schema, keyword, context))
      default: break
      }
    }
    return outcome
  }

  private func checkMapping(
    _ node: Node, _ schema: Schema, _ keywords: Schema.KeywordSet, _ context: SchemaContext
  ) -> Outcome {
    var outcome = Outcome()
    if stopsAtFirst, keywords.contains(.required) {
      // What is not there is seen at once.
      outcome.formUnion(checkRequired(node, schema, context))
      if outcome.contains(.invalid) { return outcome }
    }
    if keywords.holdsAny(of: Self.entryKeywords) {
      outcome.formUnion(checkEntries(node, schema, context))
    } else if !keywords.holdsAny(of: Self.compositions) {
      checkFreely(within: node, context)
    }
    if stopsAtFirst, outcome.contains(.invalid) { return outcome }
    guard keywords.holdsAny(of: Self.mappingKeywords) else { return outcome }
    for keyword in keywords {
      switch keyword {
      case .required where stopsAtFirst: break
      case .required: outcome.formUnion(checkRequired(node, schema, context))
      case .requiredOr: outcome.formUnion(checkRequiredOr(node, schema, context))
      case .requiredXor: outcome.formUnion(checkRequiredXor(node, schema, context))
      case .dependentRequired: outcome.formUnion(checkDependentRequired(node, schema, context))
      case .dependentExcluded: outcome.formUnion(checkDependentExcluded(node, schema, context))
      case .dependentSchemas:
        for (name, schema) in schema.dependentSchemas where node.value(under: name) != nil {
          outcome.formUnion(check(Value(node), against: schema, context))
        }
      case .propertyNames: outcome.formUnion(checkPropertyNames(node, schema, context))
      case .minProperties, .maxProperties: outcome.formUnion(checkPropertyCount(node, schema, context))
      default: break
      }
    }
    return outcome
  }

  /// Where what a list item lacks is shown: at its first key; at the list's own key where nothing is written.
  func ownerRange(of item: Node, else outer: Range<Int>) -> Range<Int> {
    if item.kind == .mapping, let first = item.entries.first { return first.key.range }
    if item.kind == .sequence, item.style == .block, let first = item.items.first {
      return ownerRange(of: first, else: outer)
    }
    return item.range.isEmpty ? outer : item.range
  }

  private func checkSequence(
    _ node: Node, _ schema: Schema, _ keywords: Schema.KeywordSet, _ context: SchemaContext
  ) -> Outcome {
    var outcome = Outcome()
    let rest = schema.items
    if rest != nil || keywords.contains(.prefixItems) {
      let prefix = schema.prefixItems
      for (index, item) in node.items.enumerated() {
        guard let itemSchema = index < prefix.count ? prefix[index] : rest else { break }
        let inner = context.inside(
          ownerRange: ownerRange(of: item, else: context.ownerRange), keepsOwner: true)
        outcome.formUnion(
          descend(.index(index)) { check(Value(item), against: itemSchema, inner) })
      }
    } else if !keywords.holdsAny(of: Self.compositions) {
      checkFreely(within: node, context)
    }
    guard keywords.holdsAny(of: Self.sequenceKeywords) else { return outcome }
    for keyword in keywords {
      switch keyword {
      case .minItems, .maxItems, .maxUniqueItems:
        outcome.formUnion(checkItemCount(node, schema, keyword, context))
      case .uniqueItems where schema.uniqueItems: outcome.formUnion(checkUniqueItems(node, context))
      case .uniqueKeys: outcome.formUnion(checkUniqueKeys(node, schema, context))
      default: break
      }
    }
    return outcome
  }
}

extension Checker {
  /// Checks the function calls within a value that no schema describes.
  func checkFreely(_ value: Value, _ context: SchemaContext) {
    if context.functionsAreOpaque || !context.followsCalls || isTrial { return }
    if let call = value.call(inCondition: domain.holdsConditions) {
      checkFreely(call, context)
      return
    }
    checkFreely(within: value.node, context)
  }

  /// The same of the values that a collection holds.
  private func checkFreely(within node: Node, _ context: SchemaContext) {
    if context.functionsAreOpaque || !context.followsCalls || isTrial { return }
    switch node.kind {
    case .mapping:
      for entry in node.entries where entry.value.mayHoldCalls {
        descend(.key(entry.key.value)) { checkFreely(Value(entry.value), context) }
      }
    case .sequence:
      for (index, item) in node.items.enumerated() where item.mayHoldCalls {
        descend(.index(index)) { checkFreely(Value(item), context) }
      }
    case .scalar, .alias: break
    }
  }

  // Computed, so that they are constants where they are used.
  private static var compositions: Schema.KeywordSet { .init(.anyOf) | .oneOf | .allOf | .not | .if }
  private static var functionContexts: Schema.KeywordSet { .init(.cfnContext) | .cfnContextSchema }
  private static var scalarKeywords: Schema.KeywordSet {
    .init(.enum) | .enumCaseInsensitive | .const | .pattern | .format | .minLength | .maxLength | .minimum
      | .maximum | .exclusiveMinimum | .exclusiveMaximum
  }
  private static var mappingKeywords: Schema.KeywordSet {
    .init(.required) | .requiredOr | .requiredXor | .dependentRequired | .dependentExcluded
      | .dependentSchemas | .propertyNames | .minProperties | .maxProperties
  }
  private static var sequenceKeywords: Schema.KeywordSet {
    .init(.minItems) | .maxItems | .maxUniqueItems | .uniqueItems | .uniqueKeys
  }
  private static var entryKeywords: Schema.KeywordSet {
    .init(.properties) | .patternProperties | .additionalProperties
  }
}

extension Schema.KeywordSet {
  /// Whether the two sets share a keyword.
  fileprivate func holdsAny(of other: Self) -> Bool { rawValue & other.rawValue != 0 }
}

extension Node {
  /// Whether a function call may be here or within: not in a scalar without a tag.
  fileprivate var mayHoldCalls: Bool {
    switch kind {
    case .scalar: hasTag
    case .alias: false
    case .mapping, .sequence: true
    }
  }
}

extension Value {
  /// Whether the scalar holds `{{resolve:…}}`, which the deployment replaces.
  var isDynamicReference: Bool {
    guard node.kind == .scalar else { return false }
    return node.withValueUTF8 { bytes in
      guard bytes.count > 12 else { return false }
      var index = 0
      while index + 10 < bytes.count {
        if bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{"),
          bytes[index + 2] == UInt8(ascii: "r"), bytes[index + 3] == UInt8(ascii: "e"),
          bytes[index + 9] == UInt8(ascii: ":")
        {
          return true
        }
        index += 1
      }
      return false
    }
  }
}
