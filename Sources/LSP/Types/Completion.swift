package import JSON

/// The answer to `textDocument/completion`.
package struct CompletionList: Sendable, Hashable {
  /// What holds for every item that does not say otherwise.
  package struct ItemDefaults: Sendable, Hashable {
    package var editRange: PositionRange

    package init(editRange: PositionRange) {
      self.editRange = editRange
    }
  }

  /// Whether more typing should ask again, not only filter what is here.
  package var isIncomplete: Bool
  package var itemDefaults: ItemDefaults?
  package var items: [CompletionItem]

  package init(isIncomplete: Bool, itemDefaults: ItemDefaults? = nil, items: [CompletionItem]) {
    self.isIncomplete = isIncomplete
    self.itemDefaults = itemDefaults
    self.items = items
  }
}

/// A proposal.
package struct CompletionItem: Sendable, Hashable {
  /// The protocol's numbers.
  package enum Kind: Int, Sendable, Hashable, JSONWritable {
    case function = 3
    case field = 5
    case variable = 6
    case `class` = 7
    case interface = 8
    case module = 9
    case property = 10
    case value = 12
    case `enum` = 13
    case keyword = 14
    case snippet = 15
    case file = 17
    case reference = 18
    case enumMember = 20
    case constant = 21
    case `struct` = 22
    case event = 23
  }

  /// The protocol's numbers.
  package enum InsertTextFormat: Int, Sendable, Hashable, JSONWritable {
    case plainText = 1
    case snippet = 2
  }

  package var label: String
  package var kind: Kind?
  /// 1: deprecated.
  package var tags: [Int]?
  package var detail: String?
  package var documentation: MarkupContent?
  package var preselect: Bool?
  package var sortText: String?
  package var filterText: String?
  package var insertTextFormat: InsertTextFormat?
  /// 2: indented like the line that it is inserted in.
  package var insertTextMode: Int?
  package var textEdit: TextEdit?
  /// Inserted in place of the list's default range, where the item has no edit of its own.
  package var textEditText: String?
  /// Runs in the client after the item is inserted.
  package var command: Command?
  /// Comes back with `completionItem/resolve`.
  package var data: JSONValue?

  package init(label: String, kind: Kind? = nil) {
    self.label = label
    self.kind = kind
  }
}

extension CompletionList: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("isIncomplete", isIncomplete)
      json.member("itemDefaults", ifPresent: itemDefaults)
      json.member("items", items)
    }
  }
}

extension CompletionList.ItemDefaults: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("editRange", editRange)
    }
  }
}

extension CompletionItem: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("label", label)
      json.member("kind", ifPresent: kind)
      json.member("tags", ifPresent: tags)
      json.member("detail", ifPresent: detail)
      json.member("documentation", ifPresent: documentation)
      json.member("preselect", ifPresent: preselect)
      json.member("sortText", ifPresent: sortText)
      json.member("filterText", ifPresent: filterText)
      json.member("insertTextFormat", ifPresent: insertTextFormat)
      json.member("insertTextMode", ifPresent: insertTextMode)
      json.member("textEdit", ifPresent: textEdit)
      json.member("textEditText", ifPresent: textEditText)
      json.member("command", ifPresent: command)
      json.member("data", ifPresent: data)
    }
  }
}
