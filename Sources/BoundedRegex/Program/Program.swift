/// A compiled pattern.
struct Program: Sendable {
  var code: [Instruction]
  var sets: [ScalarSet]
  /// Registers of the groups that are referred to: two a group.
  var registerCount: Int
  /// Whether every match starts at the start of the text.
  var isAnchored: Bool
  /// What a match may begin with; nil where that is not known or a match may be empty.
  var first: ScalarSet?
  /// Whether a loop may go round without consuming anything, which only remembering states ends.
  var hasEmptyLoop: Bool
}

/// One step of a program, 16 bytes. What the operands mean is said at each ``Opcode``.
struct Instruction: Sendable {
  var opcode: Opcode
  /// Whether more than one path leads here, so that it pays to remember having been here.
  var isJoin = false
  /// A set or a counter.
  var index: UInt16 = 0
  var first: UInt32 = 0
  var second: UInt32 = 0
  var third: UInt32 = 0

  static let unbounded = UInt32.max
}

enum Opcode: UInt8, Sendable {
  /// One byte, `first`.
  case byte
  /// One scalar of set `index`.
  case set
  /// `first` to `second` scalars of set `index`, as many as there are, fewer on the way back.
  case run
  /// The same, never fewer.
  case possessiveRun
  /// Tries `first`, then `second`.
  case split
  /// Goes on at `first`.
  case jump
  /// Head of a loop whose body follows: `first` to `second` times, the rest at `third`; counter `index`.
  case count
  /// The same, trying the rest first.
  case lazyCount
  /// Bodies that follow; the rest at `first`. They start `second` to `third` scalars earlier.
  case ahead, notAhead, behind, notBehind, atomic
  /// End of a body; of lookbehind only where it was called for.
  case bodyEnd, behindEnd
  /// Group boundaries into registers `first`.
  case open, close
  /// What register `first` holds.
  case reference, caselessReference
  case textStart, lineStart, textEnd, beforeFinalNewline, lineEnd, wordBoundary, notWordBoundary
  case accept
}
