import ResourceSchema

/// The type of a value in a few words.
enum TypeText {
  /// `String`, `List of String`, `Mapping`, `String | Mapping`.
  static func text(of views: [Schema]) -> String { text(of: views, depth: 0) }

  /// Schemas may hold themselves: lists of lists are told to a depth.
  private static func text(of views: [Schema], depth: Int) -> String {
    var names: [String] = []
    func add(_ name: String) { if !names.contains(name) { names.append(name) } }
    for view in views {
      let types = view.types
      if types.contains(.string) { add(view.enumeration.isEmpty ? "String" : "Enum") }
      if types.contains(.integer) { add("Integer") } else if types.contains(.number) { add("Number") }
      if types.contains(.boolean) { add("Boolean") }
      if types.contains(.array) { add(list(view, depth: depth)) }
      if types.contains(.object) || (types.isEmpty && view.hasProperties) { add("Mapping") }
    }
    // SAM's schemas say `object` where a function may stand, which is so everywhere.
    if names.count > 1, !views.contains(where: { $0.hasProperties || !$0.patternProperties.isEmpty }) {
      names.removeAll { $0 == "Mapping" }
    }
    if names.contains("Enum") { names.removeAll { $0 == "String" } }
    return names.isEmpty ? "Any" : names.joined(separator: " | ")
  }

  private static func list(_ schema: Schema, depth: Int) -> String {
    guard depth < 2, let items = schema.items else { return "List" }
    let inner = text(of: [items] + items.anyOf + items.oneOf, depth: depth + 1)
    return inner == "Any" ? "List" : "List of \(inner)"
  }
}
