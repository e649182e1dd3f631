/// The answer to `textDocument/hover`.
package struct Hover: Sendable, Hashable, Encodable {
  package var contents: MarkupContent
  /// What the answer is about.
  package var range: PositionRange

  package init(contents: MarkupContent, range: PositionRange) {
    self.contents = contents
    self.range = range
  }
}
