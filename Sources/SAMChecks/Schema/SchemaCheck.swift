import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// How a value is held against a schema: which functions may stand in it, how strictly types are taken, what
/// surrounds it.
struct SchemaContext {
  /// The functions that may stand here, by long name; nil: all of them.
  var functions: Set<String>?
  /// Whether a number is no string and the reverse; CloudFormation converts between them in properties.
  var isStrict = false
  /// What stands for the value where it says nothing itself: the part of `Globals` that merges with it.
  var fallback: Node?
  /// What the mapping at hand is called in messages, `AWS::Lambda::Function`; nil: by its key.
  var owner: String?
  /// Where a missing property is reported: the key or list item that holds the mapping.
  var ownerRange: Range<Int>
  /// The properties of the resource at hand, to see what a misplaced one belongs to.
  var resourceProperties: PropertyTable?
  /// Where everything is reported, if not at its own place: an alias that stands for the value.
  var reportRange: Range<Int>?
  /// The mappings that the one at hand is merged into by `<<`: their keys go before.
  var overriding: [Node] = []
  /// Whether the schema is part of a composition whose verdict needs every value: functions are unknown then.
  var functionsAreOpaque = false
  /// Whether function calls are looked at where no schema describes the value: not where another check does that.
  var followsCalls = true

  func range(_ own: Range<Int>) -> Range<Int> { reportRange ?? own }

  /// Whether a key that is merged in by `<<` is written by a mapping that goes before.
  func isOverridden(_ key: Node) -> Bool {
    overriding.contains { $0.entries.contains { $0.key.hasSameValue(as: key) } }
  }
}

extension Checker {
  /// Holds a value against a schema and reports what does not fit.
  ///
  /// - Returns: whether it fits, and whether part of it cannot be known.
  @discardableResult
  func check(_ value: Value, against schema: Schema, _ context: SchemaContext) -> Outcome {
    if schema.keywords.isEmpty {
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
    if schema.keywords.contains(.cfnContext) || schema.keywords.contains(.cfnContextSchema) {
      return checkInFunctionContext(value, schema, context)
    }
    if schema.keywords.contains(.if), let condition = schema.ifSchema,
      condition.keywords.contains(.dynamicValidation), value.call(inCondition: domain.holdsConditions) != nil
    {
      // What a function may be here depends on the template, not on the value.
      let applies = appliesHere(condition)
      guard let branch = applies ? schema.thenSchema : schema.elseSchema else { return Outcome() }
      return check(value, against: branch, context)
    }
    if let call = value.call(inCondition: domain.holdsConditions) {
      return check(call, value, against: schema, context)
    }
    if value.node.kind == .mapping, holdsMacro(value.node) || isForOtherTool(value) { return .unknown }
    return checkPlain(value, against: schema, context)
  }

  /// Whether a mapping is completed by a macro or a loop, so that what it lacks cannot be known.
  private func holdsMacro(_ node: Node) -> Bool {
    for entry in node.entries where entry.key.hasFunctionPrefix {
      if entry.key.valueEquals("Fn::Transform") { return true }
      if entry.key.value.hasPrefix("Fn::ForEach::") { return true }
    }
    return false
  }

  /// Holds a value that is no function call against a schema's keywords.
  func checkPlain(_ value: Value, against schema: Schema, _ context: SchemaContext) -> Outcome {
    let keywords = schema.keywords
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
      for entry in node.entries {
        descend(.key(entry.key.value)) { checkFreely(Value(entry.value), context) }
      }
    }
    if stopsAtFirst, outcome.contains(.invalid) { return outcome }
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
    let prefix = schema.prefixItems
    let rest = schema.items
    if rest != nil || !prefix.isEmpty {
      for (index, item) in node.items.enumerated() {
        guard let itemSchema = index < prefix.count ? prefix[index] : rest else { break }
        var inner = context
        inner.fallback = nil
        inner.ownerRange = ownerRange(of: item, else: context.ownerRange)
        outcome.formUnion(
          descend(.index(index)) { check(Value(item), against: itemSchema, inner) })
      }
    } else if !keywords.holdsAny(of: Self.compositions) {
      for (index, item) in node.items.enumerated() {
        descend(.index(index)) { checkFreely(Value(item), context) }
      }
    }
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
    switch value.node.kind {
    case .mapping:
      for entry in value.node.entries {
        descend(.key(entry.key.value)) { checkFreely(Value(entry.value), context) }
      }
    case .sequence:
      for (index, item) in value.node.items.enumerated() {
        descend(.index(index)) { checkFreely(Value(item), context) }
      }
    case .scalar, .alias: break
    }
  }

  private static let compositions = Schema.KeywordSet(.anyOf, .oneOf, .allOf, .not, .if)
  private static let entryKeywords = Schema.KeywordSet(.properties, .patternProperties, .additionalProperties)
}

extension Schema.KeywordSet {
  /// Whether the two sets share a keyword.
  fileprivate func holdsAny(of other: Self) -> Bool { rawValue & other.rawValue != 0 }
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
