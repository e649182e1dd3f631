import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// An entry of `Resources`: its attributes, its type, its properties.
  func checkResource(_ entry: Entry) {
    let name = entry.key.value
    domain = .resourceAttributes
    let typeNode = entry.value["Type"]
    let type = typeNode.flatMap { Value($0).call() == nil ? Value($0).literal : nil }
    let isSAM = type?.hasPrefix("AWS::Serverless::") == true
    checkResourceShape(entry, name: name, isSAM: isSAM)
    guard entry.value.kind == .mapping else { return }
    checkDependsOn(entry)
    if let condition = entry.value["Condition"], condition.kind == .scalar {
      descend(.key("Condition")) {
        checkResourceCondition(condition)
      }
    }
    checkPolicies(entry, type: type)
    checkProtection(entry)
    checkPlaceholders(entry)
    guard let typeNode, let type, !type.isEmpty else { return }
    guard let resourceType = checkType(type, typeNode) else { return }
    if let condition = entry.value["Condition"].flatMap({ Value($0).literal }) { assumed[condition] = true }
    checkLifecycle(resourceType, entry, typeNode)
    checkProperties(entry, resourceType)
    domain = .properties
    if isSAM { checkSAM(entry) }
    checkEmbeddedConnectors(entry)
  }

  /// The attributes beside `Properties`. Those that SAM does not know are ignored by its transform.
  private func checkResourceShape(_ entry: Entry, name: String, isSAM: Bool) {
    guard isSAM, entry.value.kind == .mapping, let schema = pack.section("resources/configuration"),
      let (_, shape) = schema.patternProperties.first
    else {
      checkShape(entry, "resources/configuration", owner: "resource '\(name)'", isStrict: true)
      return
    }
    let known = shape.properties
    let unknown = entry.value.entries.filter { attribute in
      attribute.key.kind == .scalar && attribute.key.withValueUTF8 { known[utf8: $0] } == nil
        && !attribute.key.hasFunctionPrefix
    }
    reportIgnored(unknown, known: known.names)
    for attribute in entry.value.entries where attribute.key.kind == .scalar {
      guard let schema = attribute.key.withValueUTF8({ known[utf8: $0] }) else { continue }
      descend(.key(attribute.key.value)) {
        _ = check(
          Value(attribute.value), against: schema,
          SchemaContext(
            functions: [], isStrict: true, owner: "'\(attribute.key.value)'", ownerRange: attribute.key.range))
      }
    }
  }

  /// The properties against the type's schema in each region, then the rules that tie several of them together.
  private func checkProperties(_ entry: Entry, _ type: ResourceType) {
    domain = .properties
    resourceType = type.name
    let properties = entry.value.entry(named: "Properties")
    let node = properties?.value
    path.append(.key("Properties"))
    defer { path.removeLast() }
    var context = SchemaContext(
      owner: type.name, ownerRange: properties?.key.range ?? entry.key.range,
      resourceProperties: type.schema.properties)
    if type.isSAM { context.fallback = globals(for: type.name, entry) }
    if let node, !node.isMissing, Value(node).scalarType != .null {
      guard node.kind != .scalar || Value(node).call() != nil else {
        report(
          .wrongKind, "'Properties' must be a mapping, not \(describe(Value(node)))", at: node.range)
        return
      }
      for schema in schemas(of: type) { check(Value(node), against: schema, context) }
      if node.kind == .mapping { checkRules(of: type, node, context) }
      checkRuntime(type, node)
      if node.kind == .mapping, Value(node).call() == nil {
        checkLegacy(type.name, node)
        checkHandler(type.name, node, context)
      }
    } else {
      let schema = type.schema
      let missing = Array(schema.required).filter { context.fallback?.value(under: $0) == nil }
      if !missing.isEmpty {
        report(
          .missingProperty,
          "\(type.name) needs \(missing.count == 1 ? "the property" : "the properties") \(quoted(missing, "and"))",
          at: context.ownerRange)
      } else if properties != nil {
        report(.wrongKind, "'Properties' has no value; it must be a mapping", at: context.ownerRange)
      }
    }
  }

  /// The type's schemas in the regions that are asked for, each once.
  private func schemas(of type: ResourceType) -> [Schema] {
    var schemas: [Schema] = []
    for region in configuration.regions {
      if let schema = type.schema(in: region), !schemas.contains(schema) { schemas.append(schema) }
    }
    return schemas.isEmpty ? [type.schema] : schemas
  }

  /// The part of `Globals` that merges into a resource of SAM.
  func globals(for type: String, _ entry: Entry) -> Node? {
    if let ignored = entry.value["IgnoreGlobals"], Value(ignored).literal == "*" { return nil }
    let section = String(type.dropFirst("AWS::Serverless::".count))
    return template.header.sections[.globals]?.value.value(under: section)
  }

  /// The conditional rules of the type.
  private func checkRules(of type: ResourceType, _ node: Node, _ context: SchemaContext) {
    for rule in type.rules where rule.id != "E3601" {
      guard let schema = rule.schema(in: configuration.regions[0]) else { continue }
      let steps = rule.path
      guard steps.first == "Properties" else { continue }
      apply(rule, schema, to: node, steps.dropFirst(), context)
    }
  }

  private func apply(
    _ rule: ConditionalRule, _ schema: Schema, to node: Node, _ rest: ArraySlice<String>, _ context: SchemaContext
  ) {
    guard let step = rest.first else {
      let outer = domain
      domain = .extended(rule.id)
      defer { domain = outer }
      var inner = opaque(context)
      inner.resourceProperties = nil
      let before = findings.count
      check(Value(node), against: schema, inner)
      if !rule.reportsEveryMismatch { keepFirstFinding(since: before) }
      return
    }
    if Value(node).call() != nil { return }
    var inner = context
    inner.fallback = nil
    if step == "*" {
      for (index, item) in node.items.enumerated() {
        inner.owner = subject
        inner.ownerRange = item.entries.first?.key.range ?? item.range
        descend(.index(index)) { apply(rule, schema, to: item, rest.dropFirst(), inner) }
      }
    } else if let entry = node.entry(named: step) {
      inner.owner = "'\(step)'"
      inner.ownerRange = entry.key.range
      descend(.key(step)) { apply(rule, schema, to: entry.value, rest.dropFirst(), inner) }
    }
  }
}
