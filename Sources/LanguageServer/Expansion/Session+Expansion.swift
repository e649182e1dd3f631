import JSON
import LSP
import SAMTemplate

// What documents expand to.
extension Session {
  /// The expansion of an open document; nil where it is not open.
  func expansion(of uri: DocumentURI) -> PendingExpansion? {
    guard let document = documents.snapshot(of: uri) else { return nil }
    let config = SAMConfig.find(in: localFiles(of: uri))
    let key = Expansions.Key(
      version: document.version, region: configuration(for: uri).regions.first ?? "us-east-1",
      overrides: config?.values ?? [:])
    return expansions.expansion(of: uri, key, document.template)
  }

  /// Whether a document is shown by this server: of those nothing is said.
  func isOwn(_ uri: DocumentURI) -> Bool {
    uri.hasPrefix(Expansions.scheme + ":") || expansions.files.contains(uri)
  }

  /// Shows the expansion of a document as well as the client can: as a document that it asks the server for, or as a
  /// read-only file. False where it can do neither, and the text has to do.
  func show(_ text: String, of uri: DocumentURI, line: Int) -> Bool {
    guard client.showDocument else { return false }
    if client.textDocumentContent {
      showDocument(expansions.show(uri), line: line)
    } else {
      let files = expandedFiles
      doOutside {
        let path = files.write(text, of: uri)
        return { session in
          guard let path else { return }
          let uri = FileURI.reference(to: path)
          session.expansions.files.insert(uri)
          session.showDocument(uri, line: line)
        }
      }
    }
    return true
  }

  private func showDocument(_ uri: DocumentURI, line: Int) {
    let position: JSONValue = ["line": .integer(line), "character": 0]
    ask(
      "window/showDocument",
      ["uri": .string(uri), "takeFocus": true, "selection": ["start": position, "end": position]] as JSONValue
    ) { _, _ in }
  }

  /// Has the client ask again for the read-only document of one that has changed.
  func refreshExpansion(of uri: DocumentURI) {
    guard client.textDocumentContent, let shown = expansions.document(showing: uri) else { return }
    ask("workspace/textDocumentContent/refresh", ["uri": .string(shown)] as JSONValue) { _, _ in }
  }
}
