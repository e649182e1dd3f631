package import SystemPackage
import YAMLSyntax

/// The configuration files of a project's folder. The one place of the server that reads them.
package enum ProjectFiles {
  /// What a folder's files say together, and what is wrong with them: each problem names its file and line.
  package struct Reading: Sendable {
    /// The folder that patterns are relative to.
    package var folder: String
    package var configuration = ProjectConfiguration()
    package var problems: [String] = []

    package init(folder: String) {
      self.folder = folder
    }
  }

  /// This project's own file.
  package static let name = ".sam-ls.yaml"
  /// cfn-lint's, of which it reads the first that is there.
  package static let cfnLintNames = [".cfnlintrc", ".cfnlintrc.yaml", ".cfnlintrc.yml"]

  /// All of them.
  package static let names = [name] + cfnLintNames

  /// The nearest folder, from a folder upwards, that has one of the files; nil where the repository or the file system
  /// ends first.
  package static func nearestFolder(from folder: String) -> String? {
    var folder = FilePath(folder)
    while true {
      if names.contains(where: { FileContents.exists(folder.appending($0)) }) { return folder.string }
      if FileContents.exists(folder.appending(".git")) || !folder.removeLastComponent() { return nil }
    }
  }

  /// Reads the files of a folder: cfn-lint's, and this project's own, which counts where both say something.
  package static func read(in folder: String) -> Reading {
    var reading = Reading(folder: folder)
    for name in cfnLintNames {
      if take("\(folder)/\(name)", into: &reading, ProjectConfiguration.readingCfnLint) { break }
    }
    take("\(folder)/\(name)", into: &reading, ProjectConfiguration.reading)
    return reading
  }

  /// Reads a file that was named. Its folder is the project's.
  package static func read(_ path: String) throws(Errno) -> Reading {
    let folder = FilePath(path).removingLastComponent().string
    var reading = Reading(folder: folder.isEmpty ? "." : folder)
    let isCfnLint = cfnLintNames.contains(FilePath(path).lastComponent?.string ?? "")
    let bytes = try FileContents.read(path)
    take(
      bytes, of: path, into: &reading,
      isCfnLint ? ProjectConfiguration.readingCfnLint : ProjectConfiguration.reading)
    return reading
  }

  private typealias Reader = (SourceText) -> (ProjectConfiguration, [ProjectConfiguration.Problem])

  /// False where there is no such file.
  @discardableResult
  private static func take(_ path: String, into reading: inout Reading, _ read: Reader) -> Bool {
    do {
      take(try FileContents.read(path), of: path, into: &reading, read)
      return true
    } catch {
      if error == .noSuchFileOrDirectory || error == .notDirectory { return false }
      reading.problems.append("\(path): \(error)")
      return true
    }
  }

  private static func take(_ bytes: [UInt8], of path: String, into reading: inout Reading, _ read: Reader) {
    let (configuration, problems) = read(SourceText(decoding: bytes))
    reading.configuration = reading.configuration.overridden(by: configuration)
    reading.problems += problems.map { problem in
      let place = problem.line.map { ":\($0 + 1)" } ?? ""
      return "\(path)\(place): \(problem.message)"
    }
  }
}
