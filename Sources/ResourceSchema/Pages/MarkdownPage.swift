extension SchemaPage.Table.Mark {
  /// The mark as a word beside a name.
  fileprivate var word: String {
    switch self {
    case .required: "required"
    case .replaces: "replaces"
    case .mayReplace: "may replace"
    }
  }
}

extension SchemaPage {
  /// The page as Markdown.
  /// - Parameter level: how many `#` its heading has; deeper headings have more.
  public func markdown(level: Int = 1) -> String {
    var parts = ["\(Self.hashes(level)) \(title)"]
    for block in blocks { parts.append(Self.markdown(block, level: level + 1)) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func hashes(_ level: Int) -> String { String(repeating: "#", count: max(1, min(level, 6))) }

  private static func markdown(_ block: Block, level: Int) -> String {
    switch block {
    case .heading(let text): return "\(hashes(level)) \(text)"
    case .fields(let fields):
      return fields.map { field in
        let value =
          field.isCode
          ? code(field.value) : field.value.hasPrefix("https:") ? "<\(field.value)>" : escaped(field.value)
        return "- **\(field.label)**: \(value)"
      }.joined(separator: "\n")
    case .table(let table): return markdown(table)
    case .list(let sentences): return sentences.map { "- \(escaped($0))" }.joined(separator: "\n")
    case .paragraph(let text): return escaped(text)
    case .prose(let text): return text
    case .command(let text): return "```sh\n\(text)\n```"
    }
  }

  private static func markdown(_ table: Table) -> String {
    var lines = [
      "| \(table.columns.joined(separator: " | ")) |",
      "|\(String(repeating: "---|", count: table.columns.count))",
    ]
    for row in table.rows {
      var cells = row.cells.map(escaped)
      if let first = row.cells.first {
        cells[0] = ([code(first)] + row.marks.map(\.word)).joined(separator: ", ")
      }
      lines.append("| \(cells.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n")
  }

  /// Text as code, with as many backticks as it needs.
  static func code(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let space = longest > 0 ? " " : ""
    return "\(fence)\(space)\(text.split(separator: "|").joined(separator: "\\|"))\(space)\(fence)"
  }

  /// Text without what Markdown would take for its own.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_<>|[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
