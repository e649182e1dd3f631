/// One match of a program against a text.
///
/// Backtracking, depth first. A state that several paths reach is remembered from a while into the match on:
/// reached again, it would fail again. That does not hold from one run of a body (a lookaround or an atomic
/// group) to the next, which may ask for another end or follow a success, hence states carry the run's number.
struct Matcher {
  enum Mode {
    case search, whole
  }

  /// The answer with what it cost in steps: one for each instruction and each scalar beyond ASCII, one for
  /// eight other scalars of a run or, once states are remembered, for each.
  struct Answer {
    let result: BoundedRegex.Result
    let steps: Int
  }

  private enum Outcome {
    case end(Int)
    case failure
    case exhausted
  }

  private let text: UnsafeBufferPointer<UInt8>
  private let code: UnsafeBufferPointer<Instruction>
  private let sets: UnsafeBufferPointer<ScalarSet>
  private let matchesWhole: Bool
  /// Two for each group that is referred to: where it starts; from where to where it last matched.
  private let registers: UnsafeMutableBufferPointer<UInt64>
  private var stack: BacktrackStack
  private var visited: VisitedStates
  private var fuel: Int
  private var granted: Int
  /// How many bodies were run; the program itself is run 0.
  private var bodyRuns: UInt64 = 0

  /// The most steps that a match of so many bytes may take, before a last one is finished.
  static func stepLimit(forBytes count: Int) -> Int {
    500_000 + 16 * count + headStart(forBytes: count)
  }

  /// Steps before states are remembered: most matches end sooner.
  private static func headStart(forBytes count: Int) -> Int {
    256 + 4 * count
  }

