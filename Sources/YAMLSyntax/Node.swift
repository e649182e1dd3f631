/// A cursor on a node of the tree: cheap to copy, valid for as long as it is held. Offsets are absolute in the version
/// of the text that the tree belongs to.
public struct Node: Sendable {
  /// What a node is.
  public enum Kind: UInt8, Sendable, Hashable { case scalar, mapping, sequence, alias }

  /// How a node is written: scalars are plain, quoted or block scalars; collections are block or flow.
  public enum Style: UInt8, Sendable, Hashable {
    case plain, singleQuoted, doubleQuoted, literal, folded, block, flow
  }

  let block: Block
  let index: Int
  /// The absolute offset of the block's start.
  let base: Int

  var record: NodeRecord { block.records[index] }

  /// What this node is.
  public var kind: Kind { record.kind }

  /// How it is written. An alias is `.plain`.
  public var style: Style { record.style }

  /// The node's bytes, its tag and anchor included.
  public var range: Range<Int> {
    let record = record
    return base + Int(record.start)..<base + Int(record.end)
  }

  /// The node's bytes without its tag and anchor. A scalar's quotes belong to it; a block scalar's content starts at
  /// its header (`|`, `>`) and ends with its last line that is not blank.
  public var contentRange: Range<Int> {
    let record = record
    return base + Int(record.contentStart)..<base + Int(record.end)
  }

  var properties: NodeProperties? {
    let index = Int(record.properties)
    return index == 0 ? nil : block.properties[index - 1]
  }

  /// The tag as written for local tags (`!Ref`), resolved for others (`tag:yaml.org,2002:str` for `!!str`), `!` for the
  /// non-specific tag; nil where there is none.
  public var tag: String? {
    let index = Int(record.properties)
    return index == 0 ? nil : block.properties[index - 1].tag
  }

  /// Whether there is a tag. Cheaper than `tag`.
  public var hasTag: Bool {
    let index = Int(record.properties)
    return index != 0 && block.properties[index - 1].tag != nil
  }

  /// Where the tag is written.
  public var tagRange: Range<Int>? {
    let index = Int(record.properties)
    guard index != 0, let range = block.properties[index - 1].tagRange else { return nil }
    return base + Int(range.lowerBound)..<base + Int(range.upperBound)
  }

  /// The anchor's name, without `&`.
  public var anchor: String? { properties?.anchor }

  /// Where the anchor is written, `&` included.
  public var anchorRange: Range<Int>? {
    properties?.anchorRange.map { base + Int($0.lowerBound)..<base + Int($0.upperBound) }
  }

  /// Whether the node has a tag or an anchor. Almost none has, and this costs less than asking for either.
  public var hasProperties: Bool { record.properties != 0 }

  /// Whether the node has a tag or an anchor, or is a mapping that may have exactly one entry: what can be no call of a
  /// function is told by a glance.
  public var hasPropertiesOrOneEntry: Bool {
    let record = record
    return record.properties != 0 || record.kind == .mapping && (record.count == 2 || block.body != nil)
  }

