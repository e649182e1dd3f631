import ResourceSchema

/// What is known of schemas, by schema. Where a schema stands in the pack tells it from all others, so that nothing has to be
/// hashed as a dictionary does it: a look-up costs a multiplication and mostly one comparison.
struct SchemaMap<Value> {
  /// 1 + the place of the schema in a slot; 0 where the slot is free. A power of two of them, at least a quarter free.
  private var keys: [UInt32] = []
  private var values: [Value?] = []
  /// How many schemas something is known of.
  private(set) var count = 0

  /// Nothing is known.
  init() {}

  /// What is known of a schema; nil: nothing.
  ///
  /// - Complexity: constant on average.
  subscript(schema: Schema) -> Value? {
    get {
      if keys.isEmpty { return nil }
      return values[slot(of: schema.place &+ 1)]
    }
    set {
      if count >= keys.count / 4 * 3 { grow() }
      let key = schema.place &+ 1
      let slot = slot(of: key)
      if keys[slot] == 0 {
        keys[slot] = key
        count += 1
      }
      values[slot] = newValue
    }
  }

  /// The slot that holds a key, or the free one where it belongs.
  private func slot(of key: UInt32) -> Int {
    let mask = keys.count &- 1
    // Fibonacci hashing: the high bits of the product depend on all bits of the place.
    var slot = Int((key &* 0x9E37_79B1) >> 12) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = zip(keys, values)
    let size = max(16, keys.count * 2)
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: nil, count: size)
    for (key, value) in old where key != 0 {
      let slot = slot(of: key)
      keys[slot] = key
      values[slot] = value
    }
  }
}
