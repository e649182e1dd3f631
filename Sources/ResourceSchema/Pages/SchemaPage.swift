/// A page of facts: the same blocks for a terminal, a document and a hover.
public struct SchemaPage: Sendable, Hashable {
  /// A part of a page.
  public enum Block: Sendable, Hashable {
    /// A heading below the page's own.
    case heading(String)
    /// Labels and what they say.
    case fields([Field])
    /// A table; the text renderer drops columns that are empty throughout.
    case table(Table)
    /// Sentences of their own.
    case list([String])
    /// A sentence.
    case paragraph(String)
    /// Upstream's Markdown.
    case prose(String)
    /// Something to type: a command.
    case command(String)
  }

  /// A label and what it says.
  public struct Field: Sendable, Hashable {
    /// A word or two.
    public var label: String
    /// What is said.
    public var value: String
    /// Whether the value is code: a pattern, a name.
    public var isCode: Bool

    /// A label and what it says.
    public init(_ label: String, _ value: String, isCode: Bool = false) {
      self.label = label
      self.value = value
      self.isCode = isCode
    }
  }

  /// A table whose first column holds names.
  public struct Table: Sendable, Hashable {
    /// The columns' titles.
    public var columns: [String]
    /// The rows' cells, as many as columns.
    public var rows: [Row]

    /// What holds of a row, as a sign before it with its meaning below the table.
    public enum Mark: String, Sendable, Hashable, CaseIterable {
      case required = "*"
      case replaces = "!"
      case mayReplace = "?"

      /// What the sign means.
      public var meaning: String {
        switch self {
        case .required: "required"
        case .replaces: "a change replaces the resource"
        case .mayReplace: "some changes replace it"
        }
      }
    }

    /// A row.
    public struct Row: Sendable, Hashable {
      /// The cells' texts.
      public var cells: [String]
      /// What else holds of the row.
      public var marks: [Mark]

      /// A row.
      public init(_ cells: [String], marks: [Mark] = []) {
        self.cells = cells
        self.marks = marks
      }
    }

    /// A table.
    public init(_ columns: [String], _ rows: [Row]) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// What the page is of, as one types it: `AWS::DynamoDB::Table.KeySchema`.
  public var title: String
  /// The parts, in order.
  public var blocks: [Block]
  /// The same facts for programs.
  public var json: JSONValue

  /// A page.
  public init(title: String, blocks: [Block], json: JSONValue) {
    self.title = title
    self.blocks = blocks
    self.json = json
  }
}

extension SchemaPage {
  /// The page of a place: of the resource type where the path is empty, else of the property.
  public init(of place: PropertyPlace) {
    self = place.path.isEmpty ? TypePage(type: place.type).page : PropertyPage(place: place).page
    if let text = SchemaPack.shared.documentation(of: place) {
      // Of a type's long text, what it is; the rest would push the facts off the screen.
      let shown = place.path.isEmpty ? Self.firstParagraph(of: text) : text
      blocks.insert(.prose(shown), at: 0)
      if case .object(let members) = json {
        json = .object(members + [.init(key: "description", value: .string(text))])
      }
    }
  }

  private static func firstParagraph(of text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { break }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// The table of properties that may be set.
  static func table(of rows: [PropertyFacts]) -> Table {
    Table(
      ["Property", "Type", "Allowed"],
      rows.map { facts in
        var marks: [Table.Mark] = facts.isRequired ? [.required] : []
        if facts.update == .replacement { marks.append(.replaces) }
        if facts.update == .conditional { marks.append(.mayReplace) }
        return Table.Row([facts.name, facts.shortType, facts.summary], marks: marks)
      })
  }

  /// `a, b and 3 more`.
  static func shortened(_ values: [String], to limit: Int) -> String {
    guard values.count > limit + 1 else { return values.joined(separator: ", ") }
    return values.prefix(limit).joined(separator: ", ") + " and \(values.count - limit) more"
  }
}

extension PropertyFacts {
  /// What a table's last column says: values, bounds, format, default.
  var summary: String {
    var parts: [String] = []
    if isDeprecated { parts.append("deprecated") }
    if !values.isEmpty { parts.append(SchemaPage.shortened(values, to: 6)) }
    parts += constraints
    if let format, values.isEmpty { parts.append(format) }
    if let pattern, values.isEmpty, parts.isEmpty, pattern.count <= 40 { parts.append(pattern) }
    if let defaultValue, defaultValue.count <= 24 { parts.append("default \(defaultValue)") }
    return parts.joined(separator: "; ")
  }

  /// The facts with labels, as a page or a hover lists them.
  public var fields: [SchemaPage.Field] {
    var fields = [SchemaPage.Field("Type", type)]
    if name != "*" { fields.append(.init("Required", isRequired ? "yes" : "no")) }
    switch update {
    case .replacement: fields.append(.init("Update", "replaces the resource"))
    case .conditional: fields.append(.init("Update", "replaces the resource in some cases"))
    case .noInterruption: fields.append(.init("Update", "changes the resource in place"))
    case .unknown: break
    }
    if isReadOnly { fields.append(.init("Read-only", "set by the service; for GetAtt")) }
    if isWriteOnly { fields.append(.init("Write-only", "the service never returns it")) }
    if isDeprecated { fields.append(.init("Deprecated", "yes")) }
    if !values.isEmpty { fields.append(.init("Values", values.joined(separator: ", "))) }
    if !constraints.isEmpty { fields.append(.init("Limits", constraints.joined(separator: "; "))) }
    if let defaultValue { fields.append(.init("Default", defaultValue, isCode: true)) }
    if let pattern { fields.append(.init("Pattern", pattern, isCode: true)) }
    if let format { fields.append(.init("Format", format)) }
    if let relationship { fields.append(.init("Refers to", relationship)) }
    if let handedTo { fields.append(.init("Handed to", handedTo)) }
    return fields
  }

  /// The facts as members of a JSON object; what does not apply is absent.
  public var json: JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ key: String, _ value: JSONValue?) {
      if let value { members.append(.init(key: key, value: value)) }
    }
    add("name", .string(name))
    add("path", .array(path.map(JSONValue.string)))
    add("type", .string(type))
    add("types", types.isEmpty ? nil : .array(types.names.map(JSONValue.string)))
    add("required", .bool(isRequired))
    add("update", update == .unknown ? nil : .string(update.rawValue))
    add("readOnly", isReadOnly ? .bool(true) : nil)
    add("writeOnly", isWriteOnly ? .bool(true) : nil)
    add("deprecated", isDeprecated ? .bool(true) : nil)
    add("values", values.isEmpty ? nil : .array(values.map(JSONValue.string)))
    add("constraints", constraints.isEmpty ? nil : .array(constraints.map(JSONValue.string)))
    add("default", defaultValue.map(JSONValue.string))
    add("pattern", pattern.map(JSONValue.string))
    add("format", format.map(JSONValue.string))
    add("refersTo", relationship.map(JSONValue.string))
    add("handedTo", handedTo.map(JSONValue.string))
    add("documentation", documentationURL.map(JSONValue.string))
    return .object(members)
  }
}
