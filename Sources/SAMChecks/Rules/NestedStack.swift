import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let nestedStack = Rule(
    "nested-stack",
    summary:
      "A nested stack is given parameters that its template does not have, or not those that it needs.",
    documentation: """
      Where `TemplateURL` or `Location` names a local template, its `Parameters` and `Outputs` are known: each parameter \
      that is given must be one of them, each without a default must be given, and `Fn::GetAtt Stack.Outputs.Name` needs \
      an output of that name.
      """)
}

extension Checker {
  /// The property that names the template of a nested stack, by type.
  private static let templateProperties = [
    "AWS::CloudFormation::Stack": "TemplateURL", "AWS::Serverless::Application": "Location",
  ]

  /// The parameters of a nested stack, where its template is a local file.
  func checkNestedStack(_ type: String, _ properties: Node) {
    guard let name = Self.templateProperties[type], let location = properties.entry(named: name),
      let (file, nested) = nestedTemplate(location.value),
      !nested.mayDefineUnknownNames(in: .parameters)
    else { return }
    let given = properties.entry(named: "Parameters")
    if let given, given.value.kind != .mapping || Value(given.value).call() != nil { return }
    let entries = given.map { Array($0.value.entries) } ?? []
    guard
      entries.allSatisfy({ $0.key.kind == .scalar && !$0.key.hasFunctionPrefix && !$0.key.valueEquals("<<") })
    else { return }
    let parameters = nested.facts(of: .parameters)
    let place: [Diagnostic.PathStep] = [.key("Properties"), .key("Parameters")]
    for entry in entries {
      let name = entry.key.value
      guard parameters[name] != nil else {
        let names = parameters.keys.sorted()
        report(
          .nestedStack,
          "'\(shortened(file.path))' has no parameter '\(shortened(name))'"
            + suggestion(for: name, among: names),
          at: entry.key.innerRange, path: place + [.key(name)],
          fixes: replacementFixes(for: name, among: names, at: entry.key.innerRange))
        continue
      }
      checkNestedValue(entry, nested, file, path: place + [.key(name)])
    }
    let missing = (nested.entries(of: .parameters).map(Array.init) ?? []).filter { parameter in
      parameter.value.kind == .mapping && parameter.value["Default"] == nil
        && !parameter.value.entries.contains { $0.key.valueEquals("<<") }
        && !entries.contains { $0.key.hasSameValue(as: parameter.key) }
    }
    guard let first = missing.first else { return }
    let names = missing.map { $0.key.value }
    report(
      .nestedStack,
      "'\(shortened(file.path))' needs the \(names.count == 1 ? "parameter" : "parameters") \(quoted(names, "and"))",
      at: (given ?? location).key.innerRange,
      path: [.key("Properties"), .key((given ?? location).key.value)],
      related: [(.file(file, first.key.range), "'\(names[0])' has no default")])
  }

  /// A value that the nested template does not allow.
  private func checkNestedValue(
    _ entry: Entry, _ nested: Template, _ file: Diagnostic.NamedFile, path: [Diagnostic.PathStep]
  ) {
    guard let text = Value(entry.value).literal, !Value(entry.value).isDynamicReference,
      !entry.value.isMissing,
      let allowed = nested.entry(of: .parameters, named: entry.key.value)?.value["AllowedValues"],
      allowed.kind == .sequence
    else { return }
    let values = allowed.items.compactMap { Value($0).literal }
    guard values.count == allowed.items.count, !values.contains(text) else { return }
    report(
      .nestedStack,
      "'\(shortened(file.path))' does not allow '\(shortened(text))' for '\(entry.key.value)'"
        + suggestion(for: text, among: values, orAll: true),
      at: entry.value.innerRange, path: path,
      related: [(.file(file, allowed.range), "These values are allowed")])
  }

  /// The template that a nested stack's property names; nil where it is no local file, or none that can be read.
  private func nestedTemplate(_ location: Node) -> (Diagnostic.NamedFile, Template)? {
    guard let named = namedFile(location) else { return nil }
    let nested = named.file.template
    guard nested.tree.problems.isEmpty, nested.entries(of: .resources) != nil else { return nil }
    return (named, nested)
  }

  /// Whether a nested stack has an output that a `Fn::GetAtt` asks for. Nothing is said where that is not known.
  func checkNestedOutput(
    _ attribute: String, of name: String, _ type: String, _ range: Range<Int>, _ context: SchemaContext
  ) -> Outcome {
    guard attribute.hasPrefix("Outputs."), let property = Self.templateProperties[type],
      let location = lookUpContent(name)?.value["Properties"]?.value(under: property),
      let (file, nested) = nestedTemplate(location), !nested.mayDefineUnknownNames(in: .outputs)
    else { return Outcome() }
    let output = String(attribute.dropFirst("Outputs.".count))
    let outputs = nested.facts(of: .outputs)
    if outputs[output] != nil { return Outcome() }
    let names = outputs.keys.sorted()
    report(
      .nestedStack,
      "'\(shortened(file.path))' has no output '\(shortened(output))'"
        + suggestion(for: output, among: names, orAll: true),
      at: context.range(range))
    return .invalid
  }
}
