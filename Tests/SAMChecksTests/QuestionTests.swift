import SAMTemplate
import Testing
import YAMLSyntax

@testable import SAMChecks

@Suite struct QuestionTests {
  private static let template = Template(
    SyntaxTree(
      SourceText(
        "Parameters: {A: {Type: String}}\nResources:\n"
          + (0..<40).map { "  R\($0): {Type: AWS::SNS::Topic}\n" }.joined())))

  @Test func eachQuestionIsKeptOnceInOrder() {
    var questions = Questions()
    for round in 0..<2 {
      for index in 0..<40 {
        let name = "R\(index)"
        let facts = questions.facts(of: Template.Use(.resources, name)) {
          Self.template.facts(of: .resources, named: name)
        }
        #expect(facts?.name == name)
        questions.insert(.use(Template.Use(.resources, name)))
        if round == 0 { #expect(questions.all.count == index + 1) }
      }
    }
    #expect(questions.all == (0..<40).map { .use(Template.Use(.resources, "R\($0)")) })
  }

  @Test func theTemplateIsLookedThroughOnceForFewNames() {
    var questions = Questions()
    var looks: [String] = []
    func ask(_ section: Section, _ name: String) -> String? {
      questions.facts(of: Template.Use(section, name)) {
        looks.append("\(section.rawValue)/\(name)")
        return Self.template.facts(of: section, named: name)
      }?.name
    }
    // That a name was asked about in another way says nothing of what it is.
    questions.insert(.use(Template.Use(.parameters, "A")))
    questions.insert(.file("A"))
    for _ in 0..<3 {
      #expect(ask(.parameters, "A") == "A")
      #expect(ask(.resources, "A") == nil)
      #expect(ask(.resources, "R1") == "R1")
    }
    #expect(looks == ["Parameters/A", "Resources/A", "Resources/R1"])
    #expect(questions.files == ["A"])
  }
}
