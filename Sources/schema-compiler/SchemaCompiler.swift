import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The maintainers' command: from the extracted facts to the pack.
@main
struct SchemaCompiler: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema-compiler", abstract: "Compile extracted facts into a schema pack.")

  @Argument(help: "The UpstreamValue file that schema/extract.py wrote.")
  var input: String

  @Argument(help: "The pack to write.")
  var output: String

  @Flag(help: "Compile descriptions (schema/extract_docs.py): there is no limit of size.")
  var documentation = false

  /// The committed pack may not be larger.
  private static let largest = 8 * 1024 * 1024

  func run() throws {
    var compiler = PackCompiler(input: try UpstreamValue.facts(try File.read(input)))
    let bytes = try compiler.compile()
    for warning in compiler.warnings { print("warning: \(warning)") }
    guard documentation || bytes.count <= Self.largest else {
      throw ValidationError("the pack has \(bytes.count) bytes, more than \(Self.largest)")
    }
    try File.write(bytes, to: output)
    print("\(output): \(bytes.count) bytes, \(compiler.summary)")
  }
}

/// Whole files.
enum File {
  /// A file's bytes.
  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw ValidationError("cannot open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    guard ferror(file) == 0 else { throw ValidationError("cannot read \(path)") }
    return bytes
  }

  /// Replaces a file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw ValidationError("cannot write \(path)") }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw ValidationError("cannot write \(path)") }
  }
}
