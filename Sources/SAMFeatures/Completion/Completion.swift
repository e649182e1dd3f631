import ResourceSchema
public import SAMTemplate
import YAMLSyntax

/// What can be written at a place.
public enum Completion {
  /// The proposals at a byte offset; none where nothing is known. The client filters by what is typed; the order
  /// (`sortText`) puts first what is most likely meant.
  ///
  /// - Complexity: logarithmic in the size of the document, linear in what is proposed.
  public static func items(in template: Template, at offset: Int) -> [CompletionItem] {
    guard let cursor = Cursor(in: template, at: offset) else { return [] }
    let place = SchemaLocator.place(of: cursor) { resource in
      ResourceTypeRanking.guess(cursor: cursor, resource: resource, template: template)
    }
    var list = CompletionList(template: template, cursor: cursor, place: place)
    list.fill()
    return list.items
  }

  /// Makes what the first answer would have to make: a few milliseconds of work, the first time only.
  public static func prepare() { _ = ResourceTypeRanking.items }
}

/// The proposals being gathered for one cursor.
struct CompletionList {
  let template: Template
  let cursor: Cursor
  let place: Place
  private(set) var items: [CompletionItem] = []
  /// How many spaces a level is indented by in this document.
  let indentUnit: Int

  init(template: Template, cursor: Cursor, place: Place) {
    self.template = template
    self.cursor = cursor
    self.place = place
    indentUnit = Self.indentUnit(around: cursor, in: template)
  }

  mutating func fill() {
    if let start = cursor.placeholderStart, isInSub {
      addPlaceholders(from: start)
      return
    }
    switch cursor.role {
    case .text: return
    case .tag:
      addTags()
      return
    case .key, .value, .either: break
    }
    if cursor.role == .either, cursor.node?.kind == .sequence {
      if case .schema(let schema) = place { addDash(for: schema) }
      return
    }
    switch place {
    case .root:
      addSections()
    case .section(let section):
      if cursor.role != .value { addEntries(of: section) }
    case .globals:
      if cursor.role != .value { addGlobalsSections() }
    case .transform:
      addTransforms()
    case .formatVersion:
      add(value: "2010-09-09", detail: nil, rank: 0, quoted: true)
    case .schema(let schema):
      // A pair in a list without braces is valid, and hardly ever meant.
      if cursor.role == .key || cursor.role == .either && !cursor.isFlow { addKeys(of: schema) }
      if cursor.role != .key { addValues(of: schema) }
      if allowsFunctions(schema) { addFunctions() }
    case .function(let function):
      addArguments(of: function)
    case .conditionExpression:
      addConditionExpression()
    case .unknown:
      if cursor.role != .key { addFunctions() }
    }
  }

  /// Whether the cursor stands in a string whose `${}` are replaced.
  private var isInSub: Bool {
    guard case .function(let function) = place, function.intrinsic == .sub else { return false }
    return function.steps.isEmpty || function.steps == [.item(0)]
  }

  /// Whether the value at a place, or all of the mapping that a key is written in, may be a function's.
  private func allowsFunctions(_ place: SchemaPlace) -> Bool {
    switch place.root {
    case .resource, .globals: !place.path.isEmpty
    case .attributes: !["Type", "DependsOn", "Condition"].contains(place.path.first ?? "Type")
    case .output: ["Value", "Export"].contains(place.path.first ?? "")
    case .rule: !place.path.isEmpty
    case .parameter, .metadata: false
    }
  }

  /// Adds a proposal. Its sort text is made of how well it fits what is typed, a rank and the label.
  ///
  /// - Parameter rank: what comes first of proposals that fit equally well: 0 to 99.
  mutating func add(_ item: CompletionItem, rank: Int, order: Int? = nil) {
    var item = item
    let fit = Match.fit(typed: typed(for: item), in: item.filterText ?? item.label)
    let tail = order.map { Self.digits($0, 4) } ?? item.label
    item.sortText = "\(fit)" + Self.digits(rank, 2) + tail
    items.append(item)
  }

  /// Adds a proposal whose sort text is made already.
  mutating func addPlain(_ item: CompletionItem) { items.append(item) }

  mutating func reserve(_ count: Int) { items.reserveCapacity(count) }

  private func typed(for item: CompletionItem) -> Substring {
    let skipped = max(0, item.replaceRange.lowerBound - cursor.replaceRange.lowerBound)
    return Substring(cursor.typed.utf8.dropFirst(min(skipped, cursor.typed.utf8.count)))
  }

  static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(max(0, number))
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// Whether the document is JSON, or the cursor in a flow mapping whose keys are quoted.
  var isJSON: Bool {
    cursor.isFlow && (cursor.quote == UInt8(ascii: "\"") || template.tree.root?.style == .flow)
  }

  /// Adds a scalar value.
  mutating func add(
    value: String, detail: String? = nil, kind: CompletionItem.Kind = .value, rank: Int, order: Int? = nil,
    quoted: Bool = false, isDeprecated: Bool = false, isPreselected: Bool = false, filterText: String? = nil,
    documentationKey: String? = nil
  ) {
    var text = value
    if cursor.quote == nil {
      if isJSON, !["true", "false"].contains(value), !Self.isNumber(value) {
        text = "\"\(value)\""
      } else if quoted || Self.needsQuotes(value) {
        text = "\"\(value)\""
      }
      if cursor.needsSpace { text = " " + text }
    }
    add(
      CompletionItem(
        label: value, kind: kind, detail: detail, documentationKey: documentationKey,
        replaceRange: cursor.replaceRange, insertText: text, filterText: filterText,
        isDeprecated: isDeprecated,
        isPreselected: isPreselected),
      rank: rank, order: order)
  }

  static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") }
  }

  /// Whether YAML would read a plain scalar of this text as something else than a string, or not at all.
  static func needsQuotes(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return true }
    if "*&!|>'\"%@`{}[],#?".utf8.contains(first) || last == .init(ascii: ":") { return true }
    return text.contains(": ") || text.contains(" #")
  }
}
