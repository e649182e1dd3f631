/// The part of a collection that is parsed anew.
extension Updater {
  /// How many children and how many bytes are parsed anew at most.
  private static let maximumCount = 400
  private static let maximumSize = 64 * 1024

  /// What comes of parsing a part.
  private enum Outcome {
    case children([Block.Child])
    /// More has to be seen: the text (before the edit) up to an offset at least.
    case more(Int)
    case unknown
  }

  /// The children to be replaced by an edit of those from the one at index `first` on, and those to take their place.
  mutating func replacement(_ place: Place, first: Int) -> (Range<Int>, [Block.Child])? {
    var end = touched.upperBound
    for _ in 0..<4 {
      guard let edited = window(place, first: first, upTo: end),
        isColumnCertain(place.children, edited: edited, isWhole: true)
      else { return nil }
      switch parsed(edited, place) {
      case .children(let children): return (edited, children)
      case .more(let next) where next > end && edited.upperBound < place.children.count: end = next
      case .more, .unknown: return nil
      }
    }
    return nil
  }

  /// The children to be parsed anew for an edit of those from the one at index `first` on, those that start before an
  /// offset among them; nil where these are many.
  private func window(_ place: Place, first: Int, upTo end: Int) -> Range<Int>? {
    let (children, context) = (place.children, place.context)
    var low = groupStart(children, first)
    guard let start = children.at(low)?.before.bytes,
      let last = children.first(where: {
        place.start + $0.bytes >= min(end, place.start + children.summary.bytes)
      })?
      .before.count
    else { return nil }
    if touched.lowerBound <= place.start + start, startColumn(place.start + start, context) == nil {
      // It goes on with the entry before it.
      guard low > 0 else { return nil }
      low = groupStart(children, low - 1)
    }
    // What is open before the edit was looked for up to it.
    let lines = touched.lowerBound - place.start
    if let (_, before) = children.first(where: {
      $0.reach > lines || !$0.open.isDisjoint(with: mayChange)
    }),
      before.count < low
    {
      low = groupStart(children, before.count)
    }
    if low > 0, let previous = children.at(low - 1)?.element, !isAlone(previous) {
      low = groupStart(children, low - 1)
    }
    var high = groupEnd(children, last + 1)
    if let next = children.at(high)?.element, !isAlone(next) { high = groupEnd(children, high + 1) }
    if context.isFlow {
      // What no comma ends may go on in the lines after it.
      while low > 0, high - low <= Self.maximumCount,
        children.at(low - 1)?.element.block.endsWithComma == false
      {
        low = groupStart(children, low - 1)
      }
      while high < children.count, high - low <= Self.maximumCount,
        children.at(high - 1)?.element.block.endsWithComma == false
      {
        high = groupEnd(children, high + 1)
      }
    }
    return high - low <= Self.maximumCount ? low..<high : nil
  }

  /// Parses the text of some children anew.
  private mutating func parsed(_ edited: Range<Int>, _ place: Place) -> Outcome {
    let (children, context) = (place.children, place.context)
    guard let before = children.at(edited.lowerBound)?.before else { return .unknown }
    let after = children.at(edited.upperBound)?.before ?? children.summary
    let isLast = edited.upperBound == children.count
    let range = place.start + before.bytes..<place.start + after.bytes + delta
    guard range.count <= Self.maximumSize else { return .unknown }
    // What follows must not depend on what is before it.
    if !isLast, text.byte(at: range.upperBound + context.column) == UInt8(ascii: ":") {
      return .unknown
    }
    // Of a dash alone, the line after it decides whether it starts a list.
    if edited.lowerBound <= 1, context.kind == .blockSequence, isDashAlone(place.start) {
      return .unknown
    }
    let isCompact = edited.lowerBound == 0 && !isLineStart(range.lowerBound)
    var parser = self.parser
    let collection = window(range) { window -> Parser.Collection? in
      let firstColumn = isCompact ? context.column : 0
      let pieces = Splitter.pieces(window, range, context, firstColumn: firstColumn)
      guard
        context.isFlow || edited.lowerBound > 1
          || pieces.allSatisfy({ $0.column == context.column })
      else { return nil }
      return parser.collection(
        window, range, context, firstColumn: firstColumn, isPart: edited.lowerBound > 0)
    }
    guard let new = collection?.children, let last = new.last,
      !context.isFlow || isLast || last.block.endsWithComma
    else { return .unknown }
    guard
      isEachLookedFor(
        place, old: after.failedExtensions - before.failedExtensions, new: new.count { $0.isOpen })
    else { return .unknown }
    return isLast ? .children(new) : settled(new, range, before: edited.upperBound, place)
  }

  /// Whether what is open in children that were parsed anew was looked for far enough.
  private func settled(_ new: [Block.Child], _ range: Range<Int>, before index: Int, _ place: Place)
    -> Outcome
  {
    var start = range.lowerBound
    let oldEnd = range.upperBound - delta
    for (position, child) in new.enumerated() {
      defer { start += child.block.length }
      if child.reach > 0, start + child.reach >= range.upperBound, child.open == nil {
        return .more(oldEnd + 2048)
      }
      guard let open = child.open else { continue }
      let rest = new[(position + 1)...]
      let isClean = rest.allSatisfy { !$0.block.isBroken && $0.block.endsWithComma }
      if isOpenToEnd(open, child.block, place, before: index),
        open.kind != .flow || isClean && child.isWhole
      {
        continue
      }
      guard let quote = open.kind.quote else {
        return place.context.isFlow ? .unknown : .more(oldEnd + 2048)
      }
      guard
        let end = text.firstOffset(
          of: quote, in: range.upperBound..<range.upperBound + Self.maximumSize)
      else {
        return .unknown
      }
      return .more(end - delta + 1)
    }
    return .children(new)
  }

  /// Whether the line of the offset holds a dash and nothing after it.
  private func isDashAlone(_ offset: Int) -> Bool {
    let line = text.lineRange(text.line(at: offset))
    return window(max(offset, line.lowerBound)..<line.upperBound) { window in
      let dash = window.skipSpaces(from: window.origin, limit: window.end)
      return Splitter.isDash(window, at: dash, limit: window.end)
        && window.content(ofLine: dash + 1, limit: window.end) == nil
    }
  }

  /// Whether a block is one entry that is never parsed together with its neighbours.
  private func isAlone(_ child: Block.Child) -> Bool {
    child.block.body != nil && child.block.length >= Splitter.groupSize
  }

  private func groupStart(_ children: SumTree<Block.Child>, _ index: Int) -> Int {
    var index = index
    while index > 0, children.at(index)?.element.startsGroup == false { index -= 1 }
    return index
  }

  private func groupEnd(_ children: SumTree<Block.Child>, _ index: Int) -> Int {
    var index = index
    while index < children.count, children.at(index)?.element.startsGroup == false { index += 1 }
    return index
  }

}
