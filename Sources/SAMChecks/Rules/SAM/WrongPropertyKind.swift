import ResourceSchema
import SAMTemplate

extension Checker {
  /// The kinds of value that the translator takes for each property. It is stricter than CloudFormation: text is
  /// no number, and a number is no text.
  func checkKinds(
    _ properties: TransformValue, _ declared: [SAMFacts.DeclaredProperty], _ resource: SAMResource
  ) {
    guard let entries = properties.map else { return }
    for property in declared {
      // What `Globals` brings has no place here; it is wrong there.
      guard let value = entries[property.name], value.source != nil else { continue }
      // With `Globals` the transform turns the number that `3.0` is into text again.
      if property.name == "OpenApiVersion", value.isOpenAPIVersion(majors: ["3"]), resource.managesDefinition
      {
        continue
      }
      guard let problem = kindProblem(of: value, as: property) else { continue }
      report(
        .wrongKind, problem.message, at: problem.place.source == nil ? value : problem.place, of: resource)
    }
  }

  /// What is wrong with the kind of a property's value, and where; nil where nothing is.
  func kindProblem(of value: TransformValue, as property: SAMFacts.DeclaredProperty) -> (
    message: String, place: TransformValue
  )? {
    if property.kinds.isEmpty || value.isNull || property.allowsIntrinsics && value.mayBeCall { return nil }
    guard property.kinds.contains(where: { value.isKind($0) }) else {
      return ("'\(property.name)' must be \(describeKinds(property.kinds)), not \(describe(value))", value)
    }
    guard let wrong = firstWrongItem(value, property.kinds) else { return nil }
    return (
      "'\(property.name)' must hold \(describeItems(of: property.kinds)), not \(describe(wrong))", wrong
    )
  }

  /// The first item of a list, or value of a map, that must not be there.
  private func firstWrongItem(_ value: TransformValue, _ kinds: [String]) -> TransformValue? {
    let prefix = value.list != nil ? "list of " : "map of "
    let allowed = kinds.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    guard !allowed.isEmpty else { return nil }
    let items = value.list ?? value.map.map { Array($0.values) } ?? []
    return items.first { item in !allowed.contains { item.isKind($0) } }
  }

  private func describeItems(of kinds: [String]) -> String {
    list(
      kinds.filter { $0.hasPrefix("list of ") || $0.hasPrefix("map of ") }.compactMap {
        Self.words[String($0.split(separator: " ").last ?? "")]
      }, "or")
  }

  private func describeKinds(_ kinds: [String]) -> String { list(kinds.compactMap { Self.words[$0] }, "or") }

  private static let words = [
    "text": "text", "map": "a mapping", "boolean": "true or false", "list": "a list",
    "integer": "a whole number",
  ]
}

extension TransformValue {
  /// Whether the value is of one of the kinds that `SAMFacts.DeclaredProperty` names. A boolean passes for a number.
  fileprivate func isKind(_ kind: String) -> Bool {
    switch (kind, content) {
    case ("text", .string), ("map", .map), ("boolean", .bool), ("list", .list), ("integer", .integer),
      ("integer", .bool):
      true
    default: false
    }
  }
}
