/// Turns a ``Node`` into a ``Program``.
struct Compiler {
  typealias SyntaxError = BoundedRegex.SyntaxError

  /// Four 16-bit counters share the word that a saved state has for them.
  static let maximumCounters = 4
  static let maximumInstructions = Int(UInt16.max)

  private(set) var code: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  private let referencedGroups: Set<Int>
  private var registers: [Int: UInt32] = [:]
  private var hasEmptyLoop = false
  private var counterDepth = 0
  private var atomicDepth = 0

  private init(referencedGroups: Set<Int>) {
    self.referencedGroups = referencedGroups
    for group in referencedGroups.sorted() { registers[group] = UInt32(registers.count * 2) }
  }

  /// Compiles a whole pattern.
  ///
  /// - Parameters:
  ///   - root: The pattern.
  ///   - referencedGroups: The groups that back-references need; all others leave no trace.
  static func compile(_ root: Node, referencedGroups: Set<Int>) throws(SyntaxError) -> Program {
    var compiler = Compiler(referencedGroups: referencedGroups)
    try compiler.emit(root)
    try compiler.emit(Instruction(opcode: .accept))
    compiler.makeRunsPossessive()
    compiler.markJoins()
    return Program(
      code: compiler.code, sets: compiler.sets, registerCount: referencedGroups.count * 2,
      isAnchored: root.isAnchored, first: compiler.firstSet(from: 0, endSuffices: false),
      hasEmptyLoop: compiler.hasEmptyLoop)
  }

  // MARK: Emitting

  private var here: UInt32 { UInt32(code.count) }

  private mutating func emit(_ instruction: Instruction) throws(SyntaxError) {
    guard code.count < Self.maximumInstructions else { throw unsupported("The pattern is too large.") }
    code.append(instruction)
  }

  private func unsupported(_ message: String) -> SyntaxError {
    SyntaxError(offset: 0, message: message, kind: .unsupported)
  }

  private mutating func index(of set: ScalarSet) -> UInt16 {
    // Patterns use few sets over and over; a longer search would make long patterns slow.
    if let index = sets.suffix(32).firstIndex(of: set) { return UInt16(index) }
    sets.append(set)
    return UInt16(sets.count - 1)
  }

  private mutating func emit(_ node: Node) throws(SyntaxError) {
    switch node {
    case .empty: break
    case .literal(let scalar):
      for byte in UTF8.encode(scalar) ?? .init() {
        try emit(Instruction(opcode: .byte, first: UInt32(byte)))
      }
    case .set(let set):
      try emit(Instruction(opcode: .set, index: index(of: set)))
    case .sequence(let items):
      for item in items { try emit(item) }
    case .choice(let branches): try emitChoice(branches)
    case .repetition(let inner, let min, let max, let mode):
      try emitRepetition(of: inner, min: min, max: max, mode: mode)
    case .capture(let inner, let group):
      guard let register = registers[group] else { return try emit(inner) }
      try emit(Instruction(opcode: .open, first: register))
      try emit(inner)
      try emit(Instruction(opcode: .close, first: register))
    case .body(let inner, let opcode): try emitBody(inner, opcode)
    case .assertion(let opcode): try emit(Instruction(opcode: opcode))
    case .reference(let group, let ignoringCase):
      let opcode: Opcode = ignoringCase ? .caselessReference : .reference
      try emit(Instruction(opcode: opcode, first: registers[group] ?? 0))
    }
  }

