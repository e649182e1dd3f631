import ResourceSchema

/// What upstream's data has that this compiler does not expect.
struct SchemaError: Error, CustomStringConvertible {
  var description: String
}

/// A UpstreamValue document that `$ref`s are relative to.
final class Document {
  let name: String
  let root: UpstreamValue

  init(name: String, root: UpstreamValue) {
    self.name = name
    self.root = root
  }
}

/// Turns UpstreamValue Schemas into the pack's nodes: follows `$ref`, drops prose, keeps cycles.
struct SchemaBuilder {
  var pack = PackBuilder()
  /// Documents that others name in `$ref`, by `$id` or file name.
  var shelf: [String: Document] = [:]

  /// The state of the target of a `$ref`, by document and pointer.
  private enum Target {
    case inProgress(reserved: Int?)
    case done(Int)
  }
  private var targets: [String: Target] = [:]

  /// Keywords that hold no constraint of the value: prose, identity, what the type's record says.
  private static let ignored: Set<String> = [
    "$comment", "$id", "$ref", "$schema", "additionalIdentifiers", "conditionalCreateOnlyProperties",
    "createOnlyProperties", "definitions", "deprecatedProperties", "description", "documentationUrl",
    "examples", "lifecycle", "markdownDescription", "primaryIdentifier", "readOnlyProperties",
    "replacementStrategy", "title", "typeName", "writeOnlyProperties",
  ]

  /// Keywords that say the same beside a `$ref` and inside its target.
  private static let mergeable: Set<String> = [
    "default", "dependencies", "format", "maxItems", "maxLength", "maxProperties", "minItems", "minLength",
    "minProperties", "pattern", "required", "type", "uniqueItems",
  ]

  /// The block of a schema.
  mutating func schema(_ json: UpstreamValue, in document: Document) throws -> Int {
    switch json {
    case .bool(true): return pack.block([.literal(0), .literal(0)])
    case .bool(false): return never()
    case .object:
      guard let reference = json["$ref"]?.string else {
        // `allOf` with one schema and nothing beside it is how upstream's generator writes that schema.
        let constraints = json.members.filter { !Self.ignored.contains($0.name) }
        if constraints.count == 1, constraints[0].name == "allOf", constraints[0].value.elements.count == 1 {
          return try schema(constraints[0].value.elements[0], in: document)
        }
        return try node(json, in: document)
      }
      let siblings = json.members.filter { !Self.ignored.contains($0.name) }
      guard siblings.isEmpty else { return try merged(siblings, reference, in: document) }
      return try target(reference, in: document)
    default: throw SchemaError(description: "\(document.name): no schema: \(json)")
    }
  }

  private mutating func never() -> Int {
    let bits = Schema.KeywordSet(.never).rawValue
    return pack.block([.literal(UInt32(truncatingIfNeeded: bits)), .literal(UInt32(bits >> 32)), .literal(0)])
  }

  /// Where a `$ref` leads: its document, its place there and the schema.
  func resolve(_ reference: String, in document: Document) throws -> (Document, String, UpstreamValue) {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    let pointer = parts.count > 1 ? String(parts[1]) : ""
    guard let source = name.isEmpty ? document : shelf[name] else {
      throw SchemaError(description: "\(document.name): unknown document in $ref \(reference)")
    }
    var found = source.root
    for step in pointer.split(separator: "/") {
      let step = Self.unescaped(step)
      switch found {
      case .array(let elements):
        guard let index = Int(step), elements.indices.contains(index) else {
          throw SchemaError(description: "\(document.name): dangling $ref \(reference)")
        }
        found = elements[index]
      default:
        guard let member = found[step] else {
          throw SchemaError(description: "\(document.name): dangling $ref \(reference)")
        }
        found = member
      }
    }
    return (source, pointer, found)
  }

  /// A step of a UpstreamValue pointer, its `~1` and `~0` resolved.
  private static func unescaped(_ step: Substring) -> String {
    var text = ""
    var isEscape = false
    for character in step {
      if isEscape {
        text.append(character == "1" ? "/" : character == "0" ? "~" : character)
        isEscape = false
      } else if character == "~" {
        isEscape = true
      } else {
        text.append(character)
      }
    }
    return text
  }

