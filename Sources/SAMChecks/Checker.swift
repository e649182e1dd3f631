import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// Checks one part of a template (an entry of a section, or what stands outside entries) and collects findings.
///
/// It asks the template only through `Checker`'s own look-ups, which remember the names: as long as none of them
/// means something else, the findings stand.
final class Checker {
  let template: Template
  let configuration: CheckConfiguration
  /// The offset that findings are relative to.
  let base: Int
  /// Where the value at hand stands.
  var path: [Diagnostic.PathStep]
  private(set) var findings: [Finding] = []
  private(set) var asked: Set<Template.Use> = []
  /// Whether usage counts were asked for: those of the names in `asked`.
  private(set) var askedUses: Set<Template.Use> = []
  /// The aliases being followed, against those that hold themselves.
  var aliasDepth = 0
  /// Above 0: findings are only counted, to see whether a schema fits.
  private var trials = 0
  private var trialFindings = 0
  /// Whether the trial at hand asks only whether the value fits, not how badly it does not.
  private(set) var stopsAtFirst = false
  /// Which part of the template the value at hand belongs to; decides cfn-lint's ids.
  var domain: Domain
  /// The type of the resource at hand.
  var resourceType: String?
  /// The conditions that the value at hand is deployed under: name to the value it must have.
  var assumed: [String: Bool] = [:]
  /// What was worked out already.
  let caches: Caches

  var pack: SchemaPack { .shared }
  var text: SourceText { template.text }

  init(
    _ template: Template, configuration: CheckConfiguration, base: Int, path: [Diagnostic.PathStep],
    domain: Domain, caches: Caches
  ) {
    self.template = template
    self.configuration = configuration
    self.base = base
    self.path = path
    self.domain = domain
    self.caches = caches
  }

  // MARK: Findings

  /// Adds a finding at a range of the document (absolute byte offsets), with fixes in absolute offsets too.
  func report(
    _ rule: Rule, _ message: @autoclosure () -> String, at range: Range<Int>, cfnLint: String? = nil,
    path extra: [Diagnostic.PathStep] = [], place: @autoclosure () -> [Diagnostic.PathStep]? = nil,
    related: [(place: Finding.Place, message: String)] = [],
    fixes: [Diagnostic.Fix] = [], tags: [Diagnostic.Tag] = []
  ) {
    guard trials == 0 else {
      trialFindings += 1
      return
    }
    findings.append(
      Finding(
        rule: rule, cfnLint: cfnLint ?? domain.cfnLint(for: rule) ?? rule.cfnLint,
        severity: domain.severity, message: message(),
        range: range.lowerBound - base..<range.upperBound - base, path: place() ?? path + extra,
        related: related.map { item in
          if case .relative(let range) = item.place {
            return (.relative(range.lowerBound - base..<range.upperBound - base), item.message)
          }
          return item
        },
        fixes: fixes.map { fix in
          var fix = fix
          for index in fix.edits.indices {
            let range = fix.edits[index].range
            fix.edits[index].range = range.lowerBound - base..<range.upperBound - base
          }
          return fix
        }, tags: tags))
  }

  /// Drops all but the first of the findings made since there were `count`: they say one thing.
  func keepFirstFinding(since count: Int) {
    if findings.count > count + 1 { findings.removeSubrange((count + 1)...) }
  }

  /// Whether findings are only counted now, so that making messages would be for nothing.
  var isTrial: Bool { trials > 0 }

  /// Runs a check without reporting; says how many findings it had.
  func trial(_ check: () -> Outcome) -> (outcome: Outcome, findings: Int) {
    let before = trialFindings
    trials += 1
    let outcome = check()
    trials -= 1
    let count = trialFindings - before
    trialFindings = before
    return (outcome, count)
  }

  /// Whether a value fits, found out as quickly as can be: the first thing that does not fit ends it.
  func fits(_ check: () -> Outcome) -> Outcome {
    let outer = stopsAtFirst
    stopsAtFirst = true
    trials += 1
    let outcome = check()
    trials -= 1
    stopsAtFirst = outer
    return outcome
  }

  /// Runs a check with a step added to the path.
  func descend<Result>(_ step: Diagnostic.PathStep, _ check: () -> Result) -> Result {
    path.append(step)
    defer { path.removeLast() }
    return check()
  }

  /// The steps from the root to the key or value at an offset: for checks that do not keep track of where they are.
  func steps(to offset: Int) -> [Diagnostic.PathStep] {
    var steps: [Diagnostic.PathStep] = []
    var parent: Node?
    for node in template.tree.path(to: offset) {
      if let parent {
        if let entry = parent.entries.first(where: { $0.key.id == node.id || $0.value.id == node.id }) {
          steps.append(.key(entry.key.value))
        } else if let index = parent.items.firstIndex(where: { $0.id == node.id }) {
          steps.append(.index(index))
        }
      }
      parent = node
    }
    return steps
  }

  // MARK: Look-ups

  /// The facts of the entry that defines a name in a section.
  func lookUp(_ section: Section, _ name: String) -> EntryFacts? {
    asked.insert(Template.Use(section, name))
    return template.facts(of: section, named: name)
  }

  /// The resource that the SAM transform makes under a logical id.
  func lookUpGenerated(_ name: String) -> GeneratedResource? {
    asked.insert(Template.Use(.resources, name))
    return template.generatedResource(named: name)
  }

  /// Every name that a section defines, those of resources that SAM makes included: to suggest one of them.
  func names(in section: Section) -> [String] {
    asked.insert(.anyName(of: section))
    let written = Array(template.facts(of: section).keys)
    return section == .resources ? written + template.generatedResources.map(\.logicalID) : written
  }

  /// Whether a section may define names that cannot be read off the template.
  func mayDefineUnknownNames(in section: Section) -> Bool {
    asked.insert(.anyName(of: section))
    return template.mayDefineUnknownNames(in: section)
  }

  /// Whether anything refers to a name.
  func isUsed(_ section: Section, _ name: String) -> Bool {
    let use = Template.Use(section, name)
    askedUses.insert(use)
    return template.isUsed(use)
  }

  /// The node that an alias stands for; nil where its anchor is missing or it holds itself.
  func resolved(_ node: Node) -> Node? {
    var node = node
    var steps = 0
    while node.kind == .alias {
      guard steps < 16, let target = template.tree.target(of: node) else { return nil }
      node = target
      steps += 1
    }
    return node
  }
}

/// What became of holding a value against a schema.
struct Outcome: OptionSet {
  let rawValue: UInt8

  /// It does not fit.
  static let invalid = Outcome(rawValue: 1)
  /// Part of it cannot be known before the deployment.
  static let unknown = Outcome(rawValue: 2)
}
