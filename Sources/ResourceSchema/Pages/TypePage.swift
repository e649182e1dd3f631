/// The page of a resource type.
struct TypePage {
  let type: ResourceType

  private var place: PropertyPlace { PropertyPlace(of: type) }

  var page: SchemaPage {
    let rows = ResourceType.rows(of: place)
    var blocks: [SchemaPage.Block] = [.fields(fields)]
    if !rows.isEmpty {
      blocks += [.heading("Properties"), .table(SchemaPage.table(of: rows))]
      if let nested = rows.first(where: { place.next($0.name)?.listed.propertyNames.isEmpty == false }) {
        blocks.append(.command("sam-ls schema \(type.name).\(nested.name)"))
      }
    }
    let conditions =
      PropertyConditions.sentences(of: [type.schema] + Array(type.schema.allOf))
      + (type.sam.map(PropertyConditions.sentences(of:)) ?? [])
    if !conditions.isEmpty { blocks += [.heading("Conditions"), .list(conditions)] }
    let attributes = attributeRows
    if !attributes.isEmpty {
      blocks += [.heading("Fn::GetAtt"), .table(SchemaPage.Table(["Attribute", "Type"], attributes))]
    }
    if let sam = type.sam { blocks += samBlocks(sam) }
    if !checks.isEmpty {
      blocks += [.heading("cfn-lint rules that also hold"), .paragraph(checks.joined(separator: ", "))]
    }
    return SchemaPage(title: type.name, blocks: blocks, json: json(rows, conditions))
  }

  private var fields: [SchemaPage.Field] {
    var fields: [SchemaPage.Field] = []
    if let url = type.documentationURL { fields.append(.init("See", url)) }
    if let generated = type.generatedType { fields.append(.init("Becomes", generated.name)) }
    fields.append(.init("Ref", refWords))
    if !type.isSAM { fields.append(.init("Regions", regionWords)) }
    if let lifecycle = type.lifecycle {
      fields.append(.init("Lifecycle", lifecycle.status + (lifecycle.date.map { ", \($0)" } ?? "")))
    }
    if SchemaPack.shared.isStateful(type.name) {
      fields.append(.init("Stateful", "deleting or replacing it loses data"))
    }
    return fields
  }

  private var refWords: String {
    let ref = type.refValue
    guard !ref.properties.isEmpty else {
      return type.isSAM ? "nothing: there is no resource under its name" : "not said upstream"
    }
    let names = ref.properties.joined(separator: " and ")
    guard ref.properties.count == 1, let schema = ref.schema else { return names }
    return "\(names) (\(TypeNames(of: type.generatedType ?? type).text(of: [schema])))"
  }

  private var regionWords: String {
    let all = SchemaPack.shared.regions.count
    let missing = type.missingRegions
    if missing.isEmpty { return "all \(all)" }
    let present = type.regions
    if missing.count <= 12 { return "\(present.count) of \(all); not in \(missing.joined(separator: ", "))" }
    return "\(present.count) of \(all): \(present.joined(separator: ", "))"
  }

  private var attributeRows: [SchemaPage.Table.Row] {
    let names = TypeNames(of: type.generatedType ?? type)
    return type.attributes.map {
      SchemaPage.Table.Row([$0.isPrefix ? $0.name + "*" : $0.name, names.text(of: [$0.schema])])
    }
  }

  private var checks: [String] {
    var ids: [String] = []
    for rule in type.rules where !ids.contains(rule.id) { ids.append(rule.id) }
    return ids
  }

