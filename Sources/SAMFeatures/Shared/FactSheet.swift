import ResourceSchema
import SAMTemplate

/// What is known of a thing, as Markdown: what it is, its facts as a list, a link.
enum FactSheet {
  /// A list of facts under a heading.
  struct Builder {
    private var head: String
    private var text: String?
    private var facts: [String] = []
    private var tail: [String] = []

    init(_ head: String) { self.head = head }

    mutating func say(_ text: String?) {
      guard let text, !text.isEmpty else { return }
      self.text = self.text.map { $0 + "\n\n" + text } ?? text
    }

    mutating func fact(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { facts.append("- \(name): \(value)") }
    }

    mutating func link(_ title: String, _ url: String?) {
      if let url { tail.append("[\(title)](\(url))") }
    }

    var markdown: String {
      var parts = [head]
      if let text { parts.append(text) }
      if !facts.isEmpty { parts.append(facts.joined(separator: "\n")) }
      if !tail.isEmpty { parts.append(tail.joined(separator: " · ")) }
      return parts.joined(separator: "\n\n")
    }
  }

  /// Text as inline code, whatever backticks it holds.
  static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// Texts as inline code, the first of many.
  static func codes(_ texts: some Collection<String>, limit: Int = 12) -> String {
    let shown = texts.prefix(limit).map(code).joined(separator: ", ")
    return texts.count > limit ? "\(shown), and \(texts.count - limit) more" : shown
  }

  // MARK: Types

  static func type(named name: String) -> String? {
    guard let type = SchemaPack.shared.type(named: name) else {
      guard name.hasPrefix("Custom::") else { return nil }
      var builder = Builder("**\(name)** custom resource")
      builder.say(
        "Made by the function or topic that its `ServiceToken` names, which says what properties it takes.")
      return builder.markdown
    }
    var builder = Builder("**\(name)**" + (type.isSAM ? " SAM resource" : ""))
    if let lifecycle = type.lifecycle {
      builder.say("*\(lifecycle.status)\(lifecycle.date.map { " \($0)" } ?? "")*")
    }
    builder.say(SchemaPack.shared.documentation(for: type) ?? SAMNotes.types[name])
    builder.fact("Required", codes(Array(type.schema.required)))
    builder.fact("`Ref` gives", refText(of: type))
    builder.fact("`GetAtt`", codes(type.attributes.map { $0.isPrefix ? $0.name + "…" : $0.name }))
    if let generated = generatedTypes(of: type) { builder.fact("Becomes", generated) }
    builder.fact("Events", codes(type.sam?.eventNames ?? [], limit: 30))
    if !type.isSAM {
      let missing = type.missingRegions
      builder.fact(
        "Regions",
        missing.isEmpty
          ? "all"
          : missing.count <= 8
            ? "all but \(codes(missing))" : "\(type.regions.count): \(codes(type.regions, limit: 6))")
    }
    if SchemaPack.shared.isStateful(name) {
      builder.fact("Holds data", "consider a `DeletionPolicy` and an `UpdateReplacePolicy`")
    }
    builder.link("AWS documentation", type.documentationURL)
    return builder.markdown
  }

  /// What a `Ref` to a resource of the type gives.
  static func refText(of type: ResourceType) -> String? {
    let value = type.refValue
    if value.properties.isEmpty { return nil }
    return value.properties.map { code(String($0.split(separator: ".").last ?? "")) }.joined(
      separator: " and ")
  }

  private static func generatedTypes(of type: ResourceType) -> String? {
    guard let generated = type.sam?.generatedResources, !generated.isEmpty else { return nil }
    var names: [String] = []
    for resource in generated where !names.contains(resource.typeName) { names.append(resource.typeName) }
    return codes(names)
  }

  /// A kind of event of a SAM type.
  static func event(_ name: String, of type: ResourceType) -> String? {
    guard let event = type.sam?.event(named: name) else { return nil }
    var builder = Builder("**\(name)** event")
    builder.say(SAMNotes.events[name])
    let place = ["Events", "*", name, "Properties"].reduce(PropertyPlace(of: type) as PropertyPlace?) {
      $0?.next($1)
    }
    builder.fact("Required", place.flatMap { codes(required(inside: $0)) })
    builder.fact("Makes", codes(event.generated.map(\.typeName)))
    builder.link("AWS documentation", place.flatMap { PropertyFacts(of: $0).documentationURL })
    return builder.markdown
  }

  // MARK: Properties

