import SAMChecks
import Testing
import YAMLSyntax

@Suite struct NestedStackTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static let nested = """
    Parameters:
      Name: {Type: String}
      Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
    Resources:
      Q: {Type: AWS::SQS::Queue}
    Outputs:
      QueueArn: {Value: !GetAtt Q.Arn}

    """
  private static let files = ["nested.yaml": nested]

  private static func stack(_ properties: String, _ output: String = "QueueArn") -> String {
    """
    Resources:
      N:
        Type: AWS::CloudFormation::Stack
        Properties:
          \(properties.replacing("\n", with: "\n      "))
    Outputs:
      O: {Value: !GetAtt N.Outputs.\(output)}

    """
  }

  private static func application(_ properties: String) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      N:
        Type: AWS::Serverless::Application
        Properties:
          \(properties.replacing("\n", with: "\n      "))

    """
  }

  static let found = [
    Case(
      "a parameter that is not there",
      application("Location: nested.yaml\nParameters: {Name: a, «Stagee»: b}"),
      .error(
        "nested-stack", nil, "'nested.yaml' has no parameter 'Stagee'; did you mean 'Stage'?",
        path: "Resources/N/Properties/Parameters/Stagee", fix: "Change to 'Stage'"),
      files: files),
    Case(
      "a parameter that is missing", application("Location: ./nested.yaml\n«Parameters»: {Stage: prod}"),
      .error(
        "nested-stack", nil, "'./nested.yaml' needs the parameter 'Name'",
        path: "Resources/N/Properties/Parameters", related: ["./nested.yaml Name: 'Name' has no default"]),
      files: ["./nested.yaml": nested]),
    Case(
      "no parameters", application("«Location»: nested.yaml"),
      .error(
        "nested-stack", nil, "'nested.yaml' needs the parameter 'Name'",
        path: "Resources/N/Properties/Location"),
      files: files),
    Case(
      "a value that is not allowed",
      application("Location: nested.yaml\nParameters: {Name: a, Stage: «test»}"),
      .error(
        "nested-stack", nil,
        "'nested.yaml' does not allow 'test' for 'Stage'; it must be one of 'dev' or 'prod'",
        path: "Resources/N/Properties/Parameters/Stage",
        related: ["nested.yaml [dev, prod]: These values are allowed"]),
      files: files),
    Case(
      "an output that is not there",
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        N:
          Type: AWS::Serverless::Application
          Properties: {Location: nested.yaml, Parameters: {Name: a}}
      Outputs:
        A: {Value: !GetAtt N.«Outputs.QueueURL»}
        B: {Value: !Sub "${N.«Outputs.Queue»}"}

      """,
      .error("nested-stack", nil, "'nested.yaml' has no output 'QueueURL'; it must be 'QueueArn'"),
      .error("nested-stack", nil, "'nested.yaml' has no output 'Queue'; it must be 'QueueArn'"),
      files: files),
  ]

  static let quiet = [
    Case(
      "what fits", application("Location: nested.yaml\nParameters: {Name: !Ref AWS::Region, Stage: prod}"),
      files: files),
    Case("a template that is not there", application("Location: .aws-sam/build/nested.yaml"), files: files),
    Case(
      "a file that is no template", application("Location: other.yaml\nParameters: {X: y}"),
      files: ["other.yaml": "a: 1"]),
    Case(
      "names that a macro brings",
      application("Location: nested.yaml\nParameters: {X: y}"),
      files: ["nested.yaml": "Transform: Own\nResources: {Q: {Type: AWS::SQS::Queue}}\n"]),
    Case(
      "parameters that are merged",
      application("Location: nested.yaml\nParameters: !If [C, {A: b}, {}]")
        + "Conditions: {C: !Equals [!Ref AWS::Region, a]}\n", files: files),
  ]

  /// The outputs that there are follow from the template that the stack names.
  @Test func followsTheNameOfTheTemplate() throws {
    let text = Self.stack("TemplateURL: nested.yaml\nParameters: {Name: a}", "Other")
    let files = TextFiles(["nested.yaml": Self.nested])
    var analysis = Case.analyse(text, files: files)
    #expect(analysis.diagnostics.filter { $0.code == "nested-stack" }.count == 1)
    let name = try #require(text.firstRange(of: "nested")).lowerBound.utf16Offset(in: text)
    let edit = SourceEdit(range: name..<name, replacement: "un")
    #expect(text.utf8(name..<name + 6) == "nested")
    analysis = analysis.updated(to: analysis.template.updated(to: analysis.template.tree.applying(edit)))
    #expect(analysis.diagnostics.filter { $0.code == "nested-stack" }.isEmpty)
  }
}
