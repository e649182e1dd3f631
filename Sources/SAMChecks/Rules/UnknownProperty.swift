import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownProperty = Rule(
    "unknown-property", cfnLint: "E3002",
    summary: "A property does not exist where it is written: misspelt, or meant for another place.",
    documentation: """
      CloudFormation refuses a resource with a property that its type has not. Names are case-sensitive. Where the \
      name is one letter away from a property that exists, or exists one level up or down, the message says so.
      """)
}

extension Checker {
  /// The `properties`, `patternProperties` and `additionalProperties` keywords: each entry against its schema.
  func checkEntries(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    let properties = schema.properties
    // That all others are allowed is what holds without a word, too.
    let others = schema.additionalProperties.flatMap { $0.isAlwaysTrue ? nil : $0 }
    if context.functionsAreOpaque, others == nil, !schema.keywords.contains(.patternProperties),
      properties.count < node.entries.count
    {
      return checkNamed(properties, of: node, context)
    }
    let matched = packFacts.patternProperties(of: schema)
    var outcome = Outcome()
    for entry in node.entries {
      let keyNode = entry.key
      guard keyNode.kind == .scalar else { continue }
      if stopsAtFirst, outcome.contains(.invalid) { return outcome }
      if keyNode.isMergeKey {
        outcome.formUnion(checkMerged(entry, into: node, schema, context))
        continue
      }
      if context.isOverridden(keyNode) { continue }
      if let property = keyNode.withValueUTF8({ properties[utf8: $0] }) {
        outcome.formUnion(check(entry, against: property, context))
        continue
      }
      let inner = context.inside(ownerRange: keyNode.range)
      let key = keyNode.value
      var isMatched = false
      for (pattern, property) in matched where packFacts.matches(pattern, key) ?? true {
        isMatched = true
        outcome.formUnion(descend(.key(key)) { check(Value(entry.value), against: property, inner) })
      }
      if isMatched { continue }
      guard let others else {
        descend(.key(key)) { checkFreely(Value(entry.value), inner) }
        continue
      }
      if others.isAlwaysFalse {
        reportUnknown(entry, key, properties, matched.map(\.pattern), context)
        outcome.insert(.invalid)
      } else {
        outcome.formUnion(descend(.key(key)) { check(Value(entry.value), against: others, inner) })
      }
    }
    return outcome
  }

  /// The same where a schema speaks of a few properties of many, as conditions do: looks up those alone.
  private func checkNamed(_ properties: PropertyTable, of node: Node, _ context: SchemaContext) -> Outcome {
    var outcome = Outcome()
    for index in properties.indices {
      let name = properties.utf8(at: index)
      // What Globals says decides like what the resource says, but nothing is reported there.
      let global = isTrial ? context.fallback?.entry(utf8: name) : nil
      guard let entry = node.entry(utf8: name) ?? global else { continue }
      if stopsAtFirst, outcome.contains(.invalid) { return outcome }
      outcome.formUnion(check(entry, against: properties.schema(at: index), context))
    }
    return outcome
  }

  /// One entry against the schema of its property.
  private func check(_ entry: Entry, against property: Schema, _ context: SchemaContext) -> Outcome {
    let keyNode = entry.key
    let key = keyNode.value
    let value = Value(entry.value)
    if property.isAlwaysFalse {
      if value.isNoValue { return Outcome() }
      descend(.key(key)) {
        report(
          .unknownProperty, "'\(key)' is not allowed here, with what else there is",
          at: context.range(keyNode.range))
      }
      return .invalid
    }
    if domain == .properties, value.isNoValue { return Outcome() }
    let shared = context.fallback.flatMap { all in keyNode.withValueUTF8 { all.entry(utf8: $0)?.value } }
    let inner = context.inside(ownerRange: keyNode.range, fallback: shared)
    return descend(.key(key)) { check(value, against: property, inner) }
  }

