import ArgumentParser
import SystemPackage

#if JEMALLOC
  // The allocator of the whole process: trees and findings are many small objects, made by several threads at a time.
  import CJemalloc
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs the command line and returns the exit status: 0, what a command decides, or 2 for a command line that is wrong.
func run(_ arguments: [String]) -> Int32 {
  do {
    var command = try SamLS.parseAsRoot(arguments)
    try command.run()
    return 0
  } catch let code as ExitCode {
    return code.rawValue
  } catch {
    let message = SamLS.fullMessage(for: error)
    guard SamLS.exitCode(for: error) != .success else {
      Terminal.write(message.hasSuffix("\n") ? message : message + "\n")
      return 0
    }
    Terminal.complain(message)
    return 2
  }
}

exit(run(Array(CommandLine.arguments.dropFirst())))
