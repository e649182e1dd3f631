extension SumTree {
  /// How many elements two trees have in common at their start (or, `fromEnd`, at their end). What they share is passed
  /// over unseen, so two versions of a tree cost O(log n + what changed).
  static func commonCount(
    _ a: SumTree, _ b: SumTree, fromEnd: Bool, limit: Int = .max, same: (Element, Element) -> Bool
  ) -> Int {
    var left = Walk(a.root, fromEnd)
    var right = Walk(b.root, fromEnd)
    var count = 0
    while count < limit, let first = left.top, let second = right.top {
      if first.branch === second.branch, first.done == 0, second.done == 0 {
        count += first.branch.summary.count
        left.drop()
        right.drop()
      } else if first.branch.height > second.branch.height || first.branch.height > 0 && second.done > 0 {
        left.descend()
      } else if second.branch.height > first.branch.height || second.branch.height > 0 && first.done > 0 {
        right.descend()
      } else if first.branch.height > 0 {
        left.descend()
        right.descend()
      } else {
        guard let one = left.element, let other = right.element, same(one, other) else {
          return min(count, limit)
        }
        count += 1
        left.step()
        right.step()
      }
    }
    return min(count, limit)
  }

  /// A way through a tree that can pass over whole branches.
  private struct Walk {
    struct Place {
      let branch: Branch
      /// How many of a leaf's elements have been passed.
      var done: Int
    }

    private let fromEnd: Bool
    private var stack: [Place]

    init(_ root: Branch, _ fromEnd: Bool) {
      self.fromEnd = fromEnd
      stack = root.summary.count > 0 ? [Place(branch: root, done: 0)] : []
    }

    var top: Place? { stack.last }

    var element: Element? {
      guard let top = stack.last, top.branch.height == 0, top.done < top.branch.elements.count else {
        return nil
      }
      return top.branch.elements[fromEnd ? top.branch.elements.count - 1 - top.done : top.done]
    }

    mutating func drop() { stack.removeLast() }

    mutating func descend() {
      guard let place = stack.popLast() else { return }
      let children = fromEnd ? place.branch.children : place.branch.children.reversed()
      for child in children where child.summary.count > 0 { stack.append(Place(branch: child, done: 0)) }
    }

    mutating func step() {
      guard var place = stack.popLast() else { return }
      place.done += 1
      if place.done < place.branch.elements.count { stack.append(place) }
    }
  }
}

extension Node {
  /// What changed between two versions of one mapping, by identity of the entries: those only in `old`, and those only
  /// in this node. What both share is passed over unseen: the cost follows the change.
  public func difference(from old: Node) -> (removed: [Entry], inserted: [Entry]) {
    if id == old.id { return ([], []) }
    let (before, after) = changedEntries(from: old)
    let known = Set(before.map(\.id))
    let current = Set(after.map(\.id))
    return (before.filter { !current.contains($0.id) }, after.filter { !known.contains($0.id) })
  }

  private func changedEntries(from old: Node) -> (before: [Entry], after: [Entry]) {
    guard kind == .mapping, old.kind == .mapping, let first = old.body?.children, let second = body?.children
    else {
      return (Array(old.entries), Array(entries))
    }
    let same = { (a: Block.Child, b: Block.Child) in a.block === b.block }
    let start = SumTree.commonCount(first, second, fromEnd: false, same: same)
    let rest = min(first.count, second.count) - start
    let end = SumTree.commonCount(first, second, fromEnd: true, limit: rest, same: same)
    return (
      old.entries(inBlocks: start..<first.count - end), entries(inBlocks: start..<second.count - end)
    )
  }

  /// The entries that some of the mapping's blocks hold.
  private func entries(inBlocks range: Range<Int>) -> [Entry] {
    guard let body, !range.isEmpty, let before = body.children.at(range.lowerBound)?.before else { return [] }
    var entries: [Entry] = []
    var offset = base + body.offset + before.bytes
    var left = range.count
    body.children.forEach(from: range.lowerBound) { child in
      for index in stride(from: child.block.top.lowerBound, to: child.block.top.upperBound, by: 2) {
        entries.append(
          Entry(
            key: Node(block: child.block, index: index, base: offset),
            value: Node(block: child.block, index: index + 1, base: offset)))
      }
      offset += child.block.length
      left -= 1
      return left > 0
    }
    return entries
  }
}
