/// `^[class]{m,n}$`: a text of so many scalars of one set. Decided without the engine for text of ASCII alone.
struct WholeRun: Sendable {
  private let set: ScalarSet
  private let counts: ClosedRange<Int>

  /// Nil where a pattern is anything else.
  init?(_ pattern: Node) {
    guard case .sequence(let items) = pattern, items.count == 3, case .assertion(.textStart) = items[0],
      case .assertion(.beforeFinalNewline) = items[2]
    else { return nil }
    switch items[1] {
    case .set(let set): (self.set, counts) = (set, 1...1)
    case .repetition(.set(let set), let min, let max, _) where (max ?? .max) >= min:
      (self.set, counts) = (set, min...(max ?? .max))
    default: return nil
    }
  }

  /// Whether the text is such a run; nil where only the engine can say: beyond ASCII, and where a final line feed may
  /// be left over.
  func search(_ text: UnsafeBufferPointer<UInt8>) -> BoundedRegex.Result? {
    var isRun = counts.contains(text.count)
    for byte in text {
      if byte >= 0x80 || byte == UInt8(ascii: "\n") { return nil }
      isRun = isRun && set.contains(ascii: byte)
    }
    return isRun ? .match : .noMatch
  }
}
