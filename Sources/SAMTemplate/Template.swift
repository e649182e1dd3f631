public import HashTreeCollections
import ParallelWork
import ResourceSchema
public import YAMLSyntax

/// What a syntax tree means: its sections, the names that they define, and who refers to them.
///
/// A value; a pure function of the tree. `updated(to:)` gives the template of an edited tree at a cost that
/// follows the edit: entries that did not change keep their facts.
public struct Template: Sendable {
  /// The tree that the template was read from.
  public let tree: SyntaxTree
  /// What the sections without named entries say.
  public let header: Header
  /// Entries' facts by section, then by name. More than one: the name is defined twice.
  private(set) var facts = PerSection<TreeDictionary<String, [EntryFacts]>>(repeating: [:])
  /// What the SAM transform makes, as far as it was asked for.
  private(set) var model: MadeModel
  /// For each implicit API how often each resource of a name needs it.
  private(set) var implicitUsers: TreeDictionary<String, TreeDictionary<String, Int>> = [:]
  /// For each `SharedKind` how often a resource of a name may make it.
  private(set) var sharers: TreeDictionary<String, TreeDictionary<String, Int>> = [:]
  /// The entries with each route, by its name: see `EntryFacts.routes`.
  private(set) var routes: TreeDictionary<String, [String]> = [:]
  /// How often each name is referred to.
  private(set) var uses: TreeDictionary<Use, Int> = [:]
  /// Entries whose names cannot be known (`Fn::ForEach`, `Fn::Transform`), per section.
  private(set) var unknownNames = PerSection(repeating: 0)
  /// How many names are defined more than once, per section.
  private var repeatedNames = PerSection(repeating: 0)
  /// What changed against the template that this one was updated from.
  public internal(set) var change = Change(isComplete: true)

  /// A name and what it is taken for, by those who refer to it.
  public struct Use: Hashable, Sendable {
    /// All names of a section: what they are, whatever each means.
    public static func anyName(of section: Section) -> Use { Use(section, "*") }

    /// The section that defines such names.
    public var section: Section
    /// The name.
    public var name: String

    /// A name as one of a section's.
    public init(_ section: Section, _ name: String) {
      self.section = section
      self.name = name
    }
  }

  /// The difference between a template and the one before it.
  public struct Change: Sendable {
    /// Everything is to be looked at again; the rest says nothing.
    public var isComplete: Bool
    /// The entries that are no longer there.
    public var removed: [SubtreeID] = []
    /// The entries that are new, or new in part.
    public var inserted: [(section: Section, entry: Entry)] = []
    /// Names that mean something else than before, or stopped or began to mean something.
    public var names: Set<Use> = []
    /// Names that are now used and were not, or the reverse.
    public var uses: Set<Use> = []
    /// Anchors whose nodes may be others than before.
    public var anchors: Set<String> = []
    /// Whether some resource refers to others than before.
    public var changesDependencies = false
  }

  /// The text that the tree was parsed from.
  public var text: SourceText { tree.text }

  /// Reads a tree.
  ///
  /// - Complexity: linear in the tree.
  public init(_ tree: SyntaxTree) {
    self.tree = tree
    header = Header(tree)
    model = MadeModel()
    let text = tree.text
    var entries: [EntryFacts] = []
    for section in Section.allCases where section.holdsNamedEntries {
      guard let node = header.sections[section]?.value else { continue }
      entries += Array(node.entries).concurrentMap(state: {}) { _, entry in
        EntryFacts(entry, in: section, collector: ReferenceCollector(entry, in: section, text: text))
      }
    }
    let others = Self.unnamedSections.compactMap { section in header.sections[section].map { (section, $0) } }
      .flatMap { ReferenceCollector($1, in: $0, text: text).references }
    let (index, uses) = both(areLong: entries.count > 500) { [entries] in
      TemplateIndex(entries)
    } _: { [entries] in
      Use.counts(in: entries, and: others)
    }
    self.uses = uses
    facts = index.facts
    implicitUsers = index.implicitUsers
    sharers = index.sharers
    routes = index.routes
    unknownNames = index.unknownNames
    repeatedNames = index.repeatedNames
  }

