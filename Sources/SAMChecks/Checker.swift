import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// Checks one part of a template (an entry of a section, or what stands outside entries) and collects findings.
///
/// It asks the template only through `Checker`'s own look-ups, which remember the names: as long as none of them
/// means something else, the findings stand.
final class Checker {
  let scope: CheckScope
  // Kept here, too: what is called of them from behind another reference is copied for each call.
  let template: Template
  let configuration: CheckConfiguration
  /// The offset that findings are relative to.
  let base: Int
  /// Where the value at hand stands.
  var path: [Diagnostic.PathStep]
  private(set) var findings: [Finding] = []
  /// What the template was asked.
  private(set) var asked = Questions()
  /// How many aliases are being followed.
  private(set) var aliasDepth = 0
  /// How many more may be followed: aliases of aliases of aliases can stand for more than any memory holds.
  private var aliasesLeft = 1000
  /// Above 0: findings are only counted, to see whether a schema fits.
  private var trials = 0
  private var trialFindings = 0
  /// Whether the trial at hand asks only whether the value fits, not how badly it does not.
  private(set) var stopsAtFirst = false
  /// Which part of the template the value at hand belongs to; decides cfn-lint's ids.
  var domain: Domain
  /// The type of the resource at hand.
  var resourceType: String?
  /// The properties of that type that `package` commands replace, each with the way to it.
  var packagedPaths: [[String]] = []
  /// The conditions that the value at hand is deployed under: name to the value it must have.
  var assumed: [String: Bool] = [:]
  /// Whether text that is replaced later (`${Name}`, `{% … %}`) stands for a value of any kind: in the definition of a
  /// state machine.
  var placeholdersAreOpaque = false

  var packFacts: PackFacts { scope.packFacts }
  var pack: SchemaPack { .shared }
  var text: SourceText { template.text }

  init(_ scope: CheckScope, base: Int, path: [Diagnostic.PathStep], domain: Domain) {
    self.scope = scope
    template = scope.template
    configuration = scope.configuration
    self.base = base
    self.path = path
    self.domain = domain
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
    let relative = range.lowerBound - base..<range.upperBound - base
    // What an alias stands for moves on its own: its offsets are not this entry's.
    let isThroughAlias = aliasDepth > 0
    // Of one value one thing is wrong: what several schemas say of it is the same mistake.
    if rule.isAboutOneValue, findings.contains(where: { $0.range == relative && $0.rule.isAboutOneValue }) {
      return
    }
    findings.append(
      Finding(
        rule: rule, cfnLint: cfnLint ?? domain.cfnLint(for: rule) ?? rule.cfnLint,
        severity: domain.severity, message: message().capitalizedAtStart,
        range: relative, path: place() ?? path + extra,
        related: related.compactMap { item in
          guard case .relative(let range) = item.place else { return item }
          if isThroughAlias { return nil }
          return (.relative(range.lowerBound - base..<range.upperBound - base), item.message)
        },
        fixes: (isThroughAlias ? [] : fixes).map { fix in
          var fix = fix
          for index in fix.edits.indices {
            let range = fix.edits[index].range
            fix.edits[index].range = range.lowerBound - base..<range.upperBound - base
          }
          return fix
        }, tags: tags, isThroughAlias: isThroughAlias))
  }

  /// Takes over what another checker found in a document of its own: said at a range of this one.
  func adopt(
    _ finding: Finding, message: String, at range: Range<Int>, path: [Diagnostic.PathStep],
    related: [(place: Finding.Place, message: String)] = []
  ) {
    guard trials == 0, aliasDepth == 0 else { return }
    findings.append(
      Finding(
        rule: finding.rule, cfnLint: finding.cfnLint, severity: finding.severity, message: message,
        range: range.lowerBound - base..<range.upperBound - base, path: path, related: related,
        tags: finding.tags))
  }

  /// Drops all but the first of the findings made since there were `count`: they say one thing.
  func keepFirstFinding(since count: Int) {
    if findings.count > count + 1 { findings.removeSubrange((count + 1)...) }
  }

