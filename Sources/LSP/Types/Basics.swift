package import JSON

/// The URI of a document, as the client writes it: documents are known by this text.
package typealias DocumentURI = String

/// A place in a document: a 0-based line and an offset in it, in units of the negotiated encoding.
package struct Position: Sendable, Hashable, Decodable {
  package var line: Int
  package var character: Int

  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }
}

/// Two places: `end` is the first that no longer belongs to the range.
package struct PositionRange: Sendable, Hashable, Decodable {
  package var start: Position
  package var end: Position

  package init(start: Position, end: Position) {
    self.start = start
    self.end = end
  }
}

/// What a `Position`'s characters count.
package enum PositionEncoding: String, Sendable, Hashable, JSONWritable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"
}

/// A range in a document.
package struct Location: Sendable, Hashable {
  package var uri: DocumentURI
  package var range: PositionRange

  package init(uri: DocumentURI, range: PositionRange) {
    self.uri = uri
    self.range = range
  }
}

/// A target with the text that refers to it.
package struct LocationLink: Sendable, Hashable {
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
package struct TextEdit: Sendable, Hashable {
  package var range: PositionRange
  package var newText: String

  package init(range: PositionRange, newText: String) {
    self.range = range
    self.newText = newText
  }
}

/// Something that a client can run.
package struct Command: Sendable, Hashable {
  package var title: String
  package var command: String
  /// None: the command takes nothing.
  package var arguments: [JSONValue]

  package init(title: String, command: String, arguments: [JSONValue] = []) {
    self.title = title
    self.command = command
    self.arguments = arguments
  }
}

extension Command: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("title", title)
      json.member("command", command)
      if !arguments.isEmpty { json.member("arguments", JSONValue.array(arguments)) }
    }
  }
}

/// A text with the markup it uses.
package struct MarkupContent: Sendable, Hashable {
  /// `markdown` or `plaintext`.
  package enum Kind: String, Sendable, Hashable, JSONWritable { case markdown, plaintext }

  package var kind: Kind
  package var value: String

  package init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }
}

/// A document by its name.
package struct TextDocumentIdentifier: Sendable, Hashable, Decodable {
  package var uri: DocumentURI
}

/// The parameters of a request about a document as a whole.
package struct TextDocumentParams: Sendable, Hashable, Decodable {
  package var textDocument: TextDocumentIdentifier
}

/// The parameters of a request about a place in a document.
package struct TextDocumentPositionParams: Sendable, Hashable, Decodable {
  package var textDocument: TextDocumentIdentifier
  package var position: Position
}

/// Parameters that the server has no use for, whatever they are.
package struct IgnoredParams: Sendable, Hashable, Decodable {
  package init(from decoder: any Decoder) {}
}

/// An answer without content: `null`.
package struct NullResult: Sendable, Hashable, JSONWritable {
  package init() {}

  package func write(to json: inout JSONWriter) { JSONValue.null.write(to: &json) }
}

extension Position: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("line", line)
      json.member("character", character)
    }
  }
}

extension PositionRange: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("start", start)
      json.member("end", end)
    }
  }
}

extension Location: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("uri", uri)
      json.member("range", range)
    }
  }
}

extension LocationLink: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("originSelectionRange", originSelectionRange)
      json.member("targetUri", targetUri)
      json.member("targetRange", targetRange)
      json.member("targetSelectionRange", targetSelectionRange)
    }
  }
}

extension TextEdit: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("range", range)
      json.member("newText", newText)
    }
  }
}

extension MarkupContent: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", kind)
      json.member("value", value)
    }
  }
}
