import ParallelWork

/// The pieces of a large collection, parsed by several threads at a time before they are put together. What is made of a
/// piece depends on nothing but the piece, so it is the same as without.
extension Parser {
  /// Collections of fewer bytes are parsed by one thread: starting others would take longer.
  static let parallelSize = 1 << 16

  /// What was made of some groups.
  struct Ahead {
    fileprivate var groups: [Group] = []
    private var index = 0

    fileprivate init(_ groups: [Group]) { self.groups = groups }

    /// What was made of the group that starts with a piece; nil where that is not known. Pieces must be asked for in
    /// order.
    mutating func next(at piece: Int) -> Group? {
      while index < groups.count, groups[index].start < piece { index += 1 }
      return index < groups.count && groups[index].start == piece ? groups[index] : nil
    }
  }

  /// What was made of a group.
  struct Group: Sendable {
    fileprivate let start: Int
    /// The group in one run, where libyaml accepts it so.
    let group: Block?
    /// Its pieces one by one; empty where `group` is known.
    fileprivate let entries: [Result]

    func entry(_ index: Int) -> Result? { entries.indices.contains(index) ? entries[index] : nil }
  }

  /// A window that threads share.
  private struct SharedWindow: @unchecked Sendable {
    // Safe to share: its bytes are only read, by threads that are waited for while the window is valid.
    let text: TextWindow
  }

  /// Parses the groups of a large collection on all cores; nothing where the collection is small, or where blocks of the
  /// version before make most of the work unnecessary.
  func parsedAhead(
    _ text: TextWindow, _ region: Range<Int>, _ pieces: [Splitter.Piece], _ context: Context
  ) -> Ahead {
    guard memo == nil, region.count >= Self.parallelSize else { return Ahead([]) }
    var groups: [Range<Int>] = []
    var start = 0
    while start < pieces.count {
      let end = Self.groupEnd(text, pieces, from: start)
      groups.append(start..<end)
      start = end
    }
    let shared = SharedWindow(text: text)
    let leafSize = leafSize
    return Ahead(
      groups.concurrentMap(state: { Box(Parser(memo: nil, leafSize: leafSize)) }) { box, range in
        box.parser.parsed(shared.text, pieces, range, context)
      })
  }

  /// A thread's parser.
  private final class Box {
    var parser: Parser

    init(_ parser: Parser) { self.parser = parser }
  }

  private mutating func parsed(
    _ text: TextWindow, _ pieces: [Splitter.Piece], _ range: Range<Int>, _ context: Context
  ) -> Group {
    let block = range.count > 1 ? group(text, pieces[range], context) : nil
    let isWhole = block.map { range.upperBound == pieces.count || !$0.mayGoOn } ?? false
    let entries =
      isWhole ? [] : range.map { entry(text, pieces[$0].range, self.context(context, for: pieces[$0])) }
    return Group(start: range.lowerBound, group: block, entries: entries)
  }
}
