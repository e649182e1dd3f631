#if canImport(Glibc)
  import Glibc
#endif

/// A key and its value.
public struct Entry: Sendable {
  let block: Block
  /// The key's record; the value's is the next.
  let index: Int
  let base: Int

  /// The key; a scalar in every sound template.
  public var key: Node { Node(block: block, index: index, base: base) }

  /// The value; `isMissing` where nothing is written.
  public var value: Node { Node(block: block, index: index + 1, base: base) }

  /// From the key's start to the value's end.
  public var range: Range<Int> {
    let key = block.records[index]
    return base + Int(key.start)..<base + Int(max(key.end, block.records[index + 1].end))
  }

  /// The identity of key and value together.
  public var id: SubtreeID { SubtreeID(block: block, key: index << 1 | 1) }

  /// Whether the key is followed by a colon; false for a key that is still being typed.
  public var hasColon: Bool { !block.records[index + 1].hasNoColon }
}

/// The entries of a mapping.
public struct Entries: RandomAccessCollection, Sendable {
  let mapping: Node
  /// 0.
  public let startIndex = 0
  /// The number of entries.
  public let endIndex: Int

  init(mapping: Node) {
    self.mapping = mapping
    endIndex = mapping.count(ofChildrenIn: .mapping) / 2
  }

  /// The entry at a position, which must be in `indices`.
  public subscript(position: Int) -> Entry {
    let key = mapping.child(position * 2)
    return Entry(block: key.block, index: key.index, base: key.base)
  }

  /// Goes through the entries in order.
  ///
  /// - Complexity: O(1) an entry on average, where a subscript is O(log n) in a mapping of many lines.
  public func makeIterator() -> Iterator { Iterator(mapping, isEmpty: isEmpty) }

  /// The entries from the first to the last.
  public struct Iterator: IteratorProtocol {
    private var run: RecordRuns

    fileprivate init(_ mapping: Node, isEmpty: Bool) { run = RecordRuns(mapping, isEmpty: isEmpty) }

    /// The next entry; nil after the last.
    public mutating func next() -> Entry? {
      guard run.index < run.end || run.nextBlock() else { return nil }
      defer { run.index += 2 }
      return Entry(block: run.block, index: run.index, base: run.base)
    }
  }
}

/// The items of a sequence.
public struct Items: RandomAccessCollection, Sendable {
  let sequence: Node
  /// 0.
  public let startIndex = 0
  /// The number of items.
  public let endIndex: Int

  init(sequence: Node) {
    self.sequence = sequence
    endIndex = sequence.count(ofChildrenIn: .sequence)
  }

  /// The item at a position, which must be in `indices`.
  public subscript(position: Int) -> Node { sequence.child(position) }

  /// Goes through the items in order.
  ///
  /// - Complexity: O(1) an item on average, where a subscript is O(log n) in a sequence of many lines.
  public func makeIterator() -> Iterator { Iterator(sequence, isEmpty: isEmpty) }

  /// The items from the first to the last.
  public struct Iterator: IteratorProtocol {
    private var run: RecordRuns

    fileprivate init(_ sequence: Node, isEmpty: Bool) { run = RecordRuns(sequence, isEmpty: isEmpty) }

    /// The next item; nil after the last.
    public mutating func next() -> Node? {
      guard run.index < run.end || run.nextBlock() else { return nil }
      defer { run.index += 1 }
      return Node(block: run.block, index: run.index, base: run.base)
    }
  }
}

/// The records of a collection's children, run by run: all in one block, or a run for each block.
private struct RecordRuns {
  private(set) var block: Block
  /// The next record of the run at hand.
  var index: Int
  private(set) var end: Int
  private(set) var base: Int
  /// The blocks that follow; nil where all children are in one. Behind a reference, so that the many small collections
  /// are walked over at no cost.
  private var following: Following?

  /// Where in the blocks of a large collection an iteration is.
  private final class Following {
    var children: SumTree<Block.Child>.Iterator
    /// Where the next block starts.
    var base: Int

    init(_ children: SumTree<Block.Child>.Iterator, base: Int) {
      self.children = children
      self.base = base
    }
  }

  init(_ collection: Node, isEmpty: Bool) {
    block = collection.block
    base = collection.base
    if isEmpty {
      index = 0
      end = 0
    } else if let body = collection.body {
      index = 0
      end = 0
      following = Following(body.children.makeIterator(), base: base + body.offset)
    } else {
      let record = collection.record
      index = Int(record.first)
      end = index + Int(record.count)
    }
  }

