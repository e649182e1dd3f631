/// `textDocument/didOpen`.
package struct DidOpenParams: Sendable, Hashable, Decodable {
  /// A document with its text.
  package struct Item: Sendable, Hashable, Decodable {
    package var uri: DocumentURI
    package var languageId: String
    package var version: Int
    package var text: String
  }

  package var textDocument: Item
}

/// `textDocument/didChange`.
package struct DidChangeParams: Sendable, Hashable, Decodable {
  /// A document at the version that the changes lead to.
  package struct Document: Sendable, Hashable, Decodable {
    package var uri: DocumentURI
    package var version: Int?
  }

  /// A replacement: of a range of the text as the changes before it left it, or of all of it.
  package struct Change: Sendable, Hashable, Decodable {
    package var range: PositionRange?
    package var text: String
  }

  package var textDocument: Document
  package var contentChanges: [Change]
}

/// `workspace/didChangeWatchedFiles`.
package struct DidChangeWatchedFilesParams: Sendable, Hashable, Decodable {
  /// A file that was made, changed or deleted.
  package struct Event: Sendable, Hashable, Decodable {
    package var uri: DocumentURI
  }

  package var changes: [Event]
}
