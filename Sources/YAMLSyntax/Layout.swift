/// How the lines of a piece are indented, and how they were probably meant to be.
struct Layout {
  /// A line with content.
  private struct Line {
    /// Where it starts.
    var start: Int
    /// The first byte of its content.
    var content: Int
    /// Where its content stands; nil behind a tab, of which nobody knows how wide it is meant to be.
    var column: Int?
    var isDash: Bool
    /// Whether non-breaking spaces stand in its indentation; each counts as one column.
    var isNonBreaking = false
    /// Whether it starts with a dash or with a key.
    var isEntry: Bool
    /// Whether a value is expected on the lines below it.
    var opens: Bool
    /// Whether all deeper lines below it are text.
    var opensText: Bool
    /// From the dash to what comes after it.
    var dashWidth: Int
  }

  /// A collection that is open above a line.
  private struct Level {
    var column: Int
    var isSequence: Bool
    /// The line of its first entry, and how many entries there are.
    var first: Int
    var count = 1
  }

  /// An indentation that is not what it should be, and the column that the line's content was meant to stand at.
  struct Change {
    /// From the line's start to its content.
    var range: Range<Int>
    var column: Int
    /// The column where it stands; nil behind a tab.
    var found: Int?
    var isNonBreaking = false
  }

  private let text: TextWindow
  private var lines: [Line] = []
  /// By how much lines below a key are deeper than the key, where that is least; at least two.
  private var step = 2
  private var levels: [Level] = []
  /// The columns that lines have been found to belong to.
  private var assigned: [Int: Int] = [:]
  /// In the order of the text, one a line.
  private var changes: [Change] = []

  /// What should be changed for the lines to fit together.
  ///
  /// - Parameter column: the column of the slice's first content.
  /// - Complexity: linear in the slice, times the depth of its lines.
  static func changes(_ text: TextWindow, _ slice: Range<Int>, column: Int) -> [Change] {
    var layout = Layout(text, slice, column: column)
    layout.follow()
    return layout.changes
  }

  private init(_ text: TextWindow, _ slice: Range<Int>, column: Int) {
    self.text = text
    var start = slice.lowerBound
    while start < slice.upperBound {
      let next = text.nextLine(after: start, limit: slice.upperBound)
      if let content = text.content(ofLine: start, limit: slice.upperBound) {
        append(start, content, firstColumn: lines.isEmpty ? column : nil, limit: slice.upperBound)
      }
      start = next
    }
    let steps = zip(lines, lines.dropFirst()).compactMap { line, next -> Int? in
      guard line.opens, !line.isDash, let above = line.column, let below = next.column else { return nil }
      return below - above > 1 ? below - above : nil
    }
    step = steps.min() ?? 2
  }

  private mutating func append(_ start: Int, _ content: Int, firstColumn: Int?, limit: Int) {
    var content = content
    var nonBreaking = 0
    while content + 1 < limit, Splitter.isNonBreakingSpace(text, at: content, limit: limit) {
      nonBreaking += 1
      content = text.skipSpaces(from: content + 2, limit: limit)
    }
    guard content < limit else { return }
    var end = max(text.contentEnd(ofLine: start, limit: limit), content)
    var hasKey = false
    for i in content..<end {
      if text[i] == UInt8(ascii: "#"), i > content, text[i - 1] <= 0x20 {
        end = i
        break
      }
      if text[i] == UInt8(ascii: ":"), text.isBlankOrBreak(i + 1, limit: end) { hasKey = true }
    }
    while end > content, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    let isDash = Splitter.isDash(text, at: content, limit: end)
    var inner = content
    if isDash {
      inner += 1
      while inner < end, text[inner] == 0x20 { inner += 1 }
    }
    let isBehindTab = text.slice(start..<content).contains(0x09)
    lines.append(
      Line(
        start: start, content: content,
        column: firstColumn ?? (isBehindTab ? nil : content - start - nonBreaking), isDash: isDash,
        isNonBreaking: nonBreaking > 0, isEntry: hasKey || isDash,
        opens: end > content && text[end - 1] == UInt8(ascii: ":") || inner >= end,
        opensText: opensText(content, end), dashWidth: isDash && inner < end ? inner - content : 0))
  }

