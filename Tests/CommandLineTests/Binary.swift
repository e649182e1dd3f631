import Foundation
import Testing

/// The real `sam-ls`, run as a person or an editor runs it.
enum Binary {
  /// What a finished process left.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// `SAM_LS`, or else what was built together with the tests.
  static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["SAM_LS"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "sam-ls")
  }()

  /// A process that is ready to run; its standard input is closed unless it is set.
  static func process(_ arguments: [String], in folder: URL? = nil) -> Process {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs a command line to its end.
  static func run(_ arguments: String..., input: String? = nil, in folder: URL? = nil) throws -> Outcome {
    let process = process(arguments, in: folder)
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    if let input {
      let pipe = Pipe()
      process.standardInput = pipe
      pipe.fileHandleForWriting.write(Data(input.utf8))
      try pipe.fileHandleForWriting.close()
    }
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: text, errors: complaints)
  }
}

/// A folder that lives as long as the value.
final class TemporaryFolder {
  let url: URL

  /// Makes the folder with these files in it, by path.
  init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("sam-ls-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = url.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Makes a symbolic link in the folder.
  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appendingPathComponent(path).path, withDestinationPath: target)
  }
}
