import ResourceSchema
public import SAMTemplate
import YAMLSyntax

/// Where the thing under the cursor is defined.
public enum Definition {
  /// The definitions of what a byte offset is on; none where it refers to nothing, or to nothing that is there.
  ///
  /// - Complexity: linear in the number of entries of a section.
  public static func targets(in template: Template, at offset: Int) -> [DefinitionTarget] {
    guard let position = TreePosition(in: template.tree, at: offset) else { return [] }
    let finder = DefinitionFinder(template: template, position: position, offset: offset)
    if let reference = template.reference(at: offset) { return finder.targets(of: reference) }
    return finder.targets()
  }
}

/// Finds the definitions for one position.
struct DefinitionFinder {
  let template: Template
  let position: TreePosition
  let offset: Int

  private func target(_ origin: Range<Int>, _ entry: Entry?) -> [DefinitionTarget] {
    guard let entry else { return [] }
    return [
      DefinitionTarget(originRange: origin, targetRange: entry.range, targetSelectionRange: entry.key.range)
    ]
  }

  func targets(of placed: Template.PlacedReference) -> [DefinitionTarget] {
    let name = placed.reference.name
    let origin =
      placed.isOnAttribute
      ? placed.nameRange.lowerBound..<(placed.attributeRange ?? placed.nameRange).upperBound
      : placed.nameRange
    switch placed.reference.kind {
    case .condition: return target(origin, template.entry(of: .conditions, named: name))
    case .mapping: return target(origin, template.entry(of: .mappings, named: name))
    case .ref:
      if let entry = template.entry(of: .parameters, named: name) { return target(origin, entry) }
      return resource(named: name, origin)
    case .getAtt, .dependsOn:
      return resource(named: name, origin)
    }
  }

  private func resource(named name: String, _ origin: Range<Int>) -> [DefinitionTarget] {
    if let entry = template.entry(of: .resources, named: name) { return target(origin, entry) }
    guard let generated = template.generatedResource(named: name) else { return [] }
    return target(origin, cause(of: generated))
  }

  /// The entry of a SAM resource that makes another: the event, where its name is in the logical id.
  private func cause(of generated: GeneratedResource) -> Entry? {
    guard let source = template.entry(of: .resources, named: generated.source) else {
      return template.firstUser(ofImplicitAPI: generated.source)
    }
    let rest =
      generated.logicalID.hasPrefix(generated.source)
      ? generated.logicalID.dropFirst(generated.source.count) : ""
    if !rest.isEmpty, let events = source.value["Properties"]?["Events"] {
      let named = events.entries.filter { rest.hasPrefix($0.key.value) }
      if let event = named.max(by: { $0.key.value.utf8.count < $1.key.value.utf8.count }) { return event }
    }
    return source
  }

  /// What is no reference that the template keeps: aliases, keys of mappings, names in other sections, files.
  func targets() -> [DefinitionTarget] {
    let node = position.node
    if node.kind == .alias {
      guard let anchored = template.tree.target(of: node) else { return [] }
      return [
        DefinitionTarget(
          originRange: node.range, targetRange: anchored.range,
          targetSelectionRange: anchored.anchorRange ?? anchored.range)
      ]
    }
    guard node.kind == .scalar, position.entry == nil || isInterfaceLabel else { return [] }
    let literal = position.entry == nil ? Value(node).literal : node.value
    guard let literal else { return [] }
    switch position.place {
    case .function(let function) where function.intrinsic == .findInMap:
      return mapKey(of: function, literal)
    case .function(let function) where function.intrinsic == .sub:
      return subVariable(of: function)
    case .schema(let place) where place.isInterfaceParameters || isInterfaceLabel:
      return target(node.range, template.entry(of: .parameters, named: literal))
    case .schema(let place) where place.isConnectorResource:
      return resource(named: literal, node.innerRange)
    case .schema(let place):
      return file(place, literal)
    default:
      return []
    }
  }

  private var isInterfaceLabel: Bool {
    guard position.entry != nil, case .schema(let outer) = position.outerPlace else { return false }
    return outer.isInterfaceLabels
  }

  private func mapKey(of function: FunctionPlace, _ literal: String) -> [DefinitionTarget] {
    guard case .item(let index) = function.steps.first, function.steps.count == 1,
      let items = function.argument?.items,
      let first = items.first, let map = Value(first).literal,
      let entry = template.entry(of: .mappings, named: map)
    else { return [] }
    if index == 1 { return target(position.node.range, entry.value.entry(named: literal)) }
    guard index == 2, items.count > 1 else { return [] }
    let row = Value(items[1]).literal
    let rows = entry.value.entries.filter { row == nil || $0.key.value == row }
    return rows.flatMap { target(position.node.range, $0.value.entry(named: literal)) }
  }

  /// A `${Name}` that the second item of its `Fn::Sub` defines.
  private func subVariable(of function: FunctionPlace) -> [DefinitionTarget] {
    guard function.steps == [.item(0)], let items = function.argument?.items, items.count > 1 else {
      return []
    }
    let placeholders = SubTemplate(position.node, in: template.text).placeholders
    guard
      let placeholder = placeholders.first(where: {
        $0.range.lowerBound <= offset && offset <= $0.range.upperBound
      })
    else { return [] }
    return target(placeholder.range, items[1].entry(named: placeholder.name))
  }

  /// Properties whose value may be a file beside the template.
  private static let fileProperties: Set<String> = [
    "CodeUri", "DefinitionUri", "ContentUri", "SchemaUri", "TemplateURL", "Location", "ImageUri",
  ]

  private func file(_ place: SchemaPlace, _ literal: String) -> [DefinitionTarget] {
    guard place.type != nil, let name = place.path.last, Self.fileProperties.contains(name),
      name != "ImageUri",
      !literal.isEmpty, !literal.contains("://"), !literal.hasPrefix("arn:")
    else { return [] }
    return [
      DefinitionTarget(
        originRange: position.node.innerRange, file: literal, targetRange: 0..<0, targetSelectionRange: 0..<0)
    ]
  }
}
