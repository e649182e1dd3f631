import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let missingState = Rule(
    "missing-state", cfnLint: "E3601",
    summary: "A state machine goes to a state that it does not have.",
    documentation: """
      `StartAt`, `Next` and `Default` name states beside them: those of the same machine, the same branch of a \
      `Parallel` state or the same processor of a `Map` state, not those around or within it.
      """)

  static let unreachableState = Rule(
    "unreachable-state", severity: .warning,
    summary: "No way leads to a state.",
    documentation:
      "Neither `StartAt` nor another state that is reached names it. Remove it, or name it as a `Next`.")

  static let missingSubstitution = Rule(
    "missing-substitution", severity: .warning,
    summary: "A placeholder in the definition of a state machine is in no `DefinitionSubstitutions`.",
    documentation: """
      `${Name}` is replaced by what `DefinitionSubstitutions` says of `Name`, in the template and in a file alike. \
      Without that it stays as it is, and Step Functions takes it for plain text.
      """)

  static let unusedSubstitution = Rule(
    "unused-substitution", severity: .warning,
    summary: "The definition of a state machine does not use one of its `DefinitionSubstitutions`.",
    documentation: "Remove it, or write `${Name}` where its value belongs.")

  static let brokenDefinition = Rule(
    "broken-definition", severity: .warning,
    summary: "A file that the template names cannot be read as what it should be.",
    documentation: "The file is there, but it is neither JSON nor YAML from its start to its end.")
}

extension Checker {
  /// The definition of a state machine, wherever it stands, and what is substituted in it.
  func checkDefinition(ofStateMachine properties: Node, isSAM: Bool) {
    let outer = domain
    domain = .extended("E3601")
    defer { domain = outer }
    path.append(.key("Properties"))
    defer { path.removeLast() }
    var uses: SubstitutionUses?
    let before = findings.count
    for entry in properties.entries where entry.key.kind == .scalar {
      switch entry.key.value {
      case "Definition": uses = checkInlineDefinition(entry)
      case "DefinitionString": uses = checkDefinitionText(entry)
      case "DefinitionUri", "DefinitionS3Location": uses = checkDefinitionFile(entry)
      default: break
      }
    }
    // The transform hands any text on; that patterns speak of forms which Step Functions takes beside others is not
    // worth an error where cfn-lint itself looks no closer.
    if isSAM { dropFindings(since: before) { $0.rule == .patternMismatch } }
    if let uses { checkSubstitutions(properties, uses) }
  }

  private func checkInlineDefinition(_ entry: Entry) -> SubstitutionUses? {
    guard entry.value.kind == .mapping, Value(entry.value).call() == nil else { return nil }
    descend(.key(entry.key.value)) {
      checkStateMachine(entry.value, ownerRange: entry.key.range, isPlain: false)
    }
    return SubstitutionUses(inTree: entry.value, of: text)
  }

  /// A text that holds JSON. In a `Fn::Sub` it is a template of one, which is not JSON yet.
  private func checkDefinitionText(_ entry: Entry) -> SubstitutionUses? {
    guard Value(entry.value).literal != nil, let embedded = EmbeddedText(entry.value, in: text) else {
      return nil
    }
    let steps = path + [.key(entry.key.value)]
    let inner = Template(SyntaxTree(embedded.text))
    if inner.tree.problems.isEmpty, inner.tree.root?.kind == .mapping {
      report(
        findings(in: inner, domain: domain) { $0.checkStateMachineDocument() }, in: embedded, path: steps)
    }
    return SubstitutionUses(inText: entry.value.contentRange, of: text)
  }

  private func checkDefinitionFile(_ entry: Entry) -> SubstitutionUses? {
    guard let named = namedFile(entry.value) else { return nil }
    let steps = path + [.key(entry.key.value)]
    let inner = named.file.template
    let uses = SubstitutionUses(inText: 0..<named.file.text.utf8Count, of: named.file.text)
    guard inner.tree.problems.isEmpty, inner.tree.root?.kind == .mapping else {
      // Substitutions may stand where JSON takes no text.
      if uses.names.isEmpty { reportBroken(named, at: entry.value, path: steps) }
      return uses.placed(in: named, at: entry.value.innerRange)
    }
    report(
      findings(in: inner, domain: domain) { $0.checkStateMachineDocument() }, in: named, at: entry.value,
      path: steps)
    return uses.placed(in: named, at: entry.value.innerRange)
  }

