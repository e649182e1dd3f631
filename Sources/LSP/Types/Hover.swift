package import JSON

/// The answer to `textDocument/hover`.
package struct Hover: Sendable, Hashable {
  package var contents: MarkupContent
  /// What the answer is about.
  package var range: PositionRange

  package init(contents: MarkupContent, range: PositionRange) {
    self.contents = contents
    self.range = range
  }
}

extension Hover: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("contents", contents)
      json.member("range", range)
    }
  }
}
