/// Writes what type a value has in a person's words: `List of Tag`, `String or Integer`.
struct TypeNames {
  /// The names of a resource type's property types.
  private let names: [Schema: [String]]
  /// Property types with longer names are written `Object`: a table has little room, and the property's name
  /// leads on.
  private let longestName: Int

  /// The words for the schemas of a type.
  init(of type: ResourceType, longestName: Int = .max) {
    self.longestName = longestName
    var names: [Schema: [String]] = [:]
    for definition in type.definitions { names[definition.schema, default: []].append(definition.name) }
    self.names = names
  }

  /// The words for a value that any of the schemas may describe.
  /// - Parameter property: the property's name, to choose among property types that are alike.
  func text(of schemas: [Schema], property: String = "") -> String {
    Self.joined(parts(of: schemas, property: property, depth: 0))
  }

  private func parts(of schemas: [Schema], property: String, depth: Int) -> [String] {
    guard depth < 6 else { return ["Any"] }
    var shapes = schemas.flatMap(\.shapes)
    // Upstream adds "or any JSON" where the service also takes a document; the described value comes first.
    if shapes.contains(where: { $0.format != "json" }) { shapes.removeAll { $0.format == "json" } }
    let kinds = shapes.compactMap(\.kind)
    if kinds.count > 1, kinds.count == shapes.count { return ["objects of \(kinds.count) kinds"] }
    var parts: [String] = []
    for shape in shapes {
      for part in words(for: shape, property: property, depth: depth) where !parts.contains(part) {
        parts.append(part)
      }
    }
    // What may be anything beside something described says nothing more.
    if parts.count > 1, parts.contains("Any") { parts.removeAll { $0 == "Any" } }
    let order = parts.enumerated().sorted {
      (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
    }
    return parts.isEmpty ? ["Any"] : order.map(\.element)
  }

  private func words(for schema: Schema, property: String, depth: Int) -> [String] {
    if schema.isAlwaysFalse { return [] }
    var types = schema.types
    if types.isEmpty {
      if schema.listsProperties || !schema.mapValues.isEmpty { types = .object }
      if schema.items != nil { types = .array }
      if !schema.enumeration.isEmpty || !schema.enumerationCaseInsensitive.isEmpty
        || schema.constant?.string != nil || schema.pattern != nil
      {
        types = .string
      }
    }
    if types.isEmpty || types.isSuperset(of: Self.everything) { return ["Any"] }
    var words: [String] = []
    for (type, name) in [
      (Schema.Types.string, "String"), (.integer, "Integer"), (.number, "Number"), (.boolean, "Boolean"),
    ] where types.contains(type) {
      words.append(name)
    }
    if types.contains(.object) { words.append(object(schema, property: property, depth: depth)) }
    if types.contains(.array) {
      let inner = schema.items.map { [$0] } ?? Array(schema.prefixItems)
      let item = parts(of: inner, property: property, depth: depth + 1)
      words.append(inner.isEmpty ? "List" : "List of " + Self.nested(item))
    }
    if types.contains(.null) { words.append("null") }
    return words
  }

  private static let everything: Schema.Types = [.string, .number, .boolean, .object, .array]

  private func object(_ schema: Schema, property: String, depth: Int) -> String {
    if let names = names[schema] {
      let name = names.first { $0 == property } ?? names.first ?? "Object"
      // SAM's schemas name what they take from CloudFormation by its full name.
      let short = name.split(separator: ".").last.map(String.init) ?? name
      return short.count > longestName ? "Object" : short
    }
    let values = schema.mapValues
    if !schema.hasProperties, !values.isEmpty, !values.allSatisfy(\.isAlwaysTrue) {
      return "Map of " + Self.nested(parts(of: values, property: property, depth: depth + 1))
    }
    return "Object"
  }

  /// Plain values are said first, then what is described, then objects of any kind, then lists.
  private static func rank(_ word: String) -> Int {
    switch word {
    case "String", "Integer", "Number", "Boolean": 0
    case "Object": 2
    case "null": 4
    default: word.hasPrefix("List") ? 3 : 1
    }
  }

  private static func nested(_ parts: [String]) -> String {
    parts.count == 1 ? parts[0] : "(\(joined(parts)))"
  }

  private static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " or " + last
  }
}
