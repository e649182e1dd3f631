import SAMTemplate
import SystemPackage
import YAMLSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a look at a path of the disk gave, and what tells whether it would give the same again.
struct DiskFile: Sendable {
  /// No more than this is read of what a template names: CloudFormation itself takes templates, definitions and
  /// included snippets of a megabyte at most.
  static let sizeLimit = 4 << 20

  /// Changes when the file does.
  struct Stamp: Sendable, Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }

  /// Nil where nothing is there.
  let stamp: Stamp?
  /// Nil where it cannot be known what is there: no permission, a device, too much.
  let file: LocalFile?

  /// Looks at a path; what was found there before is kept while nothing tells that it has changed.
  ///
  /// Blocks on the disk, never on what is no file: of devices, pipes and sockets nothing is read.
  static func look(at path: String, knowing old: DiskFile?) -> DiskFile {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      let isMissing = error as? Errno == .noSuchFileOrDirectory || error as? Errno == .notDirectory
      return DiskFile(stamp: nil, file: isMissing ? .missing : nil)
    }
    defer { try? descriptor.close() }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { return DiskFile(stamp: nil, file: nil) }
    let stamp = Stamp(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      seconds: Int(status.st_mtim.tv_sec), nanoseconds: Int(status.st_mtim.tv_nsec))
    if let old, old.stamp == stamp { return old }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return DiskFile(stamp: stamp, file: .folder)
    case S_IFREG where stamp.size <= sizeLimit:
      guard let bytes = try? FileContents.readToEnd(of: descriptor), bytes.count <= sizeLimit else {
        return DiskFile(stamp: stamp, file: nil)
      }
      return DiskFile(stamp: stamp, file: LocalFile(SourceText(decoding: bytes)))
    default: return DiskFile(stamp: stamp, file: nil)
    }
  }
}

/// A path seen from a folder.
enum LocalFolder {
  /// The path, absolute where the folder is, with `.` and `..` followed by name alone.
  static func path(_ path: String, in folder: String) -> String {
    FilePath(folder).pushing(FilePath(path)).lexicallyNormalized().string
  }
}
