/// One change of a text: the bytes in `range` of the old text give way to `replacement`.
public struct SourceEdit: Sendable, Hashable {
  /// What is replaced, in bytes of the text before the edit.
  public var range: Range<Int>
  /// What stands there afterwards.
  public var replacement: String

  /// An edit.
  public init(range: Range<Int>, replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
