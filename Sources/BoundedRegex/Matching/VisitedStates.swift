/// The states that a match has been in: an open-addressing hash set over memory that it borrows, then owns.
struct VisitedStates {
  /// A place in the program and the text, with all counters. Exact: no two states share a value.
  struct State: Equatable {
    /// From the lowest bits up: the number of the run (16 bits), the instruction (16), the byte offset (31),
    /// whether inside a run of scalars (1).
    let place: UInt64
    let counters: UInt64

    static let none = State(place: .max, counters: .max)
  }

  /// At most so many states are kept, 4 MiB; later ones are forgotten, which costs time but no correctness.
  static let maximumCount = 1 << 17

  private var slots: UnsafeMutableBufferPointer<State>
  private var count = 0
  private var ownsSlots = false
  private(set) var isActive = false

  /// - Parameter slots: Memory for a power of two of states, uninitialized, valid as long as this value is.
  init(borrowing slots: UnsafeMutableBufferPointer<State>) {
    self.slots = slots
  }

  mutating func activate() {
    slots.initialize(repeating: .none)
    isActive = true
  }

  /// Frees what was allocated. Call it once, last.
  func deallocate() {
    if ownsSlots { slots.deallocate() }
  }

  /// Adds a state.
  ///
  /// - Returns: Whether it was not yet there.
  mutating func insert(_ state: State) -> Bool {
    if count * 2 >= slots.count {
      if count >= Self.maximumCount { return true }
      grow()
    }
    let slot = self.slot(of: state)
    guard slots[slot] == .none else { return false }
    slots[slot] = state
    count += 1
    return true
  }

  /// The state's slot, or the free one where it belongs.
  private func slot(of state: State) -> Int {
    var hash = (state.place ^ (state.counters &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    hash ^= hash >> 32
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != state && slots[slot] != .none { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = .allocate(capacity: old.count * 2)
    slots.initialize(repeating: .none)
    for state in old where state != .none { slots[slot(of: state)] = state }
    if ownsSlots { old.deallocate() }
    ownsSlots = true
  }
}
