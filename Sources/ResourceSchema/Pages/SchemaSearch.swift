/// Something that a search found.
public struct SearchHit: Sendable, Hashable {
  /// The type, or the dotted path of the property as `SchemaPack.place(_:)` takes it.
  public var name: String
  /// Whether this is a type.
  public var isType: Bool
  /// The property's type in words; empty for types.
  public var detail: String
}

extension SchemaPack {
  /// The types and properties whose names hold all of the words, whatever their case: types first, the
  /// shortest names first, then properties by depth; SAM's before others. A property counts where its own name holds at
  /// least one of the words and the names before it the rest.
  /// - Complexity: O(all properties): some ten milliseconds.
  public func search(_ words: String) -> [SearchHit] {
    let terms = words.split { $0 == " " || $0 == "\t" || $0 == "." || $0 == ":" }.map { term in
      term.utf8.map(NearestNames.lowercased)
    }
    guard !terms.isEmpty, terms.count < 32 else { return [] }
    var search = SchemaSearch(terms: terms)
    for name in typeNames {
      if let type = type(named: name) { search.look(in: type, named: name) }
    }
    return search.hits
  }
}

/// The state of a search.
private struct SchemaSearch {
  let terms: [[UInt8]]
  private var types: [(rank: Int, hit: SearchHit)] = []
  private var properties: [(rank: Int, hit: SearchHit)] = []
  private static let deepest = 5

  init(terms: [[UInt8]]) { self.terms = terms }

  var hits: [SearchHit] {
    // Stable: equal ranks keep the types' order.
    func sorted(_ found: [(rank: Int, hit: SearchHit)]) -> [SearchHit] {
      found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(
        \.element.hit)
    }
    return sorted(types) + sorted(properties)
  }

  private var all: UInt32 { 1 << UInt32(terms.count) - 1 }

  /// The terms that the bytes hold, a bit each.
  private func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var found: UInt32 = 0
    for (index, term) in terms.enumerated() where Self.holds(bytes, term) { found |= 1 << UInt32(index) }
    return found
  }

  private static func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ term: [UInt8]) -> Bool {
    guard bytes.count >= term.count else { return false }
    for start in 0...(bytes.count - term.count)
    where NearestNames.lowercased(bytes[start]) == term[0] {
      if term.indices.allSatisfy({ NearestNames.lowercased(bytes[start + $0]) == term[$0] }) { return true }
    }
    return false
  }

  mutating func look(in type: ResourceType, named name: String) {
    let mask = withUTF8Bytes(of: name) { matches($0) }
    let others = type.isSAM ? 0 : 1
    if mask == all {
      types.append((others << 16 | name.utf8.count, SearchHit(name: name, isType: true, detail: "")))
    }
    var seen: Set<Visit> = []
    look(in: type.schema, mask: mask, path: [], type: type, seen: &seen)
  }

  /// A schema is looked into once for each kind that it describes: kinds may be alike.
  private struct Visit: Hashable {
    var schema: Schema
    var kind: String?
  }

  private mutating func look(
    in schema: Schema, mask: UInt32, path: [String], inside: String? = nil, type: ResourceType,
    seen: inout Set<Visit>
  ) {
    guard path.count < Self.deepest else { return }
    for alternative in schema.alternatives() {
      let kind = path.isEmpty ? nil : alternative.kind
      let inside = kind ?? inside
      let mask = mask | (kind.map { withUTF8Bytes(of: $0) { matches($0) } } ?? 0)
      guard seen.insert(Visit(schema: alternative, kind: inside)).inserted else { continue }
      let here = kind.map { path + [$0] } ?? path
      if alternative.listsProperties {
        let table = alternative.properties
        for position in table.indices {
          let own = matches(table.utf8(at: position))
          let inner = table.schema(at: position)
          let name = table[position].name
          // A kind's own `Properties` is understood.
          let next = kind != nil && name == "Properties" ? here : here + [name]
          if own != 0, own | mask == all {
            add(next, inner, type)
          } else {
            look(in: inner, mask: mask | own, path: next, inside: inside, type: type, seen: &seen)
          }
        }
      }
      for inner in (alternative.items.map { [$0] } ?? []) + alternative.mapValues {
        look(in: inner, mask: mask, path: here, inside: inside, type: type, seen: &seen)
      }
    }
  }

  private mutating func add(_ path: [String], _ schema: Schema, _ type: ResourceType) {
    let detail = TypeNames(of: type).text(of: [schema], property: path.last ?? "")
    let hit = SearchHit(name: ([type.name] + path).joined(separator: "."), isType: false, detail: detail)
    guard !properties.contains(where: { $0.hit.name == hit.name }) else { return }
    properties.append((path.count * 2 + (type.isSAM ? 0 : 1), hit))
  }
}

extension SchemaPage {
  /// The page of a search's results, at most `limit` of them.
  public init(searchFor words: String, hits: [SearchHit], limit: Int) {
    title = hits.isEmpty ? "Nothing has a name with \(words)" : "Names with \(words)"
    let shown = hits.prefix(limit)
    let rows = shown.map { Table.Row([$0.name, $0.isType ? "resource type" : $0.detail]) }
    blocks = rows.isEmpty ? [] : [.table(Table(["Name", "Type"], rows))]
    if hits.count > limit { blocks.append(.paragraph("and \(hits.count - limit) more: add a word")) }
    json = .object([
      .init(key: "kind", value: .string("search")),
      .init(
        key: "results",
        value: .array(
          hits.map { hit in
            .object([
              .init(key: "name", value: .string(hit.name)),
              .init(key: "type", value: .string(hit.isType ? "resource type" : hit.detail)),
            ])
          })),
    ])
  }
}
