import LSP
import SAMTemplate

/// What the server knows of the files that open documents name. Nothing here touches the disk: what is to be looked at
/// is handed out, what was found is taken in.
struct FileStore {
  /// By absolute path.
  private var known: [String: DiskFile] = [:]
  /// When each path was last looked at, or a look at it began.
  private var lookedAt: [String: ContinuousClock.Instant] = [:]
  /// The absolute paths that each document names.
  private var named: [DocumentURI: Set<String>] = [:]

  /// How long a look is good for where nothing tells that a file has changed.
  private static let freshness = Duration.seconds(3)

  /// The files as one document sees them. What other documents have open counts before what is on the disk.
  func files(of uri: DocumentURI, open: [String: LocalFile]) -> any LocalFiles {
    guard let path = FileURI.path(of: uri) else { return NoLocalFiles() }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    return KnownFiles(
      folder: "/" + parts.dropLast().joined(separator: "/"), templateName: parts.last.map(String.init),
      known: known, open: open)
  }

  /// The documents whose findings depend on a path.
  func documents(naming path: String) -> [DocumentURI] {
    named.filter { $0.value.contains(path) }.keys.sorted()
  }

  /// Every path that some document names.
  var paths: Set<String> { named.values.reduce(into: []) { $0.formUnion($1) } }

  /// Takes the paths that a document names, as it writes them. Returns what is to be looked at now.
  mutating func note(_ paths: [String], of uri: DocumentURI) -> [Look] {
    guard let own = FileURI.path(of: uri) else { return [] }
    let folder = LocalFolder.path("..", in: own)
    let all = Set(paths.map { LocalFolder.path($0, in: folder) })
    named[uri] = all.isEmpty ? nil : all
    let now = ContinuousClock.now
    return looks(at: all.filter { lookedAt[$0].map { $0.duration(to: now) > Self.freshness } ?? true })
  }

  /// Forgets a document that was closed, and what it alone named.
  mutating func forget(_ uri: DocumentURI) {
    guard let paths = named.removeValue(forKey: uri) else { return }
    for path in paths.subtracting(self.paths) {
      known[path] = nil
      lookedAt[path] = nil
    }
  }

  /// All that is named, to be looked at again: something on the disk has changed.
  mutating func looksAtAll() -> [Look] { looks(at: paths) }

  private mutating func looks(at paths: some Collection<String>) -> [Look] {
    let now = ContinuousClock.now
    return paths.sorted().map { path in
      lookedAt[path] = now
      return Look(path: path, old: known[path])
    }
  }

  /// Takes what was found. Returns the paths where something else is than before.
  mutating func take(_ found: [(path: String, file: DiskFile)]) -> [String] {
    var changed: [String] = []
    for (path, file) in found where lookedAt[path] != nil {
      if known[path] == nil || known[path]?.file != file.file { changed.append(path) }
      known[path] = file
    }
    return changed
  }

  /// A path to be looked at, with what is known of it.
  struct Look: Sendable {
    let path: String
    let old: DiskFile?

    /// Looks. Blocks on the disk. Reads documents as well, so that the session need not.
    func run() -> (path: String, file: DiskFile) {
      let found = DiskFile.look(at: path, knowing: old)
      if let file = found.file, file.kind == .file { _ = file.template }
      return (path, found)
    }
  }
}

/// A moment's knowledge of the files around one document.
private struct KnownFiles: LocalFiles {
  let folder: String
  let templateName: String?
  let known: [String: DiskFile]
  let open: [String: LocalFile]

  func file(at path: String) -> LocalFile? {
    let path = LocalFolder.path(path, in: folder)
    return open[path] ?? known[path]?.file
  }
}
