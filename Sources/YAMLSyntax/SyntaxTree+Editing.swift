extension SyntaxTree {
  /// The tree of the text after an edit: equal to `SyntaxTree(editedText)`. The cost follows the edited block.
  public func applying(_ edit: SourceEdit) -> SyntaxTree {
    var edited = text
    edited.replace(edit.range, with: edit.replacement)
    let low = text.scalarStart(text.clamp(edit.range).lowerBound)
    let high = text.scalarStart(text.clamp(edit.range).upperBound)
    let memo =
      stream.isSimple
      ? stream.parts.first.map {
        Memo(root: $0.block, base: $0.start, edited: low..<high, delta: edited.utf8Count - text.utf8Count)
      } : nil
    return SyntaxTree(
      edited, edited.withWindow { DocumentStream.parse($0, memo: memo, leafSize: leafSize) },
      leafSize: leafSize)
  }
}
