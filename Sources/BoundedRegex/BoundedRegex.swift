/// A compiled regular expression whose matching is bounded: an immutable value, cheap to keep and to share.
///
/// Templates carry patterns that their authors wrote and schemas carry thousands more; a backtracking engine
/// can take minutes on any of them. This one never runs longer than a fixed budget plus a term linear in the
/// text, and says ``Result/undecided`` where that was not enough.
///
/// ```swift
/// let bucket = try BoundedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")
/// bucket.search("my-bucket")     // .match
/// bucket.fullMatch("My bucket")  // .noMatch
/// ```
///
/// **Dialect.** The common core of Python, Java and ECMAScript, with Python's meaning where they differ: `\d`,
/// `\w` and `\s` are Unicode classes, `.` stops only at a line feed, `$` also matches before a final line feed,
/// `\Z` and `\z` only at the end, a `[` inside a class is a literal. Flags `(?i)`, `(?s)`, `(?m)` hold to the
/// end of their group. From Java come `&&[…]` (intersection of classes) and a pair of `\u` surrogates for one
/// scalar.
/// A possessive or atomic group that repeats what may be empty can be decided otherwise than elsewhere.
/// Patterns and texts are sequences of Unicode scalars; nothing is normalised.
///
/// **Engine.** Backtracking over a compact program. After a short head start every state that more than one
/// path can reach is remembered and never tried twice, so the work is at most proportional to
/// `program × text` for patterns of letters, classes, alternation and repetition; counted repetition of a
/// group multiplies it by the counts that occur, a lookaround by the places where it is tried. Patterns with
/// back-references remember nothing and rely on the budget.
public struct BoundedRegex: Sendable {
  /// What is known about a text.
  public enum Result: Equatable, Sendable {
    /// The pattern matches.
    case match
    /// The pattern does not match.
    case noMatch
    /// The budget of steps or memory was used up first. Treat it as unknown, never as wrong.
    case undecided
  }

  /// Why a pattern could not be compiled.
  public struct SyntaxError: Error, Equatable, Sendable {
    /// Whether the pattern or this engine is at fault.
    public enum Kind: Equatable, Sendable {
      /// The pattern is malformed.
      case malformed
      /// The pattern may be well-formed elsewhere, but uses a construct that this engine lacks or is larger
      /// than it takes. Say nothing about the pattern's validity to its author.
      case unsupported
    }

    /// Where in the pattern, 0-based, in Unicode scalars.
    public let offset: Int
    /// One sentence for the pattern's author.
    public let message: String
    /// Whether the pattern or this engine is at fault.
    public let kind: Kind
  }

  let program: Program
  /// What a text has to be where the pattern is one class repeated, anchored at both ends, as most names' patterns are.
  private let wholeRun: WholeRun?

  /// Compiles a pattern.
  ///
  /// The program holds a repetition once whatever its counts, so its size is linear in the pattern's. Limits,
  /// all reported as ``SyntaxError/Kind/unsupported``: groups nested more than 100 deep, 65,535 instructions,
  /// four counted repetitions of groups inside each other, counts over 65,535 on a group.
  ///
  /// - Parameter pattern: The pattern, without delimiters.
  /// - Throws: ``SyntaxError`` at the first place that cannot be understood.
  /// - Complexity: O(*n*) in the pattern's length, times its nesting depth at worst.
  public init(_ pattern: String) throws(SyntaxError) {
    var parser = PatternParser(pattern)
    let root = try parser.parse()
    program = try Compiler.compile(root, referencedGroups: parser.referencedGroups)
    wholeRun = WholeRun(root)
  }

  /// Looks for the pattern anywhere in a text, as Python's `re.search` does.
  ///
  /// - Parameter text: The text to look in.
  /// - Returns: Whether the pattern occurs.
  /// - Complexity: Bounded by about 500,000 + 20 × the text's UTF-8 bytes in steps of a few nanoseconds, and by
  ///   16 MiB; usually a step for each literal and a fraction of one for each scalar of a class. Allocates only
  ///   where more than 40 places to go back to or more than 30 states are kept at a time.
  public func search(_ text: String) -> Result {
    var text = text
    return text.withUTF8 { search($0) }
  }

  /// Matches the pattern against a whole text, as Java's `matches()` and Python's `re.fullmatch` do.
  ///
  /// - Parameter text: The text to match.
  /// - Returns: Whether the pattern matches all of it.
  /// - Complexity: As for ``search(_:)-(String)``.
  public func fullMatch(_ text: String) -> Result {
    var text = text
    return text.withUTF8 { fullMatch($0) }
  }

  /// Looks for the pattern anywhere in UTF-8 text; see ``search(_:)-(String)``.
  ///
  /// - Parameter utf8: The text. Bytes that are no UTF-8 each count as U+FFFD.
  /// - Returns: Whether the pattern occurs.
  public func search(_ utf8: UnsafeBufferPointer<UInt8>) -> Result {
    wholeRun?.search(utf8) ?? Matcher.match(program, utf8, mode: .search).result
  }

  /// Matches the pattern against all of a UTF-8 text; see ``fullMatch(_:)-(String)``.
  ///
  /// - Parameter utf8: The text. Bytes that are no UTF-8 each count as U+FFFD.
  /// - Returns: Whether the pattern matches all of it.
  public func fullMatch(_ utf8: UnsafeBufferPointer<UInt8>) -> Result {
    Matcher.match(program, utf8, mode: .whole).result
  }
}
