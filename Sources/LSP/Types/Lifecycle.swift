package import JSON

/// `initialize`: who asks and what they understand.
package struct InitializeParams: Sendable, Hashable, Decodable {
  /// The client's name and version.
  package struct ClientInfo: Sendable, Hashable, Decodable {
    package var name: String
    package var version: String?
  }

  /// A folder that the client has open.
  package struct WorkspaceFolder: Sendable, Hashable, Decodable {
    package var uri: DocumentURI
    package var name: String
  }

  /// The process that the server should not outlive.
  package var processId: Int?
  package var clientInfo: ClientInfo?
  package var rootUri: DocumentURI?
  package var workspaceFolders: [WorkspaceFolder]?
  package var capabilities: ClientCapabilities
  package var initializationOptions: JSONValue?
}

/// What the client can do, as far as it changes what the server sends.
///
/// Read leniently: what is missing or of another kind than the protocol says counts as not supported.
package struct ClientCapabilities: Sendable, Hashable, Decodable {
  /// In the client's order of preference; empty where it names none.
  package var positionEncodings: [PositionEncoding] = []
  package var diagnosticRelatedInformation = false
  package var diagnosticCodeDescription = false
  package var diagnosticData = false
  /// By the protocol's numbers: 1 unnecessary, 2 deprecated.
  package var diagnosticTags: Set<Int> = []
  package var completionSnippets = false
  package var completionMarkdown = false
  package var completionDeprecatedTag = false
  package var completionPreselect = false
  /// Whether a list may give the range that its items replace once for all of them.
  package var completionDefaultEditRange = false
  /// Whether a multi-line item may ask to be indented like the line that it is inserted in.
  package var completionAdjustsIndentation = false
  /// The client's command that opens the list of proposals; nil where it has none. The protocol has no capability for
  /// it: it follows from the client's name.
  package var completionCommand: String?
  package var hoverMarkdown = false
  package var definitionLinks = false
  package var hierarchicalSymbols = false
  /// Whether settings can be asked for.
  package var configuration = false
  /// Whether the client watches files that the server names.
  package var watchedFilesRegistration = false
  /// Whether a pattern of watched files may name the folder that it is relative to.
  package var relativePatterns = false
  /// Whether the client shows a document that the server names.
  package var showDocument = false
  /// Whether the client asks the server for the text of documents that only the server has.
  package var textDocumentContent = false

  package init() {}

  package init(from decoder: any Decoder) throws {
    self.init(try JSONValue(from: decoder))
  }

  /// Reads the `ClientCapabilities` object of the protocol.
  package init(_ json: JSONValue) {
    func value(_ path: [String], in json: JSONValue?) -> JSONValue? { path.reduce(json) { $0?[$1] } }
    let document = json["textDocument"]
    func flag(_ path: String...) -> Bool { value(path, in: document)?.bool ?? false }
    func list(_ path: String...) -> [JSONValue] { value(path, in: document)?.array ?? [] }
    positionEncodings =
      (value(["general", "positionEncodings"], in: json)?.array ?? []).compactMap {
        $0.string.flatMap(PositionEncoding.init)
      }
    diagnosticRelatedInformation = flag("publishDiagnostics", "relatedInformation")
    diagnosticCodeDescription = flag("publishDiagnostics", "codeDescriptionSupport")
    diagnosticData = flag("publishDiagnostics", "dataSupport")
    diagnosticTags = Set(list("publishDiagnostics", "tagSupport", "valueSet").compactMap(\.integer))
    completionSnippets = flag("completion", "completionItem", "snippetSupport")
    completionMarkdown = list("completion", "completionItem", "documentationFormat").contains("markdown")
    completionDeprecatedTag = list("completion", "completionItem", "tagSupport", "valueSet").contains(1)
    completionPreselect = flag("completion", "completionItem", "preselectSupport")
    completionDefaultEditRange = list("completion", "completionList", "itemDefaults").contains("editRange")
    completionAdjustsIndentation =
      list("completion", "completionItem", "insertTextModeSupport", "valueSet").contains(2)
    hoverMarkdown = list("hover", "contentFormat").contains("markdown")
    definitionLinks = flag("definition", "linkSupport")
    hierarchicalSymbols = flag("documentSymbol", "hierarchicalDocumentSymbolSupport")
    configuration = value(["workspace", "configuration"], in: json)?.bool ?? false
    watchedFilesRegistration =
      value(["workspace", "didChangeWatchedFiles", "dynamicRegistration"], in: json)?.bool ?? false
    showDocument = value(["window", "showDocument", "support"], in: json)?.bool ?? false
    if case .object? = value(["workspace", "textDocumentContent"], in: json) { textDocumentContent = true }
    relativePatterns =
      value(["workspace", "didChangeWatchedFiles", "relativePatternSupport"], in: json)?.bool ?? false
  }
}

