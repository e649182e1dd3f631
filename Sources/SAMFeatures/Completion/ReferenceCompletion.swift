import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// Names that the template defines, where something refers to them.
extension CompletionList {
  /// The most names of a section that are proposed: as many as CloudFormation allows resources.
  private static let nameLimit = 500
  /// The most resources whose made ones are proposed: they are worked out for it.
  private static let makerLimit = 40

  mutating func addArguments(of function: FunctionPlace) {
    switch (function.intrinsic, function.steps) {
    case (.ref, []):
      addReferenceTargets(expecting: function.outer.expected)
    case (.getAtt, []), (.getAtt, [.item(0)]), (.getAtt, [.item(1)]):
      addGetAtt(function)
    case (.findInMap, [.item(0)]):
      addMapNames(function, 0)
    case (.findInMap, [.item(1)]), (.findInMap, [.item(2)]):
      if cursor.role != .key { addMapNames(function, function.steps == [.item(1)] ? 1 : 2) }
      addFunctions()
    case (.if, [.item(0)]), (.condition, []):
      addConditionNames()
    case (.valueOf, [.item(0)]), (.valueOfAll, [.item(0)]):
      addParameterNames()
    case (.getAZs, []):
      add(value: "", kind: .value, rank: 50, quoted: true)
      addFunctions()
    case (.transform, [.key("Name")]):
      add(value: "AWS::Include", rank: 0)
    case (.transform, []):
      if cursor.role != .value {
        for key in ["Name", "Parameters"] where !cursor.siblingKeys.contains(key) {
          add(
            key: key, kind: .keyword, shape: key == "Name" ? .scalar : .mapping, hasKnownValues: true, rank: 0
          )
        }
      }
    case (.if, []), (.join, []), (.select, []), (.findInMap, []), (.importValue, []):
      addFunctions()
    case (.sub, []), (.sub, [.item(0)]):
      break
    default:
      addFunctions()
    }
  }

