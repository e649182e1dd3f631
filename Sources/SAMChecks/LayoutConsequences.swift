import SAMTemplate
import YAMLSyntax

/// What follows from a mistake in the layout of sound YAML, and is said already where the mistake is.
struct LayoutConsequences {
  private let template: Template

  init(_ template: Template) { self.template = template }

  /// The findings, in the order of the text, without those that follow from others.
  ///
  /// - Complexity: linear in the findings, with O(depth × log² n) for each that asks.
  func without(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let strays = strayNames(diagnostics)
    // What refers to something within a section that is none is not looked for.
    let losesUses = diagnostics.contains { $0.code == Rule.unknownSection.code }
    var firstOfTwo: Set<Int> = []
    for diagnostic in diagnostics where diagnostic.code == Rule.repeatedKey.code {
      for related in diagnostic.related { firstOfTwo.insert(line(related.range.lowerBound)) }
    }
    // Where the entry after a key without a value starts, or after an entry that was probably meant to be below it.
    var gap: Int?
    var last: Range<Int>?
    return diagnostics.filter { diagnostic in
      let start = diagnostic.range.lowerBound
      switch diagnostic.code {
      case Rule.wrongKind.code, Rule.missingProperty.code:
        // Of a key that is there twice, the one that counts may have what the other lacks.
        if firstOfTwo.contains(line(start)) { return false }
        guard let region = template.tree.regions(around: start).last else { break }
        if isEmpty(region) {
          gap = region.upperBound
        } else if gap == region.lowerBound {
          gap = region.upperBound
          return false
        }
      case Rule.unknownProperty.code, Rule.ignoredAttribute.code, Rule.invalidGlobals.code,
        Rule.unknownSection.code:
        guard gap == start, let region = template.tree.regions(around: start).last else { break }
        gap = region.upperBound
        return false
      case Rule.unresolvedReference.code, Rule.unknownCondition.code, Rule.unknownAttribute.code,
        Rule.invalidDependency.code:
        if !strays.isEmpty, strays.contains(name(in: diagnostic.range)) { return false }
      case Rule.unusedParameter.code, Rule.unusedMapping.code: if losesUses { return false }
      case Rule.unusedCondition.code, Rule.circularDependency.code: if !strays.isEmpty { return false }
      default: break
      }
      // Of a value that is not there yet one thing is said.
      if last == diagnostic.range, template.tree.path(to: start).last?.isMissing == true { return false }
      last = diagnostic.range
      return true
    }
  }

  /// The names of what stands at the level of the sections, or of what describes their entries, and does not belong
  /// there: they were probably meant to be defined a level higher or deeper.
  private func strayNames(_ diagnostics: [Diagnostic]) -> Set<String> {
    var names: Set<String> = []
    for diagnostic in diagnostics {
      let isSection = diagnostic.code == Rule.unknownSection.code
      guard isSection || diagnostic.code == Rule.unknownProperty.code && diagnostic.path.count <= 3,
        case let path = template.tree.path(to: diagnostic.range.lowerBound), let key = path.last,
        let entry = path.dropLast().last?.entry(named: key.value), entry.value.kind == .mapping
      else { continue }
      names.insert(key.value)
      if isSection { names.formUnion(entry.value.entries.prefix(1000).map(\.key.value)) }
    }
    return names
  }

  /// The name that a reference starts with.
  private func name(in range: Range<Int>) -> String {
    let text = template.text.string(in: range.lowerBound..<min(range.upperBound, range.lowerBound + 200))
    return String(text.drop { !$0.isLetter && !$0.isNumber }.prefix { $0.isLetter || $0.isNumber })
  }

  /// Whether nothing is written for the value of the entry that fills a region.
  private func isEmpty(_ region: Range<Int>) -> Bool {
    guard
      let key = template.tree.path(to: region.lowerBound).last(where: {
        $0.range.lowerBound == region.lowerBound
      }),
      key.kind == .scalar
    else { return false }
    let rest = key.range.upperBound..<region.upperBound
    return rest.count < 400
      && template.text.string(in: rest).utf8.allSatisfy {
        $0 == UInt8(ascii: ":") || $0 == 0x20 || $0 == 0x0A || $0 == 0x0D
      }
  }

  private func line(_ offset: Int) -> Int { template.text.line(at: offset) }
}
