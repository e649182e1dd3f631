/// A completion proposal.
public struct CompletionItem: Sendable, Hashable {
  /// What kind of thing is proposed; editors show an icon for it.
  public enum Kind: Sendable, Hashable {
    case section
    case resourceType
    case property
    case value
    case resource
    case parameter
    case condition
    case mapping
    case attribute
    case function
    case pseudoParameter
    case keyword
    case snippet
    case file
  }

  /// What the list shows.
  public var label: String
  /// What kind of thing is proposed.
  public var kind: Kind
  /// A short fact beside the label: the type, "required", a resource's type.
  public var detail: String?
  /// Markdown; nil where it is only worth making when the item is looked at (see `documentationKey`).
  public var documentation: String?
  /// Where to look the documentation up later (`Completion.documentation(for:)`): small, stable within a session.
  public var documentationKey: String?
  /// UTF-8 byte offsets of what the item replaces; it holds the cursor.
  public var replaceRange: Range<Int>
  /// The text for a client without snippets.
  public var insertText: String
  /// The same with tab stops in LSP snippet syntax; nil where it is the same text. Lines after the first are relative
  /// to the indentation of the cursor's line, as editors insert them.
  public var snippet: String?
  /// What typed letters are matched against; nil: the label.
  public var filterText: String?
  /// Sorts the list; nil: the label.
  public var sortText: String?
  /// Whether it is shown struck through.
  public var isDeprecated: Bool
  /// The one item that the editor may select from the start.
  public var isPreselected: Bool
  /// Whether accepting it should open the next list at once (a key whose values are known).
  public var triggersCompletion: Bool

  /// All parts, those that are mostly absent with a default.
  public init(
    label: String, kind: Kind, detail: String? = nil, documentation: String? = nil,
    documentationKey: String? = nil, replaceRange: Range<Int>, insertText: String,
    snippet: String? = nil, filterText: String? = nil, sortText: String? = nil,
    isDeprecated: Bool = false, isPreselected: Bool = false, triggersCompletion: Bool = false
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.documentation = documentation
    self.documentationKey = documentationKey
    self.replaceRange = replaceRange
    self.insertText = insertText
    self.snippet = snippet
    self.filterText = filterText
    self.sortText = sortText
    self.isDeprecated = isDeprecated
    self.isPreselected = isPreselected
    self.triggersCompletion = triggersCompletion
  }
}

/// What is known of the thing under the cursor.
public struct HoverAnswer: Sendable, Hashable {
  /// UTF-8 byte offsets of the thing.
  public var range: Range<Int>
  /// What is known, in Markdown.
  public var markdown: String

  /// All parts, those that are mostly absent with a default.
  public init(range: Range<Int>, markdown: String) {
    self.range = range
    self.markdown = markdown
  }
}

/// Where something that the cursor is on is defined.
public struct DefinitionTarget: Sendable, Hashable {
  /// UTF-8 byte offsets of the reference under the cursor.
  public var originRange: Range<Int>
  /// The file, as the template names it; nil: this document.
  public var file: String?
  /// UTF-8 byte offsets of the whole definition in the target (empty for another file).
  public var targetRange: Range<Int>
  /// UTF-8 byte offsets of its name.
  public var targetSelectionRange: Range<Int>

  /// All parts, those that are mostly absent with a default.
  public init(
    originRange: Range<Int>, file: String? = nil, targetRange: Range<Int>,
    targetSelectionRange: Range<Int>
  ) {
    self.originRange = originRange
    self.file = file
    self.targetRange = targetRange
    self.targetSelectionRange = targetSelectionRange
  }
}

/// A node of the document's outline.
public struct OutlineSymbol: Sendable, Hashable {
  /// What kind of thing it is.
  public enum Kind: Sendable, Hashable {
    case section
    case resource
    case parameter
    case condition
    case mapping
    case output
    case rule
    case event
    case property
    case value
  }

  /// What the outline shows.
  public var name: String
  /// A short fact beside the name: a type, a value.
  public var detail: String?
  /// What kind of thing it is.
  public var kind: Kind
  /// UTF-8 byte offsets of all of it.
  public var range: Range<Int>
  /// UTF-8 byte offsets of the name; within `range`.
  public var selectionRange: Range<Int>
  /// What is within it, in the order of the text.
  public var children: [OutlineSymbol]

  /// All parts, those that are mostly absent with a default.
  public init(
    name: String, detail: String? = nil, kind: Kind, range: Range<Int>,
    selectionRange: Range<Int>, children: [OutlineSymbol] = []
  ) {
    self.name = name
    self.detail = detail
    self.kind = kind
    self.range = range
    self.selectionRange = selectionRange
    self.children = children
  }
}
