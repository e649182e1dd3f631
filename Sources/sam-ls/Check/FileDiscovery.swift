import LanguageServer
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds the files that the paths of a command line mean.
struct FileDiscovery {
  /// A file to be looked at.
  struct File: Sendable, Hashable {
    /// As the person would write it, seen from the current folder; `-` is standard input.
    var path: String
    /// Whether the command line names it: then it is checked whatever is in it.
    var isNamed: Bool
  }

  /// The files, in the order of the command line, those of a folder by name.
  private(set) var files: [File] = []
  /// Paths that could not be followed: what to say of each.
  private(set) var problems: [String] = []

  private struct Identity: Hashable {
    let device: dev_t
    let inode: ino_t
  }

  private var seenPaths: Set<String> = []
  /// What folders led to, by identity: links may lead to the same place twice, or round in a circle.
  private var seen: Set<Identity> = []

  private static let extensions: Set<String> = ["yaml", "yml", "json", "template"]
  private static let skippedFolders: Set<String> = ["node_modules"]

  private let project: ProjectFiles.Reading
  private let currentFolder = FileContents.currentFolder ?? ""

  /// - Parameter project: says which of the files in folders are of interest.
  init(paths: [String], project: ProjectFiles.Reading) {
    self.project = project
    for path in paths where seenPaths.insert(path).inserted { add(path) }
  }

  private mutating func add(_ path: String) {
    if path == "-" {
      files.append(File(path: path, isNamed: true))
      return
    }
    guard let (status, _) = self.status(of: path) else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      search(path)
    } else {
      files.append(File(path: path, isNamed: true))
    }
  }

  private mutating func status(of path: String) -> (stat, Identity)? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let problem = Errno(rawValue: errno)
      problems.append(
        "\(path): \(problem == .noSuchFileOrDirectory ? "no such file or folder" : "\(problem)")")
      return nil
    }
    return (status, Identity(device: status.st_dev, inode: status.st_ino))
  }

  /// Searches a folder and the folders in it, each once, hidden ones and those of packages left out.
  private mutating func search(_ root: String) {
    var waiting = [root]
    while let folder = waiting.popLast() {
      guard let (_, identity) = self.status(of: folder), seen.insert(identity).inserted else { continue }
      guard let names = self.names(in: folder) else { continue }
      var folders: [String] = []
      for name in names where !name.hasPrefix(".") {
        let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        var status = stat()
        // A link that leads nowhere is no business of a search.
        guard stat(path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR where !Self.skippedFolders.contains(name): folders.append(path)
        case S_IFREG where isCandidate(name) && project.configuration.concerns(pathInProject(path)):
          let identity = Identity(device: status.st_dev, inode: status.st_ino)
          if seen.insert(identity).inserted { files.append(File(path: path, isNamed: false)) }
        default: break
        }
      }
      waiting += folders.reversed()
    }
  }

  /// A path as the project's patterns see it: relative to the project's folder, where it is in there.
  private func pathInProject(_ path: String) -> String {
    let absolute = FilePath(currentFolder).pushing(FilePath(path)).lexicallyNormalized()
    var relative = absolute
    let folder = FilePath(currentFolder).pushing(FilePath(project.folder)).lexicallyNormalized()
    return relative.removePrefix(folder) ? relative.string : absolute.string
  }

  private func isCandidate(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return Self.extensions.contains(name[name.index(after: dot)...].lowercased())
  }

  private mutating func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else {
      problems.append("\(folder): \(Errno(rawValue: errno))")
      return nil
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted()
  }
}
