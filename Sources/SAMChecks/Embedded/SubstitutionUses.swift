import SAMTemplate
import YAMLSyntax

/// The placeholders `${Name}` of a state machine's definition.
struct SubstitutionUses {
  /// Each name once, at its first place: byte offsets in the document that holds the definition.
  private(set) var names: [(name: String, range: Range<Int>)] = []
  /// What `Fn::Sub` leaves for later, `${!Name}`.
  private var escaped: Set<String> = []
  private var seen: Set<String> = []
  /// Whether part of the definition is written elsewhere.
  private var mayHoldOthers = false
  /// The file that holds the definition; nil for the template.
  private(set) var file: Diagnostic.NamedFile?
  /// Where the template names that file.
  private(set) var place = 0..<0

  /// Reads a definition that is written as a mapping. In a `Fn::Sub` placeholders are CloudFormation's.
  ///
  /// - Complexity: linear in the node.
  init(inTree root: Node, of text: SourceText) {
    var waiting: [(node: Node, isSub: Bool)] = [(root, false)]
    while let (node, isSub) = waiting.popLast() {
      let isSub = isSub || node.tag == "!Sub"
      switch node.kind {
      case .scalar:
        if isSub { addEscaped(node.value) } else { add(SubTemplate(node, in: text)) }
      case .sequence:
        for item in node.items.reversed() { waiting.append((item, isSub)) }
      case .mapping:
        for entry in Array(node.entries).reversed() {
          waiting.append((entry.value, isSub || entry.key.valueEquals("Fn::Sub")))
          waiting.append((entry.key, isSub))
          if entry.key.valueEquals("Fn::Transform") { mayHoldOthers = true }
        }
      case .alias: mayHoldOthers = true
      }
    }
  }

  /// Reads a definition that is text.
  ///
  /// - Complexity: linear in the range.
  init(inText range: Range<Int>, of text: SourceText) { add(SubTemplate(range, in: text)) }

  /// The same, of a file that the template names at a range.
  func placed(in file: Diagnostic.NamedFile, at range: Range<Int>) -> SubstitutionUses {
    var uses = self
    uses.file = file
    uses.place = range
    return uses
  }

  /// Whether a name is used, or may be.
  func isUsed(_ name: String) -> Bool { mayHoldOthers || seen.contains(name) || escaped.contains(name) }

  private mutating func add(_ template: SubTemplate) {
    for placeholder in template.placeholders where Self.isName(placeholder.name) {
      if seen.insert(placeholder.name).inserted { names.append((placeholder.name, placeholder.range)) }
    }
  }

  private mutating func addEscaped(_ text: String) {
    for part in text.split(separator: "${!", omittingEmptySubsequences: false).dropFirst() {
      escaped.insert(String(part.prefix { $0 != "}" }))
    }
  }

  /// Expressions have braces too: a name has none of their signs.
  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || "_-.:".utf8.contains($0)
    }
  }
}
