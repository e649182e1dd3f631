import HashTreeCollections
import ParallelWork
public import SAMTemplate
import YAMLSyntax

/// What the checks find in a template: a value, a pure function of the template and the configuration.
///
/// Findings are kept per entry. After an edit only those entries are checked again that changed, or that asked
/// for a name that now means something else.
public struct Analysis: Sendable {
  /// What was checked.
  public private(set) var template: Template
  /// What the project wants of the checks.
  public let configuration: CheckConfiguration
  /// What is known of the files that the template names.
  public private(set) var files: any LocalFiles
  /// The paths that checks looked at, and how many entries' did.
  private var fileAskers: [String: Int] = [:]
  /// The same of what is checked outside entries, each time anew.
  private var templateFiles: Set<String> = []
  private var results: TreeDictionary<SubtreeID, EntryResult> = [:]
  /// What the first look at the template found, as long as it is not among `results`: nobody asks for one entry's before
  /// the first edit.
  private var unindexed: [(id: SubtreeID, result: EntryResult)] = []
  /// The entries with findings, and where they stand.
  private var located: [Located] = []
  /// Who asked what a name means; made by `prepareForEdits`.
  private var askers: TreeDictionary<Question, TreeSet<SubtreeID>>?
  private var templateFindings: [Finding] = []
  private var cycleFindings: [Finding] = []
  /// What was found in `Globals`, kept like an entry's: as long as it stays and what it asked does.
  private var globals: EntryResult?
  private var hasCycles = false

  /// An entry with findings: its place among its section's entries, and where it starts.
  private struct Located {
    let id: SubtreeID
    let result: EntryResult
    let section: Section
    var index: Int
    var base: Int
  }

  /// What the check of one entry found, and what it asked.
  private final class EntryResult: Sendable {
    let findings: [Finding]
    let asked: [Question]
    let askedFiles: [String]

    init(_ checker: Checker) {
      findings = checker.findings
      asked = checker.asked.all
      askedFiles = checker.asked.files
    }
  }

  /// Checks a template.
  ///
  /// - Parameter files: what is known of the files that the template names.
  /// - Complexity: linear in the template.
  public init(
    _ template: Template, configuration: CheckConfiguration, files: any LocalFiles = NoLocalFiles()
  ) {
    self.template = template
    self.configuration = configuration
    self.files = files
    var entries: [(section: Section, entry: Entry)] = []
    for section in Section.allCases where section.holdsNamedEntries {
      for entry in template.entries(of: section).map(Array.init) ?? [] { entries.append((section, entry)) }
    }
    let (found, graph) = entries.concurrentMap(
      beside: { DependencyGraph(template) }, state: { CheckScope(template, configuration, files) }
    ) { scope, item in
      Self.check(item.entry, item.section, scope)
    }
    var index = 0
    var section: Section?
    for (item, result) in zip(entries, found) {
      index = item.section == section ? index + 1 : 0
      section = item.section
      for path in result.askedFiles { fileAskers[path, default: 0] += 1 }
      if !result.findings.isEmpty {
        located.append(
          Located(
            id: item.entry.id, result: result, section: item.section, index: index,
            base: item.entry.range.lowerBound))
      }
    }
    unindexed = zip(entries, found).map { ($0.entry.id, $1) }
    let scope = CheckScope(template, configuration, files)
    checkTemplate(scope)
    checkGlobals(scope)
    checkCycles(graph, scope)
  }

  /// Checks an edited template.
  ///
  /// - Parameters:
  ///   - template: made from this analysis's template by `Template.updated(to:)`, or `settled`.
  ///   - files: what is known of the files that the template names; nil: what was known before.
  /// - Complexity: follows what changed and who refers to it.
  public func updated(to template: Template, files: (any LocalFiles)? = nil) -> Analysis {
    var new = self
    new.update(to: template, files: files)
    return new
  }

  /// The same in place: where nobody else keeps the analysis, nothing of it is copied.
  public mutating func update(to template: Template, files: (any LocalFiles)? = nil) {
    let files = files ?? self.files
    if template.change.isComplete {
      self = Analysis(template, configuration: configuration, files: files)
    } else {
      follow(template, files)
    }
  }

  /// The paths of the files that the findings depend on, as the template writes them, whether they are known or not.
  public var namedFiles: [String] {
    Set(fileAskers.keys).union(templateFiles).union(globals?.askedFiles ?? []).sorted()
  }