  private mutating func target(_ reference: String, in document: Document) throws -> Int {
    let (source, pointer, json) = try resolve(reference, in: document)
    let key = "\(source.name)#\(pointer)"
    switch targets[key] {
    case .done(let block): return block
    case .inProgress(let reserved):
      let block = reserved ?? pack.reserve()
      targets[key] = .inProgress(reserved: block)
      return block
    case nil: break
    }
    targets[key] = .inProgress(reserved: nil)
    if case .object = json, json["$ref"] == nil {
      let words = try words(of: json, in: source)
      var block: Int
      if case .inProgress(.some(let reserved)) = targets[key] {
        pack.fill(reserved, with: words)
        block = reserved
      } else {
        block = pack.block(words)
      }
      targets[key] = .done(block)
      return block
    }
    let block = try schema(json, in: source)
    targets[key] = .done(block)
    return block
  }

  /// A schema with keywords beside its `$ref`: one node where they do not interact, else all of both.
  private mutating func merged(
    _ siblings: [UpstreamValue.Member], _ reference: String, in document: Document
  ) throws -> Int {
    let (source, _, json) = try resolve(reference, in: document)
    if source === document, case .object(let members) = json, json["$ref"] == nil,
      siblings.allSatisfy({ sibling in
        let present = json[sibling.name]
        return present == sibling.value || (present == nil && Self.mergeable.contains(sibling.name))
      })
    {
      let added = siblings.filter { json[$0.name] == nil }
      return added.isEmpty
        ? try target(reference, in: document)
        : try node(.object((members + added).inOrder), in: document)
    }
    let own = siblings.filter { $0.name != "allOf" }
    let alternatives = siblings.first { $0.name == "allOf" }?.value.elements ?? []
    let all = UpstreamValue.array(
      [.object([UpstreamValue.Member("$ref", .string(reference))])] + alternatives)
    return try node(.object((own + [UpstreamValue.Member("allOf", all)]).inOrder), in: document)
  }

  private mutating func node(_ json: UpstreamValue, in document: Document) throws -> Int {
    pack.block(try words(of: json, in: document))
  }

  /// The words of a node: two of bits, one for each keyword.
  private mutating func words(of json: UpstreamValue, in document: Document) throws -> [PackBuilder.Word] {
    var found: [Schema.Keyword: PackBuilder.Word] = [:]
    for member in json.members where !Self.ignored.contains(member.name) {
      try add(member, to: &found, in: document)
    }
    var bits: UInt64 = 0
    var words: [PackBuilder.Word] = []
    for keyword in Schema.Keyword.allCases {
      guard let word = found[keyword] else { continue }
      bits |= 1 << UInt64(keyword.rawValue)
      words.append(word)
    }
    return [.literal(UInt32(truncatingIfNeeded: bits)), .literal(UInt32(bits >> 32))] + words
  }

  private mutating func add(
    _ member: UpstreamValue.Member, to found: inout [Schema.Keyword: PackBuilder.Word], in document: Document
  ) throws {
    let value = member.value
    switch member.name {
    case "items":
      if case .array(let elements) = value {
        found[.prefixItems] = try schemaList(elements, in: document)
      } else {
        found[.items] = .block(try schema(value, in: document))
      }
    case "dependencies":
      let lists = value.members.filter { if case .array = $0.value { true } else { false } }
      let schemas = value.members.filter { if case .array = $0.value { false } else { true } }
      if !lists.isEmpty { found[.dependentRequired] = stringListMap(lists) }
      if !schemas.isEmpty { found[.dependentSchemas] = try schemaMap(schemas, in: document) }
    case "cfnContext", "cfnGather":
      let isContext = member.name == "cfnContext"
      let rest = value.members.filter { $0.name != "schema" }.map { part in
        UpstreamValue.Member(part.name, (try? dereferenced(part.value, in: document)) ?? part.value)
      }
      found[isContext ? .cfnContext : .cfnGather] = pack.value(.object(rest))
      if let inner = value["schema"] {
        found[isContext ? .cfnContextSchema : .cfnGatherSchema] = .block(try schema(inner, in: document))
      }
    default:
      guard let keyword = Schema.Keyword.allCases.first(where: { $0.name == member.name }) else {
        throw SchemaError(description: "\(document.name): unknown keyword \(member.name)")
      }
      found[keyword] = try word(of: value, as: keyword, in: document)
    }
  }

