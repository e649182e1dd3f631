import TestSupport
import Testing
import YAMLSyntax

@testable import SAMTemplate

/// After any edits the template that followed them is the one read from scratch.
@Suite struct IncrementalTests {
  @Test(arguments: Array(Fixture.all.enumerated().map { (index: $0, fixture: $1) }))
  func followsEdits(_ index: Int, _ fixture: Fixture) {
    var edits = RandomEdits(seed: UInt64(index) * 104_729 + 2)
    var template = Template(SyntaxTree(SourceText(fixture.text)))
    for step in 0..<RandomEdits.count(100) {
      if step % 25 == 0 {
        template = Template(SyntaxTree(SourceText(fixture.text)))
        edits.forget()
      }
      let before = template.tree.text
      let edit = edits.next(in: before)
      template = template.updated(to: template.tree.applying(edit))
      let after = template.tree.text
      let fresh = SourceText(after.string(in: 0..<after.utf8Count))
      let (found, expected) = (Content(template), Content(Template(SyntaxTree(fresh))))
      guard found == expected else {
        Issue.record(
          """
          step \(step): \(edit)
          too much: \(found.lines.subtracting(expected.lines))
          missing: \(expected.lines.subtracting(found.lines))
          before: \(before.string(in: 0..<before.utf8Count).debugDescription)
          """)
        return
      }
    }
  }

  /// All that a template says.
  private struct Content: Equatable {
    struct Facts: Hashable {
      var name: String
      var nameLength: Int
      var type: String?
      var condition: String?
      var references: [Reference]
      var makesUnknownNames: Bool

      init(_ facts: EntryFacts) {
        name = facts.name
        nameLength = facts.nameLength
        type = facts.type
        condition = facts.condition
        references = facts.references
        makesUnknownNames = facts.makesUnknownNames
      }
    }

    var facts: [Section: [String: [Facts: Int]]] = [:]
    var first: [Section: [String: Facts]] = [:]
    var unknown: Set<Section> = []
    var repeated: Set<Section> = []
    var uses: [Template.Use: Int] = [:]
    var made: [String: [String: Int]] = [:]
    var transforms: [String]
    var includesAtTop: Bool

    init(_ template: Template) {
      for section in Section.allCases {
        for (name, all) in template.facts(of: section) {
          for one in all { facts[section, default: [:]][name, default: [:]][Facts(one), default: 0] += 1 }
          first[section, default: [:]][name] = template.facts(of: section, named: name).map(Facts.init)
        }
        if template.mayDefineUnknownNames(in: section) { unknown.insert(section) }
        if template.hasRepeatedNames(in: section) { repeated.insert(section) }
      }
      for (use, count) in template.uses { uses[use] = count }
      for (name, users) in template.implicitUsers {
        made[name] = Dictionary(users.map { ($0.key, $0.value) }) { $0 + $1 }
      }
      for (name, sharers) in template.sharers where !sharers.isEmpty {
        made[name] = Dictionary(sharers.map { ($0.key, $0.value) }) { $0 + $1 }
      }
      for name in template.facts(of: .resources).keys {
        let resources = template.made(of: name)?.resources ?? []
        if !resources.isEmpty { made["of " + name] = Dictionary(resources.map { ("\($0)", 1) }) { $0 + $1 } }
      }
      transforms = template.header.transforms
      includesAtTop = template.header.includesAtTop
    }

    /// The same as text, to show where two differ.
    var lines: Set<String> {
      var lines: Set<String> = ["\(transforms) \(includesAtTop) \(unknown) \(repeated)"]
      for (section, names) in facts {
        for (name, all) in names {
          lines.insert("\(section) \(name): \(all), first \(first[section]?[name] as Any)")
        }
      }
      for (use, count) in uses { lines.insert("\(use): \(count)") }
      for (name, resources) in made { lines.insert("\(name): \(resources)") }
      return lines
    }
  }
}
