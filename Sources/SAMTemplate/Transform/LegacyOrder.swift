/// The order in which Python 2.7 walks the keys of a dictionary.
///
/// The logical id of a REST API's deployment holds a hash of the API's definition as the transform's first version, in
/// Python 2.7, printed it. So that ids stay what they were, the transform still walks definitions in that order: by the
/// slots of a hash table with open addressing, which depend on the keys and on when they came.
///
/// Source: CPython 2.7, `Objects/dictobject.c` and `Objects/stringobject.c`.
public struct LegacyOrder: Sendable, Hashable {
  private enum Slot: Sendable, Hashable {
    case key(String)
    case removed
  }

  private var slots: [Int: Slot] = [:]
  private var count = 0
  private var used = 0
  private var mask = 7

  /// An empty dictionary.
  public init() {}

  /// The order of keys that come one after the other.
  public init(_ keys: some Sequence<String>) {
    for key in keys { add(key) }
  }

  /// The keys in their order.
  public var keys: [String] {
    slots.keys.sorted().compactMap { if case .key(let key)? = slots[$0] { key } else { nil } }
  }

  /// A deep copy takes the keys in their order into a new table.
  public var copied: LegacyOrder { LegacyOrder(keys) }

  /// A key comes, or stays where it is.
  public mutating func add(_ key: String) {
    let before = count
    let index = slot(of: key)
    switch slots[index] {
    case nil:
      count += 1
      used += 1
    case .removed: count += 1
    case .key: return
    }
    slots[index] = .key(key)
    if count > before, used * 3 >= (mask + 1) * 2 { resize(count * (count > 50000 ? 2 : 4)) }
  }

  /// Several keys come at once, as in `update`: the table grows before.
  public mutating func merge(_ keys: [String]) {
    guard !keys.isEmpty else { return }
    if (used + keys.count) * 3 >= (mask + 1) * 2 { resize((count + keys.count) * 2) }
    for key in keys { add(key) }
  }

  /// A key goes; its slot stays taken.
  public mutating func remove(_ key: String) {
    let index = slot(of: key)
    guard case .key? = slots[index] else { return }
    slots[index] = .removed
    count -= 1
  }

  private mutating func resize(_ wanted: Int) {
    var size = 8
    while size <= wanted { size <<= 1 }
    let old = keys
    mask = size - 1
    slots = [:]
    used = 0
    count = 0
    for key in old { add(key) }
  }

  private func slot(of key: String) -> Int {
    let hash = Self.hash(key)
    var index = Int(truncatingIfNeeded: hash & UInt64(mask))
    var free: Int?
    switch slots[index] {
    case nil: return index
    case .key(key): return index
    case .removed: free = index
    default: break
    }
    var walker = UInt64(index)
    var perturb = hash
    while true {
      walker = (walker << 2) &+ walker &+ perturb &+ 1
      index = Int(truncatingIfNeeded: walker & UInt64(mask))
      switch slots[index] {
      case nil: return free ?? index
      case .key(key): return index
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
