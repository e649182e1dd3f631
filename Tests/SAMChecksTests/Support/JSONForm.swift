import SAMTemplate
import TestSupport
import YAMLSyntax

/// A YAML template written as JSON: the functions in their long forms, keys and values in the same order.
enum JSONForm {
  /// Whether the template has one that means the same: JSON has no aliases, no keys twice, and must be whole.
  static func exists(of fixture: Fixture) -> Bool {
    guard fixture.name.hasSuffix(".yaml") else { return false }
    let tree = SyntaxTree(SourceText(fixture.text))
    return tree.problems.isEmpty && tree.root.flatMap(write) != nil
  }

  /// The template as JSON; nil where it has no such form.
  static func text(of tree: SyntaxTree) -> String? { tree.root.flatMap(write) }

  private static func write(_ node: Node) -> String? { write(Value(node)) }

  private static func write(_ value: Value) -> String? {
    let node = value.node
    if node.anchor != nil || node.kind == .alias { return nil }
    if !value.ignoresTag, let tag = node.tag, tag.hasPrefix("!"), let call = value.call() {
      return write(call.argument).map { "{\(quoted(call.name)): \($0)}" }
    }
    switch node.kind {
    case .mapping:
      var keys: Set<String> = []
      var parts: [String] = []
      for entry in node.entries {
        guard entry.key.kind == .scalar, keys.insert(entry.key.value).inserted, let value = write(entry.value)
        else { return nil }
        parts.append("\(quoted(entry.key.value)): \(value)")
      }
      return "{" + parts.joined(separator: ",\n") + "}"
    case .sequence:
      let parts = node.items.compactMap(write)
      return parts.count == node.items.count ? "[" + parts.joined(separator: ", ") + "]" : nil
    case .scalar:
      switch value.scalarType {
      case .null: return "null"
      case .boolean: return isTrue(node.value) ? "true" : "false"
      case .integer, .float:
        // JSON has decimal numbers only.
        return node.value.allSatisfy { $0.isNumber || $0 == "." } && !node.value.hasPrefix("0")
          ? node.value : nil
      case .string, .timestamp: return quoted(node.value)
      }
    case .alias: return nil
    }
  }

  private static func isTrue(_ word: String) -> Bool { ["true", "yes", "on"].contains(word.lowercased()) }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
