import ResourceSchema
import SAMTemplate

/// The values that schemas list for a scalar.
struct KnownValues {
  private(set) var strings: [String] = []
  private(set) var defaultValue: String?

  init(_ views: [Schema]) {
    var isBoolean = false
    for view in views {
      for value in view.enumeration { add(Self.text(of: value)) }
      for value in view.enumerationCaseInsensitive { add(Self.text(of: value)) }
      if let constant = view.constant { add(Self.text(of: constant)) }
      if let value = view.defaultValue { defaultValue = Self.text(of: value) }
      // Where text and numbers fit as well, nobody means a boolean.
      if view.types.contains(.boolean), view.types.isDisjoint(with: [.string, .number]) { isBoolean = true }
    }
    if strings.isEmpty {
      for view in views {
        if let pattern = view.pattern { Self.alternatives(of: pattern).forEach { add($0) } }
      }
    }
    if isBoolean {
      add("true")
      add("false")
    }
  }

  /// The values of a place: its own, or those of what it is passed on to.
  init(_ place: SchemaPlace) {
    let views = place.views(of: nil)
    self.init(views)
    let others = KnownValues(place.counterpartViews)
    let isText =
      views.contains { $0.types.contains(.string) } && !views.contains { $0.types.contains(.boolean) }
    if strings.isEmpty { strings = others.strings.filter { !isText || !["true", "false"].contains($0) } }
    if strings.isEmpty, place.isHTTPMethod {
      strings = place.isEventMethod ? HTTPMethods.eventNames : HTTPMethods.names
    }
    defaultValue = defaultValue ?? others.defaultValue
  }

  private mutating func add(_ text: String?) {
    if let text, !strings.contains(text) { strings.append(text) }
  }

  static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// The words of a pattern that is nothing but a choice of words: `^(A|B)$`.
  static func alternatives(of pattern: String) -> [String] {
    var text = Substring(pattern).utf8
    if text.first == UInt8(ascii: "^") { text = text.dropFirst() }
    if text.last == UInt8(ascii: "$") { text = text.dropLast() }
    if text.last == UInt8(ascii: "+") { text = text.dropLast() }
    while text.count > 1, text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
      text = text.dropFirst().dropLast()
    }
    if text.starts(with: "?:".utf8) { text = text.dropFirst(2) }
    // Few patterns are a choice at all.
    guard text.contains(UInt8(ascii: "|")) else { return [] }
    let words = text.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    let isPlain = words.allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy {
          ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "_")
            || $0 == UInt8(ascii: "-")
        }
    }
    return isPlain ? words.map { String(Substring($0)) } : []
  }
}