  /// A scalar's decoded value, an alias's name, "" for a collection.
  public var value: String { withValueUTF8 { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the bytes of `value`, without a copy.
  public func withValueUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    let record = record
    guard record.kind == .scalar || record.kind == .alias else {
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    return try block.values.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[Int(record.first)..<Int(record.first) + Int(record.count)]))
    }
  }

  /// Whether `value` is exactly this text. Allocates nothing.
  public func valueEquals(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { valueEquals(utf8: $0) }
  }

  /// Whether `value` has exactly these UTF-8 bytes. Allocates nothing.
  public func valueEquals(utf8 text: UnsafeBufferPointer<UInt8>) -> Bool {
    let record = record
    return switch record.kind {
    case .scalar, .alias: block.hasValue(of: record, text)
    case .mapping, .sequence: text.isEmpty
    }
  }

  /// Whether `value` starts with this text. Allocates nothing.
  public func valueHasPrefix(_ text: StaticString) -> Bool {
    let record = record
    guard record.kind == .scalar || record.kind == .alias else { return text.utf8CodeUnitCount == 0 }
    return text.withUTF8Buffer { block.hasValue(of: record, startingWith: $0) }
  }

  /// Whether nothing was written for this node (`Key:`): an empty plain scalar, with or without a tag.
  public var isMissing: Bool {
    let record = record
    return record.kind == .scalar && record.style == .plain && record.count == 0
  }

  /// A mapping's entries in the order of the text, duplicates included; empty for other nodes.
  public var entries: Entries { Entries(mapping: self) }

  /// A sequence's items in the order of the text; empty for other nodes.
  public var items: Items { Items(sequence: self) }

  /// The node's identity: equal ids mean the same text, structure and relative positions.
  public var id: SubtreeID { SubtreeID(block: block, key: index << 1) }

  /// The children that are blocks of their own.
  var body: Block.Body? {
    guard let body = block.body, body.owner == index else { return nil }
    return body
  }

  /// How many children the node has, if it is a collection of this kind.
  func count(ofChildrenIn kind: Kind) -> Int {
    let record = record
    guard record.kind == kind else { return 0 }
    return body?.children.summary.nodes ?? Int(record.count)
  }

  /// A child by its position; a mapping's are key, value, key, value …
  func child(_ position: Int) -> Node {
    guard let body else { return Node(block: block, index: Int(record.first) + position, base: base) }
    guard let (child, before) = body.children.first(where: { $0.nodes > position }) else { return self }
    return Node(
      block: child.block, index: child.block.top.lowerBound + position - before.nodes,
      base: base + body.offset + before.bytes)
  }

  /// The last child that starts at an offset or before it.
  func lastChild(startingUpTo offset: Int) -> Node? {
    if let body {
      // The block that holds the offset; one before it where that has no node so early.
      let target = offset - base - body.offset
      guard target >= 0 else { return nil }
      var candidate = body.children.first { $0.bytes > target }?.before.count ?? body.children.count - 1
      while candidate >= 0 {
        guard let (child, before) = body.children.at(candidate) else { return nil }
        let start = base + body.offset + before.bytes
        if let index = Self.last(child.block, child.block.top, upTo: offset - start) {
          return Node(block: child.block, index: index, base: start)
        }
        candidate -= 1
      }
      return nil
    }
    let record = record
    guard record.kind == .mapping || record.kind == .sequence else { return nil }
    let children = Int(record.first)..<Int(record.first) + Int(record.count)
    return Self.last(block, children, upTo: offset - base).map { Node(block: block, index: $0, base: base) }
  }

  /// The last entry or item that starts at an offset or before it: where it starts, where the next one does, and its
  /// value; nil where there is none. O(log² n).
  func lastPart(startingUpTo offset: Int) -> (start: Int, next: Int?, value: Node)? {
    let stride = kind == .mapping ? 2 : 1
    let count = (kind == .mapping || kind == .sequence ? count(ofChildrenIn: kind) : 0) / stride
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if child(middle * stride).range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    return (
      child((low - 1) * stride).range.lowerBound, low < count ? child(low * stride).range.lowerBound : nil,
      child(low * stride - 1)
    )
  }

  private static func last(_ block: Block, _ range: Range<Int>, upTo offset: Int) -> Int? {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(block.records[middle].start) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > range.lowerBound ? low - 1 : nil
  }
}

/// A node's or an entry's identity. Holds the part of the tree that it names alive; hashing and equality are O(1).
/// Equal ids mean the same text, the same structure, the same relative positions.
public struct SubtreeID: Hashable, Sendable {
  let block: Block
  let key: Int

  /// Whether both name the same part of the tree.
  public static func == (a: Self, b: Self) -> Bool { a.block === b.block && a.key == b.key }

  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(block))
    hasher.combine(key)
  }
}
