/// A value as the SAM transform reads and writes it: plain data, with function calls in their long form
/// (`!Ref A` is `{"Ref": "A"}`), aliases and merge keys resolved, and where it stands in the text.
///
/// Values are compared without their sources.
public struct TransformValue: Sendable {
  /// What a value is. Maps keep the order of their keys.
  public enum Content: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case list([TransformValue])
    case map(TransformMap)
  }

  /// What the value is.
  public var content: Content { didSet { isSettled = false } }
  /// Whether a deep copy of the value is known to be the value again.
  private(set) var isSettled = false
  private(set) var place: Place
  private var rare: Rare?

  /// Where it comes from; nil for what the transform makes itself and for what `Globals` brings.
  public var source: Source? {
    get { place.source }
    set { place = Place(newValue) }
  }

  /// What the value keeps of Python 2.7; nil for most.
  var legacy: Legacy? {
    get { rare?.legacy }
    set {
      if case .text = newValue { rare = .text } else { rare = newValue.map(Rare.init) }
      isSettled = false
    }
  }

  /// What few values have, kept apart so that all others are small.
  private final class Rare: Sendable {
    static let text = Rare(.text)
    let legacy: Legacy

    init(_ legacy: Legacy) { self.legacy = legacy }
  }

  /// Where a value stands: UTF-8 byte offsets in the document.
  public struct Source: Sendable, Hashable {
    /// The value.
    public var range: Range<Int>
    /// The key that it stands under; nil for the items of lists.
    public var keyRange: Range<Int>?

    init(range: Range<Int>, keyRange: Range<Int>? = nil) {
      self.range = range
      self.keyRange = keyRange
    }
  }

  /// A source in 16 bytes: a tree counts in 32 bits, too.
  struct Place: Sendable {
    static var none: Place { Place() }

    private var start = UInt32.max
    private var end = UInt32.max
    private var keyStart = UInt32.max
    private var keyEnd = UInt32.max

    private init() {}

    init(_ range: Range<Int>, key: Range<Int>? = nil) {
      start = UInt32(clamping: range.lowerBound)
      end = UInt32(clamping: range.upperBound)
      keyStart = key.map { UInt32(clamping: $0.lowerBound) } ?? .max
      keyEnd = key.map { UInt32(clamping: $0.upperBound) } ?? .max
    }

    init(_ source: Source?) {
      guard let source else {
        self.init()
        return
      }
      self.init(source.range, key: source.keyRange)
    }

    var source: Source? {
      if start == .max { return nil }
      return Source(
        range: Int(start)..<Int(end), keyRange: keyStart == .max ? nil : Int(keyStart)..<Int(keyEnd))
    }
  }

  /// A value without a place in the text, or with one.
  public init(_ content: Content, source: Source? = nil) {
    self.init(content, Place(source))
  }

  init(_ content: Content, _ place: Place) {
    self.content = content
    self.place = place
  }

  /// The value at another place.
  func at(_ place: Place) -> TransformValue {
    var value = self
    value.place = place
    return value
  }
}

extension TransformValue {
  /// A deep copy: maps take their keys into new tables, which may change their order.
  ///
  /// - Complexity: linear in what has changed since the value was last copied, and in the breadth of what holds it.
  var deepCopy: TransformValue {
    if isSettled { return self }
    var copy = self
    var isSettled = true
    switch content {
    case .list(let items):
      if !items.allSatisfy(\.isSettled) {
        let items = items.map(\.deepCopy)
        isSettled = items.allSatisfy(\.isSettled)
        copy.content = .list(items)
      }
    case .map(let entries):
      if !entries.pairs.allSatisfy({ $0.value.isSettled }) {
        let entries = entries.mapValues(\.deepCopy)
        isSettled = entries.pairs.allSatisfy { $0.value.isSettled }
        copy.content = .map(entries)
      }
      if case .map(let order, let keys)? = legacy {
        let copied = order.copied
        isSettled = isSettled && copied.hasSameOrder(as: order)
        copy.legacy = .map(copied, unicodeKeys: keys)
      }
    default: break
    }
    copy.isSettled = isSettled
    return copy
  }
}

