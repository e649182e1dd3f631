public import YAMLSyntax

/// What a plain scalar means under YAML 1.1, which CloudFormation reads: `yes` is a boolean, `010` is octal.
///
/// Source: https://yaml.org/type/ (bool, int, float, null, timestamp), with the value sets that CloudFormation's
/// and cfn-lint's loaders accept.
public enum ScalarType: Sendable, Hashable {
  case null
  case boolean
  case integer
  case float
  case timestamp
  case string

  /// Reads a scalar node as a plain one, whatever its style.
  public init(plain node: Node) {
    self = node.withValueUTF8 { ScalarType(plain: $0) }
  }

  /// Reads the UTF-8 bytes of a plain scalar.
  public init(plain bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "~"):
      self = bytes.count == 1 ? .null : .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      self = Self.number(bytes)
    default:
      self = bytes.count <= 5 ? Self.word(bytes) : .string
    }
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> ScalarType {
    switch bytes[0] | 0x20 {
    case UInt8(ascii: "n"): isWord("null", bytes) ? .null : isWord("no", bytes) ? .boolean : .string
    case UInt8(ascii: "t"): isWord("true", bytes) ? .boolean : .string
    case UInt8(ascii: "f"): isWord("false", bytes) ? .boolean : .string
    case UInt8(ascii: "y"): isWord("yes", bytes) ? .boolean : .string
    case UInt8(ascii: "o"): isWord("on", bytes) || isWord("off", bytes) ? .boolean : .string
    default: .string
    }
  }

  /// Whether the bytes are a word of small letters, or the same with the first or all of them as capitals.
  private static func isWord(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    word.withUTF8Buffer { word in
      guard bytes.count == word.count, bytes[0] | 0x20 == word[0] else { return false }
      let isCapital = bytes[0] != word[0]
      let rest = word.indices.dropFirst()
      return rest.allSatisfy { bytes[$0] == word[$0] }
        || isCapital && rest.allSatisfy { bytes[$0] == word[$0] & ~0x20 }
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> ScalarType {
    var digits = 0
    var dots = 0
    var dashes = 0
    var colons = 0
    var exponent = false
    var other = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "_"): break
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        if index > 0 { dashes += 1 }
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        if digits > 0 { exponent = true } else { other = true }
      default: other = true
      }
    }
    if other {
      return isBasedInteger(bytes) || isSpecialFloat(bytes)
        ? (isSpecialFloat(bytes) ? .float : .integer) : .string
    }
    if digits == 0 { return .string }
    if dashes == 2, dots == 0, bytes.count == 10, !exponent { return .timestamp }
    if dashes > 0, !exponent { return .string }
    if exponent { return dots == 1 && dashes <= 1 ? .float : .string }
    if colons > 0 { return dots == 0 ? .integer : .float }
    if dots == 1 { return .float }
    if dots > 1 { return .string }
    // `08` and `09` are neither octal nor decimal.
    let start = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") ? 1 : 0
    if bytes.count - start > 1, bytes[start] == UInt8(ascii: "0") {
      return bytes[start...].contains { $0 > UInt8(ascii: "7") && $0 <= UInt8(ascii: "9") }
        ? .string : .integer
    }
    return .integer
  }

  /// `0x1F`, `0b101`.
  private static func isBasedInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") ? 1 : 0
    guard bytes.count > start + 2, bytes[start] == UInt8(ascii: "0") else { return false }
    let rest = bytes[(start + 2)...]
    switch bytes[start + 1] {
    case UInt8(ascii: "x"):
      return rest.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) || $0 == UInt8(ascii: "_")
      }
    case UInt8(ascii: "b"):
      return rest.allSatisfy { $0 == 0x30 || $0 == 0x31 || $0 == UInt8(ascii: "_") }
    default:
      return false
    }
  }

  /// The value of a scalar that is an integer under YAML 1.1.
  static func integer(_ text: String) -> Double? {
    var digits = text[...].filter { $0 != "_" }[...]
    var sign = 1.0
    if let first = digits.first, first == "-" || first == "+" {
      sign = first == "-" ? -1 : 1
      digits.removeFirst()
    }
    let magnitude: Double?
    if digits.hasPrefix("0x") {
      magnitude = Int(digits.dropFirst(2), radix: 16).map(Double.init)
    } else if digits.hasPrefix("0b") {
      magnitude = Int(digits.dropFirst(2), radix: 2).map(Double.init)
    } else if digits.contains(":") {
      // Base 60: hours, minutes, seconds.
      magnitude = digits.split(separator: ":").reduce(0) { sum, part in
        sum.flatMap { sum in Double(part).map { sum * 60 + $0 } }
      }
    } else if digits.first == "0", digits.count > 1 {
      magnitude = Int(digits, radix: 8).map(Double.init)
    } else {
      magnitude = Double(digits)
    }
    return magnitude.map { sign * $0 }
  }

  private static func isSpecialFloat(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= 5 else { return false }
    switch String(decoding: bytes, as: UTF8.self) {
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", "+.Inf", "-.Inf", "+.INF", "-.INF", ".nan", ".NaN", ".NAN":
      return true
    default:
      return false
    }
  }
}
