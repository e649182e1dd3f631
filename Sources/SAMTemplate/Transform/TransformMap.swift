/// The entries of a map, each key once, in the order in which the keys came.
///
/// Nearly all maps of a template are small: their keys are compared one by one, which costs less than hashing one of
/// them. Larger maps have an index.
public struct TransformMap: Sendable {
  /// A key and its value.
  public typealias Element = (key: String, value: TransformValue)

  /// An entry as it is kept: of a tuple, the value would be copied wherever its key is looked at.
  struct Pair: Sendable {
    let key: String
    var value: TransformValue
  }

  /// The entries in their order.
  private(set) var pairs: [Pair]
  /// Where each key stands, of maps with more entries than `limit`.
  private var positions: [String: Int]?

  /// How many keys are compared one by one.
  private static let limit = 16

  /// An empty map.
  public init() { pairs = [] }

  /// An empty map with room for entries.
  init(capacity: Int) {
    pairs = []
    pairs.reserveCapacity(capacity)
  }

  /// A map of one entry.
  init(_ key: String, _ value: TransformValue) { pairs = [Pair(key: key, value: value)] }

  /// A map of entries, whose keys may repeat: `combine` says what becomes of an earlier and a later value.
  ///
  /// - Complexity: linear in the number of entries.
  public init(
    _ entries: some Sequence<(String, TransformValue)>,
    uniquingKeysWith combine: (TransformValue, TransformValue) -> TransformValue
  ) {
    self.init(capacity: entries.underestimatedCount)
    for (key, value) in entries { self[key] = self[key].map { combine($0, value) } ?? value }
  }

  private init(pairs: [Pair], positions: [String: Int]?) {
    self.pairs = pairs
    self.positions = positions
  }

  /// How many entries there are.
  public var count: Int { pairs.count }

  /// Whether there is no entry.
  public var isEmpty: Bool { pairs.isEmpty }

  /// The first entry.
  public var first: Element? { pairs.first.map { ($0.key, $0.value) } }

  /// The entries in their order.
  ///
  /// - Complexity: linear in their number.
  public var elements: [Element] { pairs.map { ($0.key, $0.value) } }

  /// The keys in their order.
  public var keys: [String] { pairs.map(\.key) }

  /// The values in the order of their keys.
  public var values: [TransformValue] { pairs.map(\.value) }

  /// Where a key stands; nil where it does not.
  ///
  /// - Complexity: constant.
  private func position(of key: String) -> Int? {
    if let positions { return positions[key] }
    // Two different keys mostly differ in their lengths.
    let length = key.utf8.count
    for index in pairs.indices where pairs[index].key.utf8.count == length && pairs[index].key == key {
      return index
    }
    return nil
  }

  /// The value under a key. Setting one under a new key appends it; nil removes the entry.
  ///
  /// - Complexity: constant; linear in the number of entries where one is removed.
  public subscript(key: String) -> TransformValue? {
    get { position(of: key).map { pairs[$0].value } }
    set {
      guard let newValue else {
        removeValue(forKey: key)
        return
      }
      set(key, newValue)
    }
  }

  /// Sets the value under a key.
  mutating func set(_ key: String, _ value: consuming TransformValue) {
    if let position = position(of: key) {
      pairs[position].value = value
    } else {
      append(key, value)
    }
  }

  /// Makes room for entries.
  mutating func reserveCapacity(_ capacity: Int) { pairs.reserveCapacity(capacity) }

  /// Appends an entry whose key is known to be new.
  mutating func append(_ key: String, _ value: consuming TransformValue) {
    pairs.append(Pair(key: key, value: value))
    if positions != nil {
      positions?[key] = pairs.count - 1
    } else if pairs.count > Self.limit {
      index()
    }
  }

  /// Changes the value under a key in place; false where there is none.
  mutating func change(_ key: String, _ body: (inout TransformValue) -> Void) -> Bool {
    guard let position = position(of: key) else { return false }
    body(&pairs[position].value)
    return true
  }

  /// Removes the entry of a key.
  ///
  /// - Complexity: linear in the number of entries.
  @discardableResult
  public mutating func removeValue(forKey key: String) -> TransformValue? {
    guard let position = position(of: key) else { return nil }
    let value = pairs.remove(at: position).value
    guard var later = positions else { return value }
    positions = nil
    later.removeValue(forKey: key)
    for index in later.values.indices where later.values[index] > position { later.values[index] -= 1 }
    positions = later
    return value
  }

  private mutating func index() {
    var new: [String: Int] = [:]
    new.reserveCapacity(pairs.capacity)
    for (position, pair) in pairs.enumerated() { new[pair.key] = position }
    positions = new
  }

  /// Takes over entries; `combine` says what becomes of a value that is there and the other one.
  public mutating func merge(
    _ other: TransformMap, uniquingKeysWith combine: (TransformValue, TransformValue) -> TransformValue
  ) {
    for (key, value) in other { self[key] = self[key].map { combine($0, value) } ?? value }
  }

  /// The map with other values under the same keys.
  public func mapValues(_ transform: (TransformValue) throws -> TransformValue) rethrows -> TransformMap {
    TransformMap(
      pairs: try pairs.map { Pair(key: $0.key, value: try transform($0.value)) }, positions: positions)
  }

  /// The map of those entries for which a condition holds.
  public func filter(_ isIncluded: (Element) throws -> Bool) rethrows -> TransformMap {
    var result = TransformMap()
    for element in self where try isIncluded(element) { result.append(element.key, element.value) }
    return result
  }
}

extension TransformMap: Sequence {
  /// Goes through the entries in their order.
  public func makeIterator() -> Iterator { Iterator(pairs: pairs.makeIterator()) }

  /// The number of entries.
  public var underestimatedCount: Int { pairs.count }

  /// The entries from the first to the last.
  public struct Iterator: IteratorProtocol {
    var pairs: IndexingIterator<[Pair]>

    /// The next entry; nil after the last.
    public mutating func next() -> Element? { pairs.next().map { ($0.key, $0.value) } }
  }
}

extension TransformMap: Equatable {
  /// Whether both have the same entries in the same order.
  public static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && zip(a.pairs, b.pairs).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }
}

extension TransformMap: ExpressibleByDictionaryLiteral {
  /// A map; no two keys may be equal.
  public init(dictionaryLiteral elements: (String, TransformValue)...) {
    self.init(elements) { $1 }
  }
}