  /// What a `Ref` can name.
  mutating func addReferenceTargets(expecting place: SchemaPlace?) {
    if let dot = cursor.typed.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let name = String(cursor.typed[..<dot])
      let start = cursor.replaceRange.lowerBound + name.utf8.count + 1
      for (index, part) in referableParts(of: name).enumerated() {
        add(
          CompletionItem(
            label: part.name, kind: .attribute, detail: part.typeName, replaceRange: start..<cursor.offset,
            insertText: part.name),
          rank: 0, order: index)
      }
      return
    }
    addParameterNames()
    addResourceNames(rank: 5)
    addGeneratedResources()
    addPseudoParameters(rank: 30)
  }

  /// The names that a section defines, with their types: near the cursor where they are too many for a list.
  func names(of section: Section) -> [(name: String, type: String?)] {
    guard let entries = template.entries(of: section, around: cursor.offset, limit: Self.nameLimit) else {
      return []
    }
    let facts = template.facts(of: section)
    var seen: Set<String> = []
    return entries.compactMap { entry in
      guard entry.key.kind == .scalar, !entry.key.isMissing, !entry.key.hasFunctionPrefix else { return nil }
      let name = entry.key.value
      return seen.insert(name).inserted ? (name, facts[name]?.first?.type) : nil
    }
  }

  /// What the transform makes of the resources near the cursor, each once.
  private var generatedNames: [GeneratedResource] {
    guard let entries = template.entries(of: .resources, around: cursor.offset, limit: Self.makerLimit)
    else { return [] }
    let sources = entries.filter { $0.key.kind == .scalar }.map(\.key.value) + template.implicitAPIs
    var seen: Set<String> = []
    return sources.flatMap { template.made(of: $0)?.named ?? [] }.filter {
      seen.insert($0.logicalID).inserted
    }
  }

  mutating func addParameterNames() {
    for (name, type) in names(of: .parameters) { add(value: name, detail: type, kind: .parameter, rank: 3) }
  }

  mutating func addConditionNames() {
    for (name, _) in names(of: .conditions) {
      add(value: name, detail: "Condition", kind: .condition, rank: 0)
    }
  }

  /// The logical ids of the template's resources, but for the one that the cursor is in.
  mutating func addResourceNames(rank: Int) {
    let own = ownLogicalID
    for (name, type) in names(of: .resources) where name != own && type != nil {
      add(value: name, detail: type, kind: .resource, rank: rank)
    }
  }

  /// The logical id of the resource that the cursor is in.
  var ownLogicalID: String? {
    guard cursor.levels.count >= 2, case .key("Resources") = cursor.levels[0].step,
      case .key(let name) = cursor.levels[1].step
    else { return nil }
    return name
  }

  mutating func addGeneratedResources() {
    for resource in generatedNames {
      let source = template.isImplicitAPI(resource.source) ? "events" : resource.source
      let detail = "\(resource.type), made for \(source)"
      add(value: resource.logicalID, detail: detail, kind: .resource, rank: 25)
    }
  }

  mutating func addPseudoParameters(rank: Int) {
    for (index, name) in PseudoParameters.names.enumerated() {
      add(
        value: name, detail: "Pseudo parameter", kind: .pseudoParameter, rank: rank, order: index,
        documentationKey: "pseudo " + name)
    }
  }

  // MARK: Fn::GetAtt

  private mutating func addGetAtt(_ function: FunctionPlace) {
    if function.steps == [.item(1)] {
      guard let name = function.argument?.items.first.flatMap({ Value($0).literal }) ?? cursorSibling(0)
      else { return }
      addAttributes(of: name, from: cursor.replaceRange.lowerBound)
      return
    }
    if function.steps.isEmpty, let dot = cursor.typed.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let name = String(cursor.typed[..<dot])
      addAttributes(of: name, from: cursor.replaceRange.lowerBound + name.utf8.count + 1)
      return
    }
    let isWhole = function.steps.isEmpty && !cursor.isFlow || function.steps.isEmpty
    let own = ownLogicalID
    for (name, type) in names(of: .resources) where name != own && type != nil {
      addGetAttResource(name, type: type, isWhole: isWhole)
    }
    for resource in generatedNames {
      addGetAttResource(resource.logicalID, type: resource.type, isWhole: isWhole, rank: 25)
    }
  }

  private mutating func addGetAttResource(_ name: String, type: String?, isWhole: Bool, rank: Int = 0) {
    let continues = cursor.rest.hasPrefix(".")
    let text = isWhole && !continues ? name + "." : name
    add(
      CompletionItem(
        label: name, kind: .resource, detail: type, replaceRange: cursor.replaceRange,
        insertText: (cursor.needsSpace ? " " : "") + quotedIfJSON(text, opensOnly: isWhole && !continues),
        triggersCompletion: isWhole && !continues),
      rank: rank)
  }

  private func quotedIfJSON(_ text: String, opensOnly: Bool) -> String {
    guard isJSON, cursor.quote == nil else { return text }
    return opensOnly ? "\"" + text : "\"\(text)\""
  }

  /// The literal of an item that stands on the cursor's line before it, where the tree has none.
  private func cursorSibling(_ index: Int) -> String? {
    guard let node = cursor.levels.last?.node, index < node.items.count else { return nil }
    return Value(node.items[index]).literal
  }

  /// The attributes of a resource, the template's own or a generated one.
  mutating func addAttributes(of name: String, from start: Int) {
    guard let type = typeName(ofResource: name) else { return }
    guard let resource = SchemaPack.shared.type(named: type) else { return }
    let range = start..<cursor.offset
    for (index, attribute) in resource.attributes.enumerated() {
      let text = attribute.isPrefix ? attribute.name : attribute.name
      add(
        CompletionItem(
          label: text, kind: .attribute, detail: TypeText.text(of: [attribute.schema]),
          documentationKey: "attribute \(type) \(attribute.name)", replaceRange: range, insertText: text),
        rank: attribute.name == "Arn" ? 0 : 1, order: index)
    }
  }

  /// What SAM lets a reference name behind a resource's logical id: `Api.Stage`.
  func referableParts(of name: String) -> [(name: String, typeName: String)] {
    if let made = template.made(of: name) {
      return made.referable.sorted { $0.key < $1.key }.map { ($0.key, $0.value.type) }
    }
    return typeName(ofResource: name).flatMap { SchemaPack.shared.type(named: $0)?.sam?.referableProperties }
      ?? []
  }

  /// The type of a resource that the template has or that the transform makes.
  func typeName(ofResource name: String) -> String? {
    template.facts(of: .resources, named: name)?.type ?? template.generatedResource(named: name)?.type
  }

  // MARK: Fn::FindInMap

  private mutating func addMapNames(_ function: FunctionPlace, _ index: Int) {
    if index == 0 {
      for (name, _) in names(of: .mappings) {
        add(value: name, detail: "Mapping", kind: .mapping, rank: 0)
      }
      return
    }
    let arguments = function.argument ?? cursor.levels.last?.node
    guard let items = arguments?.items, let first = items.first, let map = Value(first).literal,
      let entry = template.entry(of: .mappings, named: map)
    else { return }
    if index == 1 {
      for row in entry.value.entries.prefix(Self.nameLimit) {
        add(value: row.key.value, detail: "Key of \(map)", kind: .mapping, rank: 0)
      }
      return
    }
    let row = items.count > 1 ? Value(items[1]).literal : nil
    var seen: Set<String> = []
    for entry in entry.value.entries.prefix(Self.nameLimit) where row == nil || entry.key.value == row {
      for column in entry.value.entries where seen.insert(column.key.value).inserted {
        add(value: column.key.value, detail: "Key of \(map)", kind: .mapping, rank: 0)
      }
    }
  }

  // MARK: Fn::Sub

  /// The names between `${` and the cursor.
  mutating func addPlaceholders(from start: Int) {
    let typed = template.text.string(in: start..<cursor.offset)
    if typed.hasPrefix("!") { return }
    let closing = cursor.rest.hasPrefix("}") ? "" : "}"
    if let dot = typed.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let name = String(typed[..<dot])
      guard let type = typeName(ofResource: name), let resource = SchemaPack.shared.type(named: type) else {
        return
      }
      let range = start + name.utf8.count + 1..<cursor.offset
      for (index, part) in referableParts(of: name).enumerated() {
        addPlaceholder(part.name, .attribute, part.typeName, range, closing, rank: 2, order: index)
      }
      for (index, attribute) in resource.attributes.enumerated() {
        addPlaceholder(
          attribute.name, .attribute, TypeText.text(of: [attribute.schema]), range, closing,
          rank: attribute.name == "Arn" ? 0 : 1, order: index)
      }
      return
    }
    let range = start..<cursor.offset
    for name in localNames { addPlaceholder(name, .value, "Value of this Fn::Sub", range, closing, rank: 0) }
    for (name, type) in names(of: .parameters) {
      addPlaceholder(name, .parameter, type, range, closing, rank: 3)
    }
    for (index, name) in PseudoParameters.names.enumerated() where name != "AWS::NoValue" {
      addPlaceholder(name, .pseudoParameter, "Pseudo parameter", range, closing, rank: 4, order: index)
    }
    let own = ownLogicalID
    for (name, type) in names(of: .resources) where name != own && type != nil {
      addPlaceholder(name, .resource, type, range, closing, rank: 5)
    }
    for resource in generatedNames {
      addPlaceholder(resource.logicalID, .resource, resource.type, range, closing, rank: 25)
    }
  }

  private mutating func addPlaceholder(
    _ name: String, _ kind: CompletionItem.Kind, _ detail: String?, _ range: Range<Int>, _ closing: String,
    rank: Int, order: Int? = nil
  ) {
    add(
      CompletionItem(
        label: name, kind: kind, detail: detail, replaceRange: range, insertText: name + closing,
        snippet: closing.isEmpty ? nil : name + "\\}"),
      rank: rank, order: order)
  }

  /// The names that the second item of the `Fn::Sub` defines.
  private var localNames: [String] {
    guard case .function(let function) = place, let argument = function.argument, argument.items.count > 1
    else {
      return []
    }
    return argument.items[1].entries.map { $0.key.value }
  }
}
