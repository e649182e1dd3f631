/// A set of Unicode properties, a bit each; a scalar belongs where it has any of them.
///
/// The data are the standard library's, so they follow the toolchain's version of Unicode.
struct ScalarProperties: OptionSet, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  // The general categories take the first thirty bits, in the order of `generalCategories`.
  static let decimalNumber = category(8)
  static let connector = category(11)
  static let letter = categories(0..<5)
  static let mark = categories(5..<8)
  static let number = categories(8..<11)
  static let punctuation = categories(11..<18)
  static let symbol = categories(18..<22)
  static let spaceSeparator = category(22)
  static let separator = categories(22..<25)
  static let other = categories(25..<30)
  static let alphabetic = Self(rawValue: 1 << 30)
  static let lowercase = Self(rawValue: 1 << 31)
  static let uppercase = Self(rawValue: 1 << 32)
  static let whitespace = Self(rawValue: 1 << 33)
  static let joinControl = Self(rawValue: 1 << 34)
  static let hexDigit = Self(rawValue: 1 << 35)
  static let tab = Self(rawValue: 1 << 36)
  static let ascii = Self(rawValue: 1 << 37)

  static let blank: Self = [.spaceSeparator, .tab]
  private static let graphic: Self = [
    .letter, .mark, .number, .punctuation, .symbol, category(26), category(28),
  ]

  private static func category(_ index: Int) -> Self { Self(rawValue: 1 << UInt64(index)) }

  private static func categories(_ range: Range<Int>) -> Self {
    Self(rawValue: (1 << UInt64(range.upperBound)) - (1 << UInt64(range.lowerBound)))
  }

  // MARK: Names

  private static let generalCategories: [Unicode.GeneralCategory] = [
    .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
    .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation,
    .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
    .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator,
    .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse, .unassigned,
  ]

  // In the same order.
  private static let categoryNames =
    "lu ll lt lm lo mn mc me nd nl no pc pd ps pe pi pf po sm sc sk so zs zl zp cc cf cs co cn"
    .split(separator: " ")

  private static let longCategoryNames = """
    uppercaseletter lowercaseletter titlecaseletter modifierletter otherletter nonspacingmark spacingmark \
    enclosingmark decimalnumber letternumber othernumber connectorpunctuation dashpunctuation openpunctuation \
    closepunctuation initialpunctuation finalpunctuation otherpunctuation mathsymbol currencysymbol \
    modifiersymbol othersymbol spaceseparator lineseparator paragraphseparator control format surrogate \
    privateuse unassigned
    """.split(separator: " ")

  private static let byName: [String: Self] = {
    var table: [String: Self] = [
      "l": .letter, "letter": .letter, "m": .mark, "mark": .mark, "n": .number, "number": .number,
      "p": .punctuation, "punctuation": .punctuation, "s": .symbol, "symbol": .symbol,
      "z": .separator, "separator": .separator, "c": .other, "other": .other,
      "lc": categories(0..<3), "l&": categories(0..<3), "casedletter": categories(0..<3),
      "any": Self(rawValue: (1 << 30) - 1), "assigned": Self(rawValue: (1 << 29) - 1), "ascii": Self.ascii,
      "alphabetic": .alphabetic, "alpha": .alphabetic, "lowercase": .lowercase, "lower": .lowercase,
      "uppercase": .uppercase, "upper": .uppercase, "whitespace": .whitespace, "space": .whitespace,
      "digit": .decimalNumber, "alnum": [.alphabetic, .decimalNumber], "xdigit": .hexDigit,
      "hexdigit": .hexDigit, "blank": blank, "cntrl": category(25), "graph": graphic,
      "print": [graphic, .spaceSeparator], "punct": [.punctuation, .symbol],
      "word": [.alphabetic, .mark, .decimalNumber, .connector, .joinControl],
    ]
    for (index, name) in categoryNames.enumerated() { table[String(name)] = category(index) }
    for (index, name) in longCategoryNames.enumerated() { table[String(name)] = category(index) }
    return table
  }()

  /// A general category (short or long), a POSIX class or one of the common binary properties.
  ///
  /// Case, spaces, `_` and `-` in a name do not matter, nor does a leading `Is` or `gc=`.
  init?(named name: String) {
    var key = Self.normalized(name)
    for prefix in ["gc=", "generalcategory=", "is"] where Self.byName[key] == nil && key.hasPrefix(prefix) {
      key.removeFirst(prefix.count)
    }
    guard let properties = Self.byName[key] else { return nil }
    self = properties
  }

  /// Whether an unknown name is of a form that other engines give meaning to: scripts, blocks, Java's methods.
  static func mayExistElsewhere(_ name: String) -> Bool {
    let key = normalized(name)
    return key.contains("=") || ["is", "in", "java"].contains { key.hasPrefix($0) }
  }

  private static func normalized(_ name: String) -> String {
    name.filter { $0 != " " && $0 != "_" && $0 != "-" }.lowercased()
  }

  // MARK: Membership

  /// Whether a scalar has any of the properties.
  func hold(for scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if contains(Self.category(Self.generalCategories.firstIndex(of: properties.generalCategory) ?? 29)) {
      return true
    }
    if rawValue >> 30 == 0 { return false }
    return (contains(.alphabetic) && properties.isAlphabetic)
      || (contains(.lowercase) && properties.isLowercase)
      || (contains(.uppercase) && properties.isUppercase)
      || (contains(.whitespace) && properties.isWhitespace)
      || (contains(.joinControl) && properties.isJoinControl)
      || (contains(.hexDigit) && properties.isHexDigit)
      || (contains(.tab) && scalar == "\t")
      || (contains(Self.ascii) && scalar.isASCII)
  }

  /// The ASCII scalars that have any of the properties, as ``ScalarSet`` keeps them.
  var asciiBits: (low: UInt64, high: UInt64) {
    var bits: (low: UInt64, high: UInt64) = (0, 0)
    var remaining = rawValue
    while remaining != 0 {
      let index = remaining.trailingZeroBitCount
      remaining &= remaining - 1
      bits.low |= Self.asciiByProperty[index].low
      bits.high |= Self.asciiByProperty[index].high
    }
    return bits
  }

  private static let asciiByProperty: [(low: UInt64, high: UInt64)] = (0..<64).map { index in
    let property = Self(rawValue: 1 << UInt64(index))
    var bits: (low: UInt64, high: UInt64) = (0, 0)
    for value: UInt8 in 0..<64 where property.hold(for: Unicode.Scalar(value)) {
      bits.low |= 1 << UInt64(value)
    }
    for value: UInt8 in 64..<128 where property.hold(for: Unicode.Scalar(value)) {
      bits.high |= 1 << UInt64(value - 64)
    }
    return bits
  }
}
