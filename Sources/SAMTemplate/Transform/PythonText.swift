/// Values as Python prints them: what the transform hashes into logical ids is such text.
extension TransformValue {
  /// How JSON is laid out.
  struct JSONStyle {
    var itemSeparator = ", "
    var keySeparator = ": "
    var sortsKeys = false
    /// Spaces for each level, on lines of their own; nil: all on one line.
    var indent: Int?

    /// For hashes: `separators=(",", ":"), sort_keys=True`.
    static let compact = JSONStyle(itemSeparator: ",", keySeparator: ":", sortsKeys: true)
    /// For people: `indent=4, separators=(",", ": "), sort_keys=True`.
    static let indented = JSONStyle(itemSeparator: ",", keySeparator: ": ", sortsKeys: true, indent: 4)
  }

  /// The value as `json.dumps` writes it: ASCII only.
  func json(_ style: JSONStyle = JSONStyle()) -> String {
    var text = ""
    writeJSON(to: &text, style, level: 0)
    return text
  }

  private func writeJSON(to text: inout String, _ style: JSONStyle, level: Int) {
    func newline(_ level: Int) {
      guard let indent = style.indent else { return }
      text += "\n" + String(repeating: " ", count: indent * level)
    }
    switch content {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += Self.python(value)
    case .string(let value): text += Self.quotedJSON(value)
    case .list(let items):
      if items.isEmpty { text += "[]"; return }
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += style.itemSeparator }
        newline(level + 1)
        item.writeJSON(to: &text, style, level: level + 1)
      }
      newline(level)
      text += "]"
    case .map:
      var pairs = self.pairs
      if pairs.isEmpty { text += "{}"; return }
      if style.sortsKeys {
        pairs.sort { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
      }
      text += "{"
      for (index, pair) in pairs.enumerated() {
        if index > 0 { text += style.itemSeparator }
        newline(level + 1)
        text += Self.quotedJSON(pair.key) + style.keySeparator
        pair.value.writeJSON(to: &text, style, level: level + 1)
      }
      newline(level)
      text += "}"
    }
  }

  private static func quotedJSON(_ string: String) -> String {
    var text = "\""
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x08: text += "\\b"
      case 0x0C: text += "\\f"
      case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default: text += "\\u" + hexadecimal(UInt32(unit), digits: 4)
      }
    }
    return text + "\""
  }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// A number as `repr` writes it.
  private static func python(_ number: Double) -> String {
    let text = "\(number)"
    if number == number.rounded(), abs(number) < 1e16 { return text.hasSuffix(".0") ? text : text + ".0" }
    return text
  }

  /// The value as `str` writes it in Python, with the `u` that Python 2 puts before text that came from a template.
  var pythonText: String {
    if case .string(let text) = content { return text }
    return pythonRepresentation
  }

  private var pythonRepresentation: String {
    switch content {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .number(let value): Self.python(value)
    case .string(let value): Self.representation(value, isUnicode: isUnicode)
    case .list(let items): "[" + items.map(\.pythonRepresentation).joined(separator: ", ") + "]"
    case .map:
      "{"
        + pairs.map { key, value in
          Self.representation(key, isUnicode: hasUnicodeKey(key)) + ": " + value.pythonRepresentation
        }.joined(separator: ", ") + "}"
    }
  }

  private static func representation(_ text: String, isUnicode: Bool) -> String {
    let quote = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = isUnicode ? "u" + quote : quote
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      case "'" where quote == "'": result += "\\'"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        result += "\\x" + hexadecimal(scalar.value, digits: 2)
      case _ where isUnicode && scalar.value > 0xFFFF: result += "\\U" + hexadecimal(scalar.value, digits: 8)
      case _ where isUnicode && scalar.value > 0xFF: result += "\\u" + hexadecimal(scalar.value, digits: 4)
      case _ where isUnicode && scalar.value > 0x7E: result += "\\x" + hexadecimal(scalar.value, digits: 2)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + quote
  }
}

/// The hashes in logical ids.
enum LogicalID {
  /// Ten digits of the hash of what a resource is made of; empty where that is nothing.
  static func hash(_ data: TransformValue?, length: Int = 10) -> String {
    guard let data, data.isTruthy else { return "" }
    return String(SHA1.hex(data.string ?? data.json(.compact)).prefix(length))
  }
}
