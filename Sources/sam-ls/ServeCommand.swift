import ArgumentParser
import LanguageServer
import Logging
import SystemPackage

/// `sam-ls serve`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve an editor over standard input and output (the default).")

  @Flag(help: "Accepted because editors pass it: there is no other way to connect.")
  var stdio = false

  @Option(
    help: ArgumentHelp(
      "How much to log: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "level"
    ),
    transform: { name in
      guard let level = Logger.Level(rawValue: name) else {
        throw ValidationError("there is no log level \(name)")
      }
      return level
    })
  var logLevel = Logger.Level.warning

  @Option(help: ArgumentHelp("Log to this file instead of standard error.", valueName: "file"))
  var logFile: String?

  func run() throws {
    let sink = try logSink()
    let level = logLevel
    let logger = Logger(label: "sam-ls") { _ in LineLogHandler(sink: sink, logLevel: level) }
    // Standard output belongs to the protocol: what anything else might print there goes to standard error.
    let output = try FileDescriptor.standardOutput.duplicate()
    _ = try FileDescriptor.standardError.duplicate(as: .standardOutput)
    let status = Server.run(
      version: SamLS.version, input: .standardInput, output: output, logger: logger)
    if status != 0 { throw ExitCode(status) }
  }

  private func logSink() throws -> FileDescriptor {
    guard let logFile else { return .standardError }
    do {
      return try FileDescriptor.open(
        FilePath(logFile), .writeOnly, options: [.append, .create],
        permissions: [.ownerReadWrite, .groupRead])
    } catch {
      throw ValidationError("cannot write the log file \(logFile): \(error)")
    }
  }
}
