import TestSupport
import YAMLSyntax

/// Edits of a text, one after the other, after the last of which something differs.
struct Failure {
  var text: String
  var edits: [SourceEdit]
  let leafSize: Int?
  var difference: String

  /// Makes as much as is quickly done smaller: fewer edits first, then less text around them.
  func smaller() -> Failure {
    var failure = withFewerEdits()
    guard failure.edits.count == 1 else { return failure }
    var size = max(failure.text.utf8.count / 2, 1)
    while true {
      let before = failure.text.utf8.count
      var end = before
      while end > 0 {
        failure = failure.without(max(end - size, 0)..<end) ?? failure
        end -= size
      }
      if size == 1, failure.text.utf8.count == before { return failure }
      size = max(size / 2, 1)
    }
  }

  /// Without the edits that an unedited text may stand for.
  private func withFewerEdits() -> Failure {
    var texts = [text]
    var document = EditedDocument(text, leafSize: leafSize)
    for edit in edits.dropLast() {
      _ = document.apply(edit, checks: false)
      texts.append(document.text)
    }
    for start in texts.indices.reversed() {
      let failure = Failure(
        text: texts[start], edits: Array(edits[start...]), leafSize: leafSize, difference: difference)
      if let found = failure.repeated() { return found }
    }
    return self
  }

  /// Without a part of the text that the edit does not touch; nil where nothing differs then.
  private func without(_ range: Range<Int>) -> Failure? {
    guard let edit = edits.first else { return nil }
    let place = edit.range
    guard range.upperBound <= place.lowerBound || range.lowerBound >= place.upperBound else { return nil }
    var bytes = Array(text.utf8)
    bytes.removeSubrange(range)
    guard let rest = String(validating: bytes, as: UTF8.self) else { return nil }
    let shift = range.upperBound <= place.lowerBound ? range.count : 0
    let moved = SourceEdit(
      range: place.lowerBound - shift..<place.upperBound - shift, replacement: edit.replacement)
    return Failure(text: rest, edits: [moved], leafSize: leafSize, difference: difference).repeated()
  }

  /// The same with what differs now; nil where nothing does.
  private func repeated() -> Failure? {
    var document = EditedDocument(text, leafSize: leafSize)
    for (index, edit) in edits.enumerated() {
      guard let found = document.apply(edit, checks: true) else { continue }
      var failure = self
      failure.edits = Array(edits[...index])
      failure.difference = found
      return failure
    }
    return nil
  }
}

extension Failure: CustomStringConvertible {
  /// As it may be put into a test.
  var description: String {
    let edits = edits.map { "SourceEdit(range: \($0.range), replacement: \($0.replacement.escaped))" }
    return """
      leaf \(leafSize.map(String.init) ?? "as it is"): \(difference)
      \(text.escaped)
      \(edits.joined(separator: "\n"))
      """
  }
}

extension String {
  /// As a literal in which every character can be seen.
  fileprivate var escaped: String {
    let scalars = unicodeScalars.map {
      $0.isASCII ? $0.escaped(asASCII: true) : "\\u{\(String($0.value, radix: 16))}"
    }
    return "\"" + scalars.joined() + "\""
  }
}
