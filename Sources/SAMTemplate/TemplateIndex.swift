import HashTreeCollections

/// What a template knows of its entries by name, as it is gathered when a whole tree is read: nothing is asked of it
/// before it is complete.
struct TemplateIndex: Sendable {
  private(set) var facts = PerSection<TreeDictionary<String, [EntryFacts]>>(repeating: [:])
  private(set) var implicitUsers: TreeDictionary<String, TreeDictionary<String, Int>> = [:]
  private(set) var sharers: TreeDictionary<String, TreeDictionary<String, Int>> = [:]
  private(set) var routes: TreeDictionary<String, [String]> = [:]
  private(set) var unknownNames = PerSection(repeating: 0)
  private(set) var repeatedNames = PerSection(repeating: 0)

  /// - Complexity: linear in the entries.
  init(_ entries: [EntryFacts]) {
    var usersOfREST: TreeDictionary<String, Int> = [:]
    var usersOfHTTP: TreeDictionary<String, Int> = [:]
    for new in entries {
      insert(new)
      for api in new.implicitAPIs {
        if api == SAMResource.implicitRestAPI {
          usersOfREST[new.name, default: 0] += 1
        } else {
          usersOfHTTP[new.name, default: 0] += 1
        }
      }
    }
    if !usersOfREST.isEmpty { implicitUsers[SAMResource.implicitRestAPI] = usersOfREST }
    if !usersOfHTTP.isEmpty { implicitUsers[SAMResource.implicitHTTPAPI] = usersOfHTTP }
  }

  private mutating func insert(_ new: EntryFacts) {
    let section = new.section
    if let all = facts[section].updateValue([new], forKey: new.name) {
      facts[section][new.name] = all + [new]
      if all.count == 1 { repeatedNames[section] += 1 }
    }
    if new.makesUnknownNames { unknownNames[section] += 1 }
    for route in new.routes { routes[route, default: []].append(new.name) }
    for kind in new.shares { sharers[kind.rawValue, default: [:]][new.name, default: 0] += 1 }
  }
}

extension Template.Use {
  /// What a reference uses, as far as anybody asks: whether a resource is referred to is nobody's question.
  init?(_ reference: Reference) {
    switch reference.kind {
    case .ref: self.init(.parameters, reference.name)
    case .condition: self.init(.conditions, reference.name)
    case .mapping: self.init(.mappings, reference.name)
    case .getAtt, .dependsOn: return nil
    }
  }

  /// How often references use each.
  ///
  /// - Complexity: linear in the references.
  static func counts(in entries: [EntryFacts], and others: [Reference]) -> TreeDictionary<Self, Int> {
    var counts: [Self: Int] = [:]
    counts.reserveCapacity(entries.count)
    for references in entries.lazy.map(\.references) {
      for case let use? in references.lazy.map(Self.init) { counts[use, default: 0] += 1 }
    }
    for case let use? in others.lazy.map(Self.init) { counts[use, default: 0] += 1 }
    return TreeDictionary(uniqueKeysWithValues: counts.lazy.map { ($0.key, $0.value) })
  }
}
