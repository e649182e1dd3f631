import LSP
import SAMFeatures

/// `workspace/textDocumentContent`: the text of a read-only document that shows an expansion.
enum TextDocumentContentHandler: OutsideRequestHandler {
  typealias Params = TextDocumentContentParams
  typealias Answer = TextDocumentContentResult

  static let method = "workspace/textDocumentContent"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    if client.textDocumentContent { capabilities.contentSchemes = [Expansions.scheme] }
  }

  static func work(_ params: TextDocumentContentParams, in session: Session) throws(ResponseError)
    -> @Sendable () -> String
  {
    // After a restart a client may ask for what it showed before.
    let source =
      session.expansions.shown[params.uri]
      ?? "file" + params.uri.dropFirst(Expansions.scheme.count)
    guard params.uri.hasPrefix(Expansions.scheme + ":"), let expansion = session.expansion(of: source) else {
      throw ResponseError(.invalidParams, "nothing is shown as \(params.uri)")
    }
    return { expansion.value.yaml }
  }

  static func answer(_ params: TextDocumentContentParams, _ text: String, in session: Session)
    -> TextDocumentContentResult
  {
    TextDocumentContentResult(text: text)
  }
}
