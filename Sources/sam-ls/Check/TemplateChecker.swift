import LanguageServer
import SAMChecks
import SAMTemplate
import SystemPackage
import YAMLSyntax

/// Checks files: what both ends of the `check` command, finding files and reporting, have in between.
struct TemplateChecker: Sendable {
  /// What became of a file.
  enum Outcome: Sendable {
    case checked(CheckedFile)
    /// A file that a folder holds and that is no template.
    case skipped
    /// It could not be read: one sentence.
    case failed(String)
  }

  let configuration: CheckConfiguration

  /// Reads and checks one file.
  func check(_ file: FileDiscovery.File) -> Outcome {
    let bytes: [UInt8]
    do {
      bytes = try contents(of: file.path)
    } catch {
      let reason = error == .isDirectory ? "is a folder" : "\(error)"
      return .failed("\(file.path): \(reason)")
    }
    guard file.isNamed || mayBeTemplate(bytes) else { return .skipped }
    let template = Template(SyntaxTree(SourceText(decoding: bytes)))
    guard file.isNamed || TemplateDetection.isTemplate(template) else { return .skipped }
    let analysis = Analysis(template, configuration: configuration)
    return .checked(CheckedFile(path: file.path, text: template.text, diagnostics: analysis.diagnostics))
  }

  private func contents(of path: String) throws(Errno) -> [UInt8] {
    do {
      guard path != "-" else { return try readAll(.standardInput) }
      let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
      return try descriptor.closeAfter { try readAll(descriptor) }
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  private func readAll(_ descriptor: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let step = 1 << 16
    while true {
      let count = bytes.count
      // One byte more than the file has left, so that a file of any size ends with one empty read.
      bytes += [UInt8](repeating: 0, count: step)
      let read = try bytes.withUnsafeMutableBytes { buffer in
        try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      bytes.removeLast(step - read)
      if read == 0 { return bytes }
    }
  }

  /// Whether the words are there that every template has. Cheap: most files of a folder end here. Text that is not
  /// UTF-8 is looked at closely instead.
  private func mayBeTemplate(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    return contains(bytes, "Resources")
      && (contains(bytes, "AWS::") || contains(bytes, "AWSTemplateFormatVersion"))
  }

  private func contains(_ bytes: [UInt8], _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    return bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while start + count <= buffer.count {
        guard let first = buffer[start...].firstIndex(of: word.utf8Start[0]), first + count <= buffer.count
        else {
          return false
        }
        if (1..<count).allSatisfy({ buffer[first + $0] == word.utf8Start[$0] }) { return true }
        start = first + 1
      }
      return false
    }
  }
}