  private mutating func word(
    of value: UpstreamValue, as keyword: Schema.Keyword, in document: Document
  ) throws -> PackBuilder.Word {
    switch keyword.payload {
    case .types:
      let names = value.string.map { [$0] } ?? value.strings
      let types = Schema.Types.names.filter { names.contains($0.name) }.map(\.type)
      return .literal(UInt32(Schema.Types(types).rawValue))
    case .value: return pack.value(value)
    case .schema: return .block(try schema(value, in: document))
    case .schemaList: return try schemaList(value.elements, in: document)
    case .schemaMap: return try schemaMap(value.members, in: document)
    case .stringList: return pack.list(strings: value.strings)
    case .stringListMap: return stringListMap(value.members)
    case .valueList:
      var words: [PackBuilder.Word] = []
      for element in value.elements { words.append(pack.value(element)) }
      return pack.list(words)
    }
  }

  private mutating func schemaList(_ elements: [UpstreamValue], in document: Document) throws
    -> PackBuilder.Word
  {
    var words: [PackBuilder.Word] = []
    for element in elements { words.append(.block(try schema(element, in: document))) }
    return pack.list(words)
  }

  private mutating func schemaMap(_ members: [UpstreamValue.Member], in document: Document) throws
    -> PackBuilder.Word
  {
    var entries: [(key: String, word: PackBuilder.Word)] = []
    for member in members { entries.append((member.name, .block(try schema(member.value, in: document)))) }
    return pack.map(entries)
  }

  private mutating func stringListMap(_ members: [UpstreamValue.Member]) -> PackBuilder.Word {
    var entries: [(key: String, word: PackBuilder.Word)] = []
    for member in members { entries.append((member.name, pack.list(strings: member.value.strings))) }
    return pack.map(entries)
  }

  /// A plain value that may itself be a `$ref`.
  private func dereferenced(_ value: UpstreamValue, in document: Document) throws -> UpstreamValue {
    guard let reference = value["$ref"]?.string else { return value }
    return try resolve(reference, in: document).2
  }

  /// The schema at a property path such as `/properties/Tags/*/Key`, found as cfn-lint finds it.
  mutating func schema(at pointer: String, in document: Document) throws -> Int {
    let steps = pointer.split(separator: "/").dropFirst().map(String.init)
    guard let (json, source) = walk(document.root, steps[...], in: document, depth: 0) else {
      throw SchemaError(description: "\(document.name): no property at \(pointer)")
    }
    return try schema(json, in: source)
  }

  private func walk(
    _ json: UpstreamValue, _ steps: ArraySlice<String>, in document: Document, depth: Int
  ) -> (UpstreamValue, Document)? {
    guard depth < 64 else { return nil }
    guard let step = steps.first else { return (json, document) }
    if let reference = json["$ref"]?.string {
      guard let (source, _, found) = try? resolve(reference, in: document) else { return nil }
      return walk(found, steps, in: source, depth: depth + 1)
    }
    let rest = steps.dropFirst()
    if step == "*", let items = json["items"],
      let found = walk(items, rest, in: document, depth: depth + 1)
    {
      return found
    }
    if let property = json["properties"]?[step],
      let found = walk(property, rest, in: document, depth: depth + 1)
    {
      return found
    }
    for keyword in ["anyOf", "allOf", "oneOf"] {
      for alternative in json[keyword]?.elements ?? [] {
        if let found = walk(alternative, steps, in: document, depth: depth + 1) { return found }
      }
    }
    return nil
  }
}
