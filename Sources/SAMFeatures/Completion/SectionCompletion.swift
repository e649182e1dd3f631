import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// The outermost levels of a template: sections, and the entries that a person names.
extension CompletionList {
  /// Sections by how often templates have them first.
  private static let sectionOrder: [Section] = [
    .resources, .transform, .formatVersion, .description, .parameters, .globals, .outputs, .conditions,
    .mappings,
    .metadata, .rules, .hooks,
  ]

  mutating func addSections() {
    let present = Set(
      (template.tree.root?.entries.map { $0 } ?? []).compactMap { entry -> String? in
        entry.key.range.lowerBound == cursor.start || entry.key.kind != .scalar ? nil : entry.key.value
      })
    if present.isEmpty, !cursor.isFlow, cursor.quote == nil { addSkeleton() }
    for (index, section) in Self.sectionOrder.enumerated() {
      let isPresent = present.contains(section.rawValue)
      if isPresent { continue }
      let shape: ValueShape
      var inline: String?
      switch section {
      case .formatVersion:
        shape = .scalar
        inline = isJSON ? "\"2010-09-09\"" : "\"2010-09-09\""
      case .transform:
        shape = .scalar
        inline = isJSON ? "\"\(Header.samTransform)\"" : Header.samTransform
      case .description: shape = .scalar
      default: shape = .mapping
      }
      add(
        key: section.rawValue, kind: .section, detail: LanguageNotes.sectionSummary(section.rawValue),
        shape: shape,
        inline: inline, documentationKey: "section " + section.rawValue, rank: 0, order: index)
    }
  }

  /// A whole template to start from.
  private mutating func addSkeleton() {
    let unit = String(repeating: " ", count: indentUnit)
    add(
      CompletionItem(
        label: "SAM template", kind: .snippet, detail: "A template with one function",
        replaceRange: cursor.replaceRange, insertText: "AWSTemplateFormatVersion: \"2010-09-09\"",
        snippet: """
          AWSTemplateFormatVersion: "2010-09-09"
          Transform: \(Header.samTransform)
          Description: ${1:What this application does}

          Resources:
          \(unit)${2:Function}:
          \(unit)\(unit)Type: AWS::Serverless::Function
          \(unit)\(unit)Properties:
          \(unit)\(unit)\(unit)CodeUri: ${3:src/}
          \(unit)\(unit)\(unit)Handler: ${4:app.handler}
          \(unit)\(unit)\(unit)Runtime: $0
          """, filterText: "template SAM AWSTemplateFormatVersion"),
      rank: 50)
  }

  mutating func addGlobalsSections() {
    let present = cursor.siblingKeys
    for name in GlobalsFacts.sectionNames where !present.contains(name) {
      add(
        key: name, kind: .section, detail: "Defaults for AWS::Serverless::\(name)", shape: .mapping,
        documentationKey: "type AWS::Serverless::" + name, rank: name == "Function" ? 0 : 1)
    }
  }

  /// What can be named in a section: snippets of whole entries.
  mutating func addEntries(of section: Section) {
    guard !cursor.isFlow, cursor.quote == nil, cursor.rest.isEmpty else { return }
    let unit = String(repeating: " ", count: indentUnit)
    switch section {
    case .resources:
      for (index, name) in ResourceTypeRanking.snippetTypes.enumerated() {
        guard let type = SchemaPack.shared.type(named: name) else { continue }
        var stop = 2
        var lines = ["${1:\(entryName(for: name))}:", unit + "Type: " + name]
        let body = propertiesLines(of: type, stop: &stop)
        lines += [unit + "Properties:"] + (body.isEmpty ? [unit + unit + "$0"] : body.map { unit + $0 })
        addEntry(
          label: name, detail: "Resource", documentationKey: "type " + name, lines: lines, rank: 10,
          order: index)
      }
    case .parameters:
      addEntry(
        label: "Parameter", detail: "A parameter of the stack",
        lines: [
          "${1:Name}:", unit + "Type: ${2|String,Number,CommaDelimitedList|}", unit + "Description: $0",
        ], rank: 10)
    case .outputs:
      addEntry(
        label: "Output", detail: "A value that the stack returns",
        lines: ["${1:Name}:", unit + "Description: $2", unit + "Value: $0"], rank: 10)
    case .conditions:
      addEntry(
        label: "Condition", detail: "A condition on parameters",
        lines: ["${1:Name}: !Equals [!Ref ${2:Parameter}, ${3:value}]"], rank: 10)
    case .mappings:
      addEntry(
        label: "Mapping", detail: "A table of constants",
        lines: ["${1:Name}:", unit + "${2:Key}:", unit + unit + "${3:Attribute}: $0"], rank: 10)
    default: break
    }
  }

  private func entryName(for type: String) -> String {
    let name = TypeName.parts(of: type).last.map(String.init) ?? "Name"
    return template.facts(of: .resources, named: name) == nil ? name : "My" + name
  }

  private mutating func addEntry(
    label: String, detail: String, documentationKey: String? = nil, lines: [String], rank: Int,
    order: Int? = nil
  ) {
    add(
      CompletionItem(
        label: label, kind: .snippet, detail: detail, documentationKey: documentationKey,
        replaceRange: cursor.replaceRange, insertText: label,
        snippet: lines.joined(separator: "\n"), filterText: TypeNames.filterText(label, typed: cursor.typed)),
      rank: rank, order: order)
  }
}
