import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let invalidGlobals = Rule(
    "invalid-globals", cfnLint: "E3724",
    summary: "`Globals` has a section or a property that SAM does not take there.",
    documentation: """
      `Globals` takes some of the SAM types, without the `AWS::Serverless::` before them, and of each some of its \
      properties.
      """)
}

extension Checker {
  /// `Globals`: its sections, and the properties of each.
  func checkGlobals() {
    guard let globals = template.header.sections[.globals], globals.value.kind == .mapping else { return }
    domain = .globals
    path.append(.key("Globals"))
    defer {
      path.removeLast()
      domain = .template
    }
    let sections = pack.sam.globals
    let names = sections.map(\.name)
    for entry in globals.value.entries where entry.key.kind == .scalar {
      let name = entry.key.value
      guard let section = sections.first(where: { $0.name == name }) else {
        if entry.key.hasFunctionPrefix || !entry.hasColon { continue }
        descend(.key(name)) {
          report(
            .invalidGlobals,
            "'Globals' has no section '\(name)'" + suggestion(for: name, among: names, orAll: true),
            at: entry.key.range, fixes: replacementFixes(for: name, among: names, at: entry.key.innerRange))
        }
        continue
      }
      descend(.key(name)) { check(entry, section) }
    }
  }

  /// The kind of a shared value, where the schema has nothing against it.
  private func checkKind(of property: Entry, _ type: String) {
    let declared = packFacts.samType(named: type)?.properties.first { $0.name == property.key.value }
    guard let declared, property.key.value != "OpenApiVersion" else { return }
    let value = TransformValue(property.value, in: template.tree)
    guard let problem = kindProblem(of: value, as: declared) else { return }
    let whole = property.key.range.lowerBound..<property.value.range.upperBound
    guard !findings.contains(where: { $0.range.overlaps(whole.lowerBound - base..<whole.upperBound - base) })
    else { return }
    report(
      .wrongKind, problem.message,
      at: place(of: Value(property.value), SchemaContext(ownerRange: property.key.range)))
  }

  private func check(_ entry: Entry, _ section: SAMFacts.GlobalsSection) {
    if let call = Value(entry.value).call(), call.intrinsic != .transform {
      report(
        .wrongKind, "'\(section.name)' must be a mapping of properties: SAM reads 'Globals' before functions",
        at: entry.key.range)
      return
    }
    guard let type = pack.type(named: section.typeName), entry.value.kind == .mapping else {
      if entry.value.kind != .mapping, Value(entry.value).call() == nil, entry.value.kind != .alias {
        report(.wrongKind, "'\(section.name)' must be a mapping of properties", at: entry.key.range)
      }
      return
    }
    let supported = section.properties
    for property in entry.value.entries where property.key.kind == .scalar && !property.key.hasFunctionPrefix
    {
      let key = property.key.value
      guard supported.contains(key) else {
        if !property.hasColon { continue }
        let isProperty = type.schema.properties[key] != nil
        descend(.key(key)) {
          report(
            .invalidGlobals,
            isProperty
              ? "'\(key)' cannot be set for all of \(type.name) under 'Globals'; set it on each resource"
              : "'\(key)' is not a property that 'Globals' takes for \(type.name)"
                + suggestion(for: key, among: supported), at: property.key.range,
            fixes: isProperty ? [] : replacementFixes(for: key, among: supported, at: property.key.innerRange)
          )
        }
        continue
      }
      guard let schema = type.schema.properties[key] else { continue }
      // Required parts may come from the resources; what is there must fit.
      let outer = domain
      domain = .properties
      descend(.key(key)) {
        _ = check(
          Value(property.value), against: schema,
          SchemaContext(
            fallback: property.value, ownerRange: property.key.range,
            resourceProperties: type.schema.properties))
        if key == "Runtime" { checkRuntime(property.value) }
        checkKind(of: property, section.typeName)
      }
      domain = outer
    }
  }
}
