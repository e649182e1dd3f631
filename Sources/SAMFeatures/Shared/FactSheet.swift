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

  // MARK: Properties

  static func property(_ path: [String], of type: ResourceType, at place: SchemaPlace) -> String {
    let views = place.views(of: nil)
    let name = path.last { $0 != "*" } ?? type.name
    var builder = Builder("**\(name)** \(code(TypeText.text(of: views)))")
    if isRequired(path, of: type) { builder.fact("Required", "yes") }
    if type.isDeprecated(path) { builder.fact("Deprecated", "yes") }
    let known = KnownValues(place)
    if !known.strings.isEmpty, known.strings != ["true", "false"] {
      builder.fact("Values", codes(known.strings, limit: 20))
    }
    builder.fact("Default", known.defaultValue.map(code))
    for view in views {
      if let pattern = view.pattern, known.strings.isEmpty { builder.fact("Pattern", code(pattern)) }
      builder.fact("Length", bounds(view.minLength, view.maxLength))
      builder.fact("Range", bounds(view.minimum.map(number), view.maximum.map(number)))
      builder.fact("Items", bounds(view.minItems, view.maxItems))
      if let relation = view.relationship { builder.fact("Names a", code(relation.typeName)) }
    }
    builder.fact("Required inside", codes(required(views)))
    switch behavior(of: path, type) {
    case .noInterruption: builder.fact("Update", "no interruption")
    case .replacement: builder.fact("Update", "replaces the resource")
    case .conditional: builder.fact("Update", "may replace the resource")
    case .unknown: break
    }
    if type.isReadOnly(path) { builder.fact("Read-only", "yes") }
    builder.link("AWS documentation", type.documentationURL(property: path))
    return builder.markdown
  }

  private static func behavior(of path: [String], _ type: ResourceType) -> ResourceType.UpdateBehavior {
    guard type.isSAM else { return type.updateBehavior(of: path) }
    guard let made = type.generatedType, let first = path.first, made.schema.properties[first] != nil else {
      return .unknown
    }
    return made.updateBehavior(of: path)
  }

  private static func isRequired(_ path: [String], of type: ResourceType) -> Bool {
    guard let name = path.last, name != "*" else { return false }
    var place = SchemaPlace(propertiesOf: type)
    for step in path.dropLast() { place = step == "*" ? place.anyChild() : place.child(step) }
    return place.schemas.contains { $0.required.contains(name) }
  }

  private static func required(_ views: [Schema]) -> [String] {
    views.first.map { Array($0.required) } ?? []
  }

  private static func bounds<T: Equatable & CustomStringConvertible>(_ low: T?, _ high: T?) -> String? {
    switch (low, high) {
    case (nil, nil): nil
    case (let low?, nil): "at least \(low)"
    case (nil, let high?): "at most \(high)"
    case (let low?, let high?): low == high ? "\(low)" : "\(low) to \(high)"
    }
  }

  static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
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
    if let types = known?.resultTypes, !types.isEmpty, let end = text.range(of: "\n\n[") {
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
