/// The problems and their words: what is wrong and what would be right, in one sentence.
enum Message {
  static func strayDash(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "A list item does not belong here: remove the '-', or put it below a key of its own")
  }

  static func indentation(_ range: Range<Int>, found: Int, expected: Int) -> BlockProblem {
    BlockProblem(
      kind: .badIndentation, range: range,
      message:
        "This line is indented by \(spaces(found)) where the lines around it have \(spaces(expected)); align it with them"
    )
  }

  private static func spaces(_ count: Int) -> String { count == 1 ? "1 space" : "\(count) spaces" }

  static func tab(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .tabIndentation, range: range, message: "YAML does not allow tabs for indentation; use spaces")
  }

  static func nonBreakingSpace(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .tabIndentation, range: range,
      message: "YAML does not take non-breaking spaces for indentation; use ordinary spaces")
  }

  static func statement(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message:
        "A statement of a template engine is no YAML; render the file first, or put '# ' in front of it")
  }

  static func missingColon(_ range: Range<Int>, key: String) -> BlockProblem {
    BlockProblem(
      kind: .missingColon, range: range,
      message: "A key is expected here, followed by a colon: '\(shortened(key)):'")
  }

  static func missingSpace(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(kind: .missingColon, range: range, message: "Put a space between the colon and the value")
  }

  static func missingDash(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "Items of a list start with '- '; put it in front of this line")
  }

  static func missingComma(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .missingComma, range: range, message: "A comma is missing here, before the next entry")
  }

  static func surplusComma(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "Nothing stands between this comma and the one before it; remove one of the two")
  }

  static func comment(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "JSON has no comments; remove this one, or put the text under a key of 'Metadata'")
  }

  static func unclosedFlow(_ range: Range<Int>, kind: Node.Kind) -> BlockProblem {
    let (opener, closer) = kind == .mapping ? ("{", "}") : ("[", "]")
    return BlockProblem(
      kind: .unclosedFlow, range: range, message: "This '\(opener)' is never closed; add '\(closer)'")
  }

  static func unclosedQuote(_ range: Range<Int>, quote: UInt8) -> BlockProblem {
    BlockProblem(
      kind: .unclosedQuote, range: range,
      message: quote == 0x27
        ? "The text that starts with this single quote is never closed; add ' at its end"
        : "The text that starts with this double quote is never closed; add \" at its end")
  }

  static func reserved(_ range: Range<Int>, _ byte: UInt8) -> BlockProblem {
    BlockProblem(
      kind: .reservedCharacter, range: range,
      message: "A value cannot start with '\(Character(Unicode.Scalar(byte)))' in YAML; put it in quotes")
  }

  static func invalidAlias(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .invalidAlias, range: range,
      message: "After '*' YAML expects the name of an anchor; write the name, or put the text in quotes")
  }

  static func invalidAnchor(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .invalidAnchor, range: range,
      message:
        "After '&' YAML expects a name of letters, digits, '-' and '_'; write one, or put the text in quotes"
    )
  }

  static func invalidTag(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .invalidTag, range: range,
      message: "This is not a tag that YAML can read: a tag is '!' and a name, then a space")
  }

  static func colonInValue(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "A second ': ' cannot stand in an unquoted value; put the value in quotes or start a new line"
    )
  }

  static func dashInValue(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "A list cannot start on its key's line; start it on the next line, or put the text in quotes")
  }

  static func unexpectedText(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message:
        "This text fits nowhere here: the value before it is already complete; remove it or indent it as intended"
    )
  }

  static func unexpectedBracket(_ range: Range<Int>, _ byte: UInt8) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "No bracket is open that '\(Character(Unicode.Scalar(byte)))' could close; remove it")
  }

  static func wrongBracket(_ range: Range<Int>, found: UInt8, expected: Node.Kind) -> BlockProblem {
    BlockProblem(
      kind: .unclosedFlow, range: range,
      message:
        "'\(Character(Unicode.Scalar(found)))' stands here where '\(expected == .mapping ? "}" : "]")' would close the bracket that is open"
    )
  }

  static func missingValue(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .unexpectedText, range: range,
      message: "An entry is expected before this character; write it or remove the character")
  }

  static func blockHeader(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .invalidBlockHeader, range: range,
      message:
        "After '|' or '>' only '+', '-', a digit or a comment may stand on the line; put the text on the next line"
    )
  }

  static func escape(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .invalidEscape, range: range,
      message:
        "YAML does not know this escape in a double-quoted text; write '\\\\' for a backslash or use single quotes"
    )
  }

  static func control(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .controlCharacter, range: range, message: "YAML does not allow this control character; remove it"
    )
  }

  static func depth(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .depthLimit, range: range,
      message: "This is nested more than \(Parser.maximumDepth) levels deep; what is inside is not looked at"
    )
  }

  static func mergeConflict(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .mergeConflict, range: range,
      message: "A merge conflict is left here; keep one of the versions and remove the marker lines")
  }

  static func directive(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .invalidDirective, range: range,
      message:
        "A line that starts with '%' is a directive, which may only stand before '---'; indent or quote it")
  }

  static func severalDocuments(_ range: Range<Int>) -> BlockProblem {
    BlockProblem(
      kind: .severalDocuments, range: range,
      message: "Another document starts here, but a template is one document; only the first is looked at")
  }

  static func undefinedAlias(_ range: Range<Int>, name: String) -> BlockProblem {
    BlockProblem(
      kind: .undefinedAlias, range: range,
      message:
        "No anchor '&\(shortened(name))' stands before this alias; define it or put the text in quotes")
  }

  /// libyaml's view of a mistake that has no words of its own.
  static func other(_ range: Range<Int>, _ problem: String) -> BlockProblem {
    BlockProblem(
      kind: .other(problem), range: range,
      message: "This is not valid YAML; check the quotes, brackets and indentation here")
  }

  static func shortened(_ text: String) -> String {
    text.unicodeScalars.count > 40
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))) + "…" : text
  }
}
