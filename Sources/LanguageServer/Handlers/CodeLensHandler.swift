import JSON
import LSP
import SAMFeatures

/// `textDocument/codeLens`: one above each resource of SAM; what it says is worked out when it is looked at.
enum CodeLensHandler: DocumentRequestHandler {
  typealias Params = TextDocumentParams
  typealias Answer = [CodeLens]?

  static let method = "textDocument/codeLens"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.codeLensProvider = true
  }

  static func answer(_ params: Params, in document: DocumentSnapshot, for client: ClientCapabilities)
    -> Answer
  {
    guard document.isTemplate else { return [] }
    let places = CodeLenses.places(in: document.template)
    let positions = document.positions.forMany(2 * places.count)
    return places.map { place in
      CodeLens(
        range: positions.range(of: place.range),
        data: ["uri": .string(document.uri), "resource": .string(place.logicalID)])
    }
  }
}

/// `codeLens/resolve`: how many resources the transform makes of one. A click shows them.
enum CodeLensResolveHandler: OutsideRequestHandler {
  typealias Params = CodeLens
  typealias Answer = CodeLens

  static let method = "codeLens/resolve"

  static func work(_ lens: CodeLens, in session: Session) throws(ResponseError) -> @Sendable () -> String {
    guard let uri = lens.data?["uri"]?.string, let id = lens.data?["resource"]?.string else {
      throw ResponseError(.invalidParams, "a lens of this server is expected")
    }
    guard let expansion = session.expansion(of: uri) else { return { "" } }
    return { expansion.value.summary(of: id) }
  }

  static func answer(_ lens: CodeLens, _ title: String, in session: Session) -> CodeLens {
    var lens = lens
    lens.command = Command(
      title: title, command: ExecuteCommandHandler.expand,
      arguments: [lens.data?["uri"] ?? nil, lens.data?["resource"] ?? nil])
    return lens
  }
}
