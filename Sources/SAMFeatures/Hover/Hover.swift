import ResourceSchema
public import SAMTemplate
import YAMLSyntax

/// What is known of the thing under the cursor.
public enum Hover {
  /// The answer for a byte offset; nil where nothing is known.
  ///
  /// - Complexity: logarithmic in the size of the document.
  public static func answer(in template: Template, at offset: Int) -> HoverAnswer? {
    guard let position = TreePosition(in: template.tree, at: offset) else { return nil }
    let hover = HoverFinder(template: template, position: position, offset: offset)
    return hover.find()
  }
}

/// Finds the answer for one position.
struct HoverFinder {
  let template: Template
  let position: TreePosition
  let offset: Int

  func find() -> HoverAnswer? {
    if position.isOnTag {
      guard let range = position.node.tagRange, let tag = position.node.tag else { return nil }
      let name = Intrinsic(tag: tag)?.rawValue ?? "Fn::" + tag.dropFirst()
      return answer(range, FactSheet.function(named: name))
    }
    if let reference = template.reference(at: offset) { return hover(reference) }
    return position.entry == nil ? hoverValue() : hoverKey()
  }

  private func answer(_ range: Range<Int>, _ markdown: String?) -> HoverAnswer? {
    markdown.map { HoverAnswer(range: range, markdown: $0) }
  }

  // MARK: References

  private func hover(_ placed: Template.PlacedReference) -> HoverAnswer? {
    let reference = placed.reference
    let sheet = EntrySheet(template: template)
    if placed.isOnAttribute, let range = placed.attributeRange, let attribute = reference.attribute {
      let property = attribute.prefix { $0 != "." }
      if template.made(of: reference.name)?.referable[String(property)] != nil {
        return answer(range, sheet.generated(named: "\(reference.name).\(property)"))
      }
      guard
        let type = sheet.typeName(ofResource: reference.name).flatMap({ SchemaPack.shared.type(named: $0) })
      else { return nil }
      return answer(range, FactSheet.attribute(attribute, of: type))
    }
    switch reference.kind {
    case .ref, .getAtt, .dependsOn:
      return answer(
        placed.nameRange,
        FactSheet.pseudoParameter(named: reference.name) ?? sheet.parameter(named: reference.name)
          ?? sheet.resource(named: reference.name) ?? sheet.generated(named: reference.name))
    case .condition: return answer(placed.nameRange, sheet.condition(named: reference.name))
    case .mapping: return answer(placed.nameRange, sheet.mapping(named: reference.name))
    }
  }

  // MARK: Keys

  private func hoverKey() -> HoverAnswer? {
    let key = position.node
    let name = key.value
    let range = key.range
    if case .function(let function) = position.place, function.steps.isEmpty, isFunctionKey(name) {
      return answer(range, FactSheet.function(named: function.name))
    }
    let sheet = EntrySheet(template: template)
    switch position.outerPlace {
    case .root: return answer(range, FactSheet.section(named: name))
    case .section(.resources):
      let globals = GlobalsSheet(template: template, entry: template.entry(of: .resources, named: name))
      return answer(range, globals.appended(to: sheet.resource(named: name)))
    case .section(.parameters): return answer(range, sheet.parameter(named: name))
    case .section(.conditions): return answer(range, sheet.condition(named: name))
    case .section(.mappings): return answer(range, sheet.mapping(named: name))
    case .globals: return answer(range, FactSheet.type(named: "AWS::Serverless::" + name))
    case .schema(let outer):
      return answer(range, effective(key: name, in: outer, document(key: name, in: outer)))
    default: return nil
    }
  }

  /// What is known of a property of a SAM resource, with its value where `Globals` has a part in it.
  private func effective(key: String, in outer: SchemaPlace, _ markdown: String?) -> String? {
    guard case .resource = outer.root, outer.path.isEmpty, let entry = resourceEntry else { return markdown }
    return GlobalsSheet(template: template, entry: entry).appended(to: markdown, property: key)
  }

  /// The entry of `Resources` that holds the position.
  private var resourceEntry: Entry? {
    let entry = template.entries(of: .resources, around: offset + 1, limit: 1)?.first
    return entry.flatMap { $0.range.contains(offset) ? $0 : nil }
  }

  private func isFunctionKey(_ name: String) -> Bool {
    name == "Ref" || name == "Condition" || name.hasPrefix("Fn::")
  }

  private func document(key: String, in outer: SchemaPlace) -> String? {
    switch outer.root {
    case .attributes where outer.path.isEmpty:
      return FactSheet.note("**\(key)** resource attribute", LanguageNotes.resourceAttributes[key])
    case .parameter where outer.path.isEmpty:
      return FactSheet.note("**\(key)** parameter attribute", LanguageNotes.parameterAttributes[key])
    case .output where outer.path.isEmpty:
      return FactSheet.note("**\(key)** output attribute", LanguageNotes.outputAttributes[key])
    case .resource(let type), .globals(let type):
      if outer.path == ["Policies", "*"] || outer.path == ["Policies"],
        let policy = FactSheet.policyTemplate(named: key)
      {
        return policy
      }
      if outer.path == ["Events"], let kind = position.entry?.value["Type"].flatMap({ Value($0).literal }) {
        return FactSheet.event(kind, of: type)
      }
      guard case .schema(let place) = position.place, place.path.last == key, !place.schemas.isEmpty else {
        return nil
      }
      return FactSheet.property(place.spelling, of: type) ?? FactSheet.property(at: place)
    default:
      return nil
    }
  }

  // MARK: Values

  private func hoverValue() -> HoverAnswer? {
    let node = position.node
    guard node.kind == .scalar, let literal = Value(node).literal else { return nil }
    switch position.place {
    case .schema(let place):
      if place.root == .attributes, place.path == ["Type"] {
        return answer(node.range, FactSheet.type(named: literal))
      }
      if place.isInterfaceParameters {
        return answer(node.range, EntrySheet(template: template).parameter(named: literal))
      }
      if place.isConnectorResource {
        let sheet = EntrySheet(template: template)
        return answer(node.range, sheet.resource(named: literal) ?? sheet.generated(named: literal))
      }
      if place.path == ["Events", "*", "Type"], let type = place.type {
        return answer(node.range, FactSheet.event(literal, of: type))
      }
      if place.isRuntime { return answer(node.range, EntrySheet.runtime(named: literal)) }
      if place.path.suffix(2) == ["Policies", "*"] || place.path == ["Policies"],
        let arn = SchemaPack.shared.sam.managedPolicyARN(named: literal)
      {
        return answer(node.range, "**\(literal)** managed policy\n\n- ARN: `\(arn)`")
      }
      guard let type = place.type, node.style != .literal, node.style != .folded,
        !KnownValues(place).strings.isEmpty
      else { return nil }
      return answer(node.range, FactSheet.property(place.spelling, of: type) ?? FactSheet.property(at: place))
    case .transform:
      guard literal == Header.samTransform else { return nil }
      return answer(
        node.range,
        "**\(literal)** transform\n\nTurns `AWS::Serverless` resources into the CloudFormation resources that they stand for."
      )
    default:
      return nil
    }
  }
}
