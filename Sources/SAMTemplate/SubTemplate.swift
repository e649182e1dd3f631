public import YAMLSyntax

/// A placeholder of a `Fn::Sub` string: `${Name}`, `${Name.Attribute}`; `${!Literal}` is none.
public struct SubPlaceholder: Sendable, Hashable {
  /// What stands between the braces, without spaces around it.
  public var name: String
  /// Byte offsets of `name` in the document.
  public var range: Range<Int>

  /// The part before the first dot.
  public var resource: String {
    name.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
  }
  /// The part after the first dot; nil where there is no dot.
  public var attribute: String? {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(name[name.utf8.index(after: dot)...])
  }
}

/// A `Fn::Sub` string: its placeholders, and what is broken in it.
public struct SubTemplate: Sendable {
  /// The placeholders in the order of the text.
  public var placeholders: [SubPlaceholder] = []
  /// Byte offsets of each `${` that nothing closes.
  public var unclosed: [Range<Int>] = []

  /// Reads the scalar as it is written, so that every range is exact whatever its style; escapes and folding
  /// within a placeholder's name have no meaning to CloudFormation.
  ///
  /// - Complexity: linear in the scalar's length.
  public init(_ scalar: Node, in text: SourceText) { self.init(scalar.contentRange, in: text) }

  /// Reads a range of a text: of a file that is no YAML, say.
  ///
  /// - Complexity: linear in the range's length.
  public init(_ range: Range<Int>, in text: SourceText) {
    text.withUTF8(in: range) { bytes in
      var index = 0
      while index + 1 < bytes.count {
        guard bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{") else {
          index += 1
          continue
        }
        let open = index
        var end = index + 2
        while end < bytes.count, bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "\n"),
          bytes[end] != UInt8(ascii: "\""), !(bytes[end] == UInt8(ascii: "$") && end > open + 2)
        {
          end += 1
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else {
          unclosed.append(range.lowerBound + open..<range.lowerBound + open + 2)
          index = end
          continue
        }
        var lower = open + 2
        var upper = end
        while lower < upper, bytes[lower] == UInt8(ascii: " ") { lower += 1 }
        while upper > lower, bytes[upper - 1] == UInt8(ascii: " ") { upper -= 1 }
        if lower < upper, bytes[lower] != UInt8(ascii: "!") {
          placeholders.append(
            SubPlaceholder(
              name: String(decoding: bytes[lower..<upper], as: UTF8.self),
              range: range.lowerBound + lower..<range.lowerBound + upper))
        }
        index = end + 1
      }
    }
  }
}