  /// The template of an edited tree.
  ///
  /// - Complexity: follows what changed between the two trees, if the header (`Transform`, `Globals`) is as it was.
  public func updated(to tree: SyntaxTree) -> Template {
    let header = Header(tree)
    guard header.signature == self.header.signature else { return Template(tree) }
    var new = Template(continuing: self, tree: tree, header: header)
    new.noteAnchors(outsideEntriesOf: self)
    for section in Self.unnamedSections
    where self.header.sections[section]?.id != header.sections[section]?.id {
      new.countReferences(of: section, in: self.header, text: text, by: -1)
      new.countReferences(of: section, in: header, text: tree.text, by: 1)
    }
    for section in Section.allCases where section.holdsNamedEntries {
      let before = self.header.sections[section]?.value
      let after = header.sections[section]?.value
      let removed: [Entry]
      let inserted: [Entry]
      switch (before, after) {
      case (nil, nil): continue
      case (let before?, nil): (removed, inserted) = (Array(before.entries), [])
      case (nil, let after?): (removed, inserted) = ([], Array(after.entries))
      case (let before?, let after?): (removed, inserted) = after.difference(from: before)
      }
      var dependencies: [String: Set<String>] = [:]
      var signatures: [String: [Int]] = [:]
      for entry in removed {
        guard let old = new.remove(entry, in: section) else { continue }
        new.noteAnchors(in: entry, of: text)
        signatures[old.name, default: []].append(old.signature)
        guard section == .resources else { continue }
        dependencies[old.name, default: []].formUnion(old.dependencies)
      }
      for entry in inserted {
        let facts = new.insert(entry, in: section)
        new.noteAnchors(in: entry, of: tree.text)
        if let index = signatures[facts.name]?.firstIndex(of: facts.signature) {
          signatures[facts.name]?.remove(at: index)
        } else {
          new.change.names.insert(Use(section, facts.name))
        }
        guard section == .resources else { continue }
        // Of resources with one name the first counts, and which that is may change.
        let isRepeated = [self, new].contains { ($0.facts[section][facts.name]?.count ?? 0) > 1 }
        if dependencies.removeValue(forKey: facts.name) != Set(facts.dependencies) || isRepeated {
          new.change.changesDependencies = true
        }
      }
      if !dependencies.isEmpty { new.change.changesDependencies = true }
      for (name, rest) in signatures where !rest.isEmpty { new.change.names.insert(Use(section, name)) }
    }
    for name in [SAMResource.implicitRestAPI, SAMResource.implicitHTTPAPI]
    where isImplicitAPI(name) != new.isImplicitAPI(name) {
      new.change.names.insert(Use(.resources, name))
    }
    if !new.change.anchors.isEmpty {
      // Any resource may hold an alias of what changed, so that something else is made of it.
      new.model = MadeModel()
      for (name, _) in new.facts[.resources] where new.isSource(name) {
        new.change.names.insert(Use(.resources, name))
      }
    }
    for use in new.change.names
    where isDefined(use) != new.isDefined(use)
      // What is made of a resource has names, too.
      || use.section == .resources && isSource(use.name) != new.isSource(use.name)
    {
      new.change.names.insert(.anyName(of: use.section))
    }
    return new
  }

  /// Whether a name stands for anything in its section.
  private func isDefined(_ use: Use) -> Bool {
    facts[use.section][use.name] != nil || (use.section == .resources && isImplicitAPI(use.name))
  }

  /// Sections whose entries nobody names, but which may refer to those that are named.
  private static let unnamedSections: [Section] = [.globals, .transform, .metadata]

  private init(continuing old: Template, tree: SyntaxTree, header: Header) {
    self.tree = tree
    self.header = header
    facts = old.facts
    model = old.model
    implicitUsers = old.implicitUsers
    sharers = old.sharers
    routes = old.routes
    uses = old.uses
    unknownNames = old.unknownNames
    repeatedNames = old.repeatedNames
    change = Change(isComplete: false)
  }

  private mutating func insert(_ entry: Entry, in section: Section) -> EntryFacts {
    let facts = EntryFacts(
      entry, in: section, collector: ReferenceCollector(entry, in: section, text: tree.text))
    insert(facts, of: entry, in: section)
    return facts
  }

  private mutating func insert(_ new: EntryFacts, of entry: Entry, in section: Section) {
    change.inserted.append((section, entry))
    let definitions = (facts[section][new.name]?.count ?? 0) + 1
    facts[section][new.name, default: []].append(new)
    if definitions == 2 { repeatedNames[section] += 1 }
    if new.makesUnknownNames { unknownNames[section] += 1 }
    for reference in new.references { count(reference, by: 1) }
    for route in new.routes {
      routes[route, default: []].append(new.name)
      change.names.insert(Use(.resources, route))
    }
    countSources(new, by: 1)
  }

  /// Anchors where no entry is checked by itself: other keys at the top, what is in `Metadata`, and what holds all of a
  /// section or of the template.
  private mutating func noteAnchors(outsideEntriesOf old: Template) {
    func others(_ header: Header) -> [Entry] {
      header.unknownEntries
        + [Section.metadata, .description, .formatVersion].compactMap { header.sections[$0] }
    }
    let before = others(old.header)
    let after = others(header)
    let known = Set(before.map(\.id)).intersection(after.map(\.id))
    for entry in before where !known.contains(entry.id) { noteAnchors(in: entry, of: old.text) }
    for entry in after where !known.contains(entry.id) { noteAnchors(in: entry, of: text) }
    var holders = [old.tree.root, tree.root].compactMap { $0 }
    for section in Section.allCases where section.holdsNamedEntries {
      let (before, after) = (old.header.sections[section], header.sections[section])
      guard before?.id != after?.id else { continue }
      holders += [before, after].compactMap { $0 }.flatMap { [$0.key, $0.value] }
    }
    for holder in holders {
      if let anchor = holder.anchor { change.anchors.insert(anchor) }
    }
  }

