/// What is known of a run of elements without looking at them: sums, counts, maxima.
protocol TreeSummary: Sendable {
  /// The summary of no element.
  static var zero: Self { get }
  /// The summary of two runs, the second after the first.
  static func + (first: Self, second: Self) -> Self
  /// How many elements the run has.
  var count: Int { get }
}

/// Something that a `SumTree` holds.
protocol Summarized: Sendable {
  associatedtype Summary: TreeSummary
  /// The summary of this element alone (`count` is 1).
  var summary: Summary { get }
}

/// A persistent sequence (a B-tree) that finds an element by any running sum and replaces a few elements among many,
/// both in O(log n). A copy shares everything; a changed copy shares all but a path.
struct SumTree<Element: Summarized>: Sendable {
  typealias Summary = Element.Summary

  /// 1 to 16 children (or elements, in a leaf); all leaves have the same depth.
  final class Branch: Sendable {
    let summary: Summary
    let height: Int
    let children: [Branch]
    let elements: [Element]

    init(children: [Branch]) {
      self.children = children
      elements = []
      height = (children.first?.height ?? 0) + 1
      summary = children.reduce(.zero) { $0 + $1.summary }
    }

    init(elements: [Element]) {
      self.elements = elements
      children = []
      height = 0
      summary = elements.reduce(.zero) { $0 + $1.summary }
    }
  }

  static var maximum: Int { 16 }

  let root: Branch

  private init(root: Branch) { self.root = root }

  /// A tree of these elements. O(n).
  init(_ elements: [Element] = []) {
    var level: [Branch] = Self.groups(elements).map { Branch(elements: Array($0)) }
    while level.count > 1 { level = Self.groups(level).map { Branch(children: Array($0)) } }
    root = level.first ?? Branch(elements: [])
  }

  /// Even groups of at most `maximum`.
  private static func groups<T>(_ items: [T]) -> [ArraySlice<T>] {
    if items.isEmpty { return [] }
    let count = (items.count + maximum - 1) / maximum
    return (0..<count).map { items[$0 * items.count / count..<($0 + 1) * items.count / count] }
  }

  var summary: Summary { root.summary }
  var count: Int { root.summary.count }
  var isEmpty: Bool { count == 0 }

  /// The first element for which `reached` holds of the summary of all elements up to and with it; `before` is the
  /// summary of those before it. `reached` must stay true once it is.
  func first(where reached: (Summary) -> Bool) -> (element: Element, before: Summary)? {
    guard reached(root.summary) else { return nil }
    var branch = root
    var before = Summary.zero
    descend: while branch.height > 0 {
      for child in branch.children {
        let through = before + child.summary
        if reached(through) {
          branch = child
          continue descend
        }
        before = through
      }
      return nil
    }
    for element in branch.elements {
      let through = before + element.summary
      if reached(through) { return (element, before) }
      before = through
    }
    return nil
  }

  /// The element at an index, with the summary of those before it. O(log n).
  func at(_ index: Int) -> (element: Element, before: Summary)? {
    index < 0 ? nil : first { $0.count > index }
  }

  /// The last element. O(log n).
  var last: Element? { at(count - 1)?.element }

  /// The tree with the elements in `range` (clamped) replaced. O(log n + new elements).
  func replacing(_ range: Range<Int>, with elements: [Element]) -> SumTree {
    let (left, rest) = Self.split(root, at: range.lowerBound)
    let right = rest.flatMap { Self.split($0, at: range.count).1 }
    let middle = elements.isEmpty ? nil : SumTree(elements).root
    return SumTree(root: Self.joined(Self.joined(left, middle), right) ?? Branch(elements: []))
  }

  /// Calls `body` with each element from index `start` on until it returns false.
  func forEach(from start: Int = 0, _ body: (Element) -> Bool) {
    var skip = start
    _ = Self.visit(root, &skip, body)
  }

  private static func visit(_ branch: Branch, _ skip: inout Int, _ body: (Element) -> Bool) -> Bool {
    if skip >= branch.summary.count {
      skip -= branch.summary.count
      return true
    }
    if branch.height > 0 {
      for child in branch.children where !visit(child, &skip, body) { return false }
      return true
    }
    for element in branch.elements.dropFirst(skip) where !body(element) { return false }
    skip = 0
    return true
  }

