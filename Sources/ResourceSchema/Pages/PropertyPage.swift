/// The page of a property.
struct PropertyPage {
  let place: PropertyPlace

  private var title: String { ([place.type.name] + place.spelling).joined(separator: ".") }

  var page: SchemaPage {
    let facts = PropertyFacts(of: place)
    let listed = place.listed
    let runtimes = runtimeRows(facts.values)
    var fields = facts.fields
    if !runtimes.isEmpty { fields.removeAll { $0.label == "Values" } }
    if let regional = regionalValues { fields.append(.init("In us-east-1", regional)) }
    if place.spelling != place.path { fields.insert(.init("Path", Self.written(place.path)), at: 0) }
    if let url = facts.documentationURL { fields.append(.init("See", url)) }
    var blocks: [SchemaPage.Block] = [.fields(fields)]
    let kinds = listed.kinds
    if kinds.count > 1 {
      blocks += kindBlocks(kinds, of: listed)
    } else {
      blocks += propertyBlocks(listed)
    }
    if !runtimes.isEmpty {
      let columns = ["Value", "Deprecated", "Creation ends", "Updates end", "Instead"]
      blocks += [.heading("Runtimes"), .table(SchemaPage.Table(columns, runtimes))]
    }
    if !rules.isEmpty {
      let ids = rules.map(\.id).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      blocks += [.heading("cfn-lint rules that also hold"), .paragraph(ids.joined(separator: ", "))]
    }
    if place.type.isSAM, place.path == ["Policies"] { blocks += policyBlocks }
    if let generated = generated(kinds), !generated.isEmpty {
      blocks += [
        .heading("Generated resources"),
        .table(
          SchemaPage.Table(
            ["Logical id", "Type"], generated.map { SchemaPage.Table.Row([$0.logicalID, $0.typeName]) })),
      ]
    }
    return SchemaPage(title: title, blocks: blocks, json: json(facts, listed, kinds))
  }

  /// The conditional rules at this place.
  private var rules: [ConditionalRule] {
    let path = ["Properties"] + place.path
    return place.type.rules.filter { $0.path == path }
  }

  /// The allowed values in one region, where they differ by region.
  private var regionalValues: String? {
    for rule in rules where rule.isRegional {
      let values = rule.schema(in: "us-east-1")?.enumeration.strings ?? []
      if !values.isEmpty { return SchemaPage.shortened(values, to: 20) }
    }
    return nil
  }

  /// The dates of the values that are Lambda runtimes; empty where the values are something else.
  private func runtimeRows(_ values: [String]) -> [SchemaPage.Table.Row] {
    let pack = SchemaPack.shared
    guard values.contains(where: { pack.runtime(named: $0) != nil }) else { return [] }
    return values.map { value in
      let dates = pack.runtime(named: value)
      return SchemaPage.Table.Row([
        value, dates?.deprecated ?? "", dates?.createBlock ?? "", dates?.updateBlock ?? "",
        dates?.successor ?? "",
      ])
    }
  }

  /// A path as it stands in a template, `Events.<name>.Properties.Path`.
  private static func written(_ path: [String]) -> String { path.joined(separator: ".") }

  private func rows(_ listed: PropertyPlace) -> [PropertyFacts] {
    ResourceType.rows(of: listed.kindProperties)
  }

  private func propertyBlocks(_ listed: PropertyPlace) -> [SchemaPage.Block] {
    let rows = rows(listed)
    guard !rows.isEmpty else { return [] }
    var heading = "Properties"
    if listed.path.count > place.path.count {
      heading =
        place.alternatives.contains { $0.items != nil }
        ? "Properties of each item" : "Properties of each value"
    }
    var blocks: [SchemaPage.Block] = [.heading(heading), .table(SchemaPage.table(of: rows))]
    let conditions = PropertyConditions.sentences(of: listed.kindProperties.alternatives)
    if !conditions.isEmpty { blocks += [.heading("Conditions"), .list(conditions)] }
    if let nested = rows.first(where: { place.next($0.name)?.listed.propertyNames.isEmpty == false }) {
      blocks.append(.command("sam-ls schema \(title).\(nested.name)"))
    }
    return blocks
  }

  private func kindBlocks(
    _ kinds: [(name: String, schema: Schema)], of listed: PropertyPlace
  ) -> [SchemaPage.Block] {
    let rows = kinds.map { kind -> SchemaPage.Table.Row in
      guard let chosen = listed.next(kind.name) else { return SchemaPage.Table.Row([kind.name, ""]) }
      let facts = ResourceType.rows(of: chosen.kindProperties)
      let required = facts.filter(\.isRequired).map(\.name)
      let optional = facts.count - required.count
      return SchemaPage.Table.Row([
        kind.name, required.joined(separator: ", "), optional == 0 ? "" : String(optional),
      ])
    }
    let example = kinds.first { $0.name == "Api" } ?? kinds[0]
    return [
      .heading("Kinds, by Type"),
      .table(SchemaPage.Table(["Type", "Required", "Optional"], rows.sorted { $0.cells[0] < $1.cells[0] })),
      .command("sam-ls schema \(title).\(example.name)"),
    ]
  }

  /// What may stand in `Policies` by name.
  private var policyBlocks: [SchemaPage.Block] {
    let sam = SchemaPack.shared.sam
    return [
      .heading("Policy templates"),
      .table(
        SchemaPage.Table(
          ["Template", "Parameters"],
          sam.policyTemplates.map { SchemaPage.Table.Row([$0.name, $0.parameters.joined(separator: ", ")]) })),
      .paragraph(
        "Also: names or ARNs of managed policies (\(sam.managedPolicies.count) names are known), policy documents."
      ),
    ]
  }

  /// What an event makes the transform generate, where this is the page of one.
  private func generated(_ kinds: [(name: String, schema: Schema)]) -> [SAMFacts.GeneratedResource]? {
    guard kinds.count == 1, place.path == ["Events", "*"] else { return nil }
    return place.type.sam?.event(named: kinds[0].name)?.generated
  }

  private func json(
    _ facts: PropertyFacts, _ listed: PropertyPlace, _ kinds: [(name: String, schema: Schema)]
  ) -> JSONValue {
    var members = [
      JSONValue.Member(key: "kind", value: .string("property")),
      JSONValue.Member(key: "resource", value: .string(place.type.name)),
    ]
    members += facts.json.members ?? []
    if kinds.count > 1 {
      members.append(.init(key: "kinds", value: .array(kinds.map { .string($0.name) })))
    } else {
      let rows = rows(listed)
      if !rows.isEmpty { members.append(.init(key: "properties", value: .array(rows.map(\.json)))) }
    }
    if let generated = generated(kinds) {
      members.append(
        .init(
          key: "generated",
          value: .array(
            generated.map {
              .object([
                .init(key: "logicalId", value: .string($0.logicalID)),
                .init(key: "type", value: .string($0.typeName)),
              ])
            })))
    }
    return .object(members)
  }
}
