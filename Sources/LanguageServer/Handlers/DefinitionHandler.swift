import LSP
import SAMFeatures

/// `textDocument/definition`: in this document, or the file that the template names.
enum DefinitionHandler: DocumentRequestHandler {
  typealias Params = TextDocumentPositionParams
  typealias Answer = DefinitionResult?

  static let method = "textDocument/definition"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.definitionProvider = true
  }

  static func answer(_ params: Params, in document: DocumentSnapshot, for client: ClientCapabilities)
    -> Answer
  {
    let offset = document.positions.offset(of: params.position)
    let targets = Definition.targets(in: document.template, at: offset)
    let links = targets.compactMap { link($0, in: document) }
    guard !links.isEmpty else { return nil }
    if client.definitionLinks { return .links(links) }
    return .locations(links.map { Location(uri: $0.targetUri, range: $0.targetSelectionRange) })
  }

  private static func link(_ target: DefinitionTarget, in document: DocumentSnapshot) -> LocationLink? {
    let origin = document.positions.range(of: target.originRange)
    if let file = target.file {
      guard let uri = FileURI.uri(of: file, from: document.uri) else { return nil }
      let top = Position(line: 0, character: 0)
      let start = PositionRange(start: top, end: top)
      return LocationLink(
        originSelectionRange: origin, targetUri: uri, targetRange: start, targetSelectionRange: start)
    }
    return LocationLink(
      originSelectionRange: origin, targetUri: document.uri,
      targetRange: document.positions.range(of: target.targetRange),
      targetSelectionRange: document.positions.range(of: target.targetSelectionRange))
  }
}
