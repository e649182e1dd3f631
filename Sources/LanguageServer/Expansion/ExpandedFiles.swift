import LSP
import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Read-only files for clients that show documents only from the disk: in a folder of the server's own that is gone
/// when the session ends.
final class ExpandedFiles: Sendable {
  private struct State {
    var folder: String?
    var names: [DocumentURI: String] = [:]
  }

  private let state = Mutex(State())

  /// Writes the expansion of a document. Blocks on the disk. Returns the file's path; nil where the system refuses.
  func write(_ text: String, of uri: DocumentURI) -> String? {
    state.withLock { state in
      guard let folder = state.folder ?? Self.makeFolder() else { return nil }
      state.folder = folder
      let name = state.names[uri] ?? Self.name(for: uri, besides: Set(state.names.values))
      state.names[uri] = name
      let path = "\(folder)/\(name)"
      unlink(path)
      do {
        let file = try FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: [.ownerRead])
        _ = try file.closeAfter { try file.writeAll(text.utf8) }
        return path
      } catch {
        return nil
      }
    }
  }

  /// Takes the files and the folder away.
  func remove() {
    state.withLock { state in
      guard let folder = state.folder else { return }
      for name in state.names.values { unlink("\(folder)/\(name)") }
      rmdir(folder)
      state = State()
    }
  }

  private static func makeFolder() -> String? {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/sam-ls-XXXXXX".utf8CString)
    return mkdtemp(&template).map { String(cString: $0) }
  }

  private static func name(for uri: DocumentURI, besides taken: Set<String>) -> String {
    var stem = FileURI.fileName(of: uri)
    if let dot = stem.lastIndex(of: "."), dot != stem.startIndex { stem = String(stem[..<dot]) }
    if stem.isEmpty { stem = "template" }
    var number = 1
    while true {
      let name = "\(stem)\(number == 1 ? "" : "-\(number)").expanded.yaml"
      if !taken.contains(name) { return name }
      number += 1
    }
  }
}
