import JSON

/// `file:` URIs and the paths that they name.
package enum FileURI {
  /// The path of a `file:` URI, with its percent escapes decoded; nil for any other URI.
  ///
  /// - Complexity: linear in bytes; every keystroke asks.
  static func path(of uri: String) -> String? {
    let scheme = uri.utf8.prefix(5)
    guard scheme.count == 5, scheme.last == UInt8(ascii: ":"),
      zip(scheme, "file".utf8).allSatisfy({ $0 | 0x20 == $1 })
    else { return nil }
    var rest = uri.utf8.dropFirst(5)
    if rest.starts(with: "//".utf8) {
      // What stands before the path is a host: empty or this one.
      rest = rest.dropFirst(2).drop { $0 != UInt8(ascii: "/") }
    }
    return decoded(rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
  }

  /// The last component of any URI's path, decoded: `template.yaml`.
  static func fileName(of uri: String) -> String {
    let path = path(of: uri) ?? uri
    return path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ""
  }

  /// The URI of the file that a path names, seen from the folder of the document `base`; nil where `base` is no file.
  static func uri(of path: String, from base: String) -> String? {
    if path.hasPrefix("/") { return reference(to: path) }
    guard let basePath = self.path(of: base) else { return nil }
    var components = basePath.split(separator: "/").dropLast().map(String.init)
    for component in path.split(separator: "/") {
      switch component {
      case ".": continue
      case "..": _ = components.popLast()
      default: components.append(String(component))
      }
    }
    return "file:///" + encoded(components.joined(separator: "/"))
  }

  /// A path as a URI reference: absolute paths with their scheme, relative ones relative.
  package static func reference(to path: String) -> String {
    (path.hasPrefix("/") ? "file://" : "") + encoded(path)
  }

  /// The folder and the name of a file, as the protocol's `RelativePattern`.
  static func pattern(of path: String) -> JSONValue {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    let folder = "/" + parts.dropLast().joined(separator: "/")
    return ["baseUri": .string(reference(to: folder)), "pattern": .string(parts.last.map(String.init) ?? "")]
  }

  private static func decoded(_ text: Substring.UTF8View) -> String {
    guard text.contains(UInt8(ascii: "%")) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var source = Array(text)[...]
    while let byte = source.popFirst() {
      let digits = source.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        source = source.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func encoded(_ path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if plain.contains(byte) {
        bytes.append(byte)
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        bytes += "%\(hex.count == 1 ? "0" : "")\(hex)".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
