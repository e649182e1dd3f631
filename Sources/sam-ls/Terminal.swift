import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the command line needs to know of the terminal, and the ways to write to it.
enum Terminal {
  /// Writes to standard output.
  static func write(_ text: String) {
    write(Array(text.utf8))
  }

  /// Writes to standard output. A reader that has gone away (`| head`) is no failure of ours.
  static func write(_ bytes: [UInt8]) {
    _ = try? FileDescriptor.standardOutput.writeAll(bytes)
  }

  /// Says on standard error what went wrong, as one line that names the program.
  static func complain(_ message: String) {
    let text = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
    _ = try? FileDescriptor.standardError.writeAll(Array("sam-ls: \(text)\n".utf8))
  }

  /// Whether standard output shows colours: a terminal that can, and nobody asked for none (https://no-color.org).
  static var hasColours: Bool {
    isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").isEmpty && variable("TERM") != "dumb"
  }

  /// Whether a person watches standard error.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb" }

  private static func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }

  /// A text in which nothing acts on a terminal: control characters and those that turn the direction of writing
  /// become U+FFFD, so that a file's content cannot rewrite what is shown of it.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isActive) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isActive(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  /// Whether a terminal does something else with a scalar than to show it.
  static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// How many columns a scalar takes: 0 for what joins the one before, 2 for wide ones.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
