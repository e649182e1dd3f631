/// Writes pages for a terminal or a pipe.
public struct TextRenderer: Sendable {
  /// The columns of the terminal.
  public var width: Int
  /// Whether to use ANSI colours.
  public var isColored: Bool

  /// A renderer for a terminal of that width; narrow ones are taken for 40.
  public init(width: Int = 80, isColored: Bool = false) {
    self.width = max(40, width)
    self.isColored = isColored
  }

  /// How a piece of text looks.
  public enum Style: String, Sendable {
    case title = "1"
    case heading = "1;4"
    case label = "2"
    case name = "36"
    case mark = "33"
    case plain = ""
  }

  /// The text in a style, where colours are used.
  public func styled(_ text: String, _ style: Style) -> String {
    isColored && style != .plain && text.contains { $0 != " " }
      ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The page's text, with a final line break.
  public func text(of page: SchemaPage) -> String {
    var lines = [styled(page.title, .title)]
    for (index, block) in page.blocks.enumerated() {
      switch block {
      case .heading(let text): lines += ["", styled(text, .heading)]
      case .fields(let fields): lines += self.lines(of: fields)
      case .table(let table): lines += self.lines(of: table)
      case .list(let sentences):
        lines += sentences.flatMap {
          wrapped($0, to: width - 4).enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
        }
      case .paragraph(let text): lines += wrapped(text, to: width - 2).map { "  " + $0 }
      case .prose(let text):
        let plain = Self.withoutLinks(text)
        lines += plain.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
          wrapped(String(line), to: width - 2).map { $0.isEmpty ? "" : "  " + $0 }
        }
        lines.append("")
      case .command(let text):
        if index > 0 { lines.append("") }
        lines.append("  " + styled("More: ", .label) + text)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Markdown with only the words of its links, and no space before a full stop.
  static func withoutLinks(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      result += rest[..<open]
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: "]"), inner[close...].hasPrefix("]("),
        let end = inner[close...].firstIndex(of: ")")
      else {
        result += "["
        rest = inner
        continue
      }
      result += inner[..<close]
      rest = inner[inner.index(after: end)...]
      if rest.hasPrefix(" .") || rest.hasPrefix(" ,") { rest = rest.dropFirst() }
    }
    return result + rest
  }

  private func lines(of fields: [SchemaPage.Field]) -> [String] {
    let column = (fields.map(\.label.count).max() ?? 0) + 4
    return fields.flatMap { field -> [String] in
      let label =
        "  " + styled(field.label, .label) + String(repeating: " ", count: column - 2 - field.label.count)
      // An address that is broken is none: it keeps its line.
      let values = field.value.hasPrefix("https:") ? [field.value] : wrapped(field.value, to: width - column)
      return values.enumerated().map { $0 == 0 ? label + $1 : String(repeating: " ", count: column) + $1 }
    }
  }

  private func lines(of table: SchemaPage.Table) -> [String] {
    let used = table.columns.indices.filter { column in
      column == 0 || table.rows.contains { !$0.cells[column].isEmpty }
    }
    let natural = used.map { column in
      max(table.columns[column].count, table.rows.map { $0.cells[column].count }.max() ?? 0)
    }
    let marks = SchemaPage.Table.Mark.allCases.filter { mark in
      table.rows.contains { $0.marks.contains(mark) }
    }
    let margin = max(1, table.rows.map(\.marks.count).max() ?? 0)
    let widths = Self.fitted(natural, into: width - margin - 1 - 2 * (used.count - 1))
    let blank = String(repeating: " ", count: margin)
    var lines = [row(used.map { table.columns[$0] }, widths, mark: blank, styles: used.map { _ in .label })]
    for entry in table.rows {
      var cells = zip(used, widths).map { wrapped(entry.cells[$0], to: $1) }
      // A name is for copying: it is not broken, what does not fit beside it goes below.
      if cells[0].count > 1 {
        cells[0] = [entry.cells[0]]
        for column in cells.indices.dropFirst() where cells[column] != [""] {
          cells[column].insert("", at: 0)
        }
      }
      let signs = entry.marks.map(\.rawValue).joined()
      let mark = signs + String(repeating: " ", count: margin - signs.count)
      for line in 0..<(cells.map(\.count).max() ?? 1) {
        let texts = cells.map { line < $0.count ? $0[line] : "" }
        let styles = used.map { $0 == 0 ? Style.name : .plain }
        lines.append(row(texts, widths, mark: line == 0 ? mark : blank, styles: styles))
      }
    }
    if !marks.isEmpty {
      let legend = marks.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: "   ")
      lines += ["", blank + " " + styled(legend, .label)]
    }
    return lines
  }

  private func row(_ cells: [String], _ widths: [Int], mark: String, styles: [Style]) -> String {
    var line = styled(mark, .mark) + " "
    for (index, cell) in cells.enumerated() {
      line += styled(cell, styles[index])
      if index + 1 < cells.count {
        line += String(repeating: " ", count: max(0, widths[index] - cell.count) + 2)
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Column widths that fit: the widest columns give way first, the first column last.
  static func fitted(_ natural: [Int], into width: Int) -> [Int] {
    var widths = natural
    let least = natural.enumerated().map { min($1, $0 == 0 ? width / 2 : 12) }
    while widths.reduce(0, +) > width {
      let candidates = widths.indices.filter { widths[$0] > least[$0] }
      guard
        let widest = candidates.max(by: { widths[$0] - ($0 == 0 ? 30 : 0) < widths[$1] - ($1 == 0 ? 30 : 0) })
      else { break }
      widths[widest] -= 1
    }
    return widths
  }

  /// The text in lines of at most `limit` characters, broken at spaces, or within words that are too long.
  func wrapped(_ text: String, to limit: Int) -> [String] {
    let limit = max(8, limit)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      if !line.isEmpty, line.count + 1 + word.count > limit {
        lines.append(line)
        line = ""
      }
      while word.count > limit {
        let cut = Self.breakPoint(in: word, limit: limit)
        lines.append(String(word.prefix(cut)))
        word = String(word.dropFirst(cut))
      }
      line = line.isEmpty ? word : line + " " + word
    }
    lines.append(line)
    return lines
  }

  /// Where to break a word: after a punctuation mark or before a capital in its last third, or at the limit.
  private static func breakPoint(in word: String, limit: Int) -> Int {
    let characters = Array(word.prefix(limit + 1))
    for cut in stride(from: limit, to: limit * 2 / 3, by: -1) where cut < characters.count {
      if characters[cut].isUppercase && !characters[cut - 1].isUppercase
        || ":./-,|".contains(characters[cut - 1])
      {
        return cut
      }
    }
    return limit
  }
}
