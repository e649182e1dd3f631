import SAMTemplate
import YAMLSyntax

/// What follows from broken syntax and is not said again: of a collection in which something is broken nobody knows what
/// it lacks or has too much, and a name that nothing seems to define, or to use, may stand where the text is broken.
struct SyntaxConsequences {
  private let template: Template
  /// The lines that problems say something of, in order and apart from each other.
  private let lines: [ClosedRange<Int>]
  /// Where the problems are, in the order of the text.
  private let places: [Int]
  /// Whether the text may end too early, so that the last entries are not complete.
  private let isCutOff: Bool
  /// Whether some problem stands among the sections, or among a section's entries: then names may be lost.
  private let mayLoseNames: Bool
  private let mayLoseSections: Bool
  /// Whether something is broken in `Globals`, which completes the resources.
  private let mayLoseGlobals: Bool

  private static let manyProblems = 200

  /// Nil where the text is sound.
  ///
  /// - Complexity: O(p × log p) for p problems.
  init?(_ template: Template) {
    let tree = template.tree
    guard !tree.problems.isEmpty else { return nil }
    self.template = template
    var lines: [ClosedRange<Int>] = []
    for problem in tree.problems {
      let first = tree.text.line(at: problem.range.lowerBound)
      let last = max(first, tree.text.line(at: problem.extent ?? problem.range.upperBound))
      if let before = lines.last, before.upperBound >= first {
        lines[lines.count - 1] = before.lowerBound...max(before.upperBound, last)
      } else {
        lines.append(first...last)
      }
    }
    self.lines = lines
    let places = tree.problems.map(Self.place)
    self.places = places.sorted()
    // Where that much is broken, anything may be lost.
    let levels = places.count > Self.manyProblems ? [0] : places.map { Self.level($0, tree) }
    // An open bracket of a template in JSON may hold what should come after it.
    let isOpen =
      tree.root?.style == .flow
      && tree.problems.contains { $0.kind == .unclosedFlow || $0.kind == .unclosedQuote }
    isCutOff = isOpen
    mayLoseSections = isOpen || levels.contains { $0 <= 1 }
    mayLoseNames = isOpen || levels.contains { $0 <= 2 }
    if let globals = template.header.sections[.globals]?.key.range.lowerBound,
      let region = tree.regions(around: globals).first
    {
      mayLoseGlobals = mayLoseSections || places.contains(where: region.contains)
    } else {
      mayLoseGlobals = false
    }
  }

  /// Where the line's content starts for problems of indentation, else where the problem does.
  private static func place(_ problem: SyntaxProblem) -> Int {
    switch problem.kind {
    case .badIndentation, .tabIndentation: problem.range.upperBound
    default: problem.range.lowerBound
    }
  }

  /// How many collections there are around a place, told by what is before it and by its column.
  private static func level(_ place: Int, _ tree: SyntaxTree) -> Int {
    func column(_ offset: Int) -> Int { offset - tree.text.lineStart(tree.text.line(at: offset)) }
    let own = column(place)
    return tree.regions(around: place).count { column($0.lowerBound) <= own }
  }

  /// Whether a finding follows from a problem, or may do so.
  func include(_ diagnostic: Diagnostic) -> Bool {
    let offset = diagnostic.range.lowerBound
    let line = template.text.line(at: offset)
    if isBroken(line) { return true }
    switch diagnostic.code {
    case Rule.unusedParameter.code, Rule.unusedMapping.code, Rule.unusedCondition.code,
      Rule.missingResources.code:
      return true
    case Rule.missingTransform.code, Rule.loopWithoutTransform.code: if mayLoseSections { return true }
    case Rule.unresolvedReference.code, Rule.unknownCondition.code, Rule.invalidDependency.code:
      if mayLoseNames { return true }
    case Rule.missingHandler.code, Rule.missingProperty.code: if mayLoseGlobals { return true }
    default: break
    }
    let regions = template.tree.regions(around: offset)
    guard let own = regions.last else { return true }
    if hasPlace(in: own) || isCutOff && own.upperBound == template.text.utf8Count { return true }
    if diagnostic.code == Rule.wrongKind.code || diagnostic.code == Rule.missingProperty.code {
      // What has no value may have it behind the broken line that follows.
      let next = template.text.line(at: own.upperBound)
      if own.upperBound < template.text.utf8Count, isBroken(next) {
        return true
      }
    }
    switch diagnostic.code {
    case Rule.unknownProperty.code, Rule.ignoredAttribute.code, Rule.invalidGlobals.code,
      Rule.repeatedKey.code, Rule.propertyConflict.code, Rule.repeatedItem.code, Rule.invalidName.code:
      // It is too much, or twice, in the collection around it.
      guard let around = regions.dropLast().last else { return false }
      return hasPlace(in: around)
    case Rule.unknownSection.code: return mayLoseSections
    default: return false
    }
  }

  private func isBroken(_ line: Int) -> Bool {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].upperBound < line { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low].lowerBound <= line
  }

  private func hasPlace(in range: Range<Int>) -> Bool {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low] < range.upperBound
  }
}
