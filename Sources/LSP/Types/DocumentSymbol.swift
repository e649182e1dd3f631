package import JSON

/// The protocol's numbers.
package enum SymbolKind: Int, Sendable, Hashable, JSONWritable {
  case module = 2
  case namespace = 3
  case `class` = 5
  case property = 7
  case field = 8
  case `enum` = 10
  case function = 12
  case variable = 13
  case constant = 14
  case string = 15
  case boolean = 17
  case object = 19
  case key = 20
  case `struct` = 23
  case event = 24
}

/// A node of a document's outline.
package struct DocumentSymbol: Sendable, Hashable {
  package var name: String
  package var detail: String?
  package var kind: SymbolKind
  /// All of it.
  package var range: PositionRange
  /// Its name; within `range`.
  package var selectionRange: PositionRange
  package var children: [DocumentSymbol]?

  package init(
    name: String, detail: String? = nil, kind: SymbolKind, range: PositionRange,
    selectionRange: PositionRange,
    children: [DocumentSymbol]? = nil
  ) {
    self.name = name
    self.detail = detail
    self.kind = kind
    self.range = range
    self.selectionRange = selectionRange
    self.children = children
  }
}

/// The same for clients that know only lists.
package struct SymbolInformation: Sendable, Hashable {
  package var name: String
  package var kind: SymbolKind
  package var location: Location
  /// The name of the symbol that this one is in.
  package var containerName: String?

  package init(name: String, kind: SymbolKind, location: Location, containerName: String? = nil) {
    self.name = name
    self.kind = kind
    self.location = location
    self.containerName = containerName
  }
}

/// The answer to `textDocument/documentSymbol`: a tree where the client knows it.
package enum DocumentSymbolResult: Sendable, Hashable, JSONWritable {
  case tree([DocumentSymbol])
  case list([SymbolInformation])

  package func write(to json: inout JSONWriter) {
    switch self {
    case .tree(let symbols): symbols.write(to: &json)
    case .list(let symbols): symbols.write(to: &json)
    }
  }
}

extension DocumentSymbol: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("detail", ifPresent: detail)
      json.member("kind", kind)
      json.member("range", range)
      json.member("selectionRange", selectionRange)
      json.member("children", ifPresent: children)
    }
  }
}

extension SymbolInformation: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("kind", kind)
      json.member("location", location)
      json.member("containerName", ifPresent: containerName)
    }
  }
}