  private func samBlocks(_ sam: SAMFacts.TypeFacts) -> [SchemaPage.Block] {
    var blocks: [SchemaPage.Block] = []
    if !sam.eventNames.isEmpty {
      blocks += [
        .heading("Events"), .paragraph(sam.eventNames.joined(separator: ", ")),
        .command("sam-ls schema \(type.name).Events"),
      ]
    }
    func add(_ heading: String, _ resources: [SAMFacts.GeneratedResource]) {
      guard !resources.isEmpty else { return }
      let rows = resources.map { SchemaPage.Table.Row([$0.logicalID, $0.typeName]) }
      blocks += [.heading(heading), .table(SchemaPage.Table(["Logical id", "Type"], rows))]
    }
    add("Generated resources", sam.generatedResources)
    for (property, resources) in sam.generatedByProperty { add("Generated with \(property)", resources) }
    if !sam.referableProperties.isEmpty {
      blocks += [
        .heading("Names for Ref and GetAtt of generated resources"),
        .table(
          SchemaPage.Table(
            ["Name", "Type"],
            sam.referableProperties.map { SchemaPage.Table.Row(["<id>.\($0.name)", $0.typeName]) })),
      ]
    }
    if sam.generatedResources.isEmpty { blocks += connectorBlocks }
    let globals = SchemaPack.shared.sam.globals.first { $0.typeName == type.name }
    if let globals {
      blocks += [
        .heading("Globals: \(globals.name)"), .paragraph(globals.properties.sorted().joined(separator: ", ")),
      ]
    }
    return blocks
  }

  /// What a connector may join. It is the one SAM type that makes no resource of its own.
  private var connectorBlocks: [SchemaPage.Block] {
    let sam = SchemaPack.shared.sam
    let rows = sam.connectorSources.flatMap { source in
      sam.connectorDestinations(from: source).map { destination in
        let permissions = sam.connectorPermissions(from: source, to: destination) ?? []
        return SchemaPage.Table.Row([source, destination, permissions.joined(separator: ", ")])
      }
    }
    return [
      .heading("Connections"), .table(SchemaPage.Table(["Source", "Destination", "Permissions"], rows)),
    ]
  }

  private func json(_ rows: [PropertyFacts], _ conditions: [String]) -> JSONValue {
    let names = TypeNames(of: type.generatedType ?? type)
    var members: [JSONValue.Member] = []
    func add(_ key: String, _ value: JSONValue?) {
      if let value { members.append(.init(key: key, value: value)) }
    }
    func strings(_ values: [String]) -> JSONValue? {
      values.isEmpty ? nil : .array(values.map(JSONValue.string))
    }
    add("kind", .string("type"))
    add("name", .string(type.name))
    add("documentation", type.documentationURL.map(JSONValue.string))
    add("becomes", type.generatedType.map { .string($0.name) })
    add("ref", strings(type.refValue.properties))
    add("regions", strings(type.regions))
    add("missingRegions", strings(type.missingRegions))
    add(
      "lifecycle",
      type.lifecycle.map { lifecycle in
        .object(
          [.init(key: "status", value: .string(lifecycle.status))]
            + (lifecycle.date.map { [.init(key: "date", value: .string($0))] } ?? []))
      })
    add("properties", .array(rows.map(\.json)))
    add("conditions", strings(conditions))
    add(
      "attributes",
      .array(
        type.attributes.map {
          .object([
            .init(key: "name", value: .string($0.isPrefix ? $0.name + "*" : $0.name)),
            .init(key: "type", value: .string(names.text(of: [$0.schema]))),
          ])
        }))
    add("checks", strings(checks))
    if let sam = type.sam {
      add("events", strings(sam.eventNames))
      add("generated", .array(sam.generatedResources.map { Self.json($0, because: nil) }))
      add(
        "generatedByProperty",
        .array(
          sam.generatedByProperty.flatMap { entry in
            entry.resources.map { Self.json($0, because: entry.property) }
          }))
    }
    return .object(members)
  }

  private static func json(_ resource: SAMFacts.GeneratedResource, because property: String?) -> JSONValue {
    .object(
      [
        .init(key: "logicalId", value: .string(resource.logicalID)),
        .init(key: "type", value: .string(resource.typeName)),
      ] + (property.map { [.init(key: "property", value: .string($0))] } ?? []))
  }
}