  private mutating func noteAnchors(in entry: Entry, of text: SourceText) {
    // Almost no entry has one, and looking for its sign costs next to nothing.
    guard text.withUTF8(in: entry.range, { $0.contains(UInt8(ascii: "&")) }) else { return }
    for part in [entry.key, entry.value] {
      part.forEachNode { node in
        if let anchor = node.anchor { change.anchors.insert(anchor) }
      }
    }
  }

  @discardableResult
  private mutating func remove(_ entry: Entry, in section: Section) -> EntryFacts? {
    let name = entry.key.kind == .scalar ? entry.key.value : ""
    guard var all = facts[section][name], let index = all.firstIndex(where: { $0.id == entry.id }) else {
      return nil
    }
    let old = all.remove(at: index)
    facts[section][name] = all.isEmpty ? nil : all
    if all.count == 1 { repeatedNames[section] -= 1 }
    change.removed.append(entry.id)
    if old.makesUnknownNames { unknownNames[section] -= 1 }
    for reference in old.references { count(reference, by: -1) }
    for route in old.routes {
      if let index = routes[route]?.firstIndex(of: name) { routes[route]?.remove(at: index) }
      if routes[route]?.isEmpty == true { routes[route] = nil }
      change.names.insert(Use(.resources, route))
    }
    countSources(old, by: -1)
    return old
  }

  /// Counts what an entry brings about beyond itself.
  private mutating func countSources(_ facts: EntryFacts, by step: Int) {
    for api in facts.implicitAPIs {
      let count = (implicitUsers[api]?[facts.name] ?? 0) + step
      implicitUsers[api, default: [:]][facts.name] = count > 0 ? count : nil
      if implicitUsers[api]?.isEmpty == true { implicitUsers[api] = nil }
    }
    for kind in facts.shares {
      let count = (sharers[kind.rawValue]?[facts.name] ?? 0) + step
      sharers[kind.rawValue, default: [:]][facts.name] = count > 0 ? count : nil
      change.names.insert(Use(.resources, kind.question))
    }
  }

  private mutating func countReferences(
    of section: Section, in header: Header, text: SourceText, by step: Int
  ) {
    guard let entry = header.sections[section] else { return }
    for reference in ReferenceCollector(entry, in: section, text: text).references {
      count(reference, by: step)
    }
  }

  private mutating func count(_ reference: Reference, by step: Int) {
    guard let use = Use(reference) else { return }
    let count = (uses[use] ?? 0) + step
    uses[use] = count == 0 ? nil : count
    if count == 0 || (count == step && step > 0) { change.uses.insert(use) }
  }
}

extension Template {
  /// The facts of the entries of a section, by name.
  public func facts(of section: Section) -> TreeDictionary<String, [EntryFacts]> {
    facts[section]
  }

  /// The entry that a name defines in a section; of several the first in the text.
  public func facts(of section: Section, named name: String) -> EntryFacts? {
    guard let all = facts[section][name] else { return nil }
    if all.count == 1 { return all[0] }
    guard let node = header.sections[section]?.value,
      let first = node.entries.first(where: { entry in all.contains { $0.id == entry.id } })
    else { return all.first }
    return all.first { $0.id == first.id }
  }

  /// What an entry of a section says of itself, whatever else has its name; nil where it is none of this template's.
  public func facts(of entry: Entry, in section: Section) -> EntryFacts? {
    facts[section][entry.key.value]?.first { $0.id == entry.id }
  }

  /// The entry of a section with its place in the text; of several of one name the first.
  ///
  /// - Complexity: linear in the number of the section's entries.
  public func entry(of section: Section, named name: String) -> Entry? {
    guard facts[section][name] != nil, let node = header.sections[section]?.value else { return nil }
    return node.entries.first { $0.key.kind == .scalar && $0.key.value == name }
  }

  /// The entries of a section in the order of the text; none where the section is absent or no mapping.
  public func entries(of section: Section) -> Entries? {
    guard let node = header.sections[section]?.value, node.kind == .mapping else { return nil }
    return node.entries
  }

  /// The entries whose events have a route, each as often as it has it. In no order.
  public func entries(withRoute name: String) -> [String] { routes[name] ?? [] }

  /// Whether some name is defined more than once in a section.
  public func hasRepeatedNames(in section: Section) -> Bool { repeatedNames[section] > 0 }

  /// Whether anything refers to a name.
  public func isUsed(_ use: Use) -> Bool { uses[use] != nil }

  /// Whether the template may define names that cannot be read off it: by a macro, a loop, an included file.
  public func mayDefineUnknownNames(in section: Section) -> Bool {
    header.hasUnknownTransform || header.includesAtTop || unknownNames[section] > 0
  }
}
