extension PatternParser {
  /// How many characters, ranges, sets and intersections a class may have: what one test of it may cost.
  static let maximumClassItems = 500

  /// Reads a class from its `[` to its `]`. Classes nest only as `&&[…]`, and not inside that again.
  mutating func characterClass(isNested: Bool = false) throws(SyntaxError) -> ScalarSet {
    let start = position
    position += 1
    let isNegated = take("^")
    var set = ScalarSet()
    var isFirst = true
    var items = 0
    while isFirst || next != "]" {
      guard next != nil else { throw malformed("This character class is not closed.", at: start) }
      isFirst = false
      items += 1
      guard items <= Self.maximumClassItems else {
        throw unsupported("This character class has too many parts.", at: start)
      }
      if !isNested, take("&&[") {
        position -= 1
        set.formIntersection(try characterClass(isNested: true))
        continue
      }
      let itemStart = position
      switch try classItem() {
      case .set(let item):
        set.formUnion(item)
      case .scalar(let low):
        guard next == "-", let afterDash = scalar(at: position + 1), afterDash != "]" else {
          set.insert(low...low)
          continue
        }
        position += 1
        switch try classItem() {
        case .set(let item):
          // A set ends no range: the dash is one of the class's scalars.
          set.formUnion(item)
          set.insert(low...low)
          set.insert(0x2D...0x2D)
        case .scalar(let high):
          guard low <= high else {
            throw malformed("This range's first character comes after its last.", at: itemStart)
          }
          set.insert(low...high)
        }
      }
    }
    position += 1
    if flags.ignoresCase { set = set.ignoringCase() }
    return isNegated ? set.complement() : set
  }

  private mutating func classItem() throws(SyntaxError) -> Escape {
    let start = position
    guard let first = next else { throw malformed("This character class is not closed.") }
    if first == "[", let named = try namedClass() { return .set(named) }
    guard first == "\\" else {
      position += 1
      return .scalar(first.value)
    }
    switch scalar(at: start + 1) ?? "\0" {
    case "b":
      position += 2
      return .scalar(8)
    case "1"..."7":
      position += 1
      return .scalar(octal(atMost: 3))
    default:
      return try escape()
    }
  }

  /// Reads `[:alpha:]` or `[:^alpha:]`; nil where the bracket is a literal.
  private mutating func namedClass() throws(SyntaxError) -> ScalarSet? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    var name = ""
    while let letter = next, letter.isASCII, letter.properties.isAlphabetic {
      name.unicodeScalars.append(letter)
      position += 1
    }
    guard !name.isEmpty, take(":]") else {
      position = start
      return nil
    }
    guard let properties = ScalarProperties(named: name) else {
      throw malformed("There is no class '[:\(name):]'.", at: start)
    }
    let set = ScalarSet(properties)
    return isNegated ? set.complement() : set
  }
}