/// The answer to `initialize`.
package struct InitializeResult: Sendable, Hashable {
  /// The server's name and version.
  package struct ServerInfo: Sendable, Hashable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  package var capabilities: ServerCapabilities
  package var serverInfo: ServerInfo

  package init(capabilities: ServerCapabilities, serverInfo: ServerInfo) {
    self.capabilities = capabilities
    self.serverInfo = serverInfo
  }
}

/// What the server can do: each handler adds its own part.
package struct ServerCapabilities: Sendable, Hashable {
  /// How documents are kept in step.
  package struct TextDocumentSync: Sendable, Hashable {
    package var openClose = true
    /// 2: changes come as ranges.
    package var change = 2
    package var save = true
  }

  /// How completion is asked for.
  package struct CompletionOptions: Sendable, Hashable {
    package var triggerCharacters: [String]
    package var resolveProvider: Bool

    package init(triggerCharacters: [String], resolveProvider: Bool) {
      self.triggerCharacters = triggerCharacters
      self.resolveProvider = resolveProvider
    }
  }

  package var positionEncoding: PositionEncoding
  package var textDocumentSync = TextDocumentSync()
  package var completionProvider: CompletionOptions?
  package var hoverProvider: Bool?
  package var definitionProvider: Bool?
  package var documentSymbolProvider: Bool?
  /// Whether there are code lenses, to be resolved one by one.
  package var codeLensProvider: Bool?
  /// The commands that can be executed; none where there are none.
  package var commands: [String] = []
  /// The schemes of the documents whose text the server has.
  package var contentSchemes: [String] = []

  package init(positionEncoding: PositionEncoding) {
    self.positionEncoding = positionEncoding
  }
}

extension InitializeResult: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("capabilities", capabilities)
      json.member("serverInfo", serverInfo)
    }
  }
}

extension InitializeResult.ServerInfo: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("version", version)
    }
  }
}

extension ServerCapabilities: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("positionEncoding", positionEncoding)
      json.member("textDocumentSync", textDocumentSync)
      json.member("completionProvider", ifPresent: completionProvider)
      json.member("hoverProvider", ifPresent: hoverProvider)
      json.member("definitionProvider", ifPresent: definitionProvider)
      json.member("documentSymbolProvider", ifPresent: documentSymbolProvider)
      if codeLensProvider == true { json.member("codeLensProvider", ["resolveProvider": true] as JSONValue) }
      if !commands.isEmpty {
        json.member(
          "executeCommandProvider", ["commands": .array(commands.map { .string($0) })] as JSONValue)
      }
      if !contentSchemes.isEmpty {
        let schemes = JSONValue.array(contentSchemes.map { .string($0) })
        json.member("workspace", ["textDocumentContent": ["schemes": schemes]] as JSONValue)
      }
    }
  }
}

extension ServerCapabilities.TextDocumentSync: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("openClose", openClose)
      json.member("change", change)
      json.member("save", save)
    }
  }
}

extension ServerCapabilities.CompletionOptions: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("triggerCharacters", triggerCharacters)
      json.member("resolveProvider", resolveProvider)
    }
  }
}