  /// That a file is not what it should be: the first of its mistakes.
  func reportBroken(_ named: Diagnostic.NamedFile, at node: Node, path steps: [Diagnostic.PathStep]) {
    guard
      let problem = named.file.template.tree.problems.min(by: { $0.range.lowerBound < $1.range.lowerBound })
    else { return }
    report(
      [Finding(problem)].map { finding in
        var finding = finding
        finding.rule = .brokenDefinition
        finding.cfnLint = nil
        finding.severity = nil
        return finding
      }, in: named, at: node, path: steps)
  }

  /// The whole document of this checker.
  private func checkStateMachineDocument() {
    guard let root = template.tree.root else { return }
    checkStateMachine(
      root, ownerRange: root.entries.first?.key.range ?? root.range.lowerBound..<root.range.lowerBound,
      isPlain: true)
  }

  /// A machine as its schema has it, then the ways between its states.
  private func checkStateMachine(_ machine: Node, ownerRange: Range<Int>, isPlain: Bool) {
    let isJSONata = machine["QueryLanguage"].flatMap { Value($0).literal } == "JSONata"
    guard
      let schema = packFacts.section("step_functions/statemachine" + (isJSONata ? "-jsonata" : ""))
    else { return }
    // A machine without any states is not written yet.
    if machine["States"] == nil, machine["StartAt"] != nil { return }
    placeholdersAreOpaque = true
    defer { placeholdersAreOpaque = false }
    var context = SchemaContext(owner: "the state machine", ownerRange: ownerRange)
    context.functionsAreOpaque = isPlain
    check(Value(machine), against: schema, context)
    checkWays(in: machine)
  }

  // MARK: The ways between states

  /// That each machine, branch and processor starts and goes on at states of its own.
  private func checkWays(in machine: Node) {
    var waiting: [(node: Node, path: [Diagnostic.PathStep])] = [(machine, path)]
    while let (node, path) = waiting.popLast() {
      guard let node = resolved(node), node.kind == .mapping, Value(node).call() == nil else { continue }
      checkWays(of: node, path)
      for state in node["States"]?.entries.map({ $0 }) ?? [] where state.key.kind == .scalar {
        let place = path + [.key("States"), .key(state.key.value)]
        for name in ["ItemProcessor", "Iterator"] {
          if let inner = state.value.value(under: name) { waiting.append((inner, place + [.key(name)])) }
        }
        for (index, branch) in (state.value["Branches"]?.items).map(Array.init)?.enumerated()
          ?? [].enumerated()
        {
          waiting.append((branch, place + [.key("Branches"), .index(index)]))
        }
      }
    }
  }

  /// A step from one state to another.
  private struct Way {
    let target: Node
    let path: [Diagnostic.PathStep]
  }

