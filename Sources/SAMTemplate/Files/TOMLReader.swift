import YAMLSyntax

/// Reads TOML into plain data with places: as much of the language as configuration files are written in.
///
/// Tables, dotted and quoted keys, every kind of text, lists, inline tables, booleans and whole numbers are read; other
/// numbers and dates stay text. Arrays of tables, and what is broken, are passed over.
/// Source: the TOML specification, version 1.0.
struct TOMLReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// Lists and tables within each other: more than this are not followed.
  private var depth = 0
  private static let depthLimit = 32
  /// A file of more entries than this is read in part.
  private var entriesLeft = 2000

  /// The whole text as a map.
  ///
  /// - Complexity: linear in the text, times the depth of its tables.
  static func read(_ text: SourceText) -> TransformValue {
    text.withUTF8(in: 0..<text.utf8Count) { bytes in
      var reader = TOMLReader(bytes)
      return reader.document()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func document() -> TransformValue {
    var root: TransformValue = [:]
    var table: [String] = []
    while skipBlank(lines: true) {
      if peek == UInt8(ascii: "[") {
        index += 1
        let keys = self.keys()
        table = !keys.isEmpty && skipSpaces() == UInt8(ascii: "]") ? keys.map(\.name) : [Self.skipped]
      } else {
        let keys = self.keys()
        if table != [Self.skipped], !keys.isEmpty, skipSpaces() == UInt8(ascii: "=") {
          index += 1
          if let value = value(key: keys[0].range.lowerBound..<keys[keys.count - 1].range.upperBound) {
            root.put(value, at: table + keys.map(\.name))
          }
        }
      }
      skipLine()
    }
    return root
  }

  /// Stands for a table that is not read.
  private static let skipped = "\u{0}"

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Skips white space and comments; whether anything follows.
  private mutating func skipBlank(lines: Bool) -> Bool {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      case UInt8(ascii: "\n") where lines: index += 1
      case UInt8(ascii: "#"):
        while let byte = peek, byte != UInt8(ascii: "\n") { index += 1 }
      default: return true
      }
    }
    return false
  }

  /// Skips spaces and returns what follows.
  private mutating func skipSpaces() -> UInt8? {
    while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { index += 1 }
    return peek
  }

  private mutating func skipLine() {
    while let byte = peek {
      index += 1
      if byte == UInt8(ascii: "\n") { return }
    }
  }

  /// A dotted key; nothing where there is none, or one of more parts than are followed.
  private mutating func keys() -> [(name: String, range: Range<Int>)] {
    var keys: [(String, Range<Int>)] = []
    guard entriesLeft > 0 else { return [] }
    entriesLeft -= 1
    while let byte = skipSpaces() {
      if keys.count == Self.depthLimit { return [] }
      let start = index
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let text = text() else { return [] }
        keys.append((text, start..<index))
      } else {
        while let byte = peek, Self.isBare(byte) { index += 1 }
        if index == start { return [] }
        keys.append((String(decoding: bytes[start..<index], as: UTF8.self), start..<index))
      }
      guard skipSpaces() == UInt8(ascii: ".") else { break }
      index += 1
    }
    return keys
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  private mutating func value(key: Range<Int>? = nil) -> TransformValue? {
    guard let byte = skipSpaces(), depth < Self.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    let start = index
    let content: TransformValue.Content
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let text = text() else { return nil }
      content = .string(text)
    case UInt8(ascii: "["): content = .list(list())
    case UInt8(ascii: "{"): content = .map(inlineTable())
    default:
      while let byte = peek, !",]}#\n\r".utf8.contains(byte) { index += 1 }
      var end = index
      while end > start, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t") {
        end -= 1
      }
      guard end > start else { return nil }
      content = Self.plain(String(decoding: bytes[start..<end], as: UTF8.self))
    }
    return TransformValue(content, source: TransformValue.Source(range: start..<index, keyRange: key))
  }

  private static func plain(_ text: String) -> TransformValue.Content {
    switch text {
    case "true": .bool(true)
    case "false": .bool(false)
    default: Int(text.filter { $0 != "_" }).map { .integer($0) } ?? .string(text)
    }
  }

  private mutating func list() -> [TransformValue] {
    index += 1
    var items: [TransformValue] = []
    while skipBlank(lines: true), peek != UInt8(ascii: "]") {
      guard let item = value() else { return items }
      items.append(item)
      guard skipBlank(lines: true), peek == UInt8(ascii: ",") else { break }
      index += 1
    }
    if peek == UInt8(ascii: "]") { index += 1 }
    return items
  }

  private mutating func inlineTable() -> TransformMap {
    index += 1
    var table: TransformValue = [:]
    while skipBlank(lines: true), peek != UInt8(ascii: "}") {
      let keys = self.keys()
      guard !keys.isEmpty, skipSpaces() == UInt8(ascii: "=") else { break }
      index += 1
      guard let value = value(key: keys[0].range) else { break }
      table.put(value, at: keys.map(\.name))
      guard skipBlank(lines: true), peek == UInt8(ascii: ",") else { break }
      index += 1
    }
    if peek == UInt8(ascii: "}") { index += 1 }
    return table.map ?? [:]
  }

  /// A text in quotes, of one line or several; nil where nothing ends it.
  private mutating func text() -> String? {
    guard let quote = peek else { return nil }
    let isLong = index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    index += isLong ? 3 : 1
    var result: [UInt8] = []
    if isLong, peek == UInt8(ascii: "\r") { index += 1 }
    if isLong, peek == UInt8(ascii: "\n") { index += 1 }
    while let byte = peek {
      if byte == quote {
        if !isLong {
          index += 1
          return String(decoding: result, as: UTF8.self)
        }
        if index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
          index += 3
          return String(decoding: result, as: UTF8.self)
        }
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index += 1
        escape(into: &result)
        continue
      } else if byte == UInt8(ascii: "\n"), !isLong {
        return nil
      }
      result.append(byte)
      index += 1
    }
    return nil
  }

  private mutating func escape(into result: inout [UInt8]) {
    guard let byte = peek else { return }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = byte == UInt8(ascii: "u") ? 4 : 8
      let digits = String(decoding: bytes[index..<min(index + count, bytes.count)], as: UTF8.self)
      guard let number = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(number) else { return }
      index += count
      result += String(Character(scalar)).utf8
    case UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      while let byte = peek, " \t\r\n".utf8.contains(byte) { index += 1 }
    default: result.append(byte)
    }
  }
}

extension TransformValue {
  /// Sets a value at a path of keys; tables on the way are made.
  fileprivate mutating func put(_ value: TransformValue, at path: [String]) {
    guard let first = path.first else { return }
    if path.count == 1 {
      set(first, value)
      return
    }
    var inner = self[first] ?? [:]
    if inner.map == nil { inner = [:] }
    inner.put(value, at: Array(path.dropFirst()))
    set(first, inner)
  }
}
