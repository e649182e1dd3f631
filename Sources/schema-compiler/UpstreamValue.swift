import JSON

/// A JSON value of the extracted facts.
typealias UpstreamValue = JSONValue

extension UpstreamValue {
  /// The facts of a text: objects in byte order of their names, so that the order in which upstream's tools write
  /// them does not show in the pack; numbers without a fraction as integers.
  static func facts(_ bytes: [UInt8]) throws -> UpstreamValue { try UpstreamValue(parsing: bytes).sorted }

  /// The parser bounds the depth.
  private var sorted: UpstreamValue {
    switch self {
    case .object(let members):
      .object(members.map { Member($0.name, $0.value.sorted) }.inOrder)
    case .array(let elements): .array(elements.map(\.sorted))
    case .number(let number): Int(exactly: number).map(UpstreamValue.integer) ?? self
    default: self
    }
  }

  /// The elements; none where this is no array.
  var elements: [UpstreamValue] { array ?? [] }

  /// The members; none where this is no object.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// The strings among the elements.
  var strings: [String] { elements.compactMap(\.string) }
}

extension [UpstreamValue.Member] {
  /// The members in byte order of their names.
  var inOrder: [UpstreamValue.Member] {
    sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
