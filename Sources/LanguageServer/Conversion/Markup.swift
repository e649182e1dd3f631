import LSP

/// Texts for clients that show markdown and for those that do not.
enum Markup {
  /// The text as the client wants it.
  static func content(_ text: String, markdown: Bool) -> MarkupContent {
    markdown
      ? MarkupContent(kind: .markdown, value: text) : MarkupContent(kind: .plaintext, value: plain(text))
  }

  /// A markdown text without its marks, line by line: emphasis, code, links, headings, fences. Linear.
  static func plain(_ markdown: String) -> String {
    var isFenced = false
    var lines: [String] = []
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        isFenced.toggle()
      } else {
        lines.append(isFenced ? String(line) : plainLine(line))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func plainLine(_ line: Substring) -> String {
    var rest = line
    let heading = rest.prefix { $0 == "#" }
    if !heading.isEmpty, rest.dropFirst(heading.count).first == " " {
      rest = rest.dropFirst(heading.count + 1)
    }
    var result = ""
    // The number of backticks that a code span was opened with; 0 outside.
    var code = 0
    while let character = rest.first {
      if character == "`" {
        let marks = rest.prefix { $0 == "`" }.count
        rest = rest.dropFirst(marks)
        if code == 0 {
          code = marks
        } else if code == marks {
          code = 0
        } else {
          result += String(repeating: "`", count: marks)
        }
        continue
      }
      if code == 0 {
        if character == "\\", let escaped = rest.dropFirst().first {
          rest = rest.dropFirst(2)
          result.append(escaped)
          continue
        }
        if character == "*" {
          rest = rest.dropFirst()
          continue
        }
        if character == "[", let link = link(at: rest) {
          result += link.label == link.target ? link.target : "\(plainLine(link.label)) (\(link.target))"
          rest = link.rest
          continue
        }
      }
      result.append(character)
      rest = rest.dropFirst()
    }
    return result
  }

  /// No link is longer, in characters: what a bracket that starts none may cost.
  private static let linkLimit = 500

  /// The link `[label](target)` at the front of a line, and what follows it.
  private static func link(at line: Substring) -> (label: Substring, target: Substring, rest: Substring)? {
    let window = line.prefix(linkLimit)
    guard let labelEnd = window.firstIndex(of: "]"), window[labelEnd...].hasPrefix("]("),
      let end = window[labelEnd...].firstIndex(of: ")")
    else { return nil }
    return (
      window[window.index(after: window.startIndex)..<labelEnd],
      window[window.index(labelEnd, offsetBy: 2)..<end],
      line[line.index(after: end)...]
    )
  }
}
