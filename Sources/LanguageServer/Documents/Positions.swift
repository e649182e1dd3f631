import LSP
import YAMLSyntax

/// Conversion between the protocol's positions and byte offsets in one text.
///
/// Total: a position that the text does not have means the nearest that it has before it, as the protocol asks of a
/// character beyond the line's end. Every conversion costs O(log n) in the text, and O(line) in UTF-32.
struct Positions: Sendable {
  let text: SourceText
  let encoding: PositionEncoding
  private var lines: LineTable?

  init(text: SourceText, encoding: PositionEncoding) {
    self.text = text
    self.encoding = encoding
  }

  /// The same for an answer with many positions: reads the text once, so that each of them costs a fraction.
  ///
  /// - Complexity: linear in the text, where there are enough positions for that to be worth it.
  func forMany(_ count: Int) -> Positions {
    guard count > 200 else { return self }
    var result = self
    result.lines = LineTable(text)
    return result
  }

  /// The byte offset that a position means.
  func offset(of position: Position) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < text.lineCount else { return text.utf8Count }
    let line = text.lineRange(position.line)
    // No unit of any encoding takes less than a byte.
    let character = min(max(position.character, 0), line.count)
    switch encoding {
    case .utf16: return text.offset(utf16Units: character, from: line.lowerBound)
    case .utf8: return scalarStart(line.lowerBound + character, in: line)
    case .utf32:
      let scalars = text.string(in: line).unicodeScalars.prefix(character)
      return line.lowerBound + scalars.reduce(0) { $0 + UTF8.width($1) }
    }
  }

  /// The bytes that a range means; one whose ends are exchanged is read the other way round.
  func offsets(of range: PositionRange) -> Range<Int> {
    let (start, end) = (offset(of: range.start), offset(of: range.end))
    return min(start, end)..<max(start, end)
  }

  /// The position of a byte offset; offsets outside of the text mean its ends.
  func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), text.utf8Count)
    let line = lines?.line(at: offset) ?? text.line(at: offset)
    let start = lines?.starts[line] ?? text.lineStart(line)
    if lines?.isASCII ?? false { return Position(line: line, character: offset - start) }
    let character =
      switch encoding {
      case .utf8: offset - start
      case .utf16: text.utf16Count(in: start..<offset)
      case .utf32: text.scalarCount(in: start..<offset)
      }
    return Position(line: line, character: character)
  }

  /// The range of some bytes.
  func range(of offsets: Range<Int>) -> PositionRange {
    let start = position(of: offsets.lowerBound)
    return PositionRange(start: start, end: offsets.isEmpty ? start : position(of: offsets.upperBound))
  }

  /// The start of the scalar that the byte at `offset` belongs to.
  private func scalarStart(_ offset: Int, in line: Range<Int>) -> Int {
    var offset = offset
    while offset > line.lowerBound, offset < line.upperBound, text.byte(at: offset) & 0xC0 == 0x80 {
      offset -= 1
    }
    return offset
  }
}

/// Where each line of a text starts.
private struct LineTable: Sendable {
  private(set) var starts = [0]
  private(set) var isASCII = true

  init(_ text: SourceText) {
    starts.reserveCapacity(text.lineCount)
    text.withUTF8(in: 0..<text.utf8Count) { bytes in
      var union: UInt8 = 0
      for (index, byte) in bytes.enumerated() {
        union |= byte
        guard byte <= 0x0D else { continue }
        let isEnd = byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
        if isEnd { starts.append(index + 1) }
      }
      isASCII = union < 0x80
    }
  }

  /// The line that holds a byte offset.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