  private mutating func follow(_ template: Template, _ files: any LocalFiles) {
    let oldFiles = self.files
    self.template = template
    self.files = files
    let change = template.change
    prepareForEdits()
    let namedByEntries = Array(fileAskers.keys) + (globals?.askedFiles ?? [])
    for id in change.removed { forget(id) }
    var pending: Set<SubtreeID> = []
    let changedFiles = namedByEntries.filter { oldFiles.file(at: $0) != files.file(at: $0) }
    let questions =
      change.names.union(change.uses).map(Question.use) + change.anchors.map(Question.anchor)
      + changedFiles.map(Question.file)
      + change.inserted.filter { $0.section == .resources }.map { .content($0.entry.key.value) }
    for question in questions {
      if let ids = askers?[question] { pending.formUnion(ids) }
    }
    var checked: [(section: Section, entry: Entry)] = change.inserted
    for (_, entry) in change.inserted { pending.remove(entry.id) }
    if !pending.isEmpty {
      for section in Section.allCases where section.holdsNamedEntries {
        for entry in template.entries(of: section).map(Array.init) ?? [] where pending.contains(entry.id) {
          forget(entry.id)
          checked.append((section, entry))
        }
      }
    }
    let configuration = configuration
    let found = checked.concurrentMap(state: { CheckScope(template, configuration, files) }) { scope, item in
      Self.check(item.entry, item.section, scope)
    }
    let located = located
    self.located = located.compactMap { relocated($0, unless: pending) }
    for (item, result) in zip(checked, found) {
      record(item.entry.id, result)
      guard !result.findings.isEmpty else { continue }
      let base = item.entry.range.lowerBound
      self.located.append(
        Located(
          id: item.entry.id, result: result, section: item.section, index: index(of: base, in: item.section),
          base: base))
    }
    let scope = CheckScope(template, configuration, files)
    checkTemplate(scope)
    if let asked = globals?.asked, !Set(questions).isDisjoint(with: asked) { checkGlobals(scope) }
    if change.changesDependencies || hasCycles {
      checkCycles(DependencyGraph(template), scope)
    }
  }

  /// Entries are checked each on its own, so they can be shared out among threads.
  private static func check(_ entry: Entry, _ section: Section, _ scope: CheckScope) -> EntryResult {
    let checker = Checker(
      scope, base: entry.range.lowerBound, path: [.key(section.rawValue), .key(entry.key.value)],
      domain: .template)
    checker.checkEntry(entry, in: section)
    return EntryResult(checker)
  }

  /// Where an entry with findings stands now; nil where it is gone or was checked again.
  ///
  /// - Complexity: an edit moves an entry by few places, so it is looked for around the one that it had.
  private func relocated(_ old: Located, unless checkedAgain: Set<SubtreeID>) -> Located? {
    guard results[old.id] != nil, !checkedAgain.contains(old.id),
      let entries = template.entries(of: old.section)
    else { return nil }
    var new = old
    for distance in 0..<max(old.index + 1, entries.count) {
      for index in distance == 0 ? [old.index] : [old.index - distance, old.index + distance]
      where entries.indices.contains(index) && entries[index].id == old.id {
        new.index = index
        new.base = entries[index].range.lowerBound
        return new
      }
    }
    return nil
  }

