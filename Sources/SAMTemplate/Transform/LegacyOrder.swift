/// The order in which Python 2.7 walks the keys of a dictionary.
///
/// The logical id of a REST API's deployment holds a hash of the API's definition as the transform's first version, in
/// Python 2.7, printed it. So that ids stay what they were, the transform still walks definitions in that order: by the
/// slots of a hash table with open addressing, which depend on the keys and on when they came.
///
/// Source: CPython 2.7, `Objects/dictobject.c` and `Objects/stringobject.c`.
public struct LegacyOrder: Sendable, Hashable {
  private enum Slot: Sendable, Hashable {
    case empty
    case key(String, hash: UInt64)
    case removed
  }

  private var slots = [Slot](repeating: .empty, count: 8)
  private var count = 0
  private var used = 0

  /// An empty dictionary.
  public init() {}

  /// The order of keys that come one after the other.
  public init(_ keys: some Sequence<String>) {
    for key in keys { add(key) }
  }

  /// The keys in their order.
  public var keys: [String] {
    var keys: [String] = []
    keys.reserveCapacity(count)
    for case .key(let key, _) in slots { keys.append(key) }
    return keys
  }

  /// A deep copy takes the keys in their order into a new table.
  ///
  /// - Complexity: linear in the number of keys.
  public var copied: LegacyOrder {
    var copy = LegacyOrder()
    for case .key(let key, let hash) in slots { copy.add(key, hash) }
    return copy
  }

  /// Whether both walk the same keys in the same order.
  public func hasSameOrder(as other: LegacyOrder) -> Bool {
    if count != other.count { return false }
    var index = 0
    for case .key(let key, let hash) in slots {
      while true {
        guard index < other.slots.count else { return false }
        index += 1
        guard case .key(let otherKey, let otherHash) = other.slots[index - 1] else { continue }
        guard hash == otherHash, key == otherKey else { return false }
        break
      }
    }
    return true
  }

  /// A key comes, or stays where it is.
  public mutating func add(_ key: String) { add(key, Self.hash(key)) }

  private mutating func add(_ key: String, _ hash: UInt64) {
    let before = count
    let index = slot(of: key, hash)
    switch slots[index] {
    case .empty:
      count += 1
      used += 1
    case .removed: count += 1
    case .key: return
    }
    slots[index] = .key(key, hash: hash)
    if count > before, used * 3 >= slots.count * 2 { resize(count * (count > 50000 ? 2 : 4)) }
  }

  /// Several keys come at once, as in `update`: the table grows before.
  public mutating func merge(_ keys: [String]) {
    guard !keys.isEmpty else { return }
    if (used + keys.count) * 3 >= slots.count * 2 { resize((count + keys.count) * 2) }
    for key in keys { add(key) }
  }

  /// A key goes; its slot stays taken.
  public mutating func remove(_ key: String) {
    let index = slot(of: key, Self.hash(key))
    guard case .key = slots[index] else { return }
    slots[index] = .removed
    count -= 1
  }

  private mutating func resize(_ wanted: Int) {
    var size = 8
    while size <= wanted { size <<= 1 }
    let old = slots
    slots = [Slot](repeating: .empty, count: size)
    used = 0
    count = 0
    for case .key(let key, let hash) in old { add(key, hash) }
  }

  private func slot(of key: String, _ hash: UInt64) -> Int {
    let mask = UInt64(slots.count - 1)
    var index = Int(truncatingIfNeeded: hash & mask)
    var free: Int?
    switch slots[index] {
    case .empty: return index
    case .key(key, hash): return index
    case .removed: free = index
    default: break
    }
    var walker = UInt64(index)
    var perturb = hash
    while true {
      walker = (walker << 2) &+ walker &+ perturb &+ 1
      index = Int(truncatingIfNeeded: walker & mask)
      switch slots[index] {
      case .empty: return free ?? index
      case .key(key, hash): return index
      case .removed: free = free ?? index
      default: break
      }
      perturb >>= 5
    }
  }

  private static func hash(_ key: String) -> UInt64 {
    guard let first = key.unicodeScalars.first else { return 0 }
    var hash = UInt64(first.value) << 7
    var length: UInt64 = 0
    for scalar in key.unicodeScalars {
      hash = (hash &* 1_000_003) ^ UInt64(scalar.value)
      length += 1
    }
    hash ^= length
    return hash == UInt64.max ? UInt64.max - 1 : hash
  }
}
