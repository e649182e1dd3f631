extension PatternParser {
  /// What a backslash and what follows it stand for inside and outside classes.
  enum Escape {
    case scalar(UInt32)
    case set(ScalarSet)
  }

  /// Reads an escape outside a class.
  mutating func escapedAtom() throws(SyntaxError) -> Node {
    let start = position
    let letter = scalar(at: start + 1) ?? "\0"
    let assertion: Opcode? =
      switch letter {
      case "b": .wordBoundary
      case "B": .notWordBoundary
      case "A": .textStart
      case "Z", "z": .textEnd
      default: nil
      }
    if let assertion {
      position += 2
      return .assertion(assertion)
    }
    switch letter {
    case "1"..."9":
      position += 1
      return reference(from: start)
    case "k":
      position += 2
      guard take("<") else { throw malformed("A group's name in '<>' has to follow '\\k'.", at: start) }
      return try namedReference(closedBy: ">", from: start)
    case "G", "K", "N", "Q", "R", "X":
      throw unsupported("The escape '\\\(letter)' is not supported.", at: start)
    default: break
    }
    switch try escape() {
    case .set(let set):
      return .set(flags.ignoresCase ? set.ignoringCase() : set)
    case .scalar(let value):
      // Half a surrogate pair is no scalar of any text.
      return Unicode.Scalar(value).map(literal) ?? .set(ScalarSet())
    }
  }

  /// Reads a group number: two digits where there are so many groups already, else one.
  private mutating func reference(from start: Int) -> Node {
    var group = digit(at: position) ?? 0
    position += 1
    if let second = digit(at: position), group * 10 + second <= groupCount {
      group = group * 10 + second
      position += 1
    }
    return refer(to: group, at: start)
  }

  private func digit(at index: Int) -> Int? {
    guard let scalar = scalar(at: index), ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value - 48)
  }

  /// Reads an escape that stands for a scalar or a set of them.
  mutating func escape() throws(SyntaxError) -> Escape {
    let start = position
    guard let letter = scalar(at: start + 1) else {
      throw malformed("A backslash at the end of the pattern escapes nothing.")
    }
    position += 2
    switch letter {
    case "d": return .set(.digits)
    case "D": return .set(ScalarSet.digits.complement())
    case "w": return .set(.wordScalars)
    case "W": return .set(ScalarSet.wordScalars.complement())
    case "s": return .set(.whitespace)
    case "S": return .set(ScalarSet.whitespace.complement())
    case "h": return .set(.blanks)
    case "H": return .set(ScalarSet.blanks.complement())
    case "p", "P": return .set(try property(negated: letter == "P", from: start))
    case "t": return .scalar(9)
    case "n": return .scalar(10)
    case "v": return .scalar(11)
    case "f": return .scalar(12)
    case "r": return .scalar(13)
    case "a": return .scalar(7)
    case "e": return .scalar(27)
    case "0":
      return .scalar(octal(atMost: 2))
    case "x":
      return .scalar(try hexadecimal(digits: 2, from: start))
    case "u":
      return .scalar(try codePoint(from: start))
    case "c":
      guard let control = next, control.isASCII else {
        throw malformed("A letter has to follow '\\c'.", at: start)
      }
      position += 1
      return .scalar(control.value & 0x1F)
    case "a"..."z", "A"..."Z", "1"..."9":
      throw malformed("'\\\(letter)' is no escape here; to match '\(letter)', write it alone.", at: start)
    default:
      return .scalar(letter.value)
    }
  }

  mutating func octal(atMost limit: Int) -> UInt32 {
    var value: UInt32 = 0
    let end = position + limit
    while position < end, let digit = digit(at: position), digit < 8 {
      value = value * 8 + UInt32(digit)
      position += 1
    }
    return value
  }

  /// Reads exactly so many hexadecimal digits, or any number of them in braces.
  private mutating func hexadecimal(digits: Int, from start: Int) throws(SyntaxError) -> UInt32 {
    let isBraced = take("{")
    let first = position
    var value: UInt32 = 0
    while let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue {
      if !isBraced && position == first + digits { break }
      value = value * 16 + UInt32(digit)
      guard value <= 0x10FFFF else { throw malformed("There is no code point so high.", at: start) }
      position += 1
    }
    guard isBraced ? position > first && take("}") : position == first + digits else {
      throw malformed("Hexadecimal digits are missing in this escape.", at: start)
    }
    return value
  }

  /// Reads the rest of `\u`, and a second one where both make a surrogate pair.
  private mutating func codePoint(from start: Int) throws(SyntaxError) -> UInt32 {
    let value = try hexadecimal(digits: 4, from: start)
    let afterFirst = position
    guard (0xD800...0xDBFF).contains(value), take("\\u"), next != "{" else {
      position = afterFirst
      return value
    }
    let low = try hexadecimal(digits: 4, from: afterFirst)
    guard (0xDC00...0xDFFF).contains(low) else {
      position = afterFirst
      return value
    }
    return 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
  }

  /// Reads `{Name}`, `{^Name}` or a single letter after `\p`.
  private mutating func property(negated: Bool, from start: Int) throws(SyntaxError) -> ScalarSet {
    var name = ""
    var negated = negated
    if take("{") {
      if take("^") { negated.toggle() }
      while let scalar = next, scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard take("}") else { throw malformed("This property's name is not closed with '}'.", at: start) }
    } else if let letter = next, letter.isASCII, letter.properties.isAlphabetic {
      name.unicodeScalars.append(letter)
      position += 1
    } else {
      throw malformed("A property's name in braces has to follow '\\p'.", at: start)
    }
    guard let properties = ScalarProperties(named: name) else {
      if ScalarProperties.mayExistElsewhere(name) {
        throw unsupported("The property '\(name)' is not supported.", at: start)
      }
      throw malformed("There is no property '\(name)'.", at: start)
    }
    let set = flags.ignoresCase ? ScalarSet(properties).ignoringCase() : ScalarSet(properties)
    return negated ? set.complement() : set
  }
}
