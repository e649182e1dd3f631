import JSON
import LSP

/// One request of the protocol: its name, what the server announces for it, and the answer.
protocol RequestHandler: SendableMetatype {
  associatedtype Params: Decodable
  associatedtype Answer: JSONWritable

  /// `textDocument/hover`.
  static var method: String { get }

  /// Adds what `initialize` has to say of this request.
  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities)

  /// The answer, from the state that all messages before the request led to.
  static func answer(_ params: Params, in session: Session) throws(ResponseError) -> Answer
}

extension RequestHandler {
  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {}
}

/// A request whose answer may take longer than a keystroke should wait for: what it needs is taken from the session, the
/// work is done elsewhere, and the answer is made when it is done.
protocol OutsideRequestHandler: RequestHandler {
  associatedtype Outcome: Sendable

  /// What is to be done, with all that it needs.
  static func work(_ params: Params, in session: Session) throws(ResponseError) -> @Sendable () -> Outcome

  /// The answer, and what else follows from what was done.
  static func answer(_ params: Params, _ outcome: Outcome, in session: Session) -> Answer
}

extension OutsideRequestHandler {
  static func answer(_ params: Params, in session: Session) throws(ResponseError) -> Answer {
    answer(params, try work(params, in: session)(), in: session)
  }
}

/// Parameters that name an open document.
protocol DocumentParams: Decodable {
  var textDocument: TextDocumentIdentifier { get }
}

extension TextDocumentParams: DocumentParams {}
extension TextDocumentPositionParams: DocumentParams {}

/// A request about an open document: a pure function of the document's snapshot.
///
/// A document that is not open has no answer, and that is no failure: a client may well have closed it since.
protocol DocumentRequestHandler: RequestHandler
where Params: DocumentParams, Answer: ExpressibleByNilLiteral {
  static func answer(_ params: Params, in document: DocumentSnapshot, for client: ClientCapabilities)
    -> Answer
}

extension DocumentRequestHandler {
  static func answer(_ params: Params, in session: Session) throws(ResponseError) -> Answer {
    guard let document = session.documents.snapshot(of: params.textDocument.uri) else { return nil }
    return answer(params, in: document, for: session.client)
  }
}

/// The requests that the server answers, by method: the only list of them.
enum RequestHandlers {
  static let all: [any RequestHandler.Type] = [
    CodeLensHandler.self,
    CodeLensResolveHandler.self,
    CompletionHandler.self,
    CompletionResolveHandler.self,
    DefinitionHandler.self,
    DocumentSymbolHandler.self,
    ExecuteCommandHandler.self,
    HoverHandler.self,
    TextDocumentContentHandler.self,
  ]

  /// What the server announces to that client.
  static func capabilities(for client: ClientCapabilities) -> ServerCapabilities {
    // UTF-8 costs no conversion; UTF-16 is what every client must know.
    let encoding = [PositionEncoding.utf8, .utf16, .utf32].first { client.positionEncodings.contains($0) }
    var capabilities = ServerCapabilities(positionEncoding: encoding ?? .utf16)
    for handler in all { handler.announce(in: &capabilities, to: client) }
    return capabilities
  }

  /// The body of the answer to a request; nil where it comes later, by the session's own hand.
  static func answer(
    to id: RequestID, _ method: String, _ params: JSONValue, in session: Session
  ) throws(ResponseError) -> [UInt8]? {
    guard let handler = all.first(where: { $0.method == method }) else {
      throw ResponseError(.methodNotFound, "no method \(method)")
    }
    if let handler = handler as? any OutsideRequestHandler.Type {
      try answerLater(to: id, params, with: handler, in: session)
      return nil
    }
    return try answer(to: id, params, with: handler, in: session)
  }

  private static func answer<Handler: RequestHandler>(
    to id: RequestID, _ params: JSONValue, with handler: Handler.Type, in session: Session
  ) throws(ResponseError) -> [UInt8] {
    let params: Handler.Params = try Self.params(params)
    return OutgoingMessage.response(to: id, result: try handler.answer(params, in: session))
  }

  private static func answerLater<Handler: OutsideRequestHandler>(
    to id: RequestID, _ params: JSONValue, with handler: Handler.Type, in session: Session
  ) throws(ResponseError) {
    // Read once here for what it needs, and once more for the answer: parameters need not cross threads.
    let work = try handler.work(try Self.params(params), in: session)
    session.doOutside {
      let outcome = work()
      return { session in
        do throws(ResponseError) {
          let params: Handler.Params = try Self.params(params)
          session.respond(
            OutgoingMessage.response(to: id, result: handler.answer(params, outcome, in: session)))
        } catch {
          session.respond(OutgoingMessage.response(to: id, error: error))
        }
      }
    }
  }

  /// Parameters as their type, or the protocol's error that says what is wrong with them.
  static func params<Params: Decodable>(_ json: JSONValue) throws(ResponseError) -> Params {
    do {
      return try JSONDecoding.decode(from: json)
    } catch {
      throw ResponseError(.invalidParams, error.message)
    }
  }
}
