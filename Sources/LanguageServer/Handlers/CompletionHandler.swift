import LSP
import SAMFeatures

/// `textDocument/completion`: offered in every open document, since a template starts as an empty one.
enum CompletionHandler: DocumentRequestHandler {
  typealias Params = TextDocumentPositionParams
  typealias Answer = CompletionList?

  static let method = "textDocument/completion"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.completionProvider = .init(
      triggerCharacters: [":", " ", "!", ".", "$", "{", "\"", "'", "-", "/"], resolveProvider: true)
  }

  static func answer(_ params: Params, in document: DocumentSnapshot, for client: ClientCapabilities)
    -> Answer
  {
    let offset = document.positions.offset(of: params.position)
    return document.lspCompletionList(Completion.items(in: document.template, at: offset), for: client)
  }
}
