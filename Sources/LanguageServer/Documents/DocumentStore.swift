import LSP
import SAMTemplate
import YAMLSyntax

/// The documents that the client has open, each at its newest version.
///
/// Total: what the client does out of order (changing what it has not opened, opening twice) is taken as well as it
/// can be, and said in the returned problem.
struct DocumentStore {
  /// An open document.
  struct Document {
    let uri: DocumentURI
    let languageID: String
    var version: Int?
    var analysis: DocumentAnalysis
    /// The document as others see it that name its file; nil until one asks.
    fileprivate var file: LocalFile?
  }

  private var documents: [DocumentURI: Document] = [:]

  /// The documents that are open, in a stable order.
  var uris: [DocumentURI] { documents.keys.sorted() }

  /// What a position's characters count, as negotiated.
  var encoding = PositionEncoding.utf16

  /// Opens a document, or opens it anew. Returns what is odd about that.
  mutating func open(_ item: DidOpenParams.Item) -> String? {
    let document = Document(
      uri: item.uri, languageID: item.languageId, version: item.version,
      analysis: DocumentAnalysis(SourceText(item.text)))
    return documents.updateValue(document, forKey: item.uri) == nil ? nil : "\(item.uri) was open already"
  }

  /// Above this many changes in one message, reading the whole text again is cheaper than following each of them.
  private static let incrementalLimit = 64

  /// Applies changes, each to what the one before it left. Returns what is odd about that.
  mutating func change(_ params: DidChangeParams) -> String? {
    let isIncremental = params.contentChanges.count <= Self.incrementalLimit
    let encoding = encoding
    let known: Void? = update(params.textDocument.uri) { document in
      document.file = nil
      document.version = params.textDocument.version
      var text = document.analysis.text
      for change in params.contentChanges {
        if let range = change.range {
          let edit = SourceEdit(
            range: Positions(text: text, encoding: encoding).offsets(of: range), replacement: change.text)
          if isIncremental {
            document.analysis.apply(edit)
            text = document.analysis.text
          } else {
            text.replace(edit.range, with: edit.replacement)
          }
        } else {
          text = SourceText(change.text)
          document.analysis = DocumentAnalysis(text)
        }
      }
      if !isIncremental { document.analysis = DocumentAnalysis(text) }
    }
    return known == nil ? "\(params.textDocument.uri) is changed but not open" : nil
  }

  /// Closes a document. Returns what is odd about that.
  mutating func close(_ uri: DocumentURI) -> String? {
    documents.removeValue(forKey: uri) == nil ? "\(uri) is closed but was not open" : nil
  }

  /// The document as it is now; nil where it is not open.
  mutating func snapshot(of uri: DocumentURI) -> DocumentSnapshot? {
    let encoding = encoding
    return update(uri) { document in
      DocumentSnapshot(
        uri: uri, languageID: document.languageID, version: document.version,
        template: document.analysis.template(),
        encoding: encoding)
    }
  }

  /// The documents at some absolute paths, as files: what is typed counts before what is saved.
  mutating func files(at paths: Set<String>) -> [String: LocalFile] {
    var files: [String: LocalFile] = [:]
    guard !paths.isEmpty else { return files }
    for uri in uris {
      guard let path = FileURI.path(of: uri), paths.contains(path) else { continue }
      files[path] = update(uri) { document in
        if let file = document.file { return file }
        let file = LocalFile(document.analysis.template())
        document.file = file
        return file
      }
    }
    return files
  }

  /// Calls `body` with the document, to be brought up to date in place; nil where it is not open.
  @discardableResult
  mutating func update<Result>(_ uri: DocumentURI, _ body: (inout Document) -> Result) -> Result? {
    guard let index = documents.index(forKey: uri) else { return nil }
    return body(&documents.values[index])
  }
}

/// One version of a document: a value.
struct DocumentSnapshot: Sendable {
  let uri: DocumentURI
  let languageID: String
  let version: Int?
  let template: Template
  let encoding: PositionEncoding

  /// Conversion of positions in this version.
  var positions: Positions { Positions(text: template.text, encoding: encoding) }

  /// Whether the document is a template, so that there is anything to say of it unasked.
  var isTemplate: Bool {
    TemplateDetection.isTemplate(template, languageID: languageID, fileName: FileURI.fileName(of: uri))
  }
}
