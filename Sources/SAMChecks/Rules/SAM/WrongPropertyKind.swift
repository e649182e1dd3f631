import ResourceSchema
import SAMTemplate

extension Checker {
  /// The kinds of value that the translator takes for each property. It is stricter than CloudFormation: text is
  /// no number, and a number is no text.
  func checkKinds(
    _ properties: TransformValue, _ declared: [SAMFacts.DeclaredProperty], _ resource: SAMResource
  ) {
    for (name, value) in properties.map ?? [:] {
      // What `Globals` brings has no place here; it is wrong there.
      guard value.source != nil, let property = declared.property(named: name) else { continue }
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
    guard let wrong = firstWrongItem(value, property) else { return nil }
    let allowed = property.itemKinds + property.memberKinds
    return ("'\(property.name)' must hold \(describeKinds(allowed)), not \(describe(wrong))", wrong)
  }

  /// The first item of a list, or value of a map, that must not be there.
  private func firstWrongItem(
    _ value: TransformValue, _ property: SAMFacts.DeclaredProperty
  ) -> TransformValue? {
    func isWrong(_ item: TransformValue, _ allowed: [SAMFacts.ValueKind]) -> Bool {
      !allowed.contains { item.isKind($0) }
    }
    switch value.content {
    case .list(let items) where !property.itemKinds.isEmpty:
      return items.first { isWrong($0, property.itemKinds) }
    case .map(let members) where !property.memberKinds.isEmpty:
      return members.first { isWrong($0.value, property.memberKinds) }?.value
    default: return nil
    }
  }

  private func describeKinds(_ kinds: [SAMFacts.ValueKind]) -> String { list(kinds.map(\.words), "or") }
}

extension SAMFacts.ValueKind {
  /// What a sentence calls a value of the kind.
  fileprivate var words: String {
    switch self {
    case .text: "text"
    case .map: "a mapping"
    case .boolean: "true or false"
    case .list: "a list"
    case .integer: "a whole number"
    }
  }
}

extension [SAMFacts.DeclaredProperty] {
  /// The property of a name; they are in the order of their names.
  ///
  /// - Complexity: logarithmic in the number of properties.
  fileprivate func property(named name: String) -> SAMFacts.DeclaredProperty? {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle].name == name { return self[middle] }
      if self[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

extension TransformValue {
  /// Whether the value is of a kind. A boolean passes for a number.
  fileprivate func isKind(_ kind: SAMFacts.ValueKind) -> Bool {
    switch (kind, content) {
    case (.text, .string), (.map, .map), (.boolean, .bool), (.list, .list), (.integer, .integer),
      (.integer, .bool):
      true
    default: false
    }
  }
}
