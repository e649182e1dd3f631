import SAMChecks
import SAMTemplate
import YAMLSyntax

/// What is known of one document, brought up to date as far as it is asked for.
///
/// The one place that knows in which order text, tree, template and checks follow from each other. The checks that were
/// run last stay with the template that they were run on, so that any number of edits and questions may come before
/// the next run, which then costs what changed since.
struct DocumentAnalysis: Sendable {
  private(set) var tree: SyntaxTree
  /// Whether the text may hold something that suppresses findings; once it may, it is looked at each time. Nil as long as
  /// there were no findings: nobody has looked.
  private var hasMarks: Bool?
  private var checked: Analysis?
  private var current: Template?

  init(_ text: SourceText) {
    tree = SyntaxTree(text)
  }

  var text: SourceText { tree.text }

  /// Replaces a range of the text.
  mutating func apply(_ edit: SourceEdit) {
    tree = tree.applying(edit)
    current = nil
    guard hasMarks == false else { return }
    let start = edit.range.lowerBound
    hasMarks = Suppression.hasMarks(in: start..<start + edit.replacement.utf8.count, of: tree.text)
  }

  /// Whether the next edit of a text whose findings are known finds all that it needs.
  var isPreparedForEdits: Bool { checked?.isPreparedForEdits ?? true }

  /// Does now what the next edit would have to wait for.
  mutating func prepareForEdits() { checked?.prepareForEdits() }

  /// The paths of files that the last checks looked for, as the template writes them.
  var namedFiles: [String] { checked?.namedFiles ?? [] }

  /// What the text means.
  mutating func template() -> Template {
    if let current { return current }
    let template = checked?.template.updated(to: tree) ?? Template(tree)
    current = template
    return template
  }

  /// What is wrong with it, by position, but for what its writer does not want to hear.
  ///
  /// - Parameters:
  ///   - ignoredChecks: what the project does not want to hear, as cfn-lint's `ignore_checks` says it.
  ///   - files: what is known of the files that the template names.
  mutating func diagnostics(
    _ configuration: CheckConfiguration, ignoredChecks: [String], files: any LocalFiles
  ) -> [Diagnostic] {
    let template = template()
    if checked?.configuration == configuration {
      checked?.update(to: template, files: files)
    } else {
      checked = Analysis(template, configuration: configuration, files: files)
    }
    // What changed has been followed: another look, at other files, starts from here.
    current = template.settled
    let found = checked?.diagnostics ?? []
    if found.isEmpty { return found }
    let hasMarks = hasMarks ?? Suppression.hasMarks(in: 0..<text.utf8Count, of: text)
    self.hasMarks = hasMarks
    guard hasMarks || !ignoredChecks.isEmpty else { return found }
    return Suppression(template, prefixes: ignoredChecks).filter(found)
  }
}
