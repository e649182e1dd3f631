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
  /// What the project does not want to hear, as cfn-lint's `ignore_checks` says it.
  let ignoredChecks: [String]
  /// The files that the templates name.
  let files = FileCache()

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
    let analysis = Analysis(
      template, configuration: configuration, files: files.files(of: file.path == "-" ? nil : file.path))
    let diagnostics = Suppression(template, prefixes: ignoredChecks).filter(analysis.diagnostics)
    // Of a template without findings no line is shown: its text need not stay until the end of a large run.
    let text = diagnostics.isEmpty ? SourceText("") : template.text
    return .checked(CheckedFile(path: file.path, text: text, diagnostics: diagnostics))
  }

  private func contents(of path: String) throws(Errno) -> [UInt8] {
    path == "-" ? try FileContents.readToEnd(of: .standardInput) : try FileContents.read(path)
  }

  /// Whether the words are there that every template has. Cheap: most files of a folder end here. Text that is not
  /// UTF-8 is looked at closely instead.
  private func mayBeTemplate(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      ByteSearch.contains("Resources", in: bytes)
        && (ByteSearch.contains("AWS::", in: bytes)
          || ByteSearch.contains("AWSTemplateFormatVersion", in: bytes))
    }
  }
}
