/// Reads a pattern into a ``Node``. Recursion is bounded by ``maximumDepth``.
struct PatternParser {
  typealias SyntaxError = BoundedRegex.SyntaxError

  /// How deep groups may nest.
  static let maximumDepth = 100

  struct Flags {
    var ignoresCase = false
    var dotMatchesNewline = false
    var multiline = false
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  /// The groups that a back-reference names, by number, with the place of the first reference.
  private(set) var references: [Int: Int] = [:]
  var groupNames: [String: Int] = [:]
  var groupCount = 0
  private var depth = 0

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  var referencedGroups: Set<Int> { Set(references.keys) }

  mutating func parse() throws(SyntaxError) -> Node {
    let root = try alternation()
    if position < scalars.count { throw malformed("This ')' closes no group.") }
    let missing = references.filter { $0.key > groupCount }
    if let (group, offset) = missing.min(by: { $0.value < $1.value }) {
      throw malformed("The pattern has no group \(group) to refer to.", at: offset)
    }
    return root
  }

  // MARK: Reading

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func scalar(at index: Int) -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard next == expected else { return false }
    position += 1
    return true
  }

  mutating func take(_ expected: String) -> Bool {
    var index = position
    for scalar in expected.unicodeScalars {
      guard self.scalar(at: index) == scalar else { return false }
      index += 1
    }
    position = index
    return true
  }

  func malformed(_ message: String, at offset: Int? = nil) -> SyntaxError {
    SyntaxError(offset: offset ?? position, message: message, kind: .malformed)
  }

  func unsupported(_ message: String, at offset: Int? = nil) -> SyntaxError {
    SyntaxError(offset: offset ?? position, message: message, kind: .unsupported)
  }

  mutating func refer(to group: Int, at offset: Int) -> Node {
    if references[group] == nil { references[group] = offset }
    return .reference(group: group, ignoringCase: flags.ignoresCase)
  }

  // MARK: Structure

