import LSP
import SAMFeatures
import SAMTemplate
import Synchronization

/// The expansions of open documents: each version's is worked out when it is first asked for, and once.
struct Expansions {
  /// What an expansion follows from.
  struct Key: Hashable, Sendable {
    var version: Int?
    var region: String
    var overrides: [String: String]
  }

  /// The scheme of read-only documents that show an expansion.
  static let scheme = "sam-ls-expanded"

  private var known: [DocumentURI: (key: Key, expansion: PendingExpansion)] = [:]
  /// The documents whose expansion is shown as a read-only document, by that one's URI.
  private(set) var shown: [DocumentURI: DocumentURI] = [:]
  /// The read-only files that show expansions.
  var files: Set<DocumentURI> = []

  /// The expansion of a document; `template` is its text at the key's version.
  mutating func expansion(of uri: DocumentURI, _ key: Key, _ template: Template) -> PendingExpansion {
    if let (old, expansion) = known[uri], old == key, key.version != nil { return expansion }
    let expansion = PendingExpansion(template, key)
    known[uri] = (key, expansion)
    return expansion
  }

  /// The URI of the read-only document for a document's expansion; from now on somebody looks at it.
  mutating func show(_ uri: DocumentURI) -> DocumentURI {
    let path = FileURI.path(of: uri).map { FileURI.reference(to: $0).dropFirst("file://".count) }
    let own = "\(Self.scheme)://\(path.map(String.init) ?? "/" + FileURI.fileName(of: uri))"
    shown[own] = uri
    return own
  }

  /// The read-only document that shows a document's expansion; nil where none was asked for.
  func document(showing uri: DocumentURI) -> DocumentURI? { shown.first { $0.value == uri }?.key }

  /// Forgets a document that was closed. Its read-only document stays as it is.
  mutating func forget(_ uri: DocumentURI) { known[uri] = nil }
}

/// An expansion that is worked out by the first who wants it, on their thread; others wait for it.
final class PendingExpansion: Sendable {
  private let template: Template
  private let key: Expansions.Key
  private let result = Mutex<ExpandedTemplate?>(nil)

  init(_ template: Template, _ key: Expansions.Key) {
    self.template = template
    self.key = key
  }

  /// The expansion. Blocks while it is worked out.
  var value: ExpandedTemplate {
    result.withLock { known in
      if let known { return known }
      let value = ExpandedTemplate(template, region: key.region, overrides: key.overrides)
      known = value
      return value
    }
  }
}
