import YAMLSyntax

/// The line of a finding as a terminal shows it, and where to underline it.
///
/// Tabs become spaces, characters that would act on the terminal become visible, and of a line that is too long (a
/// template may be one) a window around the finding is left.
struct SourceExcerpt {
  /// The line to show.
  private(set) var line = ""
  /// The columns before the underline, in terminal cells.
  private(set) var indent = 0
  /// The length of the underline, in terminal cells; at least 1.
  private(set) var width = 1

  private static let longestLine = 120
  /// How many bytes before the finding are shown of a line that is too long.
  private static let context = 40
  private static let ellipsis = "… "

  /// - Parameter range: UTF-8 byte offsets; of a range over several lines the first is shown.
  init(of range: Range<Int>, in text: SourceText) {
    let start = min(max(range.lowerBound, 0), text.utf8Count)
    let whole = text.lineRange(text.line(at: start))
    let marked =
      min(
        start, whole.upperBound)..<max(min(range.upperBound, whole.upperBound), min(start, whole.upperBound))
    let shown = Self.window(of: whole, around: marked, in: text)
    if shown.lowerBound > whole.lowerBound { add(Self.ellipsis) }
    add(text.string(in: shown.lowerBound..<marked.lowerBound))
    indent = cells
    let shownEnd = min(marked.upperBound, shown.upperBound)
    add(text.string(in: marked.lowerBound..<shownEnd))
    width = max(1, cells - indent)
    add(text.string(in: shownEnd..<shown.upperBound))
    if shown.upperBound < whole.upperBound { line += " …" }
  }

  private var cells = 0

  private mutating func add(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        let step = 4 - cells % 4
        line += String(repeating: " ", count: step)
        cells += step
      } else {
        let shown: Unicode.Scalar = Terminal.isActive(scalar) ? "\u{FFFD}" : scalar
        line.unicodeScalars.append(shown)
        cells += Terminal.width(of: shown)
      }
    }
  }

  private static func window(of line: Range<Int>, around marked: Range<Int>, in text: SourceText) -> Range<
    Int
  > {
    guard line.count > longestLine else { return line }
    func scalarStart(_ offset: Int) -> Int {
      var offset = offset
      while offset > line.lowerBound, offset < line.upperBound, text.byte(at: offset) & 0xC0 == 0x80 {
        offset -= 1
      }
      return offset
    }
    let start =
      marked.upperBound - line.lowerBound <= longestLine
      ? line.lowerBound : scalarStart(max(line.lowerBound, marked.lowerBound - context))
    return start..<max(scalarStart(min(line.upperBound, start + longestLine)), marked.lowerBound)
  }
}
