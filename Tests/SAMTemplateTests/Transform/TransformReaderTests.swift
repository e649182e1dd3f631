import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct TransformReaderTests {
  /// Aliases of aliases, each nine of the one before: read in full they have more values than any memory holds.
  @Test(.timeLimit(.minutes(1))) func `Aliases that stand for too much are cut off`() {
    var text = "Transform: AWS::Serverless-2016-10-31\nMetadata:\n  a0: &a0 [x]\n"
    for level in 1...12 {
      text +=
        "  a\(level): &a\(level) [" + repeatElement("*a\(level - 1)", count: 9).joined(separator: ", ")
        + "]\n"
    }
    text += """
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri: src/
            Layers: *a12

      """
    let expansion = Expansion(Template(SyntaxTree(SourceText(text))), region: "us-east-1")
    #expect(expansion.template["Resources"]?["FRole"] != nil)
  }

  @Test(.timeLimit(.minutes(1))) func `A default that refers to itself leads nowhere`() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        P: {Type: String, Default: {Ref: P}}
      Resources:
        L:
          Type: AWS::Serverless::LayerVersion
          Properties: {ContentUri: layer/, Description: !Ref P}
      """
    let expansion = Expansion(Template(SyntaxTree(SourceText(text))), region: "us-east-1")
    #expect(expansion.refused == [])
  }
}
