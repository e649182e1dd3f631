public import SAMChecks
import SAMTemplate
public import YAMLSyntax

/// A document that is known twice: as its edits lead to it, and as its text is when read from scratch. Both must say
/// the same.
public struct EditedDocument {
  /// The tree that followed the edits.
  public private(set) var tree: SyntaxTree
  /// What the checks that followed the edits say. It may be some edits behind the tree, as in a server that is busy.
  public private(set) var analysis: Analysis
  /// The text, kept in a way that shares nothing with the tree's.
  private var bytes: [UInt8]
  private let leafSize: Int?

  /// The document before any edit.
  /// - Parameter leafSize: pieces of the text above this size are taken apart; nil for what the tree does by itself.
  public init(_ text: String, leafSize: Int? = nil) {
    self.leafSize = leafSize
    bytes = Array(text.utf8)
    tree = Self.tree(text, leafSize)
    analysis = Self.analysis(tree)
  }

  /// The text after the edits so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Applies an edit. Says what differs then; nil where nothing does.
  /// - Parameter checks: whether the checks follow, too. Otherwise they follow with the next edit.
  public mutating func apply(_ edit: SourceEdit, checks: Bool) -> String? {
    tree = tree.applying(edit)
    bytes.replaceSubrange(
      scalarStart(edit.range.lowerBound)..<scalarStart(edit.range.upperBound), with: edit.replacement.utf8)
    let fresh = Self.tree(text, leafSize)
    if let difference = differenceOfText(fresh.text, around: edit.range.lowerBound) { return difference }
    if let difference = tree.firstDifference(to: fresh) { return "the tree: \(difference)" }
    return checks ? differenceOfFindings(fresh) : nil
  }

  private mutating func differenceOfFindings(_ fresh: SyntaxTree) -> String? {
    analysis = analysis.updated(to: analysis.template.updated(to: tree))
    let expected = Self.analysis(fresh).diagnostics
    let found = analysis.diagnostics
    if found == expected { return nil }
    let surplus = Set(found).subtracting(expected).map(Self.sketch)
    let missing = Set(expected).subtracting(found).map(Self.sketch)
    return "the findings: too much \(surplus), missing \(missing), or in another order"
  }

  private func differenceOfText(_ fresh: SourceText, around offset: Int) -> String? {
    let text = tree.text
    guard text.utf8Count == fresh.utf8Count, text.lineCount == fresh.lineCount,
      text.utf16Count(in: 0..<text.utf8Count) == fresh.utf16Count(in: 0..<fresh.utf8Count),
      text.withUTF8(in: 0..<text.utf8Count, { $0.elementsEqual(bytes) })
    else { return "the text" }
    for line in text.line(at: offset)...min(text.line(at: offset) + 2, text.lineCount - 1) {
      guard text.lineStart(line) == fresh.lineStart(line), text.lineRange(line) == fresh.lineRange(line),
        text.utf16Count(in: text.lineRange(line)) == fresh.utf16Count(in: fresh.lineRange(line))
      else { return "line \(line)" }
    }
    return nil
  }

  private func scalarStart(_ offset: Int) -> Int {
    var offset = min(max(offset, 0), bytes.count)
    while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private static func tree(_ text: String, _ leafSize: Int?) -> SyntaxTree {
    let text = SourceText(text)
    return leafSize.map { SyntaxTree(text, leafSize: $0) } ?? SyntaxTree(text)
  }

  private static func analysis(_ tree: SyntaxTree) -> Analysis {
    Analysis(Template(tree), configuration: CheckConfiguration(today: "2026-10-20"))
  }

  private static func sketch(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.range) \(diagnostic.code) \(diagnostic.message) \(diagnostic.related) \(diagnostic.fixes)"
  }
}
