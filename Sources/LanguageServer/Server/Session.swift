import JSON
import LSP
import Logging
import SAMChecks

/// One conversation with one client: what it has opened, what it can do, what it still has to be told.
///
/// Messages go in one by one, in order, and every answer is computed on the state that the messages before it led to,
/// so none is stale. Diagnostics are not computed when a document changes but when `publishNext` is called, which is
/// when nothing else waits: a version that is already replaced by then costs nothing and is never published.
final class Session {
  private enum Phase {
    case new
    case running
    case shutDown
  }

  /// The documents that are open.
  var documents = DocumentStore()
  /// What the client can do.
  private(set) var client = ClientCapabilities()
  /// The process whose end is the session's end too.
  private(set) var clientProcess: Int32?
  /// What the process ends with, once the client has sent `exit`.
  private(set) var exitStatus: Int32?
  /// Documents whose newest version has no published diagnostics yet, the oldest first, and since when.
  private(set) var unpublished: [(uri: DocumentURI, since: ContinuousClock.Instant)] = []

  private var phase = Phase.new
  private var configuration = CheckConfiguration(today: UTCTime().date)
  private let version: String
  private let logger: Logger
  private let send: ([UInt8]) -> Void

  /// - Parameters:
  ///   - version: the server's, for the client's logs.
  ///   - send: takes the body of a message to the client.
  init(version: String, logger: Logger, send: @escaping ([UInt8]) -> Void) {
    self.version = version
    self.logger = logger
    self.send = send
  }

  /// What the process ends with when the client closes the connection without a word.
  var endStatus: Int32 { phase == .shutDown ? 0 : 1 }

  /// Handles a message. `isCancelled` says whether the client still waits for a request's answer.
  func receive(_ message: IncomingMessage, isCancelled: (RequestID) -> Bool = { _ in false }) {
    switch message {
    case .request(let id, let method, let params):
      let start = ContinuousClock.now
      do throws(ResponseError) {
        guard !isCancelled(id) else { throw ResponseError(.requestCancelled, "cancelled") }
        send(try answer(to: id, method, params))
        logger.debug("\(method) answered in \(start.duration(to: .now))")
      } catch {
        logger.debug("\(method) failed: \(error.message)")
        send(OutgoingMessage.response(to: id, error: error))
      }
    case .notification(let method, let params):
      do throws(ResponseError) {
        try take(method, params)
      } catch {
        logger.warning("\(method) ignored: \(error.message)")
      }
    case .response(let id, _, let error):
      logger.debug("response to \(id) ignored\(error.map { ": " + $0.message } ?? "")")
    case .invalid(let id, let error):
      logger.warning("no valid message: \(error.message)")
      send(OutgoingMessage.response(to: id, error: error))
    }
  }

  private func answer(to id: RequestID, _ method: String, _ params: JSONValue) throws(ResponseError)
    -> [UInt8]
  {
    switch (phase, method) {
    case (.new, "initialize"):
      return OutgoingMessage.response(to: id, result: try initialize(try RequestHandlers.params(params)))
    case (.new, _): throw ResponseError(.serverNotInitialized, "the first request is initialize")
    case (.running, "initialize"): throw ResponseError(.invalidRequest, "initialized already")
    case (.running, "shutdown"):
      phase = .shutDown
      return OutgoingMessage.response(to: id, result: NullResult())
    case (.running, _): return try RequestHandlers.answer(to: id, method, params, in: self)
    case (.shutDown, _): throw ResponseError(.invalidRequest, "shut down already")
    }
  }

  private func initialize(_ params: InitializeParams) throws(ResponseError) -> InitializeResult {
    phase = .running
    client = params.capabilities
    clientProcess = params.processId.flatMap(Int32.init(exactly:))
    let capabilities = RequestHandlers.capabilities(for: client)
    documents.encoding = capabilities.positionEncoding
    let name = params.clientInfo.map { "\($0.name) \($0.version ?? "")" } ?? "a client without a name"
    logger.info("initialized by \(name), positions in \(capabilities.positionEncoding.rawValue)")
    return InitializeResult(
      capabilities: capabilities, serverInfo: .init(name: "sam-ls", version: version))
  }

  private func take(_ method: String, _ params: JSONValue) throws(ResponseError) {
    if method == "exit" {
      exitStatus = endStatus
      return
    }
    guard phase == .running else { return }
    switch method {
    case "textDocument/didOpen":
      let params: DidOpenParams = try RequestHandlers.params(params)
      note(documents.open(params.textDocument))
      markUnpublished(params.textDocument.uri)
    case "textDocument/didChange":
      let params: DidChangeParams = try RequestHandlers.params(params)
      note(documents.change(params))
      markUnpublished(params.textDocument.uri)
    case "textDocument/didClose":
      let params: TextDocumentParams = try RequestHandlers.params(params)
      let uri = params.textDocument.uri
      note(documents.close(uri))
      unpublished.removeAll { $0.uri == uri }
      // What is closed has no findings that the client should go on showing.
      publish(PublishDiagnosticsParams(uri: uri, version: nil, diagnostics: []))
    default: logger.trace("\(method) ignored")
    }
  }

  private func note(_ oddity: String?) {
    if let oddity { logger.warning("\(oddity)") }
  }

  private func markUnpublished(_ uri: DocumentURI) {
    guard !unpublished.contains(where: { $0.uri == uri }) else { return }
    unpublished.append((uri, .now))
  }

  /// Computes and publishes the diagnostics of the document that has waited longest.
  func publishNext() {
    guard !unpublished.isEmpty else { return }
    let uri = unpublished.removeFirst().uri
    guard let document = documents.snapshot(of: uri) else { return }
    var findings: [SAMChecks.Diagnostic] = []
    if document.isTemplate {
      findings = documents.update(uri) { $0.analysis.diagnostics(configuration) } ?? []
    }
    publish(
      PublishDiagnosticsParams(
        uri: uri, version: document.version,
        diagnostics: document.lspDiagnostics(findings, for: client)))
  }

  private func publish(_ params: PublishDiagnosticsParams) {
    send(OutgoingMessage.notification("textDocument/publishDiagnostics", params))
  }
}
