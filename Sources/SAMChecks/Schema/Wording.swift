import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// What the mapping at hand is called in a sentence.
  func owner(_ context: SchemaContext) -> String { context.owner ?? subject }

  /// The value's name for a sentence: its key, or its place in a list. What a `Fn::If` chooses is called by what it
  /// is chosen for.
  var subject: String {
    let steps = meantPath
    switch steps.last {
    case .key("Properties") where steps.count > 3:
      // Of an event, say: the key alone would not tell whose.
      if case .key(let owner) = steps[steps.endIndex - 2] { return "'\(owner).Properties'" }
      return "'Properties'"
    case .key(let key): return "'\(key)'"
    case .index(let index): return "item \(index + 1)" + (lastKey(of: steps).map { " of '\($0)'" } ?? "")
    case nil: return "the template"
    }
  }

  /// The same without saying which item of a list it is: what a value is not a valid one of.
  var subjectKind: String {
    guard case .index = meantPath.last else { return subject }
    return "item" + (lastKey(of: meantPath).map { " of '\($0)'" } ?? "")
  }

  private func lastKey(of steps: ArraySlice<Diagnostic.PathStep>) -> String? {
    for step in steps.reversed() {
      if case .key(let key) = step { return key }
    }
    return nil
  }

  private var meantPath: ArraySlice<Diagnostic.PathStep> {
    var steps = path[...]
    while steps.count > 2, case .index = steps[steps.endIndex - 1],
      steps[steps.endIndex - 2] == .key("Fn::If"),
      domain != .function(.if)
    {
      steps = steps.dropLast(2)
    }
    return steps
  }

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

  /// The name that a misspelt one was probably meant to be.
  func nearest(to name: String, among names: [String]) -> String? {
    NearestNames.nearest(to: name, among: names, limit: 1).first
  }

  /// The end of a sentence that says what would be right: the nearest name, or all of a few.
  func suggestion(for name: String, among names: [String], orAll: Bool = false) -> String {
    if let nearest = nearest(to: name, among: names) { return "; did you mean '\(nearest)'?" }
    return orAll && !names.isEmpty
      ? "; it must be \(names.count > 1 ? "one of " : "")\(quoted(names, "or"))" : ""
  }

  /// The quick fix that puts the nearest name in place.
  func replacementFixes(for name: String, among names: [String], at range: Range<Int>) -> [Diagnostic.Fix] {
    guard !isTrial, let nearest = nearest(to: name, among: names) else { return [] }
    return [
      Diagnostic.Fix(
        title: "Change to '\(nearest)'", edits: [Diagnostic.Edit(range: range, replacement: nearest)])
    ]
  }
}
