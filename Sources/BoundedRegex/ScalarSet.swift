/// A set of Unicode scalars: two words of bits for ASCII, a description for the rest.
struct ScalarSet: Equatable, Sendable {
  /// The members from 0 to 63, a bit each.
  private(set) var low: UInt64 = 0
  /// The members from 64 to 127, a bit each.
  private(set) var high: UInt64 = 0
  /// The members from 128 up.
  private(set) var rest = Rest.none

  /// Which scalars from 128 up belong to a set.
  indirect enum Rest: Equatable, Sendable {
    case none
    case all
    case ranges([ClosedRange<UInt32>])
    case properties(ScalarProperties)
    case complement(Rest)
    case any(of: [Rest])
    case intersection(Rest, Rest)
    /// Whatever has a case variant in the set.
    case caseVariants(of: ScalarSet)
  }

  init() {}

  init(_ scalar: Unicode.Scalar) {
    insert(scalar.value...scalar.value)
  }

  init(_ properties: ScalarProperties) {
    (low, high) = properties.asciiBits
    rest = .properties(properties)
  }

  private init(low: UInt64, high: UInt64, rest: Rest) {
    self.low = low
    self.high = high
    self.rest = rest
  }

  static let everything = ScalarSet(low: .max, high: .max, rest: .all)
  static let exceptNewline = ScalarSet(low: ~(1 << 10), high: .max, rest: .all)
  static let newline = ScalarSet("\n")
  static let digits = ScalarSet(ScalarProperties.decimalNumber)
  static let wordScalars = ScalarSet([
    ScalarProperties.alphabetic, .mark, .decimalNumber, .connector, .joinControl,
  ])
  static let whitespace = ScalarSet(ScalarProperties.whitespace)
  static let blanks = ScalarSet(ScalarProperties.blank)

  // MARK: Membership

  /// Whether an ASCII byte is a member.
  @inline(__always)
  func contains(ascii byte: UInt8) -> Bool {
    let word = byte < 64 ? low : high
    return (word &>> UInt64(byte & 63)) & 1 != 0
  }

  /// Whether a scalar is a member.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? contains(ascii: UInt8(truncatingIfNeeded: scalar.value)) : rest.contains(scalar)
  }

  /// Whether a byte may be the first of a member.
  @inline(__always)
  func contains(lead byte: UInt8) -> Bool {
    byte < 0x80 ? contains(ascii: byte) : rest != .none
  }

  /// Whether no scalar can be in both sets, as far as is known cheaply.
  func isDisjoint(with other: ScalarSet) -> Bool {
    low & other.low == 0 && high & other.high == 0 && (rest == .none || other.rest == .none)
  }

  // MARK: Building

  /// Adds scalars by value; surrogates may be among them and match nothing.
  mutating func insert(_ range: ClosedRange<UInt32>) {
    low |= Self.bits(range, from: 0)
    high |= Self.bits(range, from: 64)
    guard range.upperBound >= 128 else { return }
    let beyond = max(range.lowerBound, 128)...range.upperBound
    if case .ranges(var ranges) = rest {
      rest = .none  // The array is appended to in place.
      ranges.append(beyond)
      rest = .ranges(ranges)
    } else {
      rest = rest.union(.ranges([beyond]))
    }
  }

  mutating func formUnion(_ other: ScalarSet) {
    low |= other.low
    high |= other.high
    rest = rest.union(other.rest)
  }

  mutating func formIntersection(_ other: ScalarSet) {
    low &= other.low
    high &= other.high
    rest = rest.intersection(other.rest)
  }

  func complement() -> ScalarSet {
    ScalarSet(low: ~low, high: ~high, rest: rest.complement)
  }

  /// The set with every scalar that differs from a member only in case.
  func ignoringCase() -> ScalarSet {
    var set = self
    if case .ranges(let ranges) = rest, ranges.count == 1, ranges[0].count == 1,
      let only = Unicode.Scalar(ranges[0].lowerBound)
    {
      for variant in Rest.caseVariants(of: only) { set.insert(variant.value...variant.value) }
    }
    // K, k and the Kelvin sign are one letter, as are S, s and the long s.
    if rest.contains("\u{212A}") { set.high |= 1 << 11 }
    if rest.contains("\u{17F}") { set.high |= 1 << 19 }
    let letters = (set.high | set.high >> 32) & 0x07FF_FFFE
    set.high |= letters | letters << 32
    set.rest = set.rest.union(.caseVariants(of: set))
    return set
  }

  /// The bits that a range takes in the word for 64 scalars from `base`.
  private static func bits(_ range: ClosedRange<UInt32>, from base: UInt32) -> UInt64 {
    guard range.lowerBound < base + 64, range.upperBound >= base else { return 0 }
    let first = max(range.lowerBound, base) - base
    let last = min(range.upperBound, base + 63) - base
    return (UInt64.max << UInt64(first)) & (UInt64.max >> UInt64(63 - last))
  }
}

extension ScalarSet.Rest {
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .none: return false
    case .all: return true
    case .ranges(let ranges): return ranges.contains { $0.contains(scalar.value) }
    case .properties(let properties): return properties.hold(for: scalar)
    case .complement(let inner): return !inner.contains(scalar)
    case .any(let parts): return parts.contains { $0.contains(scalar) }
    case .intersection(let left, let right): return left.contains(scalar) && right.contains(scalar)
    case .caseVariants(let set): return Self.caseVariants(of: scalar).contains { set.contains($0) }
    }
  }

  var complement: Self {
    switch self {
    case .none: .all
    case .all: .none
    case .complement(let inner): inner
    default: .complement(self)
    }
  }

  /// Parts of one kind are merged and none is nested, so that a class may have any number of them.
  func union(_ other: Self) -> Self {
    if self == .none || other == .all { return other }
    if other == .none || self == .all { return self }
    var parts = parts
    for part in other.parts {
      switch (parts.firstIndex { $0.isMergeable(with: part) }).map({ ($0, parts[$0]) }) {
      case (let index, .ranges(let ranges))?:
        if case .ranges(let more) = part { parts[index] = .ranges(ranges + more) }
      case (let index, .properties(let properties))?:
        if case .properties(let more) = part { parts[index] = .properties(properties.union(more)) }
      default:
        parts.append(part)
      }
    }
    return parts.count == 1 ? parts[0] : .any(of: parts)
  }

  private var parts: [Self] {
    if case .any(let parts) = self { return parts }
    return [self]
  }

  private func isMergeable(with other: Self) -> Bool {
    switch (self, other) {
    case (.ranges, .ranges), (.properties, .properties): true
    default: false
    }
  }

  func intersection(_ other: Self) -> Self {
    switch (self, other) {
    case (.none, _), (_, .none): .none
    case (.all, let only), (let only, .all): only
    default: .intersection(self, other)
    }
  }

  /// The scalars that a scalar becomes when its case changes, itself left out.
  static func caseVariants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    func single(_ mapping: String) -> Unicode.Scalar? {
      let scalars = mapping.unicodeScalars
      return scalars.count == 1 ? scalars.first : nil
    }
    let upper = single(scalar.properties.uppercaseMapping)
    let variants = [
      single(scalar.properties.lowercaseMapping), upper,
      upper.flatMap { single($0.properties.lowercaseMapping) },
    ]
    return variants.compactMap { $0 == scalar ? nil : $0 }
  }
}
