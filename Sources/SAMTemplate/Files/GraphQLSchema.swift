public import YAMLSyntax

/// The types of a GraphQL schema and their fields: as much of the schema definition language as it takes to find a
/// field.
///
/// Source: the GraphQL specification, "Type System" and "Lexical Tokens".
public struct GraphQLSchema: Sendable {
  /// The fields of each object and interface type by its name.
  public private(set) var fields: [String: Set<String>] = [:]
  /// The first place where the text is no schema, and what is wrong there: UTF-8 byte offsets.
  public private(set) var problem: (range: Range<Int>, message: String)?

  /// Reads a schema.
  ///
  /// - Complexity: linear in the text.
  public init(_ text: SourceText) {
    text.withUTF8(in: 0..<text.utf8Count) { read(Lexer(bytes: $0)) }
  }

  private enum Token: Equatable {
    case name(String)
    case sign(UInt8)
  }

  private mutating func read(_ lexer: Lexer) {
    var lexer = lexer
    var open: [(sign: UInt8, range: Range<Int>)] = []
    var type: String?
    var keyword = ""
    var previous: Token?
    var candidate: String?
    while let (token, range) = lexer.next() {
      switch token {
      case .name(let name):
        if open.isEmpty {
          if ["type", "interface"].contains(keyword), type == nil {
            type = name
            fields[name, default: []].formUnion([])
          } else if Self.keywords.contains(name), previous != .sign(UInt8(ascii: "@")) {
            keyword = name
            type = nil
          }
        }
        candidate = previous == .sign(UInt8(ascii: "@")) ? nil : name
      case .sign(let sign):
        switch sign {
        case UInt8(ascii: ":"), UInt8(ascii: "("):
          if open.count == 1, open[0].sign == UInt8(ascii: "{"), let type, let candidate {
            fields[type]?.insert(candidate)
          }
          if sign == UInt8(ascii: "(") { open.append((sign, range)) }
        case UInt8(ascii: "{"), UInt8(ascii: "["): open.append((sign, range))
        case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
          guard let last = open.popLast(), Self.closing[last.sign] == sign else {
            problem = (range, "This '\(Character(Unicode.Scalar(sign)))' closes nothing")
            return
          }
          if open.isEmpty, sign == UInt8(ascii: "}") {
            keyword = ""
            type = nil
          }
        default: break
        }
        candidate = nil
      }
      previous = token
    }
    if let range = lexer.unclosed {
      problem = (range, "This text is never closed")
    } else if let last = open.first {
      problem = (last.range, "This '\(Character(Unicode.Scalar(last.sign)))' is never closed")
    }
  }

  private static let keywords: Set<String> = [
    "type", "interface", "input", "enum", "union", "scalar", "schema", "directive",
  ]
  private static let closing: [UInt8: UInt8] = [
    UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "("): UInt8(ascii: ")"),
    UInt8(ascii: "["): UInt8(ascii: "]"),
  ]

  /// Names and signs; comments, texts, numbers and commas are passed over.
  private struct Lexer {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    /// Where a text starts that nothing ends.
    var unclosed: Range<Int>?

    mutating func next() -> (Token, Range<Int>)? {
      while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "#"):
          while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        case UInt8(ascii: "\""): skipText()
        case _ where Self.isName(byte):
          let start = index
          while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
          return (.name(String(decoding: bytes[start..<index], as: UTF8.self)), start..<index)
        case _ where "{}()[]:@!=|&$".utf8.contains(byte):
          index += 1
          return (.sign(byte), index - 1..<index)
        default: index += 1
        }
      }
      return nil
    }

    private mutating func skipText() {
      let start = index
      let isBlock = starts(with: "\"\"\"")
      index += isBlock ? 3 : 1
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "\\") {
          index += isBlock && !starts(with: "\\\"\"\"") ? 1 : isBlock ? 4 : 2
        } else if isBlock ? starts(with: "\"\"\"") : bytes[index] == UInt8(ascii: "\"") {
          index += isBlock ? 3 : 1
          return
        } else if !isBlock, bytes[index] == UInt8(ascii: "\n") {
          break
        } else {
          index += 1
        }
      }
      if unclosed == nil { unclosed = start..<start + 1 }
    }

    private func starts(with text: StaticString) -> Bool {
      text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    private static func isName(_ byte: UInt8) -> Bool {
      0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == UInt8(ascii: "_")
    }
  }
}
