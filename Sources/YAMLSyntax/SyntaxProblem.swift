/// Something in a text that keeps it from being sound YAML (or JSON).
public struct SyntaxProblem: Sendable, Hashable {
  /// The mistakes that people make, one name for each; `other` has libyaml's view of those that have none.
  public enum Kind: Sendable, Hashable {
    case unclosedQuote, unclosedFlow, missingColon, missingComma, badIndentation, tabIndentation
    case mergeConflict, severalDocuments, depthLimit, invalidEncoding, controlCharacter
    case undefinedAlias, invalidAlias, invalidAnchor, invalidTag, invalidDirective, invalidEscape
    case reservedCharacter, invalidBlockHeader, unexpectedText
    case other(String)
  }

  /// A place that explains the problem.
  public struct Related: Sendable, Hashable {
    /// The place, in bytes.
    public var range: Range<Int>
    /// What is to be seen there.
    public var message: String
  }

  /// Which mistake it is.
  public var kind: Kind
  /// What the person has to mend.
  public var range: Range<Int>
  /// The end of all that belongs to the mistake, where that is more than what is to be mended first: a conflict's last
  /// marker, the last of several lines behind tabs.
  public var extent: Int?
  /// One sentence: what is wrong and what would be right.
  public var message: String
  /// Places that explain it.
  public var related: [Related] = []
}
