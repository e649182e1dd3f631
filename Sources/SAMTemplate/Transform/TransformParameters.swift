/// What the transform replaces before it looks at a value: references to parameters, by their defaults.
struct TransformParameters: Sendable {
  var values: TransformMap

  /// The values of the parameters of a template, as far as they are known, and what the deployment's place decides.
  init(of section: TransformValue, overrides: [String: String] = [:], region: String, isLegacy: Bool) {
    values = [:]
    for (name, parameter) in section.map ?? [:] {
      guard let value = overrides[name].map({ .text($0) }) ?? parameter["Default"] else { continue }
      values[name] = isLegacy ? value.asLegacy : value
    }
    values["AWS::Region"] = .text(region)
    values["AWS::Partition"] = .text(Transformation.partition(of: region))
  }

  /// The value with all references to parameters within it replaced.
  func resolve(_ value: TransformValue) -> TransformValue {
    guard case .map(let entries) = value.content else {
      guard case .list(let items) = value.content else { return value }
      var result = value
      result.content = .list(items.map(resolve))
      return result
    }
    if entries.count == 1, let (name, argument) = entries.first {
      if name == "Ref" {
        guard let parameter = argument.string.flatMap({ values[$0] }) else { return value }
        // A default is plain; what refers to parameters itself leads nowhere.
        return parameter.map == nil && parameter.list == nil ? parameter : value
      }
      if name == "Fn::Sub" {
        var result = value
        result.set(name, replaceInSub(argument))
        if let items = result[name]?.list {
          result.set(
            name,
            TransformValue(.list(items.prefix(1) + items.dropFirst().map(resolve)), source: argument.source))
        }
        return result
      }
    }
    var result = value
    for (key, item) in entries { result.set(key, resolve(item)) }
    return result
  }

  /// The same; what is no reference itself changes in place as well, as in the transform.
  func resolveInPlace(_ value: inout TransformValue) -> TransformValue {
    let result = resolve(value)
    if value["Ref"] == nil || value.map?.count != 1 { value = result }
    return result
  }

  private func replaceInSub(_ argument: TransformValue) -> TransformValue {
    if let text = argument.string {
      var result = argument
      result.content = .string(SubText.replacing(in: text) { _, name in values[name]?.string })
      return result
    }
    guard let items = argument.list, let first = items.first, first.string != nil else { return argument }
    return TransformValue(.list([replaceInSub(first)] + items.dropFirst()), source: argument.source)
  }
}

/// The placeholders of a `Fn::Sub` text, as the transform looks for them: `${Name}` of letters, digits and dots, and
/// pseudo parameters.
enum SubText {
  /// The text with placeholders replaced; nil keeps one.
  static func replacing(in text: String, _ replacement: (_ placeholder: String, _ name: String) -> String?)
    -> String
  {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      let after = rest[start.upperBound...]
      guard let end = after.firstIndex(of: "}") else { return result + rest[start.lowerBound...] }
      let name = after[..<end]
      let placeholder = String(rest[start.lowerBound...end])
      let isName =
        !name.isEmpty
        && (name.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
          || name.hasPrefix("AWS::")
            && name.dropFirst(5).utf8.allSatisfy { isNameByte($0) && !(0x30...0x39 ~= $0) })
      guard isName else {
        result += "${"
        rest = after
        continue
      }
      result += replacement(placeholder, String(name)) ?? placeholder
      rest = after[after.index(after: end)...]
    }
    return result + rest
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }
}

/// Names that a finished template refers to and that the transform replaces: ids that changed, and what follows a dot.
struct TransformReferences: Sendable {
  /// The new id of a resource whose id has a hash now.
  var changedIDs: [String: String] = [:]
  /// The logical ids behind `Function.Version` and the like.
  var made: [String: [String: String]] = [:]

  /// A value of the finished template with the references in it replaced.
  func resolve(_ value: TransformValue) -> TransformValue {
    var result = value
    if !changedIDs.isEmpty { result = walk(result) { renamed($0, $1) } }
    if !made.isEmpty { result = walk(result) { behindDot($0, $1) } }
    return result
  }

  private func walk(
    _ value: TransformValue, _ change: (String, TransformValue) -> TransformValue?
  ) -> TransformValue {
    switch value.content {
    case .list(let items):
      return TransformValue(.list(items.map { walk($0, change) }), source: value.source)
    case .map(let entries):
      if entries.count == 1, let (name, argument) = entries.first,
        let changed = change(name, argument)
      {
        return TransformValue(.map([name: walk(changed, change)]), source: value.source)
      }
      var result = entries
      for (key, item) in entries {
        result[key] = key == "DependsOn" ? walk(renamedDependencies(item), change) : walk(item, change)
      }
      return TransformValue(.map(result), source: value.source)
    default: return value
    }
  }

  private func renamedDependencies(_ value: TransformValue) -> TransformValue {
    if let name = value.string { return changedIDs[name].map { .text($0) } ?? value }
    guard let items = value.list else { return value }
    return TransformValue(
      .list(items.map { item in item.string.flatMap { changedIDs[$0] }.map { .text($0) } ?? item }))
  }

  private func renamed(_ function: String, _ argument: TransformValue) -> TransformValue? {
    switch function {
    case "Ref": return argument.string.flatMap { changedIDs[$0] }.map { .text($0) }
    case "Fn::GetAtt":
      guard let parts = parts(argument), let id = changedIDs[parts[0]] else { return nil }
      return TransformValue(.list([.text(id)] + parts.dropFirst().map { .text($0) }))
    case "Fn::Sub":
      return replacingSub(argument) { placeholder, name in
        let id = String(name.prefix { $0 != "." })
        return changedIDs[id].map { placeholder.replacing(id, with: $0) }
      }
    default: return nil
    }
  }

  private func behindDot(_ function: String, _ argument: TransformValue) -> TransformValue? {
    switch function {
    case "Ref":
      guard let parts = argument.string?.split(separator: ".", maxSplits: 1), parts.count == 2 else {
        return nil
      }
      return made[String(parts[0])]?[String(parts[1])].map { .text($0) }
    case "Fn::GetAtt":
      guard let parts = parts(argument), let id = made[parts[0]]?[parts[1]] else { return nil }
      return TransformValue(.list([.text(id)] + parts.dropFirst(2).map { .text($0) }))
    case "Fn::Sub":
      return replacingSub(argument) { placeholder, name in
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, let id = made[parts[0]]?[parts[1]] else { return nil }
        return placeholder.replacing(parts[0] + "." + parts[1], with: id)
      }
    default: return nil
    }
  }

  private func parts(_ argument: TransformValue) -> [String]? {
    guard let items = argument.list, items.count >= 2 else { return nil }
    let texts = items.compactMap(\.string)
    guard texts.count == items.count else { return nil }
    return texts.joined(separator: ".").split(separator: ".", omittingEmptySubsequences: false).map(
      String.init)
  }

  private func replacingSub(
    _ argument: TransformValue, _ replacement: (String, String) -> String?
  ) -> TransformValue? {
    if let text = argument.string { return .text(SubText.replacing(in: text, replacement)) }
    guard let items = argument.list, let text = items.first?.string else { return nil }
    return TransformValue(.list([.text(SubText.replacing(in: text, replacement))] + items.dropFirst()))
  }
}
