import LSP
import SAMFeatures

/// `textDocument/documentSymbol`.
enum DocumentSymbolHandler: DocumentRequestHandler {
  typealias Params = TextDocumentParams
  typealias Answer = DocumentSymbolResult?

  static let method = "textDocument/documentSymbol"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.documentSymbolProvider = true
  }

  static func answer(_ params: Params, in document: DocumentSnapshot, for client: ClientCapabilities)
    -> Answer
  {
    document.lspSymbols(DocumentSymbols.outline(of: document.template), for: client)
  }
}