extension TransformValue: Equatable {
  /// Whether both are the same data, wherever they stand.
  public static func == (a: Self, b: Self) -> Bool { a.content == b.content }
}

extension TransformValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringInterpolation
{
  /// Text.
  public init(stringLiteral value: String) { self.init(.string(value)) }
  /// A list.
  public init(arrayLiteral elements: TransformValue...) { self.init(.list(elements)) }
  /// A map; of equal keys the last counts.
  public init(dictionaryLiteral elements: (String, TransformValue)...) {
    self.init(.map(TransformMap(elements) { $1 }))
  }
  /// True or false.
  public init(booleanLiteral value: Bool) { self.init(.bool(value)) }
  /// A whole number.
  public init(integerLiteral value: Int) { self.init(.integer(value)) }
}

extension TransformValue {
  /// The text of a string; nil for all else, numbers included.
  public var string: String? {
    if case .string(let text) = content { return text }
    return nil
  }

  // Where the next two are inlined into another module, the compiler (Swift 6.3) stops at its own ownership check.

  /// A boolean that is written as one.
  @inline(never)
  public var bool: Bool? {
    if case .bool(let value) = content { return value }
    return nil
  }

  /// A whole number that is written as one.
  @inline(never)
  public var integer: Int? {
    if case .integer(let value) = content { return value }
    return nil
  }

  /// The items of a list; nil for all else.
  public var list: [TransformValue]? {
    if case .list(let items) = content { return items }
    return nil
  }

  /// The entries of a map, function calls included (they are maps to the transform); nil for all else.
  public var map: TransformMap? {
    if case .map(let entries) = content { return entries }
    return nil
  }

  /// Whether nothing stands there, or `null`.
  public var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  /// Whether the transform takes the value for something: not null, false, 0, or an empty text, list or map.
  public var isTruthy: Bool {
    switch content {
    case .null: false
    case .bool(let value): value
    case .integer(let value): value != 0
    case .number(let value): value != 0
    case .string(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .map(let entries): !entries.isEmpty
    }
  }

  /// The function that the value calls, by its long name: `Ref`, `Fn::Sub`, and `Condition`.
  public var function: String? {
    guard case .map(let entries) = content, entries.count == 1, let name = entries.pairs.first?.key,
      name == "Ref" || name == "Condition" || name.hasPrefix("Fn::")
    else { return nil }
    return name
  }

  /// Whether the value is a function call.
  public var isCall: Bool { function != nil }

  /// Whether the value is `{"Ref": "AWS::NoValue"}`.
  public var isNoValue: Bool { function == "Ref" && self["Ref"]?.string == "AWS::NoValue" }

  /// Whether a property of text, a list and so on takes the value because it may be a function call: any map of
  /// one key.
  public var mayBeCall: Bool {
    if case .map(let entries) = content { return entries.count == 1 }
    return false
  }

  /// The value under a key of a map; nil where there is none.
  public subscript(key: String) -> TransformValue? {
    if case .map(let entries) = content { return entries[key] }
    return nil
  }

  /// The value under a key of a map, as far as it is something: see `isTruthy`.
  public func some(_ key: String) -> TransformValue? {
    guard let value = self[key], value.isTruthy else { return nil }
    return value
  }

  /// The logical id that a `Ref` or a `Fn::GetAtt` names; nil for all else.
  public var referredID: String? {
    switch function {
    case "Ref": return self["Ref"]?.string
    case "Fn::GetAtt":
      guard let argument = self["Fn::GetAtt"] else { return nil }
      if let parts = argument.list { return parts.count == 2 ? parts[0].string : nil }
      guard let text = argument.string else { return nil }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 2 ? String(parts[0]) : nil
    default: return nil
    }
  }
}
