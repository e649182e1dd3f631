import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// What the mapping at hand is called in a sentence.
  func owner(_ context: SchemaContext) -> String { context.owner ?? subject }

  /// What kinds of value a set of types asks for, in words: `a list or a mapping`.
  func describe(_ types: Schema.Types) -> String {
    var words: [String] = []
    if types.contains(.string) { words.append("text") }
    if types.contains(.integer), !types.contains(.number) { words.append("a whole number") }
    if types.contains(.number) { words.append("a number") }
    if types.contains(.boolean) { words.append("true or false") }
    if types.contains(.array) { words.append("a list") }
    if types.contains(.object) { words.append("a mapping") }
    if types.contains(.null) { words.append("nothing") }
    return list(words, "or")
  }

  /// What a value is, in words.
  func describe(_ value: Value) -> String {
    if let call = value.call() { return call.name }
    switch value.node.kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar:
      switch value.scalarType {
      case .null: return "empty"
      case .boolean: return "the boolean \(value.node.value)"
      case .integer, .float: return "the number \(value.node.value)"
      case .string, .timestamp: return "the text '\(shortened(value.node.value))'"
      }
    }
  }

  /// Words joined for a sentence: `a, b or c`.
  func list(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last else { return "" }
    if words.count == 1 { return last }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// Names in quotes, joined for a sentence; of many the first few.
  func quoted(_ names: [String], _ conjunction: String, atMost limit: Int = 8) -> String {
    let shown = names.prefix(limit).map { "'\($0)'" }
    guard names.count > limit else { return list(Array(shown), conjunction) }
    return shown.joined(separator: ", ") + ", … (\(names.count) in all)"
  }

  /// A text that fits into a sentence.
  func shortened(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" && $0 != "\r\n" }
    return line.count > 60 || line.count < text.count ? line.prefix(57) + "…" : String(line)
  }

  /// The end of a sentence that says what would be right: the nearest name, or all of a few.
  func suggestion(for name: String, among names: [String], orAll: Bool = false) -> String {
    if let nearest = Nearest.name(to: name, among: names) { return "; did you mean '\(nearest)'?" }
    return orAll && !names.isEmpty
      ? "; it must be \(names.count > 1 ? "one of " : "")\(quoted(names, "or"))" : ""
  }

  /// The quick fix that puts the nearest name in place.
  func replacementFixes(for name: String, among names: [String], at range: Range<Int>) -> [Diagnostic.Fix] {
    guard !isTrial, let nearest = Nearest.name(to: name, among: names) else { return [] }
    return [
      Diagnostic.Fix(
        title: "Change to '\(nearest)'", edits: [Diagnostic.Edit(range: range, replacement: nearest)])
    ]
  }
}

/// Finds the name that a misspelt one was meant to be.
enum Nearest {
  /// The name nearest to a misspelt one, if it is near enough to be meant: a third of its letters may differ.
  ///
  /// - Complexity: the number of names times the square of their length.
  static func name(to misspelt: String, among names: some Sequence<String>) -> String? {
    let lowered = Array(misspelt.lowercased().utf8)
    guard !lowered.isEmpty, lowered.count <= 128 else { return nil }
    let limit = max(1, lowered.count / 3)
    var best: (name: String, distance: Int)?
    for name in names where name != misspelt {
      let other = Array(name.lowercased().utf8)
      guard abs(other.count - lowered.count) <= min(limit, (best?.distance ?? limit + 1) - 1) else {
        continue
      }
      let distance = distance(lowered, other, limit: min(limit, (best?.distance ?? limit + 1) - 1))
      if let distance { best = (name, distance) }
    }
    return best?.name
  }

  /// The Damerau-Levenshtein distance (adjacent letters may be swapped), or nil where it is above the limit.
  static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard limit >= 0 else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        var cost = min(
          current[column] + 1, last[column + 1] + 1, last[column] + (letter == right[column] ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      if (current.min() ?? 0) > limit { return nil }
      beforeLast = last
      last = current
    }
    let distance = last[right.count]
    return distance <= limit ? distance : nil
  }
}
