import JSON
import LSP
import Logging
import SAMChecks
import SAMFeatures
import SAMTemplate

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

  /// What a message to come would have to wait for, and can be done before it; the last is done first.
  private var unprepared: [Preparation] = []

  private enum Preparation {
    case completion
    /// The first edit of a document.
    case edit(DocumentURI)
  }

  /// Work whose outcome is taken up by the session later, in its turn between messages.
  typealias Outside = @Sendable () -> (@Sendable (Session) -> Void)

  /// How long diagnostics wait for the project's files; a disk that takes longer must not silence the server.
  private static let patienceForProjects = Duration.milliseconds(500)

  private var phase = Phase.new
  /// What each open document was last said to have.
  private var published: [DocumentURI: PublishDiagnosticsParams] = [:]
  private var projects = Projects()
  private var files = FileStore()
  /// What open documents expand to, as far as somebody asked.
  var expansions = Expansions()
  let expandedFiles = ExpandedFiles()
  /// The paths that the client was last asked to watch.
  private var watchedFiles: Set<String> = []
  /// Readings of projects' files that are under way.
  private var openReadings = 0
  /// What has been said already of what is wrong with the configuration.
  private var shownProblems: Set<String> = []
  private var openRequests: [RequestID: (Session, JSONValue) -> Void] = [:]
  private var lastRequest = 0
  private let version: String
  private let logger: Logger
  private let send: ([UInt8]) -> Void
  private let runOutside: (@escaping Outside) -> Void

  /// - Parameters:
  ///   - version: the server's, for the client's logs.
  ///   - send: takes the body of a message to the client.
  ///   - runOutside: does what may take its time (the disk) elsewhere.
  init(
    version: String, logger: Logger, send: @escaping ([UInt8]) -> Void,
    runOutside: @escaping (@escaping Outside) -> Void
  ) {
    self.version = version
    self.logger = logger
    self.send = send
    self.runOutside = runOutside
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
        if let body = try answer(to: id, method, params) { send(body) }
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
    case .response(let id, let result, let error):
      if let error { logger.debug("a request of the server's failed: \(error.message)") }
      if let takeUp = openRequests.removeValue(forKey: id), let result { takeUp(self, result) }
    case .invalid(let id, let error):
      logger.warning("no valid message: \(error.message)")
      send(OutgoingMessage.response(to: id, error: error))
    }
  }

  private func answer(to id: RequestID, _ method: String, _ params: JSONValue) throws(ResponseError)
    -> [UInt8]?
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
    unprepared = [.completion]
    client = params.capabilities
    if params.clientInfo?.name.hasPrefix("Visual Studio Code") ?? false {
      client.completionCommand = "editor.action.triggerSuggest"
    }
    clientProcess = params.processId.flatMap(Int32.init(exactly:))
    let capabilities = RequestHandlers.capabilities(for: client)
    documents.encoding = capabilities.positionEncoding
    let folders = params.workspaceFolders.map { $0.map(\.uri) } ?? params.rootUri.map { [$0] } ?? []
    projects.setFolders(folders)
    takeSettings(params.initializationOptions ?? .null)
    readProjects()
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
    case "initialized":
      watchProjectFiles()
      askForSettings()
    case "workspace/didChangeConfiguration":
      if let settings = params["settings"], settings != .null {
        takeSettings(settings)
      } else {
        askForSettings()
      }
    case "workspace/didChangeWatchedFiles":
      let params: DidChangeWatchedFilesParams = try RequestHandlers.params(params)
      look(at: files.looksAtAll())
      let changed = params.changes.map { FileURI.fileName(of: $0.uri) }
      if changed.isEmpty || changed.contains(where: ProjectFiles.names.contains) { readProjects() }
    case "textDocument/didSave":
      let params: TextDocumentParams = try RequestHandlers.params(params)
      look(at: files.looksAtAll())
      if ProjectFiles.names.contains(FileURI.fileName(of: params.textDocument.uri)) { readProjects() }
    case "textDocument/didOpen":
      let params: DidOpenParams = try RequestHandlers.params(params)
      note(documents.open(params.textDocument))
      markUnpublished(params.textDocument.uri)
      markDependents(of: params.textDocument.uri)
    case "textDocument/didChange":
      let params: DidChangeParams = try RequestHandlers.params(params)
      note(documents.change(params))
      markUnpublished(params.textDocument.uri)
      markDependents(of: params.textDocument.uri)
    case "textDocument/didClose":
      let params: TextDocumentParams = try RequestHandlers.params(params)
      let uri = params.textDocument.uri
      note(documents.close(uri))
      unpublished.removeAll { $0.uri == uri }
      files.forget(uri)
      expansions.forget(uri)
      markDependents(of: uri)
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

  /// Whether there is no better moment to come for computing diagnostics.
  var isReadyToPublish: Bool {
    guard openReadings > 0, let oldest = unpublished.first else { return true }
    return oldest.since.duration(to: .now) > Self.patienceForProjects
  }

  /// Computes and publishes the diagnostics of the document that has waited longest.
  func publishNext() {
    guard !unpublished.isEmpty else { return }
    let uri = unpublished.removeFirst().uri
    guard let document = documents.snapshot(of: uri) else { return }
    let configuration = projects.configuration(for: uri)
    var findings: [SAMChecks.Diagnostic] = []
    if document.isTemplate, !isOwn(uri), projects.concerns(uri, configuration) {
      let checks = configuration.checks(today: UTCTime().date)
      let ignored = configuration.ignoredChecks
      let known = localFiles(of: uri)
      var named: [String] = []
      findings =
        documents.update(uri) { document in
          let findings = document.analysis.diagnostics(checks, ignoredChecks: ignored, files: known)
          named = document.analysis.namedFiles
          if !document.analysis.isPreparedForEdits { unprepared.append(.edit(uri)) }
          return findings
        } ?? []
      look(at: files.note(named, of: uri))
    }
    publish(
      PublishDiagnosticsParams(
        uri: uri, version: document.version, diagnostics: document.lspDiagnostics(findings, for: client)))
    refreshExpansion(of: uri)
  }

  /// Whether there is nothing to do while nothing is asked.
  var isPrepared: Bool { unprepared.isEmpty }

  /// Gets one thing ready, while nothing else is to be done.
  func prepareNext() {
    switch unprepared.popLast() {
    case .completion: Completion.prepare()
    case .edit(let uri): documents.update(uri) { $0.analysis.prepareForEdits() }
    case nil: break
    }
  }

  private func publish(_ params: PublishDiagnosticsParams) {
    // A file that is read does not change what is found in every document that names it.
    guard published.updateValue(params, forKey: params.uri) != params || params.version == nil else { return }
    if params.version == nil { published[params.uri] = nil }
    send(OutgoingMessage.notification("textDocument/publishDiagnostics", params))
  }

  /// Sends the answer to a request that was worked on elsewhere.
  func respond(_ body: [UInt8]) { send(body) }

  /// Has something done elsewhere; what follows from it is done here, in its turn.
  func doOutside(_ work: @escaping Outside) { runOutside(work) }

  /// What is configured for a document.
  func configuration(for uri: DocumentURI) -> ProjectConfiguration { projects.configuration(for: uri) }

  /// The files around a document, as far as they are known.
  func localFiles(of uri: DocumentURI) -> any LocalFiles {
    files.files(of: uri, open: documents.files(at: files.paths))
  }

  /// Takes away what the session has left on the disk.
  func end() { expandedFiles.remove() }

  /// Sends a request of the server's own; `takeUp` gets the result, if one comes.
  func ask(
    _ method: String, _ params: some JSONWritable, takeUp: @escaping (Session, JSONValue) -> Void
  ) {
    lastRequest += 1
    let id = RequestID.number(lastRequest)
    openRequests[id] = takeUp
    send(OutgoingMessage.request(id, method, params))
  }
}

