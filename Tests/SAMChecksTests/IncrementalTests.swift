import TestSupport
import Testing

/// After any edits the tree and the findings that followed them are those read from scratch. The long form is
/// `edit-soak`.
@Suite struct IncrementalTests {
  @Test(arguments: Array(Fixture.all.enumerated().map { (index: $0, fixture: $1) }))
  func followsEdits(_ index: Int, _ fixture: Fixture) {
    var edits = RandomEdits(seed: UInt64(index) * 7919 + 1)
    var document = EditedDocument(fixture.text)
    for step in 0..<RandomEdits.count(60) {
      // A text that has become a ruin tests little.
      if step % 20 == 0 {
        document = EditedDocument(fixture.text)
        edits.forget()
      }
      let before = document.text
      let edit = edits.next(in: document.tree.text)
      guard let difference = document.apply(edit, checks: step % 5 != 3) else { continue }
      Issue.record("step \(step), \(edit): \(difference)\nbefore: \(before.debugDescription)")
      return
    }
  }
}