  /// The place of the entry that starts at an offset.
  ///
  /// - Complexity: logarithmic in the number of entries.
  private func index(of base: Int, in section: Section) -> Int {
    guard let entries = template.entries(of: section) else { return 0 }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].range.lowerBound < base { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func record(_ id: SubtreeID, _ result: EntryResult) {
    results[id] = result
    for path in result.askedFiles { fileAskers[path, default: 0] += 1 }
    for question in result.asked { askers?[question, default: []].insert(id) }
  }

  /// Whether `prepareForEdits` has nothing to do.
  public var isPreparedForEdits: Bool { askers != nil }

  /// Works out what the first edit will need: of what each entry asked, who is to be checked again for it. Findings stay as
  /// they are; without it, the first edit takes so much longer.
  ///
  /// - Complexity: linear in the template the first time, then nothing.
  public mutating func prepareForEdits() {
    guard self.askers == nil else { return }
    var askers: TreeDictionary<Question, TreeSet<SubtreeID>> = [:]
    for (id, result) in unindexed {
      results[id] = result
      for question in result.asked { askers[question, default: []].insert(id) }
    }
    unindexed = []
    self.askers = askers
  }

  private mutating func forget(_ id: SubtreeID) {
    guard let result = results.removeValue(forKey: id) else { return }
    for path in result.askedFiles {
      let count = (fileAskers[path] ?? 0) - 1
      fileAskers[path] = count > 0 ? count : nil
    }
    for question in result.asked {
      askers?[question]?.remove(id)
      if askers?[question]?.isEmpty == true { askers?[question] = nil }
    }
  }

  private mutating func checkTemplate(_ scope: CheckScope) {
    let checker = Checker(scope, base: 0, path: [], domain: .template)
    checker.checkTemplate()
    templateFindings = checker.findings
    templateFiles = Set(checker.asked.files)
  }

  private mutating func checkGlobals(_ scope: CheckScope) {
    let checker = Checker(
      scope, base: template.header.sections[.globals]?.range.lowerBound ?? 0, path: [], domain: .template)
    checker.checkGlobals()
    globals = EntryResult(checker)
  }

  private mutating func checkCycles(_ graph: DependencyGraph, _ scope: CheckScope) {
    hasCycles = !graph.cycles.isEmpty
    let checker = Checker(scope, base: 0, path: [], domain: .template)
    checker.checkDependencies(graph)
    cycleFindings = checker.findings
  }

  /// What was found, in the order of the text; what configuration switched off is left out.
  ///
  /// - Complexity: follows the number of findings.
  public var diagnostics: [Diagnostic] {
    var diagnostics = template.tree.problems.compactMap { diagnostic(Finding($0), base: 0) }
    let consequences = SyntaxConsequences(template)
    var throughAliases: [Diagnostic] = []
    func add(_ finding: Finding, base: Int) {
      guard let diagnostic = diagnostic(finding, base: base) else { return }
      // What follows from broken syntax is not said again.
      if let consequences, consequences.include(diagnostic) { return }
      if finding.isThroughAlias {
        throughAliases.append(diagnostic)
      } else {
        diagnostics.append(diagnostic)
      }
    }
    for finding in templateFindings + cycleFindings { add(finding, base: 0) }
    let base = template.header.sections[.globals]?.range.lowerBound ?? 0
    for finding in globals?.findings ?? [] { add(finding, base: base) }
    for entry in located {
      for finding in entry.result.findings { add(finding, base: entry.base) }
    }
    diagnostics += throughAliases.filter { !isFoundAtAnchor($0, among: diagnostics) }
    diagnostics.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.code, $0.message)
        < ($1.range.lowerBound, $1.range.upperBound, $1.code, $1.message)
    }
    diagnostics = LayoutConsequences(template).without(diagnostics)
    var unique: [Diagnostic] = []
    for diagnostic in diagnostics {
      if let last = unique.last, last.range == diagnostic.range, last.message == diagnostic.message {
        continue
      }
      unique.append(diagnostic)
    }
    return unique
  }

  /// Whether what was found through an alias was found where its anchor is as well, and so is said already.
  private func isFoundAtAnchor(_ diagnostic: Diagnostic, among others: [Diagnostic]) -> Bool {
    guard let alias = template.tree.path(to: diagnostic.range.lowerBound).last(where: { $0.kind == .alias }),
      let target = template.tree.target(of: alias)
    else { return false }
    return others.contains {
      $0.code == diagnostic.code && $0.message == diagnostic.message
        && target.range.contains($0.range.lowerBound)
    }
  }

  private func diagnostic(_ finding: Finding, base: Int) -> Diagnostic? {
    guard let severity = configuration.severity(of: finding) else { return nil }
    func moved(_ range: Range<Int>) -> Range<Int> { range.lowerBound + base..<range.upperBound + base }
    return Diagnostic(
      code: finding.rule.code, cfnLint: finding.cfnLint, severity: severity, message: finding.message,
      range: moved(finding.range), path: finding.path,
      related: finding.related.compactMap { place, message in
        switch place {
        case .relative(let range):
          return Diagnostic.Related(range: moved(range), message: message)
        case .file(let file, let range):
          return Diagnostic.Related(range: range, message: message, file: file)
        case .definition(let use):
          return template.entry(of: use.section, named: use.name).map {
            Diagnostic.Related(range: $0.key.range, message: message)
          }
        }
      },
      fixes: finding.fixes.map { fix in
        Diagnostic.Fix(
          title: fix.title,
          edits: fix.edits.map { Diagnostic.Edit(range: moved($0.range), replacement: $0.replacement) })
      }, tags: finding.tags)
  }
}