  private func checkWays(of machine: Node, _ path: [Diagnostic.PathStep]) {
    guard let states = machine["States"], states.kind == .mapping, Value(states).call() == nil else { return }
    let entries = Array(states.entries)
    // Merged, looped and substituted names are not known here.
    let isKnown = entries.allSatisfy { entry in
      entry.key.kind == .scalar && !entry.key.valueEquals("<<") && !entry.key.hasFunctionPrefix
        && !Value(entry.key).isStateMachinePlaceholder && entry.value.kind == .mapping
        && Value(entry.value).call() == nil
    }
    guard isKnown else { return }
    var ways: [String: [Way]] = [:]
    for entry in entries {
      ways[entry.key.value] = self.ways(from: entry.value, path + [.key("States"), .key(entry.key.value)])
    }
    var isComplete = true
    func follow(_ way: Way) -> String? {
      guard let name = Value(way.target).literal, !Value(way.target).isStateMachinePlaceholder else {
        isComplete = false
        return nil
      }
      if ways[name] != nil { return name }
      isComplete = false
      guard way.target.scalarIsName else { return nil }
      let names = entries.map { $0.key.value }
      report(
        .missingState,
        "There is no state '\(shortened(name))' here" + suggestion(for: name, among: names),
        at: way.target.innerRange, place: way.path,
        fixes: replacementFixes(for: name, among: names, at: way.target.innerRange))
      return nil
    }
    let start = machine["StartAt"].flatMap { follow(Way(target: $0, path: path + [.key("StartAt")])) }
    let next = ways.mapValues { $0.compactMap(follow) }
    guard let start, isComplete else { return }
    var reached: Set<String> = []
    var waiting = [start]
    while let name = waiting.popLast() {
      if reached.insert(name).inserted { waiting += next[name] ?? [] }
    }
    for entry in entries where !reached.contains(entry.key.value) {
      report(
        .unreachableState, "No way leads to the state '\(shortened(entry.key.value))'", at: entry.key.range,
        place: path + [.key("States"), .key(entry.key.value)], tags: [.unnecessary])
    }
  }

  /// Where a state may go on: `Next`, `Default`, and those of its choices and catchers.
  private func ways(from state: Node, _ path: [Diagnostic.PathStep]) -> [Way] {
    var ways: [Way] = []
    func add(_ name: String, of node: Node, _ path: [Diagnostic.PathStep]) {
      if let target = node.value(under: name) { ways.append(Way(target: target, path: path + [.key(name)])) }
    }
    add("Next", of: state, path)
    add("Default", of: state, path)
    for list in ["Choices", "Catch"] {
      guard let items = state.value(under: list)?.items else { continue }
      for (index, item) in items.enumerated() { add("Next", of: item, path + [.key(list), .index(index)]) }
    }
    return ways
  }

  // MARK: Substitutions

  private func checkSubstitutions(_ properties: Node, _ uses: SubstitutionUses) {
    let entry = properties.entry(named: "DefinitionSubstitutions")
    if let entry, entry.value.kind != .mapping || Value(entry.value).call() != nil { return }
    let supplied = entry.map { Array($0.value.entries) } ?? []
    guard
      supplied.allSatisfy({ $0.key.kind == .scalar && !$0.key.hasFunctionPrefix && !$0.key.valueEquals("<<") }
      )
    else { return }
    for item in supplied where !uses.isUsed(item.key.value) {
      report(
        .unusedSubstitution, "The definition does not use '${\(item.key.value)}'", at: item.key.range,
        path: [.key("DefinitionSubstitutions"), .key(item.key.value)], tags: [.unnecessary])
    }
    let names = supplied.map { $0.key.value }
    for use in uses.names where !names.contains(use.name) {
      // What names something of the template lacks its Fn::Sub, which another rule says.
      if uses.file == nil, isKnownToSub(use.name) { continue }
      let message =
        "'DefinitionSubstitutions' does not say what '${\(shortened(use.name))}' stands for"
        + suggestion(for: use.name, among: names)
      if let file = uses.file {
        let line = file.file.text.line(at: use.range.lowerBound) + 1
        report(
          .missingSubstitution, "'\(shortened(file.path))', line \(line): \(message)", at: uses.place,
          place: steps(to: uses.place.lowerBound),
          related: [(.file(file, use.range), "'${\(shortened(use.name))}' is here")])
      } else {
        report(.missingSubstitution, message, at: use.range, place: steps(to: use.range.lowerBound))
      }
    }
  }

  private func isKnownToSub(_ name: String) -> Bool {
    let resource = String(name.prefix { $0 != "." })
    return lookUp(.parameters, resource) != nil || lookUp(.resources, resource) != nil
      || PackFacts.pseudoParameters[name] != nil
  }
}

extension Node {
  /// Whether a scalar may be a name at all: something is written.
  fileprivate var scalarIsName: Bool { kind == .scalar && !isMissing && !value.isEmpty }
}