  /// The property that steps lead to in a type, with the kinds of events before their properties; nil where the
  /// schema's pages have none.
  static func property(_ steps: [String], of type: ResourceType) -> String? {
    var place = PropertyPlace(of: type)
    for step in steps {
      guard let next = place.next(step) else { return nil }
      place = next
    }
    let facts = PropertyFacts(of: place)
    let name = place.path.last { $0 != "*" } ?? type.name
    var builder = Builder("**\(name)** \(code(facts.type))" + (facts.isRequired ? " required" : ""))
    if facts.isDeprecated { builder.say("*Deprecated.*") }
    builder.say(SchemaPack.shared.documentation(of: place))
    builder.fact("Values", codes(facts.values, limit: 20))
    builder.fact("Default", facts.defaultValue.map(code))
    builder.fact("Bounds", facts.constraints.joined(separator: ", "))
    builder.fact("Pattern", facts.pattern.map(code))
    builder.fact("Names", facts.relationship.map(code))
    builder.fact("Required inside", codes(required(inside: place)))
    switch facts.update {
    case .noInterruption: builder.fact("Update", "no interruption")
    case .replacement: builder.fact("Update", "replaces the resource")
    case .conditional: builder.fact("Update", "may replace the resource")
    case .unknown: break
    }
    if facts.isReadOnly { builder.fact("Read-only", "yes") }
    builder.fact("Passed on to", facts.handedTo.map(code))
    builder.link("AWS documentation", facts.documentationURL)
    return builder.markdown
  }

  /// The same for a place that only what the SAM transform makes of it describes.
  static func property(at place: SchemaPlace) -> String? {
    guard let name = place.path.last, name != "*" else { return nil }
    let views = place.views(of: nil)
    var builder = Builder("**\(name)** \(code(TypeText.text(of: views)))")
    builder.fact("Values", codes(KnownValues(place).strings, limit: 20))
    return builder.markdown
  }

  private static func required(inside place: PropertyPlace) -> [String] {
    let owners = place.listed.alternatives.filter(\.listsProperties)
    guard let first = owners.first else { return [] }
    return first.required.filter { name in owners.allSatisfy { $0.required.contains(name) } }
  }

  // MARK: The language

  static func note(_ head: String, _ note: LanguageNotes.Note?) -> String? {
    guard let note else { return nil }
    var builder = Builder(head)
    builder.say(note.text)
    if let example = note.example { builder.say("```yaml\n\(example)\n```") }
    builder.link("AWS documentation", note.link)
    return builder.markdown
  }

  static func function(named name: String) -> String? {
    let known = SchemaPack.shared.intrinsicFunction(named: name)
    guard var text = note("**\(name)** intrinsic function", LanguageNotes.functions[name]) else { return nil }
    if let types = known?.resultTypes, !types.isEmpty, types.names.count <= 3,
      let end = text.range(of: "\n\n[")
    {
      text.insert(contentsOf: "\n\n- Gives: \(types.names.joined(separator: ", "))", at: end)
    }
    return text
  }

  static func section(named name: String) -> String? {
    note("**\(name)** section", LanguageNotes.sections[name])
  }

  static func pseudoParameter(named name: String) -> String? {
    guard let text = LanguageNotes.pseudoParameters[name] else { return nil }
    var builder = Builder("**\(name)** pseudo parameter")
    builder.say(text)
    builder.link("AWS documentation", LanguageNotes.pseudoParametersLink)
    return builder.markdown
  }

  static func attribute(_ name: String, of type: ResourceType) -> String? {
    guard let attribute = type.attribute(named: name) else { return nil }
    var builder = Builder("**\(name)** \(code(TypeText.text(of: [attribute.schema]))) attribute")
    builder.fact("Of", code(type.name))
    builder.link("AWS documentation", type.documentationURL)
    return builder.markdown
  }

  static func policyTemplate(named name: String) -> String? {
    guard let template = SchemaPack.shared.sam.policyTemplate(named: name) else { return nil }
    var builder = Builder("**\(name)** SAM policy template")
    builder.fact("Parameters", codes(template.parameters))
    builder.fact("Allows", codes(actions(in: template.definition), limit: 16))
    builder.link(
      "AWS documentation",
      "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html"
    )
    return builder.markdown
  }

  private static func actions(in definition: JSONValue) -> [String] {
    var found: [String] = []
    for statement in definition["Statement"]?.array ?? [] {
      switch statement["Action"] {
      case .string(let action): found.append(action)
      case .array(let actions): found += actions.compactMap(\.string)
      default: break
      }
    }
    return found
  }
}

extension String {
  /// Where a text starts in this one.
  fileprivate func range(of text: String) -> String.Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index }
      index = self.index(after: index)
    }
    return nil
  }
}