  /// Whether a line ends with the header of a block scalar.
  private func opensText(_ content: Int, _ end: Int) -> Bool {
    var i = end - 1
    while i > content, "+-0123456789".utf8.contains(text[i]) { i -= 1 }
    return i > content && (text[i] == UInt8(ascii: "|") || text[i] == UInt8(ascii: ">"))
      && text[i - 1] == 0x20
  }

  private mutating func follow() {
    // How wide the tabs are in the run of lines at hand, told by its first line.
    var tabWidth: Int?
    var textColumn: Int?
    // The header of a block scalar behind tabs or followed by such lines: its column, and how many blanks it is behind.
    var behindTabs: (column: Int, width: Int)?
    var before: [Level] = []
    for (index, line) in lines.enumerated() {
      if let open = textColumn {
        let spaces = text.skipSpaces(from: line.start, limit: line.content) - line.start
        if spaces > open, line.column ?? .max > open { continue }
        textColumn = nil
      }
      let column: Int
      if let known = line.column {
        tabWidth = nil
        guard let right = place(index, known, before) else { continue }
        column = right
        if line.isNonBreaking {
          record(Change(range: line.start..<line.content, column: right, found: known, isNonBreaking: true))
        }
      } else {
        if let open = behindTabs, open.width < indentation(line, tab: 1) || !line.isEntry {
          // Text below the header of a block scalar.
          let deeper = indentation(line, tab: 1) - open.width
          record(Change(range: line.start..<line.content, column: open.column + max(deeper, 1)))
          continue
        }
        if tabWidth == nil {
          let guess = guess(index)
          tabWidth = [step, 2, 4, 8].first { indentation(line, tab: $0) == guess } ?? step
          column = guess
        } else {
          let own = indentation(line, tab: tabWidth ?? step)
          let deepest = levels.last?.column ?? 0
          column = own > deepest && !lines[index - 1].opens ? deepest : own
        }
        record(Change(range: line.start..<line.content, column: column))
      }
      before = levels
      enter(index, column)
      textColumn = line.opensText ? column : nil
      behindTabs = line.opensText ? (column, line.column ?? indentation(line, tab: 1)) : nil
    }
  }

  private mutating func enter(_ index: Int, _ column: Int) {
    let line = lines[index]
    assigned[index] = column
    while let last = levels.last,
      last.column > column || last.column == column && last.isSequence && !line.isDash
    {
      levels.removeLast()
    }
    if let last = levels.indices.last, levels[last].column == column, levels[last].isSequence == line.isDash {
      levels[last].count += 1
    } else {
      levels.append(Level(column: column, isSequence: line.isDash, first: index))
    }
    if line.dashWidth > 0 {
      levels.append(Level(column: column + line.dashWidth, isSequence: false, first: index))
    }
  }

  // MARK: Lines behind spaces

  /// Where a line belongs, for one that stands at a column; nil where it goes on with the one before. May find that the
  /// fault is with an earlier line.
  ///
  /// - Parameter before: the levels above the line before.
  private mutating func place(_ index: Int, _ column: Int, _ before: [Level]) -> Int? {
    guard index > 0, let top = levels.last else { return column }
    let line = lines[index]
    if column > top.column {
      if lines[index - 1].opens { return column }
      guard line.isEntry else { return nil }
      if index > 1, lines[index - 2].opens, !lines[index - 1].opens,
        assigned[index - 2] == assigned[index - 1],
        lines[index - 1].isDash == line.isDash
      {
        // The line before is the first below a key, and stands where the key does.
        change(index - 1, to: column)
        levels = before
        enter(index - 1, column)
        return column
      }
      if let dash = firstDash(index - 1), below(index, column) == dash.column + column - top.column {
        return moveDash(dash, by: column - top.column)
      }
      let isBack = before.contains { $0.column == column && $0.isSequence == line.isDash }
      if top.first != index - 1 || top.count > 1 ? isBack : isBack || below(index, column) == column {
        // The line before is the one that stands too far left.
        change(index - 1, to: column)
        levels = before
        enter(index - 1, column)
        return column
      }
      change(index, to: top.column)
      return top.column
    }
    guard let level = levels.last(where: { $0.column <= column }) else { return column }
    if level.column == column { return column }
    guard let deeper = levels.first(where: { $0.column > column }) else { return column }
    if line.isDash, lines[index - 1].opens, !lines[index - 1].isDash, deeper.column == top.column,
      deeper.count > 1 || below(index, column) != column
    {
      // A list that stands where its key does.
      change(index, to: deeper.column)
      return deeper.column
    }
    if let dash = firstDash(deeper.first), deeper.column > dash.column, deeper.count == 1,
      below(index, dash.column) == dash.column + column - deeper.column
    {
      return moveDash(dash, by: column - deeper.column)
    }
    if deeper.count == 1, deeper.first > 0, lines[deeper.first].column == deeper.column,
      below(index, column) == column || column - level.column == step,
      deeper.isSequence == line.isDash || lines[index - 1].opens && deeper.first == index - 1
    {
      // The collection's first line stands too far right.
      change(deeper.first, to: column)
      levels.removeAll { $0.column >= deeper.column }
      levels.append(Level(column: column, isSequence: deeper.isSequence, first: deeper.first))
      return column
    }
    let next = index + 1 < lines.count ? lines[index + 1].column ?? 0 : 0
    let isChild =
      line.opens && next > column
      ? deeper.column < next && below(index, next) == deeper.column
      : next == deeper.column || deeper.column - column <= column - level.column
    change(index, to: isChild ? deeper.column : level.column)
    return isChild ? deeper.column : level.column
  }