  /// Goes on to the next block that has records; false where there is none.
  mutating func nextBlock() -> Bool {
    guard var current = following else { return false }
    following = nil
    // A copy of the iteration goes its own way.
    if !isKnownUniquelyReferenced(&current) { current = Following(current.children, base: current.base) }
    following = current
    return advance(current)
  }

  private mutating func advance(_ following: Following) -> Bool {
    while let child = following.children.next() {
      base = following.base
      following.base += child.block.length
      if child.block.top.isEmpty { continue }
      block = child.block
      index = block.top.lowerBound
      end = block.top.upperBound
      return true
    }
    return false
  }
}

extension Node {
  /// The value under a key of a mapping; nil where there is none. The last of several wins, as in YAML loaders.
  /// Allocates nothing.
  ///
  /// - Complexity: linear in the number of entries.
  public subscript(key: StaticString) -> Node? {
    key.withUTF8Buffer { entry(utf8: $0)?.value }
  }

  /// The same for a key that is not known when the program is compiled.
  public func value(under key: String) -> Node? {
    entry(named: key)?.value
  }

  /// The last entry with this key. Allocates nothing.
  public func entry(under key: StaticString) -> Entry? {
    key.withUTF8Buffer { entry(utf8: $0) }
  }

  /// The last entry with this key.
  public func entry(named key: String) -> Entry? {
    var key = key
    return key.withUTF8 { entry(utf8: $0) }
  }

  /// The last entry whose key is a scalar with these UTF-8 bytes. Allocates nothing.
  public func entry(utf8 key: UnsafeBufferPointer<UInt8>) -> Entry? {
    let record = record
    guard record.kind == .mapping else { return nil }
    if let body { return entry(in: body) { $0.lastKey(in: $1, key) } }
    // The index first: a node that has no such key is not counted as another reference to its block.
    guard let index = block.lastKey(in: record.children, key) else { return nil }
    return Entry(block: block, index: index, base: base)
  }

  /// The entry of a mapping that has exactly one; nil for other nodes.
  public var onlyEntry: Entry? {
    let record = record
    guard record.kind == .mapping else { return nil }
    if body != nil {
      let entries = entries
      return entries.count == 1 ? entries[0] : nil
    }
    return record.count == 2 ? Entry(block: block, index: Int(record.first), base: base) : nil
  }

  /// Whether the node is a mapping of one entry whose key is a scalar with such a value. Allocates nothing.
  @inline(__always)
  public func hasOnlyKey(where matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    let record = record
    guard record.kind == .mapping else { return false }
    if body != nil {
      return onlyEntry.map { $0.key.kind == .scalar && $0.key.withValueUTF8(matches) } ?? false
    }
    guard record.count == 2 else { return false }
    let key = block.records[Int(record.first)]
    guard key.kind == .scalar else { return false }
    return block.values.withUnsafeBufferPointer {
      matches(UnsafeBufferPointer(rebasing: $0[Int(key.first)..<Int(key.first) + Int(key.count)]))
    }
  }

  /// Whether the keys of a mapping are known to differ from each other, and none is or starts with `<<`; false where that
  /// takes more than a glance: of many keys, and where some key is no scalar. Allocates nothing.
  public var hasDistinctKeys: Bool {
    guard body == nil else { return false }
    return block.records.withUnsafeBufferPointer { records in
      block.values.withUnsafeBufferPointer { Block.hasDistinctKeys(records[index], records, $0) }
    }
  }

  /// The mappings within the node, its own included, whose keys are not known to differ by `hasDistinctKeys`, in the order
  /// of the text. Allocates nothing where there are none.
  ///
  /// - Complexity: linear in the nodes.
  public var mappingsOfDoubtfulKeys: [Node] {
    var found: [Node] = []
    addMappingsOfDoubtfulKeys(to: &found)
    return found
  }

  private func addMappingsOfDoubtfulKeys(to found: inout [Node]) {
    guard block.body != nil else {
      let places = block.records.withUnsafeBufferPointer { records in
        block.values.withUnsafeBufferPointer { values in
          var places: [Int] = []
          Block.addMappingsOfDoubtfulKeys(within: index, records, values, to: &places)
          return places
        }
      }
      for place in places { found.append(Node(block: block, index: place, base: base)) }
      return
    }
    switch kind {
    case .mapping:
      if !hasDistinctKeys { found.append(self) }
      for entry in entries { entry.value.addMappingsOfDoubtfulKeys(to: &found) }
    case .sequence:
      for item in items { item.addMappingsOfDoubtfulKeys(to: &found) }
    case .scalar, .alias: break
    }
  }

