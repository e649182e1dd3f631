package import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reading whole files.
package enum FileContents {
  /// The bytes of a file.
  package static func read(_ path: String) throws(Errno) -> [UInt8] {
    do {
      let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
      return try descriptor.closeAfter { try readToEnd(of: descriptor) }
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// Whether there is a file or a folder at a path.
  package static func exists(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, F_OK) == 0 }
  }

  /// The current folder, as an absolute path; nil where it is gone.
  package static var currentFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// All that is still to come from a file or a stream.
  package static func readToEnd(of descriptor: FileDescriptor) throws(Errno) -> [UInt8] {
    var bytes: [UInt8] = []
    let step = 1 << 16
    while true {
      let count = bytes.count
      bytes += [UInt8](repeating: 0, count: step)
      let read: Int
      do {
        read = try bytes.withUnsafeMutableBytes { buffer in
          try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        }
      } catch {
        throw error as? Errno ?? .ioError
      }
      bytes.removeLast(step - read)
      if read == 0 { return bytes }
    }
  }
}