// The files that documents name.
extension Session {
  /// Has paths looked at, elsewhere.
  private func look(at looks: [FileStore.Look]) {
    watchFiles()
    guard !looks.isEmpty else { return }
    runOutside {
      let found = looks.map { $0.run() }
      return { session in
        for path in session.files.take(found) {
          for uri in session.files.documents(naming: path) { session.markUnpublished(uri) }
        }
      }
    }
  }

  /// What is found in other documents may depend on this one's text.
  private func markDependents(of uri: DocumentURI) {
    guard let path = FileURI.path(of: uri) else { return }
    for dependent in files.documents(naming: path) where dependent != uri { markUnpublished(dependent) }
  }

  /// Asks the client to say when a file changes that a document names.
  private func watchFiles() {
    guard client.watchedFilesRegistration, files.paths != watchedFiles else { return }
    let id = "named-files"
    if !watchedFiles.isEmpty {
      ask(
        "client/unregisterCapability",
        ["unregisterations": [["id": .string(id), "method": "workspace/didChangeWatchedFiles"]]] as JSONValue
      ) { _, _ in }
    }
    watchedFiles = files.paths
    guard !watchedFiles.isEmpty else { return }
    let watchers = watchedFiles.sorted().map { path -> JSONValue in
      ["globPattern": client.relativePatterns ? FileURI.pattern(of: path) : .string(path)]
    }
    let registration: JSONValue = [
      "id": .string(id), "method": "workspace/didChangeWatchedFiles",
      "registerOptions": ["watchers": .array(watchers)],
    ]
    ask("client/registerCapability", ["registrations": [registration]] as JSONValue) { _, _ in }
  }
}

// Configuration: the projects' files and the client's settings.
extension Session {
  /// Has the configuration files of all folders read, elsewhere.
  private func readProjects() {
    for folder in projects.folders {
      openReadings += 1
      runOutside {
        let reading = ProjectFiles.read(in: folder)
        return { $0.take(reading) }
      }
    }
  }

  private func take(_ reading: ProjectFiles.Reading) {
    openReadings -= 1
    show(reading.problems)
    if projects.take(reading) { markAllUnpublished() }
  }

  private func takeSettings(_ json: JSONValue) {
    let (isNew, problems) = projects.takeSettings(json)
    show(problems)
    if isNew { markAllUnpublished() }
  }

  private func askForSettings() {
    guard client.configuration else { return }
    ask("workspace/configuration", ["items": [["section": "samLs"]]] as JSONValue) { session, result in
      if let settings = result.array?.first, settings != .null { session.takeSettings(settings) }
    }
  }

  private func watchProjectFiles() {
    guard client.watchedFilesRegistration else { return }
    let watchers = ProjectFiles.names.map { name -> JSONValue in ["globPattern": .string("**/\(name)")] }
    let registration: JSONValue = [
      "id": "project-files", "method": "workspace/didChangeWatchedFiles",
      "registerOptions": ["watchers": .array(watchers)],
    ]
    ask("client/registerCapability", ["registrations": [registration]] as JSONValue) { _, _ in }
  }

  private func markAllUnpublished() {
    for uri in documents.uris { markUnpublished(uri) }
  }

  /// Tells the person what is wrong with the configuration, each thing once.
  private func show(_ problems: [String]) {
    for problem in problems where shownProblems.insert(problem).inserted {
      logger.warning("\(problem)")
      // 2: a warning.
      send(
        OutgoingMessage.notification(
          "window/showMessage", ["type": 2, "message": .string("sam-ls: \(problem)")] as JSONValue))
    }
  }
}
