/// The blocks of the version before an edit, found by where their text is now.
struct Memo {
  private let root: Block
  /// Where the root's slice started before the edit.
  private let base: Int
  /// What was replaced, in offsets of the text before.
  private let edited: Range<Int>
  /// How much longer the text has become.
  private let delta: Int

  init(root: Block, base: Int, edited: Range<Int>, delta: Int) {
    self.root = root
    self.base = base
    self.edited = edited
    self.delta = delta
  }

  /// The block that was parsed from the same bytes in the same context; nil where there is none. O(log n).
  func block(_ slice: Range<Int>, _ context: Context) -> Block? {
    let start: Int
    if slice.upperBound <= edited.lowerBound {
      start = slice.lowerBound
    } else if slice.lowerBound >= edited.upperBound + delta {
      start = slice.lowerBound - delta
    } else {
      return nil
    }
    var block = root
    var blockStart = base
    while !block.isMended {
      if blockStart == start, block.length == slice.count, block.context == context { return block }
      guard let body = block.body, start >= blockStart + body.offset,
        let (child, before) = body.children.first(where: { $0.bytes > start - blockStart - body.offset })
      else { return nil }
      blockStart += body.offset + before.bytes
      block = child.block
    }
    return nil
  }
}