  /// The level of the dash on a line that starts a list and is its only item so far; nil for another line.
  private func firstDash(_ index: Int) -> Level? {
    levels.last { $0.isSequence && $0.first == index && $0.count == 1 }
  }

  /// Says that a list's first dash stands too far left or right; returns the column of what is beside it then.
  private mutating func moveDash(_ dash: Level, by columns: Int) -> Int {
    let line = lines[dash.first]
    change(dash.first, to: dash.column + columns)
    levels.removeAll { $0.column >= dash.column && $0.first == dash.first }
    enter(dash.first, dash.column + columns)
    return dash.column + columns + line.dashWidth
  }

  /// The column of the first line after one that is not deeper than `column`.
  private func below(_ index: Int, _ column: Int) -> Int? {
    lines[(index + 1)...].first { ($0.column ?? .max) <= column }?.column
  }

  private mutating func change(_ index: Int, to column: Int) {
    let line = lines[index]
    record(Change(range: line.start..<line.content, column: column, found: line.column))
  }

  /// Notes a change; what was thought of the line before counts no longer.
  private mutating func record(_ change: Change) {
    // Only lines just above are thought of again.
    let before = changes.lastIndex { $0.range.lowerBound <= change.range.lowerBound }
    guard let before, changes[before].range.lowerBound == change.range.lowerBound else {
      return changes.insert(change, at: before.map { $0 + 1 } ?? 0)
    }
    var change = change
    change.isNonBreaking = change.isNonBreaking || changes[before].isNonBreaking
    changes[before] = change
  }

  // MARK: Lines behind tabs

  private func indentation(_ line: Line, tab: Int) -> Int {
    (line.start..<line.content).reduce(0) { $0 + (text[$1] == 0x09 ? tab : 1) }
  }

  /// Where a line behind a tab belongs: it is a sibling or a child of the line above, with children where it asks for
  /// some.
  private func guess(_ index: Int) -> Int {
    guard let above = levels.last, index > 0 else { return 0 }
    let line = lines[index]
    let own = line.isDash ? levels.last { $0.isSequence }?.column : above.column
    let next = index + 1 < lines.count ? lines[index + 1] : nil
    // Where more lines behind tabs follow, and deeper ones, the tabs are levels.
    if let next, next.column == nil, line.opens, !line.isDash, !lines[index - 1].opens,
      indentation(next, tab: 1) > indentation(line, tab: 1),
      let level = levels.last(where: { !$0.isSequence && $0.column == indentation(line, tab: step) })
    {
      return level.column
    }
    if lines[index - 1].opens {
      guard let next, let below = next.column, below > above.column else {
        let width = indentation(line, tab: 2)
        return line.isDash && (width == above.column || indentation(line, tab: step) == above.column)
          ? above.column : above.column + step
      }
      if line.opens, below > above.column + step { return above.column + step }
      if line.isDash, !next.isDash { return max(above.column, below - max(line.dashWidth, 2)) }
      return below
    }
    if let next, let below = next.column, below < above.column || below == above.column && !next.isDash,
      line.opens, !line.isDash
    {
      return levels.last { !$0.isSequence && $0.column < below }?.column ?? below
    }
    return own ?? above.column
  }
}
