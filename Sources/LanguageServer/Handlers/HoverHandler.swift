import LSP
import SAMFeatures

/// `textDocument/hover`.
enum HoverHandler: DocumentRequestHandler {
  typealias Params = TextDocumentPositionParams
  typealias Answer = LSP.Hover?

  static let method = "textDocument/hover"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.hoverProvider = true
  }

  static func answer(_ params: Params, in document: DocumentSnapshot, for client: ClientCapabilities)
    -> Answer
  {
    let offset = document.positions.offset(of: params.position)
    guard let answer = Hover.answer(in: document.template, at: offset) else { return nil }
    return LSP.Hover(
      contents: Markup.content(answer.markdown, markdown: client.hoverMarkdown),
      range: document.positions.range(of: answer.range))
  }
}
