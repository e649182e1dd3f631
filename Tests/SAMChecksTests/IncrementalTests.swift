import SAMChecks
import SAMTemplate
import TestSupport
import Testing
import YAMLSyntax

/// After any edits the analysis that followed them is the one made from scratch.
@Suite struct IncrementalTests {
  @Test(arguments: Array(Fixture.all.enumerated().map { (index: $0, fixture: $1) }))
  func followsEdits(_ index: Int, _ fixture: Fixture) {
    var edits = RandomEdits(seed: UInt64(index) * 7919 + 1)
    var text = fixture.text
    var analysis = Case.analyse(text)
    for step in 0..<RandomEdits.count(60) {
      // A text that has become a ruin tests little.
      if step % 20 == 0 {
        text = fixture.text
        analysis = Case.analyse(text)
      }
      let before = text
      let (range, replacement) = edits.next(in: text)
      let tree = analysis.template.tree.applying(SourceEdit(range: range, replacement: replacement))
      analysis = analysis.updated(to: analysis.template.updated(to: tree))
      text =
        before.utf8(0..<range.lowerBound) + replacement + before.utf8(range.upperBound..<before.utf8.count)
      let fresh = Case.analyse(text)
      guard analysis.diagnostics == fresh.diagnostics else {
        let (found, expected) = (Set(analysis.diagnostics), Set(fresh.diagnostics))
        Issue.record(
          """
          step \(step): \(range) becomes \(replacement.debugDescription)
          too much: \(found.subtracting(expected).map(Self.sketch))
          missing: \(expected.subtracting(found).map(Self.sketch))
          before: \(before.debugDescription)
          """)
        return
      }
    }
  }

  private static func sketch(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.range) \(diagnostic.code) \(diagnostic.message) \(diagnostic.related) \(diagnostic.fixes)"
  }
}