  /// Drops those of the findings made since there were `count` that are not wanted here.
  func dropFindings(since count: Int, where isUnwanted: (Finding) -> Bool) {
    let kept = findings[count...].filter { !isUnwanted($0) }
    findings.replaceSubrange(count..., with: kept)
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
    asked.facts(of: Template.Use(section, name)) { template.facts(of: section, named: name) }
  }

  /// All that another resource says.
  func lookUpContent(_ name: String) -> Entry? {
    guard lookUp(.resources, name) != nil else { return nil }
    asked.insert(.content(name))
    return scope.entry(named: name)
  }

  /// The resource that the SAM transform makes under a logical id.
  func lookUpGenerated(_ name: String) -> GeneratedResource? { lookUpMade(name).resource }

  /// Every name that a section defines.
  func names(in section: Section) -> [String] {
    asked.insert(.use(.anyName(of: section)))
    return Array(template.facts(of: section).keys)
  }

  /// The logical ids of resources, written and made, that a wrong one may have been meant for: of those that SAM makes
  /// the ones made for resources with the same beginning.
  ///
  /// - Complexity: linear in the number of resources, and in that of the few whose made ones are looked at.
  func resourceNames(near name: String) -> [String] {
    let written = names(in: .resources)
    let sources = written.filter(template.isSource).map { ($0, commonBeginning($0, name)) }
    let near = sources.filter { $1 >= min(3, $0.utf8.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    return written
      + (near.prefix(20).map(\.0) + template.implicitAPIs).flatMap { id -> [String] in
        _ = lookUp(.resources, id)
        let made = template.made(of: id)?.named.map(\.logicalID) ?? []
        return template.isImplicitAPI(id) ? made + [id] : made
      }
  }

  /// How many bytes two names have in common at their beginnings, in whatever case.
  private func commonBeginning(_ a: String, _ b: String) -> Int {
    zip(a.utf8, b.utf8).prefix { $0 | 0x20 == $1 | 0x20 }.count
  }

  /// Whether a section may define names that cannot be read off the template.
  func mayDefineUnknownNames(in section: Section) -> Bool {
    asked.insert(.use(.anyName(of: section)))
    return template.mayDefineUnknownNames(in: section)
  }

  /// Whether anything refers to a name.
  func isUsed(_ section: Section, _ name: String) -> Bool {
    let use = Template.Use(section, name)
    asked.insert(.use(use))
    return template.isUsed(use)
  }

  /// The file at a path that the template names; nil where nothing is known of it, so that nothing can be said.
  func lookUpFile(_ path: String) -> LocalFile? {
    asked.insert(.file(path))
    return scope.files.file(at: path)
  }

  /// Checks what an alias stands for, other nodes as they are; `.unknown` where nothing can be found, the alias holds
  /// itself, or too many have been followed.
  func followAlias(_ node: Node, _ check: (Node) -> Outcome) -> Outcome {
    guard aliasDepth < 16, aliasesLeft > 0, let target = resolved(node) else { return .unknown }
    aliasesLeft -= 1
    aliasDepth += 1
    defer { aliasDepth -= 1 }
    return check(target)
  }

  /// The node that an alias stands for, other nodes as they are; nil where its anchor is missing or it holds itself.
  func resolved(_ node: Node) -> Node? {
    var node = node
    var steps = 0
    while node.kind == .alias {
      asked.insert(.anchor(node.value))
      guard steps < 16, let target = scope.target(of: node) else { return nil }
      node = target
      steps += 1
    }
    return node
  }
}

extension Rule {
  /// Whether the rule judges one value or one key by itself, so that a second such finding in its place would say
  /// the same again.
  fileprivate var isAboutOneValue: Bool {
    switch self {
    case .unknownProperty, .wrongKind, .invalidValue, .patternMismatch, .lengthOutOfBounds,
      .numberOutOfBounds,
      .unresolvedReference, .unsupportedFunction, .propertyConflict:
      true
    default: false
    }
  }
}

extension String {
  /// The same with a capital at the start, where that is a letter: the beginning of a sentence.
  fileprivate var capitalizedAtStart: String {
    guard let first = utf8.first, UInt8(ascii: "a")...UInt8(ascii: "z") ~= first else { return self }
    return prefix(1).uppercased() + dropFirst()
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
