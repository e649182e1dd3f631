import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// An entry of `Resources`: its attributes, its type, its properties.
  func checkResource(_ entry: Entry) {
    domain = .resourceAttributes
    let typeNode = entry.value["Type"]
    let type = typeNode.flatMap { Value($0).name }
    let isSAM = type?.hasPrefix("AWS::Serverless::") == true
    checkResourceShape(entry, isSAM: isSAM)
    guard entry.value.kind == .mapping else { return }
    checkDependsOn(entry)
    if let condition = entry.value["Condition"], condition.kind == .scalar {
      descend(.key("Condition")) {
        checkResourceCondition(condition)
      }
    }
    checkPolicies(entry, type: type)
    checkProtection(entry)
    checkOtherAttributes(entry)
    checkPlaceholders(entry, in: .resources)
    guard let typeNode, let type, !type.isEmpty else { return }
    guard let resourceType = checkType(type, typeNode) else { return }
    if let condition = entry.value["Condition"].flatMap({ Value($0).literal }) { assumed[condition] = true }
    checkLifecycle(resourceType.type, entry, typeNode)
    checkProperties(entry, resourceType)
    domain = .properties
    if isSAM { checkSAM(entry) }
    checkEmbeddedDocuments(entry, resourceType.name)
    checkEmbeddedConnectors(entry)
  }

  /// The attributes beside `Properties`. Those that SAM does not know are ignored by its transform.
  private func checkResourceShape(_ entry: Entry, isSAM: Bool) {
    guard isSAM, entry.value.kind == .mapping, let shape = packFacts.entryShape(of: "resources/configuration")
    else {
      checkShape(entry, "resources/configuration", kind: "resource", isStrict: true)
      return
    }
    checkName(of: entry, shape)
    let known = shape.schema.properties
    let unknown = entry.value.entries.filter { attribute in
      attribute.key.kind == .scalar && attribute.key.withValueUTF8 { known[utf8: $0] } == nil
        && !attribute.key.hasFunctionPrefix
    }
    if !unknown.isEmpty { reportIgnored(unknown, known: known.names) }
    for attribute in entry.value.entries where attribute.key.kind == .scalar {
      guard let schema = attribute.key.withValueUTF8({ known[utf8: $0] }) else { continue }
      descend(.key(attribute.key.value)) {
        _ = check(
          Value(attribute.value), against: schema,
          SchemaContext(
            functions: [], isStrict: true, ownerRange: attribute.key.range, followsCalls: false))
      }
    }
  }

  private static let otherAttributes: [StaticString] = [
    "Metadata", "CreationPolicy", "UpdatePolicy", "Connectors",
  ]

  /// The function calls in attributes that nothing else looks at.
  private func checkOtherAttributes(_ entry: Entry) {
    for attribute in entry.value.entries {
      guard Self.otherAttributes.contains(where: attribute.key.valueEquals) else { continue }
      descend(.key(attribute.key.value)) {
        checkFreely(Value(attribute.value), SchemaContext(ownerRange: attribute.key.range))
      }
    }
  }

  /// The properties against the type's schema in each region, then the rules that tie several of them together.
  private func checkProperties(_ entry: Entry, _ facts: PackFacts.TypeFacts) {
    domain = .properties
    resourceType = facts.name
    packagedPaths = facts.packagedPaths
    let properties = entry.value.entry(named: "Properties")
    let node = properties?.value
    if properties != nil { path.append(.key("Properties")) }
    defer { if properties != nil { path.removeLast() } }
    var context = SchemaContext(
      owner: .name(facts.name), ownerRange: properties?.key.range ?? entry.key.range,
      resourceProperties: facts.schemas[0].properties)
    if facts.isSAM { context.fallback = globals(for: facts.name, entry) }
    if let node, !node.isMissing, Value(node).scalarType != .null {
      guard node.kind == .mapping || node.kind == .alias || Value(node).call() != nil else {
        let value = Value(node)
        report(
          .wrongKind, "'Properties' must be a mapping, not \(describe(value))", at: place(of: value, context))
        return
      }
      for schema in facts.schemas { check(Value(node), against: schema, context) }
      if node.kind == .mapping { checkRules(of: facts, node, context) }
      checkRuntime(facts.name, node)
      if node.kind == .mapping, Value(node).call() == nil {
        checkLegacy(facts.name, node)
        checkHandler(facts.name, node, context)
      }
    } else {
      if properties == nil {
        // A misspelt `Properties` is where to look for what is missing.
        let written = entry.value.entries.first {
          $0.key.kind == .scalar && nearest(to: $0.key.value, among: ["Properties"]) != nil
        }
        var place = context
        if let written { place.ownerRange = written.key.range }
        checkHandler(facts.name, nil, place)
      }
      let schema = facts.schemas[0]
      let missing = Array(schema.required).filter { context.fallback?.value(under: $0) == nil }
      if !missing.isEmpty {
        report(
          .missingProperty,
          "\(facts.name) needs \(missing.count == 1 ? "the property" : "the properties") \(quoted(missing, "and"))",
          at: context.ownerRange)
      } else if properties != nil {
        report(.wrongKind, "'Properties' has no value; it must be a mapping", at: context.ownerRange)
      }
    }
  }

  /// The part of `Globals` that merges into a resource of SAM.
  func globals(for type: String, _ entry: Entry) -> Node? {
    if let ignored = entry.value["IgnoreGlobals"], Value(ignored).literal == "*" { return nil }
    let section = String(type.dropFirst("AWS::Serverless::".count))
    return template.header.sections[.globals]?.value.value(under: section)
  }

  /// The conditional rules of the type.
  private func checkRules(of facts: PackFacts.TypeFacts, _ node: Node, _ context: SchemaContext) {
    for rule in facts.rules { apply(rule, to: node, rule.path[...], context) }
  }

  private func apply(
    _ rule: PackFacts.TypeFacts.Rule, to node: Node, _ rest: ArraySlice<String>, _ context: SchemaContext
  ) {
    guard let step = rest.first else {
      if let condition = rule.condition, condition.excludes(Value(node), fallback: context.fallback) {
        return
      }
      let outer = domain
      domain = .extended(rule.id)
      defer { domain = outer }
      var inner = opaque(context)
      inner.resourceProperties = nil
      let before = findings.count
      check(Value(node), against: rule.schema, inner)
      if !rule.reportsEveryMismatch { keepFirstFinding(since: before) }
      return
    }
    if Value(node).call() != nil { return }
    if step == "*" {
      for (index, item) in node.items.enumerated() {
        let inner = context.inside(ownerRange: item.entries.first?.key.range ?? item.range)
        descend(.index(index)) { apply(rule, to: item, rest.dropFirst(), inner) }
      }
    } else if let entry = node.entry(named: step) {
      let inner = context.inside(ownerRange: entry.key.range)
      descend(.key(step)) { apply(rule, to: entry.value, rest.dropFirst(), inner) }
    }
  }
}
