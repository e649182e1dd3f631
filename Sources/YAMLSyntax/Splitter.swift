/// Cuts the text of a block collection (or of a flow collection that is written one entry a line) into pieces, by
/// looking at the start of each line alone. Whether a piece is what it seems is for libyaml to say.
enum Splitter {
  /// A piece of a collection: from the line that starts it to the next such line.
  struct Piece {
    var range: Range<Int>
    /// The column of its first byte that is not a space.
    var column: Int
  }

  /// Pieces below this size are parsed together with their neighbours: where a group ends follows from the text around
  /// that place alone, so that an edit does not move the groups after it.
  static let groupSize = 256

  /// The pieces of a region that holds a collection's entries, from the first one's first byte on.
  /// - Parameter firstColumn: the column of the region's first byte.
  static func pieces(
    _ text: TextWindow, _ region: Range<Int>, _ context: Context, firstColumn: Int
  ) -> [Piece] {
    var pieces: [Piece] = []
    var start = region.lowerBound
    let first = text.skipSpaces(from: start, limit: region.upperBound)
    var startColumn = first - start + firstColumn
    var isExplicit = first < region.upperBound && text[first] == UInt8(ascii: "?")
    var line = text.nextLine(after: start, limit: region.upperBound)
    while line < region.upperBound {
      if let indent = startIndent(
        text, line: line, context, afterExplicit: isExplicit, limit: region.upperBound)
      {
        pieces.append(Piece(range: start..<line, column: startColumn))
        start = line
        startColumn = indent
        isExplicit = text[line + indent] == UInt8(ascii: "?")
      }
      line = text.nextLine(after: line, limit: region.upperBound)
    }
    if start < region.upperBound {
      pieces.append(Piece(range: start..<region.upperBound, column: startColumn))
    }
    return pieces
  }

  /// The indentation of a line that starts a piece of a collection at `column`; nil for a line that does not.
  /// - Parameter afterExplicit: whether the piece before starts with a question mark, so that a colon goes on with it.
  @inline(__always)
  static func startIndent(
    _ text: TextWindow, line: Int, _ context: Context, afterExplicit: Bool, limit: Int
  ) -> Int? {
    var i = line
    let deepest = min(limit, line + context.column + 1)
    while i < deepest, text[i] == 0x20 { i += 1 }
    // Deeper than the collection.
    guard i - line <= context.column, i < limit else { return nil }
    if text[i] == UInt8(ascii: ":"), !context.isFlow { return afterExplicit ? nil : i - line }
    if context.kind == .blockSequence, isDash(text, at: i, limit: limit) { return i - line }
    return mayStart(text, at: i, column: i - line, flow: context.isFlow, limit: limit) ? i - line : nil
  }

  /// Whether an entry may start with the byte at `offset`, the first of its line that is not a space. What cannot, goes
  /// on with the entry before it.
  static func mayStart(_ text: TextWindow, at offset: Int, column: Int, flow: Bool, limit: Int) -> Bool {
    switch text[offset] {
    case 0x09, 0x0A, 0x0D, 0x23: return false  // blank, comment
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "%"): return false
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return false
    case UInt8(ascii: "-"), UInt8(ascii: ":"): return !text.isBlankOrBreak(offset + 1, limit: limit)
    case UInt8(ascii: "<"), UInt8(ascii: "="):
      return !(column == 0 && isConflictMarker(text, line: offset, limit: limit))
    case UInt8(ascii: "{"): return !isStatement(text, at: offset, limit: limit)
    case 0xC2, 0xE2:
      return text.breakWidth(at: offset, limit: limit) == 0
        && !isNonBreakingSpace(text, at: offset, limit: limit)
    default: return true
    }
  }

  /// Whether a non-breaking space stands at `offset`: in front of a key nobody means it to be part of the name.
  static func isNonBreakingSpace(_ text: TextWindow, at offset: Int, limit: Int) -> Bool {
    offset + 1 < limit && text[offset] == 0xC2 && text[offset + 1] == 0xA0
  }

  /// Whether a statement of a template engine (`{% if … %}`) starts at `offset`, which is YAML nowhere.
  static func isStatement(_ text: TextWindow, at offset: Int, limit: Int) -> Bool {
    offset + 1 < limit && text[offset] == UInt8(ascii: "{") && text[offset + 1] == UInt8(ascii: "%")
  }

  /// Whether an item of a block sequence starts at `offset`.
  static func isDash(_ text: TextWindow, at offset: Int, limit: Int) -> Bool {
    offset < limit && text[offset] == UInt8(ascii: "-") && text.isBlankOrBreak(offset + 1, limit: limit)
  }

  /// Whether a line is one that a merge leaves at a conflict.
  static func isConflictMarker(_ text: TextWindow, line: Int, limit: Int) -> Bool {
    guard line + 7 <= limit else { return false }
    let mark = text[line]
    guard
      mark == UInt8(ascii: "<") || mark == UInt8(ascii: "=") || mark == UInt8(ascii: ">")
        || mark == UInt8(ascii: "|"),
      (1..<7).allSatisfy({ text[line + $0] == mark }), text.isBlankOrBreak(line + 7, limit: limit)
    else { return false }
    let end = text.contentEnd(ofLine: line, limit: limit)
    guard mark != UInt8(ascii: "=") || end == line + 7 else { return false }
    var i = line + 7
    while i < end {
      if text[i] == UInt8(ascii: ":"), text.isBlankOrBreak(i + 1, limit: end) { return false }
      i += 1
    }
    return true
  }

  /// Whether two neighbouring pieces belong to different groups.
  static func isGroupBorder(_ text: TextWindow, _ first: Piece, _ second: Piece) -> Bool {
    if first.range.count >= groupSize || second.range.count >= groupSize { return true }
    if first.column != second.column { return true }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let end = text.contentEnd(ofLine: second.range.lowerBound, limit: second.range.upperBound)
    for offset in second.range.lowerBound..<min(end, second.range.lowerBound + 48) {
      hash = (hash ^ UInt64(text[offset])) &* 0x100_0000_01B3
    }
    // The last letters have reached the lowest bits only, and names in a row differ in nothing else.
    hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return Int((hash >> 32) % UInt64(groupSize)) < first.range.count
  }
}
