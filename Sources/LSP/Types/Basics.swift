/// The URI of a document, as the client writes it: documents are known by this text.
package typealias DocumentURI = String

/// A place in a document: a 0-based line and an offset in it, in units of the negotiated encoding.
package struct Position: Sendable, Hashable, Codable {
  package var line: Int
  package var character: Int

  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }
}

/// Two places: `end` is the first that no longer belongs to the range.
package struct PositionRange: Sendable, Hashable, Codable {
  package var start: Position
  package var end: Position

  package init(start: Position, end: Position) {
    self.start = start
    self.end = end
  }
}

/// What a `Position`'s characters count.
package enum PositionEncoding: String, Sendable, Hashable, Codable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"
}

/// A range in a document.
package struct Location: Sendable, Hashable, Codable {
  package var uri: DocumentURI
  package var range: PositionRange

  package init(uri: DocumentURI, range: PositionRange) {
    self.uri = uri
    self.range = range
  }
}

/// A target with the text that refers to it.
package struct LocationLink: Sendable, Hashable, Codable {
  package var originSelectionRange: PositionRange
  package var targetUri: DocumentURI
  /// All of the target; shown as a preview.
  package var targetRange: PositionRange
  /// Its name; within `targetRange`.
  package var targetSelectionRange: PositionRange

  package init(
    originSelectionRange: PositionRange, targetUri: DocumentURI, targetRange: PositionRange,
    targetSelectionRange: PositionRange
  ) {
    self.originSelectionRange = originSelectionRange
    self.targetUri = targetUri
    self.targetRange = targetRange
    self.targetSelectionRange = targetSelectionRange
  }
}

/// A replacement of a range.
package struct TextEdit: Sendable, Hashable, Codable {
  package var range: PositionRange
  package var newText: String

  package init(range: PositionRange, newText: String) {
    self.range = range
    self.newText = newText
  }
}

/// A text with the markup it uses.
package struct MarkupContent: Sendable, Hashable, Codable {
  /// `markdown` or `plaintext`.
  package enum Kind: String, Sendable, Hashable, Codable { case markdown, plaintext }

  package var kind: Kind
  package var value: String

  package init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }
}

/// A document by its name.
package struct TextDocumentIdentifier: Sendable, Hashable, Codable {
  package var uri: DocumentURI
}

/// The parameters of a request about a document as a whole.
package struct TextDocumentParams: Sendable, Hashable, Codable {
  package var textDocument: TextDocumentIdentifier
}

/// The parameters of a request about a place in a document.
package struct TextDocumentPositionParams: Sendable, Hashable, Codable {
  package var textDocument: TextDocumentIdentifier
  package var position: Position
}

/// Parameters that the server has no use for, whatever they are.
package struct IgnoredParams: Sendable, Hashable, Decodable {
  package init(from decoder: any Decoder) {}
}

/// An answer without content: `null`.
package struct NullResult: Sendable, Hashable, Encodable {
  package init() {}

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
