import SAMChecks
import SAMTemplate
import Testing
import YAMLSyntax

/// How findings follow the files that a template names.
@Suite struct LocalFilesTests {
  private static let machine = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: m.json}}
      F: {Type: AWS::Serverless::Function, Properties: {Handler: a, Runtime: python3.13, CodeUri: .}}

    """
  private static let sound = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
  private static let broken = #"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}"#

  private func codes(_ analysis: Analysis) -> [String] { analysis.diagnostics.map(\.code) }

  @Test func namesTheFilesThatItLooksAt() {
    #expect(Case.analyse(Self.machine).namedFiles == ["m.json"])
    // A template that comes from a file may have a configuration beside it.
    #expect(
      Case.analyse(Self.machine, files: TextFiles([:])).namedFiles == ["m.json"] + SAMConfig.fileNames)
  }

  @Test func followsAFileThatChanges() {
    var analysis = Case.analyse(Self.machine)
    #expect(codes(analysis) == [])
    func look(_ text: String?) {
      let files: any LocalFiles = text.map { TextFiles(["m.json": $0]) } ?? TextFiles([:])
      analysis = analysis.updated(to: analysis.template.settled, files: files)
    }
    look(Self.broken)
    #expect(codes(analysis) == ["missing-state"])
    look(Self.sound)
    #expect(codes(analysis) == [])
    look(Self.broken)
    look(nil)
    #expect(codes(analysis) == [])
    #expect(analysis.namedFiles.contains("m.json"))
  }

  @Test func keepsFilesThroughAnEdit() {
    let files = TextFiles(["m.json": Self.broken])
    var analysis = Case.analyse(Self.machine, files: files)
    let text = analysis.template.text
    let tree = analysis.template.tree.applying(
      SourceEdit(range: text.utf8Count..<text.utf8Count, replacement: "Outputs: {}\n"))
    analysis = analysis.updated(to: analysis.template.updated(to: tree))
    #expect(codes(analysis) == ["missing-state"])
    let removed = SourceEdit(range: text.lineRange(2).lowerBound..<text.lineStart(3), replacement: "")
    analysis = analysis.updated(to: analysis.template.updated(to: analysis.template.tree.applying(removed)))
    #expect(codes(analysis) == [])
    #expect(!analysis.namedFiles.contains("m.json"))
  }
}
