import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// The shape that a value most likely takes: what an accepted key goes on with.
enum ValueShape: Hashable {
  case scalar
  case mapping
  case list

  /// The shape that schemas say.
  init(_ views: [Schema]) {
    var types: Schema.Types = []
    var hasProperties = false
    var hasItems = false
    for view in views {
      types.formUnion(view.types)
      if view.hasProperties || view.keywords.contains(.patternProperties) { hasProperties = true }
      if view.items != nil { hasItems = true }
    }
    let isScalar = !types.isDisjoint(with: [.string, .number, .integer, .boolean])
    if types.contains(.array), types.contains(.object) || !isScalar {
      self = .list
    } else if isScalar {
      self = .scalar
    } else if types.contains(.object) || hasProperties {
      self = .mapping
    } else {
      self = hasItems ? .list : .scalar
    }
  }
}

extension CompletionList {
  /// Adds a key with what follows it.
  ///
  /// - Parameters:
  ///   - shape: what its value is.
  ///   - body: lines to follow instead of an empty value, in snippet syntax, relative to the key's column.
  ///   - hasKnownValues: whether its scalar's values can be proposed at once.
  mutating func add(
    key: String, kind: CompletionItem.Kind, detail: String? = nil, shape: ValueShape, body: [String] = [],
    inline: String? = nil, hasKnownValues: Bool = false, documentationKey: String? = nil, rank: Int,
    order: Int? = nil,
    filterText: String? = nil, isDeprecated: Bool = false
  ) {
    var item = CompletionItem(
      label: key, kind: kind, detail: detail, documentationKey: documentationKey,
      replaceRange: cursor.replaceRange,
      insertText: key, filterText: filterText, isDeprecated: isDeprecated)
    let rest = cursor.rest
    let continues = !rest.isEmpty && !(cursor.isFlow && [",", "}", "]"].contains(rest.prefix(1)))
    if isJSON {
      let open = cursor.quote == nil ? "\"" : ""
      if continues || cursor.isFlow && rest.hasPrefix("\"") {
        item.insertText = cursor.quote == nil && !rest.hasPrefix("\"") ? "\"\(key)\"" : key
      } else {
        item.insertText = "\(open)\(key)\": "
        let value =
          switch shape {
          case .scalar: hasKnownValues || inline == nil ? "\"$1\"" : inline ?? ""
          case .mapping: "{\n\t$1\n}"
          case .list: "[$1]"
          }
        item.snippet = "\(open)\(Self.escaped(key))\": \(value)"
      }
    } else if continues || cursor.quote != nil {
      item.insertText = key
    } else if cursor.isFlow {
      item.insertText = key + ": "
      switch shape {
      case .scalar: break
      case .mapping: item.snippet = Self.escaped(key) + ": {$1}"
      case .list: item.snippet = Self.escaped(key) + ": [$1]"
      }
      item.triggersCompletion = hasKnownValues
    } else {
      let indent = String(repeating: " ", count: max(0, cursor.column - cursor.lineIndent))
      let unit = String(repeating: " ", count: indentUnit)
      switch shape {
      case .scalar:
        item.insertText = key + ": "
        if let inline { item.snippet = Self.escaped(key) + ": " + inline }
        item.triggersCompletion = hasKnownValues && inline == nil
      case .mapping, .list:
        item.insertText = key + ":"
        let lines = body.isEmpty ? [shape == .list ? unit + "- $0" : unit + "$0"] : body
        item.snippet = Self.escaped(key) + ":\n" + lines.map { indent + $0 }.joined(separator: "\n")
        item.triggersCompletion = body.isEmpty
      }
    }
    if cursor.needsSpace { item.insertText = " " + item.insertText }
    add(item, rank: rank, order: order)
  }

  /// Text in snippet syntax that stands for itself.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "$" || character == "}" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// How many spaces a level is indented by in this document.
  static func indentUnit(around cursor: Cursor, in template: Template) -> Int {
    for level in cursor.levels {
      if let unit = unit(below: level, in: template.text) { return unit }
    }
    guard let root = template.tree.root else { return 2 }
    for entry in root.entries.prefix(20) {
      let value = entry.value
      guard value.kind == .mapping, value.style == .block, let first = value.entries.first else { continue }
      let text = template.text
      let start = first.key.range.lowerBound
      let column = start - text.lineStart(text.line(at: start))
      if (1...8).contains(column) { return column }
    }
    return 2
  }

  private static func unit(below level: Cursor.Level, in text: SourceText) -> Int? {
    guard let key = level.keyRange, let value = level.value, value.kind == .mapping, value.style == .block,
      let first = value.entries.first
    else { return nil }
    let start = first.key.range.lowerBound
    let outer = key.lowerBound - text.lineStart(text.line(at: key.lowerBound))
    let inner = start - text.lineStart(text.line(at: start))
    return (1...8).contains(inner - outer) ? inner - outer : nil
  }

  /// The lines of a mapping's required keys, in snippet syntax: what is to be filled in are tab stops.
  ///
  /// - Parameters:
  ///   - schema: the mapping's schemas.
  ///   - stop: the number of the next tab stop.
  func requiredLines(
    of place: SchemaPlace, and others: [String] = [], stop: inout Int, depth: Int = 0
  ) -> [String] {
    guard depth < 4 else { return [] }
    let unit = String(repeating: " ", count: indentUnit)
    var lines: [String] = []
    let required = required(of: place.views(of: nil))
    let keys =
      others.filter { !required.contains($0) }
      + required.sorted { ($0 != "Type" ? 1 : 0, $0) < ($1 != "Type" ? 1 : 0, $1) }
    for key in keys {
      let next = place.child(key)
      let views = next.views(of: nil)
      switch ValueShape(views) {
      case .scalar:
        lines.append(Self.escaped(key) + ": " + placeholder(for: next, stop: &stop))
      case .mapping:
        let inner = requiredLines(of: next, stop: &stop, depth: depth + 1)
        lines.append(Self.escaped(key) + ":")
        if inner.isEmpty {
          lines.append("\(unit)$\(stop)")
          stop += 1
        }
        lines += inner.map { unit + $0 }
      case .list:
        lines.append(Self.escaped(key) + ":")
        var inner = requiredLines(of: next.childItem(), stop: &stop, depth: depth + 1)
        if inner.isEmpty {
          inner = ["$\(stop)"]
          stop += 1
        }
        for (index, line) in inner.enumerated() { lines.append(unit + (index == 0 ? "- " : "  ") + line) }
      }
    }
    return lines
  }

  /// A tab stop for a scalar: a choice where the values are few and known.
  private func placeholder(for place: SchemaPlace, stop: inout Int) -> String {
    defer { stop += 1 }
    let values = KnownValues(place).strings
    guard !values.isEmpty, values.count <= 12,
      !values.contains(where: { $0.contains(",") || $0.contains("|") })
    else {
      return "$\(stop)"
    }
    return values.count == 1
      ? "${\(stop):\(Self.escaped(values[0]))}" : "${\(stop)|\(values.joined(separator: ","))|}"
  }

  /// What schemas require; of alternatives nothing, as nobody has chosen yet.
  func required(of views: [Schema]) -> [String] {
    var keys: [String] = []
    guard let first = views.first else { return [] }
    for key in first.required where !keys.contains(key) { keys.append(key) }
    for part in first.allOf {
      for key in part.required where !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}
