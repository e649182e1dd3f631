package import SAMTemplate
import SystemPackage
import Synchronization

/// The files of a run that may wait for the disk: each is read when it is asked for first, and once.
package final class FileCache: Sendable {
  private let known = Mutex<[String: DiskFile]>([:])

  /// Knows nothing yet.
  package init() {}

  /// The files as a template sees them.
  ///
  /// - Parameter path: the template's own, as it was named; nil for one that comes from no file.
  package func files(of path: String?) -> any LocalFiles {
    let path = path.map(FilePath.init(_:))
    let folder = path?.removingLastComponent().string ?? ""
    return FolderFiles(
      cache: self, folder: folder.isEmpty ? "." : folder, templateName: path?.lastComponent?.string)
  }

  fileprivate func file(at path: String) -> LocalFile? {
    if let found = known.withLock({ $0[path] }) { return found.file }
    // Two threads may both read what is new to both; the first reading counts.
    let found = DiskFile.look(at: path, knowing: nil)
    return known.withLock { known in
      if let first = known[path] { return first.file }
      known[path] = found
      return found.file
    }
  }
}

/// The files around one template.
private struct FolderFiles: LocalFiles {
  let cache: FileCache
  let folder: String
  let templateName: String?

  func file(at path: String) -> LocalFile? {
    cache.file(at: LocalFolder.path(path, in: folder))
  }
}