  private mutating func emitChoice(_ branches: [Node]) throws(SyntaxError) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let split = code.count
      try emit(Instruction(opcode: .split, first: here + 1))
      try emit(branch)
      ends.append(code.count)
      try emit(Instruction(opcode: .jump))
      code[split].second = here
    }
    if let last = branches.last { try emit(last) }
    for end in ends { code[end].first = here }
  }

  private mutating func emitBody(_ inner: Node, _ opcode: Opcode) throws(SyntaxError) {
    let isBehind = opcode == .behind || opcode == .notBehind
    let start = code.count
    let width = isBehind ? inner.width : (min: 0, max: 0)
    try emit(
      Instruction(
        opcode: opcode, second: UInt32(clamping: width.min),
        third: width.max.map { UInt32(clamping: $0) } ?? .max))
    let outerCounterDepth = counterDepth
    counterDepth = 0
    atomicDepth += opcode == .atomic ? 1 : 0
    try emit(inner)
    atomicDepth -= opcode == .atomic ? 1 : 0
    counterDepth = outerCounterDepth
    try emit(Instruction(opcode: isBehind ? .behindEnd : .bodyEnd))
    code[start].first = here
  }

  private mutating func emitRepetition(
    of inner: Node, min: Int, max: Int?, mode: Node.RepetitionMode
  ) throws(SyntaxError) {
    // Which way a repetition is tried first decides what matches only where the first match is final.
    let isLazy = mode == .lazy && atomicDepth > 0
    if !isLazy, let set = inner.asSet(referencedGroups: referencedGroups) {
      let opcode: Opcode = mode == .possessive ? .possessiveRun : .run
      let most = max.map { UInt32(clamping: $0) } ?? Instruction.unbounded
      return try emit(
        Instruction(opcode: opcode, index: index(of: set), first: UInt32(clamping: min), second: most))
    }
    if mode == .possessive {
      return try emitBody(.repetition(inner, min: min, max: max, mode: .greedy), .atomic)
    }
    if max != 1 && inner.width.min == 0 { hasEmptyLoop = true }
    let head = code.count
    switch (min, max) {
    case (0, 1), (0, nil):
      try emit(Instruction(opcode: .split))
      try emit(inner)
      if max == nil { try emit(Instruction(opcode: .jump, first: UInt32(head))) }
      setTargets(ofSplit: head, inside: UInt32(head + 1), outside: here, isLazy: isLazy)
    case (1, nil):
      try emit(inner)
      let split = code.count
      try emit(Instruction(opcode: .split))
      setTargets(ofSplit: split, inside: UInt32(head), outside: here, isLazy: isLazy)
    default:
      guard counterDepth < Self.maximumCounters, min <= UInt16.max, max ?? 0 <= UInt16.max else {
        throw unsupported("Counted repetitions are nested too deeply or count too far.")
      }
      try emit(
        Instruction(
          opcode: isLazy ? .lazyCount : .count, index: UInt16(counterDepth), first: UInt32(min),
          second: max.map { UInt32($0) } ?? Instruction.unbounded))
      counterDepth += 1
      try emit(inner)
      counterDepth -= 1
      try emit(Instruction(opcode: .jump, first: UInt32(head)))
      code[head].third = here
    }
  }

  private mutating func setTargets(ofSplit split: Int, inside: UInt32, outside: UInt32, isLazy: Bool) {
    code[split].first = isLazy ? outside : inside
    code[split].second = isLazy ? inside : outside
  }

  // MARK: Improving

  /// Makes a run final where giving back could not help: what follows begins with nothing that the run takes.
  private mutating func makeRunsPossessive() {
    for index in code.indices where code[index].opcode == .run {
      guard let following = firstSet(from: index + 1, endSuffices: true) else { continue }
      if sets[Int(code[index].index)].isDisjoint(with: following) { code[index].opcode = .possessiveRun }
    }
  }

  /// The scalars that let the code from a place succeed; nil where that is not known.
  ///
  /// With `endSuffices`, places are meant that are inside the text and follow a longer run that led there in
  /// vain: then what holds at the text's end, or held after the longer run, lets nothing succeed.
  private func firstSet(from start: Int, endSuffices: Bool) -> ScalarSet? {
    var fuel = 32
    return firstSet(from: start, endSuffices: endSuffices, fuel: &fuel)
  }

  private func firstSet(from start: Int, endSuffices: Bool, fuel: inout Int) -> ScalarSet? {
    var index = start
    var set = ScalarSet()
    while fuel > 0 {
      fuel -= 1
      let instruction = code[index]
      switch instruction.opcode {
      case .byte:
        let isASCII = instruction.first < 0x80
        let value = isASCII ? instruction.first : 0x80
        set.insert(value...(isASCII ? value : 0x10FFFF))
        return set
      case .set:
        set.formUnion(sets[Int(instruction.index)])
        return set
      case .run, .possessiveRun:
        set.formUnion(sets[Int(instruction.index)])
        if instruction.first > 0 { return set }
        index += 1
      case .split:
        guard let other = firstSet(from: Int(instruction.second), endSuffices: endSuffices, fuel: &fuel)
        else { return nil }
        set.formUnion(other)
        index = Int(instruction.first)
      case .count, .lazyCount:
        guard let other = firstSet(from: Int(instruction.third), endSuffices: endSuffices, fuel: &fuel) else {
          return nil
        }
        set.formUnion(other)
        index += 1
      case .jump:
        index = Int(instruction.first)
      case .open, .close:
        index += 1
      case .beforeFinalNewline, .lineEnd:
        guard endSuffices else { return nil }
        set.formUnion(.newline)
        return set
      case .textEnd, .accept, .bodyEnd:
        return endSuffices ? set : nil
      default:
        return nil
      }
    }
    return nil
  }

  /// Finds the places that more than one path reaches.
  private mutating func markJoins() {
    var ways = [UInt8](repeating: 0, count: code.count)
    func reach(_ index: some BinaryInteger, _ count: UInt8 = 1) {
      ways[Int(index)] = min(ways[Int(index)] + count, 2)
    }
    reach(0)
    for (index, instruction) in code.enumerated() {
      switch instruction.opcode {
      case .jump: reach(instruction.first)
      case .split:
        reach(instruction.first)
        reach(instruction.second)
      // The ends of an unbounded run are remembered as such.
      case .run: reach(index + 1, instruction.second == Instruction.unbounded ? 1 : 2)
      case .count, .lazyCount:
        reach(index + 1)
        reach(instruction.third, 2)
      case .ahead, .notAhead, .behind, .notBehind, .atomic:
        reach(index + 1)
        reach(instruction.first)
      case .accept, .bodyEnd, .behindEnd: break
      default: reach(index + 1)
      }
    }
    for index in code.indices { code[index].isJoin = ways[index] > 1 }
  }
}