  private mutating func alternation() throws(SyntaxError) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw unsupported("Groups are nested too deeply.") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return Node.alternatives(branches)
  }

  private mutating func sequence() throws(SyntaxError) -> Node {
    var items: [Node] = []
    while let first = next, first != "|", first != ")" {
      let start = position
      if try quantifier() != nil { throw malformed("There is nothing here to repeat.", at: start) }
      guard let atom = try atom(first) else {
        if try quantifier() != nil { throw malformed("Flags cannot be repeated.") }
        continue
      }
      items.append(try quantified(atom))
    }
    switch items.count {
    case 0: return .empty
    case 1: return items[0]
    default: return .sequence(items)
    }
  }

  private mutating func quantified(_ atom: Node) throws(SyntaxError) -> Node {
    guard let (min, max) = try quantifier() else { return atom }
    let mode: Node.RepetitionMode = take("?") ? .lazy : take("+") ? .possessive : .greedy
    let start = position
    if try quantifier() != nil { throw malformed("A repetition cannot itself be repeated.", at: start) }
    return Node.repeating(atom, min: min, max: max, mode: mode)
  }

  /// Reads a quantifier where there is one; a brace that starts none is a literal.
  private mutating func quantifier() throws(SyntaxError) -> (min: Int, max: Int?)? {
    switch next {
    case "*":
      position += 1
      return (0, nil)
    case "+":
      position += 1
      return (1, nil)
    case "?":
      position += 1
      return (0, 1)
    case "{": break
    default: return nil
    }
    let start = position
    position += 1
    let low = try number()
    let hasComma = take(",")
    let high = hasComma ? try number() : low
    guard take("}"), hasComma || low != nil else {
      position = start
      return nil
    }
    if let low, let high, low > high {
      throw malformed("The least count of this repetition is above the greatest.", at: start)
    }
    return (low ?? 0, high)
  }

  private mutating func number() throws(SyntaxError) -> Int? {
    let start = position
    var value = 0
    while let digit = next, ("0"..."9").contains(digit) {
      value = value * 10 + Int(digit.value - 48)
      guard value < UInt32.max else { throw unsupported("This count is too large.", at: start) }
      position += 1
    }
    return position == start ? nil : value
  }

  /// Reads one item; nil where it is only a change of flags.
  private mutating func atom(_ first: Unicode.Scalar) throws(SyntaxError) -> Node? {
    switch first {
    case "(":
      return try group()
    case "[":
      return .set(try characterClass())
    case "\\":
      return try escapedAtom()
    case ".":
      position += 1
      return .set(flags.dotMatchesNewline ? .everything : .exceptNewline)
    case "^":
      position += 1
      return .assertion(flags.multiline ? .lineStart : .textStart)
    case "$":
      position += 1
      return .assertion(flags.multiline ? .lineEnd : .beforeFinalNewline)
    default:
      position += 1
      return literal(first)
    }
  }

  func literal(_ scalar: Unicode.Scalar) -> Node {
    flags.ignoresCase ? .set(ScalarSet(scalar).ignoringCase()) : .literal(scalar)
  }

  // MARK: Groups

  private mutating func group() throws(SyntaxError) -> Node? {
    let start = position
    let outerFlags = flags
    position += 1
    var isCapture = true
    var body: Opcode?
    if take("?") {
      let kind = next ?? "\0"
      position += 1
      switch kind {
      case ":": isCapture = false
      case "=": body = .ahead
      case "!": body = .notAhead
      case ">": body = .atomic
      case "<" where take("="): body = .behind
      case "<" where take("!"): body = .notBehind
      case "<": try nameGroup(start)
      case "P" where take("<"): try nameGroup(start)
      case "P" where take("="):
        return try namedReference(closedBy: ")", from: start)
      case "(", "|", "#", "R", "&", "P", "0"..."9":
        throw unsupported("This kind of group is not supported.", at: start)
      default:
        position -= 1
        if try setFlags(start) { return nil }
        isCapture = false
      }
    }
    if isCapture && body == nil { groupCount += 1 }
    let number = groupCount
    let inner = try alternation()
    guard take(")") else { throw malformed("This group is not closed.", at: start) }
    flags = outerFlags
    if let body { return .body(inner, body) }
    return isCapture ? .capture(inner, group: number) : inner
  }

  /// Reads `i`, `s-m` and the like; true where the flags stand alone, false where they open a group.
  private mutating func setFlags(_ start: Int) throws(SyntaxError) -> Bool {
    var value = true
    while let flag = next {
      position += 1
      switch flag {
      case "i": flags.ignoresCase = value
      case "s": flags.dotMatchesNewline = value
      case "m": flags.multiline = value
      case "u", "U", "d": break  // Unicode classes and line feeds as the only line ends: always so here.
      case "-" where value: value = false
      case ")": return true
      case ":": return false
      case "a"..."z", "A"..."Z": throw unsupported("The flag '\(flag)' is not supported.", at: position - 1)
      default: throw malformed("'(?' starts no known kind of group here.", at: start)
      }
    }
    throw malformed("This group is not closed.", at: start)
  }

  private mutating func nameGroup(_ start: Int) throws(SyntaxError) {
    let name = try groupName(closedBy: ">", from: start)
    groupNames[name] = groupCount + 1
  }

  mutating func namedReference(closedBy end: Unicode.Scalar, from start: Int) throws(SyntaxError) -> Node {
    let name = try groupName(closedBy: end, from: start)
    guard let group = groupNames[name] else {
      throw malformed("The pattern has no group '\(name)' before this place.", at: start)
    }
    return refer(to: group, at: start)
  }

  private mutating func groupName(
    closedBy end: Unicode.Scalar, from start: Int
  ) throws(SyntaxError) -> String {
    var name = ""
    while let scalar = next, scalar != end {
      let isLetter = scalar.properties.isAlphabetic || scalar == "_"
      guard isLetter || (!name.isEmpty && ("0"..."9").contains(scalar)) else { break }
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard !name.isEmpty, take(end) else {
      throw malformed("A group's name is letters, digits and '_', then '\(end)'.", at: start)
    }
    return name
  }
}