  static func match(_ program: Program, _ text: UnsafeBufferPointer<UInt8>, mode: Mode) -> Answer {
    // A remembered position has 31 bits.
    guard text.count < Int32.max else { return Answer(result: .undecided, steps: 0) }
    // Temporary allocations up to 1 KiB live on the stack.
    return withUnsafeTemporaryAllocation(of: BacktrackStack.Frame.self, capacity: 42) { frames in
      withUnsafeTemporaryAllocation(of: VisitedStates.State.self, capacity: 64) { states in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: program.registerCount) { registers in
          program.code.withUnsafeBufferPointer { code in
            program.sets.withUnsafeBufferPointer { sets in
              var matcher = Matcher(
                program, text, mode, code: code, sets: sets, registers: registers, frames: frames,
                states: states)
              defer {
                matcher.stack.deallocate()
                matcher.visited.deallocate()
              }
              let result = matcher.start(program)
              return Answer(result: result, steps: matcher.granted - matcher.fuel)
            }
          }
        }
      }
    }
  }

  private init(
    _ program: Program, _ text: UnsafeBufferPointer<UInt8>, _ mode: Mode,
    code: UnsafeBufferPointer<Instruction>, sets: UnsafeBufferPointer<ScalarSet>,
    registers: UnsafeMutableBufferPointer<UInt64>,
    frames: UnsafeMutableBufferPointer<BacktrackStack.Frame>,
    states: UnsafeMutableBufferPointer<VisitedStates.State>
  ) {
    self.text = text
    self.code = code
    self.sets = sets
    self.registers = registers
    matchesWhole = mode == .whole
    stack = BacktrackStack(borrowing: frames)
    visited = VisitedStates(borrowing: states)
    granted = Self.headStart(forBytes: text.count)
    fuel = granted
    if program.hasEmptyLoop && registers.isEmpty { visited.activate() }
  }

  // MARK: Starting

  private mutating func start(_ program: Program) -> BoundedRegex.Result {
    if matchesWhole || program.isAnchored { return attempt(at: 0) }
    var position = 0
    while true {
      if let first = program.first {
        while position < text.count, !first.contains(lead: text[position]) {
          fuel &-= 1
          position += 1
        }
        if position == text.count { return .noMatch }
      }
      let result = attempt(at: position)
      if result != .noMatch || position >= text.count { return result }
      position = offset(after: position)
    }
  }

  private mutating func attempt(at position: Int) -> BoundedRegex.Result {
    registers.initialize(repeating: .max)
    switch run(from: 0, at: position, endingAt: nil, number: 0) {
    case .end: return .match
    case .failure: return .noMatch
    case .exhausted: return .undecided
    }
  }

  /// Called where the fuel is used up: grants the budget once.
  @inline(never)
  private mutating func refuel() -> Bool {
    let limit = Self.stepLimit(forBytes: text.count)
    guard granted < limit else { return false }
    fuel += limit - granted
    granted = limit
    if !visited.isActive && registers.isEmpty { visited.activate() }
    return fuel >= 0
  }

  // MARK: Running

  /// Runs the program, or a body of it, from a place to where it ends.
  ///
  /// Recursion is as deep as lookarounds and atomic groups nest, which the parser bounds.
  private mutating func run(
    from start: Int, at origin: Int, endingAt target: Int?, number: UInt64
  ) -> Outcome {
    let base = stack.count
    var pc = start
    var position = origin
    var counters: UInt64 = 0
    steps: while true {
      fuel &-= 1
      if fuel < 0, !refuel() { return .exhausted }
      let instruction = code[pc]
      attempt: if !instruction.isJoin || isNew(pc, position, counters, number) {
        switch instruction.opcode {
        case .byte:
          guard position < text.count, UInt32(text[position]) == instruction.first else { break attempt }
          position &+= 1
          pc &+= 1
          continue steps

        case .set:
          var end = position
          guard take(1, of: Int(instruction.index), at: &end) == 1 else { break attempt }
          position = end
          pc &+= 1
          continue steps

        case .run, .possessiveRun:
          let least = Int(instruction.first)
          let set = Int(instruction.index)
          if least > 0 {
            let taken = take(least, of: set, at: &position)
            fuel &-= taken >> 3
            guard taken == least else { break attempt }
          }
          let limit = position
          let most = Int(instruction.second)
          if most > least {
            if visited.isActive, most > text.count {
              guard takeNew(instruction, at: &position, pc, counters, number) else { break attempt }
            } else {
              fuel &-= take(most - least, of: set, at: &position) >> 3
            }
          }
          pc &+= 1
          if position > limit, instruction.opcode == .run {
            guard push(pc, position, limit: UInt32(truncatingIfNeeded: limit), counters) else {
              return .exhausted
            }
          }
          continue steps

        case .split:
          guard push(Int(instruction.second), position, counters) else { return .exhausted }
          pc = Int(instruction.first)
          continue steps

        case .jump:
          pc = Int(instruction.first)
          continue steps

        case .count, .lazyCount:
          let shift = UInt64(instruction.index) * 16
          let times = UInt32(truncatingIfNeeded: (counters >> shift) & 0xFFFF)
          let left = counters & ~(0xFFFF << shift)
          // A loop that cannot go round so often as it may need not count beyond its least.
          let counts = times < instruction.first || Int(instruction.second) <= text.count
          let again = counts ? counters &+ (1 << shift) : counters
          if times < instruction.first {
            counters = again
            pc &+= 1
          } else if counts && times >= instruction.second {
            counters = left
            pc = Int(instruction.third)
          } else if instruction.opcode == .count {
            guard push(Int(instruction.third), position, left) else { return .exhausted }
            counters = again
            pc &+= 1
          } else {
            guard push(pc &+ 1, position, again) else { return .exhausted }
            counters = left
            pc = Int(instruction.third)
          }
          continue steps

        case .ahead, .notAhead, .behind, .notBehind, .atomic:
          let outcome = runBody(of: instruction, at: pc, position)
          if case .exhausted = outcome { return .exhausted }
          let isNegated = instruction.opcode == .notAhead || instruction.opcode == .notBehind
          if case .end(let end) = outcome {
            if isNegated { break attempt }
            if instruction.opcode == .atomic { position = end }
          } else if !isNegated {
            break attempt
          }
          pc = Int(instruction.first)
          continue steps

        case .behindEnd where position != target:
          break attempt
        case .accept where matchesWhole && position != text.count:
          break attempt
        case .bodyEnd, .behindEnd, .accept:
          stack.cut(to: base)
          return .end(position)

        case .open, .close:
          guard save(instruction, position) else { return .exhausted }
          pc &+= 1
          continue steps

        case .reference, .caselessReference:
          guard let end = matchReference(instruction, at: position) else { break attempt }
          position = end
          pc &+= 1
          continue steps

        case .textStart, .lineStart, .textEnd, .beforeFinalNewline, .lineEnd, .wordBoundary, .notWordBoundary:
          guard holds(instruction.opcode, at: position) else { break attempt }
          pc &+= 1
          continue steps
        }
      }

      // Back to the last state that can still go another way.
      while true {
        if stack.count == base { return .failure }
        let frame = stack.pop()
        if frame.instruction & BacktrackStack.Frame.restoresRegister != 0 {
          let register = Int(frame.instruction & ~BacktrackStack.Frame.restoresRegister)
          registers[register] = frame.counters
          continue
        }
        pc = Int(frame.instruction)
        position = Int(frame.position)
        counters = frame.counters
        if frame.limit != BacktrackStack.Frame.plain {
          position = shorten(to: Int(frame.limit), from: position, before: code[pc])
          if position > Int(frame.limit) {
            // There is room: a frame was just taken.
            _ = push(pc, position, limit: frame.limit, counters)
          }
        }
        break
      }
    }
  }

  /// Whether a state was not seen before, or need not be looked up.
  @inline(__always)
  private mutating func isNew(
    _ pc: Int, _ position: Int, _ counters: UInt64, _ run: UInt64, insideRun: Bool = false
  ) -> Bool {
    // The last number stands for all further ones and remembers nothing.
    guard visited.isActive, run < 0xFFFF else { return true }
    let place = (insideRun ? 1 << 63 : 0) | UInt64(position) << 32 | UInt64(pc) << 16 | run
    return visited.insert(VisitedStates.State(place: place, counters: counters))
  }

  @inline(__always)
  private mutating func push(
    _ pc: Int, _ position: Int, limit: UInt32 = BacktrackStack.Frame.plain, _ counters: UInt64
  ) -> Bool {
    stack.push(
      BacktrackStack.Frame(
        instruction: UInt32(truncatingIfNeeded: pc), position: UInt32(truncatingIfNeeded: position),
        limit: limit, counters: counters))
  }

  /// Gives back scalars of a run: one, and where a certain byte has to follow, as many as it takes.
  private mutating func shorten(to limit: Int, from end: Int, before next: Instruction) -> Int {
    var position = offset(before: end, from: limit)
    if next.opcode == .byte {
      while position > limit, UInt32(text[position]) != next.first {
        position = offset(before: position, from: limit)
      }
      fuel &-= (end - position) >> 3
    }
    return position
  }

  // MARK: Bodies

  private mutating func runBody(of instruction: Instruction, at pc: Int, _ position: Int) -> Outcome {
    var start = position
    var distance = 0
    while distance < Int(instruction.second) {
      guard start > 0 else { return .failure }
      start = offset(before: start, from: 0)
      distance += 1
    }
    fuel &-= distance >> 3
    bodyRuns = min(bodyRuns + 1, 0xFFFF)
    let number = bodyRuns
    while true {
      let outcome = run(from: pc + 1, at: start, endingAt: position, number: number)
      guard case .failure = outcome, start > 0, distance < Int(instruction.third) else { return outcome }
      start = offset(before: start, from: 0)
      distance += 1
    }
  }

  // MARK: Groups

  /// Notes where a group starts, or from where to where it matched.
  private mutating func save(_ instruction: Instruction, _ position: Int) -> Bool {
    var register = instruction.first
    var value = UInt64(position)
    if instruction.opcode == .close {
      value |= registers[Int(register)] << 32
      register += 1
    }
    let slot = Int(register)
    let frame = BacktrackStack.Frame(
      instruction: register | BacktrackStack.Frame.restoresRegister, position: 0,
      limit: BacktrackStack.Frame.plain, counters: registers[slot])
    guard stack.push(frame) else { return false }
    registers[slot] = value
    return true
  }

  /// The end of another occurrence of what a group matched; nil where there is none or the group is unset.
  private mutating func matchReference(_ instruction: Instruction, at position: Int) -> Int? {
    let span = registers[Int(instruction.first) + 1]
    guard span != .max else { return nil }
    var source = Int(span >> 32)
    let sourceEnd = Int(span & 0xFFFF_FFFF)
    var end = position
    while source < sourceEnd {
      guard end < text.count else { return nil }
      fuel &-= 1
      let expected = UTF8Decoding.scalar(at: source, in: text)
      let found = UTF8Decoding.scalar(at: end, in: text)
      let isSame =
        expected.scalar == found.scalar
        || (instruction.opcode == .caselessReference
          && ScalarSet(expected.scalar).ignoringCase().contains(found.scalar))
      if !isSame { return nil }
      source += expected.length
      end += found.length
    }
    return end
  }

  // MARK: Text

  /// Takes up to so many scalars of a set.
  ///
  /// - Returns: How many there were.
  @inline(__always)
  private mutating func take(_ most: Int, of set: Int, at position: inout Int) -> Int {
    var taken = 0
    let low = sets[set].low
    let high = sets[set].high
    while taken < most, position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        let word = byte < 64 ? low : high
        guard (word &>> UInt64(byte & 63)) & 1 != 0 else { break }
        position &+= 1
      } else {
        let length = lengthOfMember(of: set, at: position)
        guard length > 0 else { break }
        position &+= length
      }
      taken &+= 1
    }
    return taken
  }

  /// Takes the scalars of an unbounded run, but none from which on the same run was tried before.
  ///
  /// So runs that start at different places and end at the same one do not all try the same ends.
  ///
  /// - Returns: Whether there is a new end to try.
  private mutating func takeNew(
    _ instruction: Instruction, at position: inout Int, _ pc: Int, _ counters: UInt64, _ run: UInt64
  ) -> Bool {
    guard isNew(pc, position, counters, run, insideRun: true) else { return false }
    while true {
      fuel &-= 1
      var end = position
      guard take(1, of: Int(instruction.index), at: &end) == 1 else { return true }
      guard isNew(pc, end, counters, run, insideRun: true) else { return instruction.opcode == .run }
      position = end
    }
  }

  /// The length of the scalar beyond ASCII at a place where it belongs to a set, else 0.
  @inline(never)
  private mutating func lengthOfMember(of set: Int, at position: Int) -> Int {
    fuel &-= 1
    let (scalar, length) = UTF8Decoding.scalar(at: position, in: text)
    return sets[set].rest.contains(scalar) ? length : 0
  }

  private func offset(after position: Int) -> Int {
    position + UTF8Decoding.scalar(at: position, in: text).length
  }

  @inline(__always)
  private func offset(before position: Int, from limit: Int) -> Int {
    UTF8Decoding.start(ofScalarBefore: position, from: limit, in: text)
  }

  private func holds(_ assertion: Opcode, at position: Int) -> Bool {
    let isAtEnd = position == text.count
    switch assertion {
    case .textStart: return position == 0
    case .lineStart: return position == 0 || text[position - 1] == 10
    case .textEnd: return isAtEnd
    case .lineEnd: return isAtEnd || text[position] == 10
    case .beforeFinalNewline: return isAtEnd || (position == text.count - 1 && text[position] == 10)
    default:
      let isBoundary = isWord(endingAt: position) != isWord(at: position)
      return isBoundary == (assertion == .wordBoundary)
    }
  }

  private func isWord(at position: Int) -> Bool {
    position < text.count
      && ScalarSet.wordScalars.contains(UTF8Decoding.scalar(at: position, in: text).scalar)
  }

  private func isWord(endingAt position: Int) -> Bool {
    position > 0 && isWord(at: offset(before: position, from: 0))
  }
}
