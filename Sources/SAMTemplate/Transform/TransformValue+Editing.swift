/// Values as the transform edits them: maps keep the order that Python would walk them in.
extension TransformValue {
  /// What a value keeps of Python 2.7: text that came from a template is `u''` there, and maps have an order of
  /// their own. Only templates with REST APIs need it.
  enum Legacy: Sendable, Hashable {
    case text
    case map(LegacyOrder, unicodeKeys: Set<String>)
    /// A map in the order of its own keys, some of which came from a template.
    case plainMap(unicodeKeys: Set<String>)
  }

  /// Whether the text is one of a template.
  var isUnicode: Bool { legacy == .text }

  func hasUnicodeKey(_ key: String) -> Bool {
    switch legacy {
    case .map(_, let keys), .plainMap(let keys): return keys.contains(key)
    default: return false
    }
  }

  /// An empty map in Python 2.7's order.
  static var legacyMap: TransformValue {
    var value: TransformValue = [:]
    value.legacy = .map(LegacyOrder(), unicodeKeys: [])
    return value
  }

  /// A map in Python 2.7's order, its keys coming one after the other.
  static func legacyMap(_ pairs: KeyValuePairs<String, TransformValue>) -> TransformValue {
    var value = legacyMap
    for (key, item) in pairs { value.set(key, item) }
    return value
  }

  /// A map's entries in the order that the transform walks them.
  var pairs: [(key: String, value: TransformValue)] {
    guard case .map(let entries) = content else { return [] }
    if case .map(let order, _)? = legacy {
      return order.keys.compactMap { key in entries[key].map { (key, $0) } }
    }
    return entries.elements
  }

  /// Sets the value under a key of a map; of all else nothing changes.
  mutating func set(_ key: String, _ value: TransformValue, isUnicode: Bool = false) {
    guard case .map(var entries) = content else { return }
    if case .map(var order, var keys)? = legacy {
      if isUnicode, entries[key] == nil { keys.insert(key) }
      order.add(key)
      legacy = .map(order, unicodeKeys: keys)
    } else if isUnicode, entries[key] == nil {
      var keys: Set<String> = []
      if case .plainMap(let old)? = legacy { keys = old }
      keys.insert(key)
      legacy = .plainMap(unicodeKeys: keys)
    }
    content = .null
    entries[key] = value
    content = .map(entries)
  }

  /// Sets the value under a key where there is none.
  mutating func setDefault(_ key: String, _ value: TransformValue, isUnicode: Bool = false) {
    if self[key] == nil { set(key, value, isUnicode: isUnicode) }
  }

  /// Removes a key of a map.
  @discardableResult
  mutating func remove(_ key: String) -> TransformValue? {
    guard case .map(var entries) = content, let old = entries[key] else { return nil }
    if case .map(var order, var keys)? = legacy {
      order.remove(key)
      keys.remove(key)
      legacy = .map(order, unicodeKeys: keys)
    }
    entries[key] = nil
    content = .map(entries)
    return old
  }

  /// Changes the value under a key of a map in place; nothing where there is none.
  mutating func update(_ key: String, _ change: (inout TransformValue) throws -> Void) rethrows {
    guard var value = self[key] else { return }
    try change(&value)
    set(key, value)
  }

  /// The value as it comes from a template, in the types that Python 2.7 would give it.
  var asLegacy: TransformValue {
    var value = self
    switch content {
    case .string: value.legacy = .text
    case .list(let items): value.content = .list(items.map(\.asLegacy))
    case .map(let entries):
      value.content = .map(entries.mapValues(\.asLegacy))
      value.legacy = .map(LegacyOrder(entries.keys), unicodeKeys: Set(entries.keys))
    default: break
    }
    return value
  }

  /// `{"Ref": id}`
  static func ref(_ id: TransformValue) -> TransformValue { ["Ref": id] }
  /// `{"Fn::GetAtt": [id, attribute]}`
  static func getAtt(_ id: TransformValue, _ attribute: String) -> TransformValue {
    ["Fn::GetAtt": [id, TransformValue(.string(attribute))]]
  }
  /// `{"Fn::Sub": text}`, with values where there are some.
  static func sub(_ text: String, _ values: TransformValue? = nil) -> TransformValue {
    let text = TransformValue(.string(text))
    return ["Fn::Sub": values.map { [text, $0] } ?? text]
  }
  /// `{"Fn::If": [condition, value, otherwise]}`
  static func choose(_ condition: TransformValue, _ value: TransformValue, _ otherwise: TransformValue? = nil)
    -> TransformValue
  {
    ["Fn::If": [condition, value, otherwise ?? ["Ref": "AWS::NoValue"]]]
  }
  /// Text.
  static func text(_ text: String) -> TransformValue { TransformValue(.string(text)) }
}
