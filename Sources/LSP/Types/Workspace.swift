package import JSON

/// `workspace/executeCommand`.
package struct ExecuteCommandParams: Sendable, Hashable, Decodable {
  package var command: String
  package var arguments: [JSONValue]?
}

/// `workspace/textDocumentContent`: the text of a document that only the server has.
package struct TextDocumentContentParams: Sendable, Hashable, Decodable {
  package var uri: DocumentURI
}

/// The answer to `workspace/textDocumentContent`.
package struct TextDocumentContentResult: Sendable, Hashable, JSONWritable {
  package var text: String

  package init(text: String) {
    self.text = text
  }

  package func write(to json: inout JSONWriter) {
    json.object { $0.member("text", text) }
  }
}