  /// Calls `body` with each element and the summary of those before it, passing over the runs of which `skips` says so;
  /// it is asked in order, of a run before its parts. O(log n) an element that is not passed over.
  func forEach(skipping skips: (Summary) -> Bool, _ body: (Element, _ before: Summary) -> Void) {
    var before = Summary.zero
    Self.visit(root, &before, skips, body)
  }

  private static func visit(
    _ branch: Branch, _ before: inout Summary, _ skips: (Summary) -> Bool, _ body: (Element, Summary) -> Void
  ) {
    if skips(branch.summary) {
      before = before + branch.summary
      return
    }
    for child in branch.children { visit(child, &before, skips, body) }
    for element in branch.elements {
      body(element, before)
      before = before + element.summary
    }
  }

  /// Goes through the elements in order. O(1) an element on average.
  func makeIterator() -> Iterator { Iterator(root) }

  struct Iterator: IteratorProtocol {
    /// The branches on the way to the leaf, each with the place of the child that is next.
    private var path: [(branch: Branch, next: Int)] = []
    private var leaf: Branch
    private var index = 0

    fileprivate init(_ root: Branch) {
      leaf = root
      descend(to: root)
    }

    private mutating func descend(to branch: Branch) {
      var branch = branch
      while branch.height > 0, let first = branch.children.first {
        path.append((branch, 1))
        branch = first
      }
      leaf = branch
      index = 0
    }

    mutating func next() -> Element? {
      while index >= leaf.elements.count {
        guard let (branch, next) = path.popLast() else { return nil }
        guard next < branch.children.count else { continue }
        path.append((branch, next + 1))
        descend(to: branch.children[next])
      }
      index += 1
      return leaf.elements[index - 1]
    }
  }

  var elements: [Element] {
    var all: [Element] = []
    all.reserveCapacity(count)
    forEach {
      all.append($0)
      return true
    }
    return all
  }

  private static func split(_ branch: Branch, at index: Int) -> (Branch?, Branch?) {
    if index <= 0 { return (nil, branch) }
    if index >= branch.summary.count { return (branch, nil) }
    if branch.height == 0 {
      return (
        Branch(elements: Array(branch.elements[..<index])), Branch(elements: Array(branch.elements[index...]))
      )
    }
    var before = 0
    for (position, child) in branch.children.enumerated() {
      let count = child.summary.count
      if index < before + count {
        let (left, right) = split(child, at: index - before)
        return (
          joined(wrap(branch.children[..<position]), left),
          joined(right, wrap(branch.children[(position + 1)...]))
        )
      }
      before += count
    }
    return (branch, nil)
  }

  private static func wrap(_ children: ArraySlice<Branch>) -> Branch? {
    children.count > 1 ? Branch(children: Array(children)) : children.first
  }

  private static func joined(_ a: Branch?, _ b: Branch?) -> Branch? {
    guard let a, a.summary.count > 0 else { return b }
    guard let b, b.summary.count > 0 else { return a }
    let parts = join(a, b)
    return parts.count == 1 ? parts[0] : Branch(children: parts)
  }

  /// One or two branches of the greater of both heights.
  private static func join(_ a: Branch, _ b: Branch) -> [Branch] {
    if a.height == b.height {
      if a.height == 0 {
        if a.elements.count + b.elements.count > maximum,
          min(a.elements.count, b.elements.count) >= maximum / 4
        {
          return [a, b]
        }
        return groups(a.elements + b.elements).map { Branch(elements: Array($0)) }
      }
      if a.children.count + b.children.count > maximum, min(a.children.count, b.children.count) >= maximum / 4
      {
        return [a, b]
      }
      return groups(a.children + b.children).map { Branch(children: Array($0)) }
    }
    let children: [Branch]
    if a.height > b.height, let last = a.children.last {
      children = a.children.dropLast() + join(last, b)
    } else if let first = b.children.first {
      children = join(a, first) + b.children.dropFirst()
    } else {
      return [a, b]
    }
    return groups(children).map { Branch(children: Array($0)) }
  }
}
