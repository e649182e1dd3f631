extension Schema {
  /// The schemas that may describe a value of this one: itself and the branches of `anyOf`, `oneOf` and
  /// `allOf`, each once. What one of them says of a property holds at least in some cases.
  /// - Parameter withConditional: also the branches of `then` and `else`.
  public func alternatives(withConditional: Bool = false) -> [Schema] {
    var found: [Schema] = []
    collect(into: &found, withConditional: withConditional)
    return found
  }

  private func collect(into found: inout [Schema], withConditional: Bool) {
    // Schemas may be cyclic; those of the pack have some twenty branches at most.
    guard found.count < 256, !found.contains(self) else { return }
    found.append(self)
    for list in [anyOf, oneOf, allOf] {
      for branch in list { branch.collect(into: &found, withConditional: withConditional) }
    }
    guard withConditional else { return }
    thenSchema?.collect(into: &found, withConditional: true)
    elseSchema?.collect(into: &found, withConditional: true)
  }

  /// Whether this describes an object with listed properties. Upstream also writes `properties` into schemas
  /// of lists, where they mean nothing.
  public var listsProperties: Bool {
    hasProperties && (types.isEmpty || types.contains(.object))
  }

  /// The alternatives that say what a value looks like, without those that only add conditions to others.
  public var shapes: [Schema] { shapes(depth: 16) }

  private func shapes(depth: Int) -> [Schema] {
    guard depth > 0 else { return [self] }
    let keywords = self.keywords
    let branches = Array(anyOf) + Array(oneOf)
    let shaped = branches.flatMap { $0.shapes(depth: depth - 1) }.filter { $0.hasShape }
    if keywords.contains(.properties) || keywords.contains(.items) || shaped.isEmpty {
      let merged = allOf.flatMap { $0.shapes(depth: depth - 1) }.filter { $0.hasShape }
      return hasShape || merged.isEmpty ? [self] : merged
    }
    return shaped.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private var hasShape: Bool {
    keywords.contains { keyword in
      switch keyword {
      case .type, .properties, .items, .patternProperties, .enum, .const, .prefixItems, .pattern,
        .enumCaseInsensitive:
        true
      case .additionalProperties: additionalProperties?.isAlwaysFalse == false
      default: false
      }
    }
  }

  /// The schemas of a map's values: of any name, or of names with a pattern; empty where this is no map.
  public var mapValues: [Schema] {
    var values = patternProperties.map(\.schema)
    if let additional = additionalProperties, !additional.isAlwaysFalse { values.append(additional) }
    return values
  }

  /// The only value of this object's `Type`: what tells it from the other kinds of a place, as an event's.
  public var kind: String? {
    guard let type = properties["Type"] else { return nil }
    if type.enumeration.count == 1 { return type.enumeration.first?.string }
    return type.constant?.string
  }
}
