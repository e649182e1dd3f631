import ResourceSchema
import SAMTemplate

/// Intrinsic functions as values: tags in YAML, `Fn::` keys in JSON and where a mapping starts.
extension CompletionList {
  /// How a function's argument is written.
  private enum Argument {
    case name
    case text
    case list([String])
  }

  private static let valueFunctions: [(Intrinsic, Argument)] = [
    (.ref, .name), (.getAtt, .name), (.sub, .text), (.if, .list(["Condition", "then", "else"])),
    (.findInMap, .list(["Map", "key", "attribute"])), (.join, .list(["\"\"", "[]"])),
    (.select, .list(["0", "[]"])), (.split, .list(["\",\"", "text"])), (.importValue, .text),
    (.base64, .text),
    (.cidr, .list(["block", "count", "bits"])), (.getAZs, .text), (.transform, .text),
  ]

  private static let extensionFunctions: [(Intrinsic, Argument)] = [
    (.length, .text), (.toJsonString, .text),
  ]

  private static let conditionFunctions: [(Intrinsic, Argument)] = [
    (.equals, .list(["left", "right"])), (.not, .list(["condition"])), (.and, .list(["first", "second"])),
    (.or, .list(["first", "second"])), (.condition, .name),
  ]

  private var isConditionPlace: Bool {
    switch place {
    case .conditionExpression: true
    case .function(let function):
      switch function.intrinsic {
      case .and, .or, .not: true
      default: false
      }
    default: false
    }
  }

  private var functions: [(Intrinsic, Argument)] {
    isConditionPlace
      ? Self.conditionFunctions
      : Self.valueFunctions + (template.header.hasLanguageExtensions ? Self.extensionFunctions : [])
  }

  /// The tags after a `!`.
  mutating func addTags() {
    for (index, (function, argument)) in functions.enumerated() where function != .transform {
      addTag(function, argument, rank: 0, order: index)
    }
    if !isConditionPlace {
      for (index, (function, argument)) in Self.conditionFunctions.enumerated() {
        addTag(function, argument, rank: 20, order: index)
      }
    }
  }

  private mutating func addTag(_ function: Intrinsic, _ argument: Argument, rank: Int, order: Int) {
    let space = cursor.needsSpace ? " " : ""
    let continues = !cursor.rest.isEmpty && !cursor.isFlow
    var snippet: String?
    var triggers = false
    if !continues {
      switch argument {
      case .name: triggers = true
      case .text: if function == .sub { snippet = "\(space)\(function.tag) \"$1\"" }
      case .list(let names):
        let stops = names.enumerated().map { "${\($0.offset + 1):\($0.element)}" }
        snippet = "\(space)\(function.tag) [\(stops.joined(separator: ", "))]"
      }
    }
    add(
      CompletionItem(
        label: function.tag, kind: .function, detail: LanguageNotes.functionSummary(function.rawValue),
        documentationKey: "function " + function.rawValue, replaceRange: cursor.replaceRange,
        insertText: space + function.tag + (continues ? "" : " "), snippet: snippet,
        triggersCompletion: triggers),
      rank: rank, order: order)
  }

  /// Functions where a value can be: as tags, and as keys where a mapping may start.
  mutating func addFunctions() {
    let isEmptyMapping = cursor.siblingKeys.isEmpty
    if cursor.role == .key || isJSON {
      guard cursor.role == .key ? isEmptyMapping && !cursor.levels.isEmpty : false else {
        return addJSONCalls()
      }
      addLongForms()
      return
    }
    if cursor.quote != nil { return }
    for (index, (function, argument)) in functions.enumerated() where function != .transform {
      addTag(function, argument, rank: 70, order: index)
    }
    if cursor.role == .either { addLongForms() }
  }

  private mutating func addLongForms() {
    if case .schema(let schema) = place, schema.root == .attributes || schema.root == .parameter,
      schema.path.isEmpty
    {
      return
    }
    for (index, (function, argument)) in functions.enumerated() {
      let shape: ValueShape = if case .list = argument { .list } else { .scalar }
      add(
        key: function.rawValue, kind: .function, detail: LanguageNotes.functionSummary(function.rawValue),
        shape: shape, hasKnownValues: true, documentationKey: "function " + function.rawValue, rank: 80,
        order: index)
    }
  }

  /// In JSON a call is a mapping of its own.
  private mutating func addJSONCalls() {
    guard isJSON, cursor.role != .key, cursor.quote == nil else { return }
    for (index, (function, argument)) in functions.enumerated() {
      let body: String
      switch argument {
      case .name, .text: body = function == .getAtt ? "[\"$1\", \"$2\"]" : "\"$1\""
      case .list(let names):
        body = "[" + names.indices.map { "$\($0 + 1)" }.joined(separator: ", ") + "]"
      }
      add(
        CompletionItem(
          label: function.rawValue, kind: .function, detail: LanguageNotes.functionSummary(function.rawValue),
          documentationKey: "function " + function.rawValue, replaceRange: cursor.replaceRange,
          insertText: "{\"\(function.rawValue)\": ", snippet: "{\"\(function.rawValue)\": \(body)\\}"),
        rank: 80, order: index)
    }
  }

  mutating func addConditionExpression() {
    if cursor.role == .value, isConditionName { return addConditionNames() }
    addFunctions()
  }

  private var isConditionName: Bool {
    if case .key("Condition") = cursor.levels.last?.step { return cursor.levels.count > 2 }
    return false
  }
}
