/// An expansion as YAML that a person reads.
extension Expansion {
  /// The template as YAML, two spaces to a level; a comment on each made resource names the entry that it comes from.
  public var yaml: String {
    var text = ""
    for (section, value) in template.pairs {
      text += TransformValue.yamlKey(section) + ":"
      guard section == "Resources" else {
        value.writeYAML(to: &text, indent: 2)
        continue
      }
      text += value.map?.isEmpty ?? true ? " {}\n" : "\n"
      for (id, resource) in value.pairs {
        let origin = origins[id].map { $0 == id ? "" : " # from \($0)" } ?? ""
        text += "  " + TransformValue.yamlKey(id) + ":" + origin
        resource.writeYAML(to: &text, indent: 4)
      }
    }
    return text
  }
}

extension TransformValue {
  /// The value under a key, as YAML.
  ///
  /// - Parameter note: what a comment says of a value, which then holds for all within it. Function calls are not
  ///   looked into.
  public func yaml(under key: String, note: @escaping (TransformValue) -> String?) -> String {
    var text = Self.yamlKey(key) + ":"
    writeYAML(to: &text, indent: 2, note: note)
    return text
  }

  fileprivate typealias Note = (TransformValue) -> String?

  /// Writes the value after its key, up to the end of its last line.
  fileprivate func writeYAML(to text: inout String, indent: Int, note: @escaping Note = { _ in nil }) {
    let own = note(self)
    let comment = own.map { " # \($0)" } ?? ""
    let note: Note = own != nil || isCall ? { _ in nil } : note
    switch content {
    case .list(let items) where !items.isEmpty:
      text += comment + "\n"
      for item in items {
        text += String(repeating: " ", count: indent) + "-"
        item.writeYAMLItem(to: &text, indent: indent, note: note)
      }
    case .map(let entries) where !entries.isEmpty:
      text += comment + "\n"
      writeEntries(to: &text, indent: indent, isFirstInline: false, note: note)
    case .string(let string) where Self.isBlock(string):
      text += (string.last == "\n" ? " |" : " |-") + comment + "\n"
      for line in string.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
        string.last == "\n" ? 1 : 0)
      {
        text += line.isEmpty ? "\n" : String(repeating: " ", count: indent) + line + "\n"
      }
    default: text += " " + yamlScalar + comment + "\n"
    }
  }

  /// Whether text can stand as a literal block: lines without control characters, the first neither indented nor empty,
  /// at most one break at the end.
  private static func isBlock(_ text: String) -> Bool {
    guard text.contains("\n"), text.first != " ", text.first != "\n", !text.hasSuffix("\n\n") else {
      return false
    }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
        scalar.value != 0x2028 && scalar.value != 0x2029
      default: false
      }
    }
  }

  private func writeYAMLItem(to text: inout String, indent: Int, note: @escaping Note) {
    guard case .map(let entries) = content, !entries.isEmpty else {
      return writeYAML(to: &text, indent: indent + 2, note: note)
    }
    text += " "
    writeEntries(to: &text, indent: indent + 2, isFirstInline: true, note: isCall ? { _ in nil } : note)
  }

  private func writeEntries(to text: inout String, indent: Int, isFirstInline: Bool, note: @escaping Note) {
    for (index, pair) in pairs.enumerated() {
      if index > 0 || !isFirstInline { text += String(repeating: " ", count: indent) }
      text += Self.yamlKey(pair.key) + ":"
      pair.value.writeYAML(to: &text, indent: indent + 2, note: note)
    }
  }

  private var yamlScalar: String {
    switch content {
    case .list: "[]"
    case .map: "{}"
    case .string(let text): Self.yamlKey(text)
    default: json()
    }
  }

  /// Text as a plain scalar where it means the same, otherwise in double quotes.
  fileprivate static func yamlKey(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.utf8.count < 200
      && text.utf8.allSatisfy {
        0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || "_-./:@$".utf8.contains($0)
      }
      && text.last != ":" && (text.first?.isLetter == true || "_/$".contains(text.prefix(1)))
      && text.withUTF8Buffer { ScalarType(plain: $0) == .string }
    return isPlain ? text : quoted(text)
  }

  /// Text in double quotes. YAML, unlike JSON, has no pairs of escapes for one character.
  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value > 0xFFFF }) else {
      return TransformValue.text(text).json()
    }
    return text.unicodeScalars.reduce(into: "\"") { result, scalar in
      if scalar.value > 0xFFFF {
        result += "\\U" + hexadecimal(scalar.value, digits: 8)
      } else {
        result += TransformValue.text(String(scalar)).json().dropFirst().dropLast()
      }
    } + "\""
  }
}

extension String {
  fileprivate func withUTF8Buffer<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    var copy = self
    return copy.withUTF8 { body($0) }
  }
}
