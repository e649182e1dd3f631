extension SyntaxTree {
  /// The tree of the text after an edit: equal to `SyntaxTree(editedText)`. The cost follows the edited block.
  public func applying(_ edit: SourceEdit) -> SyntaxTree {
    let clamped = text.clamp(edit.range)
    let edited = text.scalarStart(clamped.lowerBound)..<text.scalarStart(clamped.upperBound)
    var newText = text
    newText.replace(edited, with: edit.replacement)
    if var updater = Updater(stream, text: newText, oldText: text, edited: edited, leafSize: leafSize),
      let updated = updater.updated(stream)
    {
      return SyntaxTree(newText, updated, leafSize: leafSize)
    }
    let delta = newText.utf8Count - text.utf8Count
    let memo =
      stream.isSimple
      ? stream.parts.first.map { Memo(root: $0.block, base: $0.start, edited: edited, delta: delta) } : nil
    let parsed = newText.withWindow { DocumentStream.parse($0, memo: memo, leafSize: leafSize) }
    return SyntaxTree(newText, parsed, leafSize: leafSize)
  }
}
