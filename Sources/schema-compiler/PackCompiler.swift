import ResourceSchema

/// Makes the pack of an intermediate file (`schema/extract.py` writes and describes it).
struct PackCompiler {
  private let input: UpstreamValue
  private let regions: [String]
  private var builder = SchemaBuilder()
  /// Facts of upstream that could not be placed, for the maintainer to read.
  private(set) var warnings: [String] = []

  init(input: UpstreamValue) {
    self.input = input
    regions = (input["regions"]?.strings ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The pack's bytes: the same for the same input.
  mutating func compile() throws -> [UInt8] {
    guard regions.count <= 64 else { throw SchemaError(description: "more than 64 regions") }
    let types = input["types"]?.members ?? []
    // First in the file, so that a search for a name stays within a few pages.
    for type in types { _ = builder.pack.string(type.name) }

    for document in input["documents"]?.members ?? [] {
      let shelved = Document(name: document.name, root: document.value)
      builder.shelf[document.name.split(separator: "/").last.map(String.init) ?? document.name] = shelved
      if let id = document.value["$id"]?.string { builder.shelf[id] = shelved }
    }
    let rules = try ruleRecords()
    var records: [[PackBuilder.Word]] = []
    for type in types { records.append(try record(of: type, rules: rules[type.name] ?? [])) }
    var sections: [(key: String, word: PackBuilder.Word)] = []
    for document in input["documents"]?.members ?? [] {
      let source = Document(name: document.name, root: document.value)
      sections.append((document.name, .block(try builder.schema(document.value, in: source))))
    }

    var table: [PackBuilder.Word] = [.literal(UInt32(types.count))]
    for type in types { table.append(.string(builder.pack.string(type.name))) }
    for record in records { table.append(contentsOf: record) }
    let header: [PackFormat.Header: PackBuilder.Word] = [
      .types: .block(builder.pack.block(table)),
      .sections: builder.pack.map(sections),
      .regions: builder.pack.list(strings: regions),
      .facts: builder.pack.value(input["facts"] ?? .object([])),
    ]
    return builder.pack.finish(header: header)
  }

  /// The figures of the compiled pack.
  var summary: String {
    "\(builder.pack.blockCount) blocks, \(builder.pack.stringCount) strings"
  }

  private func mask(_ names: [String]) -> UInt64 {
    names.reduce(0) { bits, name in
      regions.firstIndex(of: name).map { bits | 1 << UInt64($0) } ?? bits
    }
  }

  private func words(_ mask: UInt64) -> [PackBuilder.Word] {
    [.literal(UInt32(truncatingIfNeeded: mask)), .literal(UInt32(mask >> 32))]
  }

  /// `/properties/Tags/*/Key` as `Tags.*.Key`.
  static func dotted(_ pointer: String) -> String {
    var steps = pointer.split(separator: "/").map(String.init)
    if steps.first == "properties" { steps.removeFirst() }
    return steps.joined(separator: ".")
  }

  private mutating func paths(_ schema: UpstreamValue, _ key: String) -> PackBuilder.Word {
    builder.pack.list(strings: (schema[key]?.strings ?? []).map(Self.dotted))
  }

  private mutating func record(of type: UpstreamValue.Member, rules: [PackBuilder.Word]) throws
    -> [PackBuilder.Word]
  {
    let variants = type.value["variants"]?.elements ?? []
    guard let first = variants.first?["schema"] else {
      throw SchemaError(description: "\(type.name) has no schema")
    }
    let document = Document(name: type.name, root: first)
    let schema = try builder.schema(first, in: document)
    var others: [PackBuilder.Word] = []
    for (number, variant) in variants.enumerated().dropFirst() {
      guard let root = variant["schema"] else { continue }
      let source = Document(name: "\(type.name)/\(number)", root: root)
      others += words(mask(variant["regions"]?.strings ?? []))
      others.append(.block(try builder.schema(root, in: source)))
    }
    let available = mask(variants.flatMap { $0["regions"]?.strings ?? [] })
    let fields: [PackFormat.TypeField: PackBuilder.Word] = [
      .name: .string(builder.pack.string(type.name)),
      .flags: .literal(type.value["isSAM"] == .bool(true) ? 1 : 0),
      .regionsLow: words(available)[0],
      .regionsHigh: words(available)[1],
      .schema: .block(schema),
      .variants: builder.pack.list(others, stride: 3),
      .readOnly: paths(first, "readOnlyProperties"),
      .createOnly: paths(first, "createOnlyProperties"),
      .conditionalCreateOnly: paths(first, "conditionalCreateOnlyProperties"),
      .writeOnly: paths(first, "writeOnlyProperties"),
      .deprecated: paths(first, "deprecatedProperties"),
      .primaryIdentifier: paths(first, "primaryIdentifier"),
      .refSchema: try refSchema(type),
      .attributes: try attributes(type),
      .definitions: try definitions(first, in: document),
      .rules: builder.pack.list(rules),
      .extra: builder.pack.value(extra(of: type, schema: first)),
    ]
    return PackFormat.TypeField.allCases.map { fields[$0] ?? .literal(0) }
  }

  /// What is said of few types.
  private func extra(of type: UpstreamValue.Member, schema: UpstreamValue) -> UpstreamValue {
    let ofSchema = ["lifecycle", "replacementStrategy"].compactMap { key in
      schema[key].map { UpstreamValue.Member(key, $0) }
    }
    return .object((ofSchema + (type.value["extra"]?.members ?? [])).inOrder)
  }

  /// The document of a type's default schema, for facts of one type that lead into another.
  private func document(of type: String) -> Document? {
    input["types"]?[type]?["variants"]?.elements.first?["schema"].map { Document(name: type, root: $0) }
  }

  private mutating func refSchema(_ type: UpstreamValue.Member) throws -> PackBuilder.Word {
    guard let place = type.value["ref"]?.strings, place.count == 2, let source = document(of: place[0]) else {
      return .literal(0)
    }
    do {
      return .block(try builder.schema(at: place[1], in: source))
    } catch {
      warnings.append("\(error)")
      return .literal(0)
    }
  }

  private mutating func attributes(_ type: UpstreamValue.Member) throws -> PackBuilder.Word {
    var entries: [(key: String, word: PackBuilder.Word)] = []
    for attribute in type.value["attributes"]?.elements ?? [] {
      let place = attribute.strings
      guard place.count == 3, let source = document(of: place[1]) else { continue }
      switch place[2] {
      case "/properties/CfnLintStringType":
        let text = UpstreamValue.object([UpstreamValue.Member("type", .string("string"))])
        entries.append((place[0], .block(try builder.schema(text, in: source))))
      case "/properties/CfnLintAllTypes":
        entries.append((place[0], .block(try builder.schema(.bool(true), in: source))))
      default:
        do {
          entries.append((place[0], .block(try builder.schema(at: place[2], in: source))))
        } catch {
          // Upstream names attributes that its schema does not describe: they exist all the same.
          warnings.append("\(error)")
          entries.append((place[0], .block(try builder.schema(.bool(true), in: source))))
        }
      }
    }
    return builder.pack.map(entries)
  }

  /// The definitions that a property leads to, by name.
  private mutating func definitions(_ root: UpstreamValue, in document: Document) throws -> PackBuilder.Word {
    var entries: [(key: String, word: PackBuilder.Word)] = []
    for definition in root["definitions"]?.members ?? [] where definition.value["properties"] != nil {
      let reference = UpstreamValue.object([
        UpstreamValue.Member("$ref", .string("#/definitions/\(definition.name)"))
      ])
      entries.append((definition.name, .block(try builder.schema(reference, in: document))))
    }
    return builder.pack.map(entries)
  }

  /// The records of the conditional rules, by resource type.
  private mutating func ruleRecords() throws -> [String: [PackBuilder.Word]] {
    var result: [String: [PackBuilder.Word]] = [:]
    for rule in input["rules"]?.elements ?? [] {
      guard let id = rule["id"]?.string, let root = rule["schema"] else { continue }
      let document = Document(name: "rule \(id)", root: root)
      let isRegional = rule["isRegional"] == .bool(true)
      var schema = PackBuilder.Word.literal(0)
      var variants = PackBuilder.Word.literal(0)
      if isRegional {
        variants = try regional(root, in: document)
      } else {
        schema = .block(try builder.schema(root, in: document))
      }
      let flags: UInt32 = (rule["allMatches"] == .bool(true) ? 1 : 0) | (isRegional ? 2 : 0)
      for place in rule["places"]?.strings ?? [] {
        let steps = place.split(separator: "/").map(String.init)
        guard steps.count > 1 else { continue }
        let fields: [PackFormat.RuleField: PackBuilder.Word] = [
          .id: .string(builder.pack.string(id)),
          .flags: .literal(flags),
          .path: builder.pack.list(strings: Array(steps.dropFirst(2))),
          .schema: schema,
          .variants: variants,
        ]
        let record = builder.pack.block(PackFormat.RuleField.allCases.map { fields[$0] ?? .literal(0) })
        result[steps[1], default: []].append(.block(record))
      }
    }
    return result
  }

  /// A schema for each region, equal ones as one entry.
  private mutating func regional(_ root: UpstreamValue, in document: Document) throws -> PackBuilder.Word {
    var order: [Int] = []
    var masks: [Int: UInt64] = [:]
    // `all` is what upstream found in any region; it asks for no region.
    for member in root.members where member.name != "all" {
      guard regions.contains(member.name) else {
        warnings.append("\(document.name): unknown region \(member.name)")
        continue
      }
      let block = try builder.schema(member.value, in: document)
      if masks[block] == nil { order.append(block) }
      masks[block, default: 0] |= mask([member.name])
    }
    var entries: [PackBuilder.Word] = []
    for block in order { entries += words(masks[block] ?? 0) + [.block(block)] }
    return builder.pack.list(entries, stride: 3)
  }
}
