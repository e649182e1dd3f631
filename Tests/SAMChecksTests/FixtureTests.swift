import ResourceSchema
import SAMChecks
import SAMTemplate
import TestSupport
import Testing
import YAMLSyntax

/// The templates of `Tests/Fixtures`: every SAM type, event, function, section and attribute, right and wrong.
@Suite struct FixtureTests {
  @Test func thereAreSome() {
    #expect(Fixture.all.count { $0.isGood } > 20)
    #expect(Fixture.all.count { !$0.isGood } > 10)
  }

  @Test(arguments: Fixture.all) func findings(in fixture: Fixture) {
    let analysis = Case.analyse(fixture.text)
    let text = analysis.template.text
    let found = analysis.diagnostics
    let lines = found.map { "\(text.line(at: $0.range.lowerBound) + 1) \($0.code)" }.sorted()
    #expect(lines == fixture.expected)
    if fixture.isGood { #expect(found.filter { $0.severity == .error } == []) }
    for diagnostic in found {
      for problem in Soundness.problems(of: diagnostic, in: analysis) {
        Issue.record("\(problem): \(diagnostic.code): \(diagnostic.message)")
      }
    }
  }

  /// The same template in JSON, with the long forms of functions, has the same findings.
  @Test(arguments: Fixture.all.filter { JSONForm.exists(of: $0) }) func findingsInJSON(_ fixture: Fixture)
    throws
  {
    let original = Case.analyse(fixture.text)
    let json = try #require(JSONForm.text(of: original.template.tree))
    let converted = Case.analyse(json)
    #expect(converted.template.tree.problems.isEmpty)
    #expect(Self.sketches(converted) == Self.sketches(original))
  }

  /// What is found whatever the form: without ranges and fixes.
  private static func sketches(_ analysis: Analysis) -> [String] {
    analysis.diagnostics.map {
      // A function that does not exist is named as it is written.
      let message = $0.code == "unknown-function" ? "" : $0.message
      return
        "\($0.path.map(\.words).joined(separator: "/")) \($0.severity) \($0.code) \($0.cfnLint ?? "-") \(message)"
    }.sorted()
  }

  /// Every type and every kind of event of SAM is in a fixture that must have no error.
  @Test func coverSAM() {
    var types: Set<String> = []
    var events: [String: Set<String>] = [:]
    for fixture in Fixture.all where fixture.isGood {
      let template = Template(SyntaxTree(SourceText(fixture.text)))
      for entry in template.entries(of: .resources).map(Array.init) ?? [] {
        guard let type = entry.value["Type"]?.value else { continue }
        types.insert(type)
        for event in entry.value["Properties"]?["Events"]?.entries.map({ $0 }) ?? [] {
          events[type, default: []].insert(event.value["Type"]?.value ?? "")
        }
      }
    }
    for type in SchemaPack.shared.typeNames where type.hasPrefix("AWS::Serverless::") {
      #expect(types.contains(type))
      let names = SchemaPack.shared.sam.type(named: type)?.eventNames ?? []
      #expect(Set(names).subtracting(events[type] ?? []) == [], "events of \(type)")
    }
  }

  /// Every intrinsic function is in a fixture that must have no error, in each form that it has.
  @Test func coverFunctions() {
    let texts = Fixture.all.filter(\.isGood).map(\.text).joined()
    for function in Intrinsic.allCases {
      switch function {
      case .forEach: #expect(texts.contains("Fn::ForEach::"))
      default:
        #expect(
          texts.contains(function.rawValue) || texts.contains(function.tag + " ")
            || texts.contains(function.tag + "\n"), "\(function.rawValue)")
      }
    }
  }
}
