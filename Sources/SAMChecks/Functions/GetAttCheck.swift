import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownAttribute = Rule(
    "unknown-attribute", cfnLint: "E1010",
    summary: "A resource's type has no attribute of this name.",
    documentation: """
      `Fn::GetAtt` gives the attributes that the type documents as return values, and no others: a property that \
      was written is read back with `Ref` or not at all.
      """)
}

extension Checker {
  /// `Fn::GetAtt`: a resource and one of its attributes.
  func checkGetAtt(_ call: FunctionCall, _ context: SchemaContext) -> Outcome {
    if let outcome = checkIsComplete(call, context) { return outcome }
    guard let (name, nameRange, attribute, attributeRange) = parts(of: call.argument) else { return .unknown }
    return checkAttribute(name, nameRange, attribute, attributeRange, context)
  }

  /// Whether a single text names both a resource and an attribute; nil where there is more to look at.
  private func checkIsComplete(_ call: FunctionCall, _ context: SchemaContext) -> Outcome? {
    let node = call.argument.node
    guard node.kind == .scalar else { return nil }
    let text = node.value
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return nil }
    report(
      .unknownAttribute,
      text.isEmpty
        ? "Fn::GetAtt needs a resource and one of its attributes"
        : "'\(text)' does not name a resource and one of its attributes: it must be 'Resource.Attribute'",
      at: context.range(node.isMissing ? call.nameRange : node.textRange))
    return .invalid
  }

  /// The resource and attribute that an argument names as plain text.
  private func parts(of argument: Value) -> (String, Range<Int>, String, Range<Int>)? {
    let node = argument.node
    if node.kind == .scalar {
      let value = node.value
      let range = node.innerRange
      guard let dot = value.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
      let name = String(value[..<dot])
      let split = range.lowerBound + name.utf8.count
      return (
        name, range.lowerBound..<split, String(value[value.utf8.index(after: dot)...]),
        min(split + 1, range.upperBound)..<range.upperBound
      )
    }
    guard node.kind == .sequence, node.items.count >= 2, let first = node.items.first else { return nil }
    let items = Array(node.items)
    guard Value(first).literal != nil, items.dropFirst().allSatisfy({ Value($0).literal != nil }) else {
      return nil
    }
    return (
      first.value, first.innerRange, items.dropFirst().map(\.value).joined(separator: "."),
      items[1].innerRange
    )
  }

  /// Whether a resource exists and has an attribute; `Fn::Sub` asks the same.
  func checkAttribute(
    _ name: String, _ nameRange: Range<Int>, _ attribute: String, _ attributeRange: Range<Int>,
    _ context: SchemaContext
  ) -> Outcome {
    if let facts = lookUp(.resources, name) {
      guard let type = facts.type else { return .unknown }
      return checkAttribute(attribute, of: name, type, attributeRange, context)
    }
    if let generated = lookUpGenerated(name) {
      return checkAttribute(attribute, of: name, generated.type, attributeRange, context)
    }
    if isResource(name) || mayDefineUnknownNames(in: .resources) { return .unknown }
    let message: String
    if lookUp(.parameters, name) != nil {
      message = "a resource but a parameter, which has no attributes"
    } else {
      message = "a resource of this template"
    }
    reportUnresolved(name, at: nameRange, among: resourceNames(near: name), message, context)
    return .invalid
  }

  private func checkAttribute(
    _ attribute: String, of name: String, _ type: String, _ range: Range<Int>, _ context: SchemaContext
  ) -> Outcome {
    if type.hasPrefix("Custom::") || type == "AWS::CloudFormation::CustomResource"
      || type.hasSuffix("::MODULE")
    {
      return .unknown
    }
    guard let resourceType = packFacts.type(named: type)?.type else { return .unknown }
    if resourceType.attribute(named: attribute) != nil {
      return checkNestedOutput(attribute, of: name, type, range, context)
    }
    if let outcome = checkReferable(attribute, of: name, range, context) { return outcome }
    if isTrial {
      report(.unknownAttribute, "", at: range)
      return .invalid
    }
    let names = resourceType.attributes.map(\.name)
    report(
      .unknownAttribute,
      names.isEmpty
        ? "\(type) has no attributes that Fn::GetAtt could give"
        : "\(type) has no attribute '\(attribute)'"
          + suggestion(for: attribute, among: names, orAll: names.count <= 12),
      at: context.range(range), fixes: replacementFixes(for: attribute, among: names, at: range))
    return .invalid
  }

  /// An attribute of a resource that the SAM transform makes, `Version.FunctionArn`; nil where that is no such form.
  private func checkReferable(
    _ attribute: String, of name: String, _ range: Range<Int>, _ context: SchemaContext
  ) -> Outcome? {
    let property = String(attribute.prefix { $0 != "." })
    guard let made = lookUpReferable(property, of: name) else { return nil }
    switch made {
    case .unknown: return .unknown
    case .nothing:
      guard let reason = reasonNotMade(name + "." + property) else { return .unknown }
      report(.unknownAttribute, reason, at: context.range(range))
      return .invalid
    case .made(let resource):
      let rest = String(attribute.dropFirst(property.count + 1))
      if !rest.isEmpty {
        let start = min(range.lowerBound + property.utf8.count + 1, range.upperBound)
        return checkAttribute(rest, of: resource.logicalID, resource.type, start..<range.upperBound, context)
      }
      report(
        .unknownAttribute,
        "'\(name).\(property)' is a resource; Fn::GetAtt needs one of its attributes, and Ref gives the resource itself",
        at: context.range(range))
      return .invalid
    }
  }

  /// The kinds that an attribute can have; nil where nobody can say.
  func getAttTypes(_ call: FunctionCall) -> Schema.Types? {
    guard let (name, _, attribute, _) = parts(of: call.argument),
      let type = lookUp(.resources, name)?.type ?? lookUpGenerated(name)?.type,
      let found = packFacts.type(named: type)?.type.attribute(named: attribute)
    else { return nil }
    let types = found.types
    // Numbers and booleans come as text; objects cannot be told from lists of them here.
    return types.isEmpty || !types.isDisjoint(with: [.object]) ? nil : types
  }
}