  private func reportUnknown(
    _ entry: Entry, _ key: String, _ properties: PropertyTable, _ patterns: [String], _ context: SchemaContext
  ) {
    if isTrial { return report(.unknownProperty, "", at: entry.key.range) }
    if isIgnoredBySAM { return reportIgnored(entry, key, context) }
    // A macro may read attributes of its own: how often to repeat a resource, say.
    if domain == .resourceAttributes, template.header.hasUnknownTransform { return }
    if isTakenByTransform(key) { return }
    let range = context.range(entry.key.range)
    let names = properties.names
    var message = "'\(key)' is not a property of \(owner(context))"
    if !entry.hasColon {
      // The tree said already that the colon is missing.
      if names.contains(where: { $0.hasPrefix(key) }) || key.isEmpty { return }
    }
    var fixes: [Diagnostic.Fix] = []
    if let nearest = nearest(to: key, among: names) {
      message += "; did you mean '\(nearest)'?"
      fixes = replacementFixes(for: key, among: names, at: entry.key.innerRange)
    } else if domain == .properties, isResourceAttribute(key), path.count == 3 {
      message += "; it belongs beside 'Properties', not under it"
    } else if let resourceProperties = context.resourceProperties, resourceProperties[key] != nil,
      path.count > 3
    {
      message += "; it belongs directly under the resource's 'Properties'"
    } else if names.isEmpty, let pattern = patterns.first {
      message = "'\(key)' is not a valid name here: it must match \(pattern)"
    } else if !names.isEmpty, names.count <= 8 {
      message += "; it has \(quoted(names, "and"))"
    }
    descend(.key(key)) { report(.unknownProperty, message, at: range, fixes: fixes) }
  }

  /// Whether the value at hand is the properties of a SAM event and the transform takes this one, though upstream's
  /// schema of the event has not got it.
  private func isTakenByTransform(_ key: String) -> Bool {
    guard let resourceType, path.count == 6, path[0] == .key("Resources"), case .key(let resource) = path[1],
      path[2...3] == [.key("Properties"), .key("Events")], case .key(let name) = path[4],
      path[5] == .key("Properties"),
      let event = template.entry(of: .resources, named: resource)?.value["Properties"]?["Events"]?
        .value(under: name),
      let kind = event["Type"].flatMap({ Value($0).name })
    else { return false }
    let declared = pack.sam.type(named: resourceType)?.event(named: kind)?.properties ?? []
    return declared.contains { $0.name == key }
  }

  private func isResourceAttribute(_ key: String) -> Bool {
    switch key {
    case "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy",
      "UpdatePolicy", "Type":
      true
    default: false
    }
  }

  /// A value whose schema allows none.
  func reportNotAllowed(_ value: Value, _ context: SchemaContext) {
    report(.unknownProperty, "\(subject) is not allowed here", at: context.range(context.ownerRange))
  }

  /// The `propertyNames` keyword.
  func checkPropertyNames(_ node: Node, _ schema: Schema, _ context: SchemaContext) -> Outcome {
    guard let names = schema.propertyNames else { return Outcome() }
    var outcome = Outcome()
    // Reserved names are few and rarely met: ask the list itself before anything else.
    let reserved = names.keywords == Schema.KeywordSet(.not) ? names.not?.enumeration : nil
    for entry in node.entries where entry.key.kind == .scalar && !entry.key.hasFunctionPrefix {
      if let reserved, !reserved.contains(string: entry.key.value) { continue }
      var inner = context
      inner.ownerRange = entry.key.range
      let key = Value(entry.key, ignoringTag: true)
      let result = trial { checkPlain(key, against: names, inner) }
      guard result.outcome.contains(.invalid) else { continue }
      outcome.insert(.invalid)
      let name = entry.key.value
      descend(.key(name)) {
        if names.keywords.contains(.enum), !names.enumeration.isEmpty {
          let allowed = names.enumeration.strings
          report(
            .unknownProperty,
            "'\(name)' is not a property of \(owner(context)) here"
              + suggestion(for: name, among: allowed, orAll: true),
            at: context.range(entry.key.range),
            fixes: replacementFixes(for: name, among: allowed, at: entry.key.innerRange))
        } else if names.keywords.contains(.not) {
          report(.unknownProperty, "The name '\(name)' is reserved", at: context.range(entry.key.range))
        } else {
          check(key, against: names, inner)
        }
      }
    }
    return outcome
  }

  /// The `not` keyword fits: says what is excluded.
  func reportExcluded(_ value: Value, by schema: Schema, _ context: SchemaContext) {
    let required = Array(schema.required)
    if value.node.kind == .mapping, let name = required.first, let entry = value.node.entry(named: name) {
      report(
        .unknownProperty, "\(owner(context)) must not have \(quoted(required, "and"))",
        at: context.range(entry.key.range), path: [.key(name)])
    } else if value.node.kind == .scalar {
      report(
        .invalidValue, "'\(shortened(value.node.value))' is not allowed as \(subjectKind)",
        at: context.range(value.range)
      )
    } else {
      report(
        .noAlternativeFits, "\(owner(context)) has a form that is not allowed here",
        at: context.range(context.ownerRange))
    }
  }
}