  /// Whether some key is a scalar that starts with this text. Allocates nothing.
  public func hasKey(startingWith prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { prefix in
      let record = record
      guard record.kind == .mapping else { return false }
      if let body { return entry(in: body) { $0.lastKey(in: $1, startingWith: prefix) } != nil }
      return block.lastKey(in: record.children, startingWith: prefix) != nil
    }
  }

  /// The last entry of a mapping of several blocks that is found in its block.
  private func entry(in body: Block.Body, _ find: (Block, Range<Int>) -> Int?) -> Entry? {
    var found: Entry?
    var start = base + body.offset
    body.children.forEach { child in
      if let index = find(child.block, child.block.top) {
        found = Entry(block: child.block, index: index, base: start)
      }
      start += child.block.length
      return true
    }
    return found
  }
}

extension NodeRecord {
  /// The places of a collection's children among the records.
  fileprivate var children: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

extension Block {
  /// The last record at every other place from the range's start on that is a scalar with these bytes as its value. Looks
  /// at the records in place: this is what most of the reading of a template consists of.
  @inline(never)
  fileprivate func lastKey(in range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Int? {
    lastKey(in: range) { hasValue(of: $0, text) }
  }

  /// The same where the value only starts with the bytes.
  @inline(never)
  fileprivate func lastKey(in range: Range<Int>, startingWith text: UnsafeBufferPointer<UInt8>) -> Int? {
    lastKey(in: range) { hasValue(of: $0, startingWith: text) }
  }

  @inline(__always)
  private func lastKey(in range: Range<Int>, where matches: (NodeRecord) -> Bool) -> Int? {
    records.withUnsafeBufferPointer { records in
      var index = range.upperBound - 2
      while index >= range.lowerBound {
        let record = records[index]
        if record.kind == .scalar, matches(record) { return index }
        index -= 2
      }
      return nil
    }
  }

  /// Whether the keys of a mapping of a flat block differ: see `Node.hasDistinctKeys`.
  fileprivate static func hasDistinctKeys(
    _ mapping: NodeRecord, _ records: UnsafeBufferPointer<NodeRecord>, _ values: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard mapping.kind == .mapping, mapping.count <= 24 else { return false }
    let children = mapping.children
    for place in stride(from: children.lowerBound, to: children.upperBound, by: 2) {
      let key = records[place]
      guard key.kind == .scalar else { return false }
      let text = UnsafeBufferPointer(rebasing: values[Int(key.first)..<Int(key.first) + Int(key.count)])
      if text.count >= 2, text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<") { return false }
      for earlier in stride(from: children.lowerBound, to: place, by: 2) {
        let other = records[earlier]
        if other.count == key.count, values[Int(other.first)...].starts(with: text) { return false }
      }
    }
    return true
  }

  /// The mappings within a node of a flat block: see `Node.mappingsOfDoubtfulKeys`.
  fileprivate static func addMappingsOfDoubtfulKeys(
    within index: Int, _ records: UnsafeBufferPointer<NodeRecord>, _ values: UnsafeBufferPointer<UInt8>,
    to places: inout [Int]
  ) {
    let record = records[index]
    switch record.kind {
    case .scalar, .alias: return
    case .sequence:
      for place in record.children { addMappingsOfDoubtfulKeys(within: place, records, values, to: &places) }
    case .mapping:
      if !hasDistinctKeys(record, records, values) { places.append(index) }
      for place in stride(from: record.children.lowerBound, to: record.children.upperBound, by: 2) {
        addMappingsOfDoubtfulKeys(within: place + 1, records, values, to: &places)
      }
    }
  }

  /// Whether a scalar's value has exactly these bytes.
  @inline(__always)
  func hasValue(of record: NodeRecord, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    Int(record.count) == text.count && hasValue(of: record, startingWith: text)
  }

  /// Whether a scalar's value starts with these bytes.
  @inline(__always)
  func hasValue(of record: NodeRecord, startingWith text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(record.count) >= text.count else { return false }
    guard let wanted = text.baseAddress, let first = text.first else { return true }
    // Two different keys mostly differ in their first letter.
    guard values[Int(record.first)] == first else { return false }
    return values.withUnsafeBufferPointer { values in
      guard let address = values.baseAddress else { return false }
      return memcmp(address + Int(record.first), wanted, text.count) == 0
    }
  }
}
