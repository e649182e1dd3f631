import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct ExpansionTests {
  /// The logical ids and types that the transform makes, sorted.
  private func made(_ resources: String, globals: String = "") -> [String] {
    let text = "Transform: AWS::Serverless-2016-10-31\n\(globals)Resources:\n\(resources)"
    let expansion = Expansion(Template(SyntaxTree(SourceText(text))), region: "us-east-1")
    #expect(expansion.refused.isEmpty)
    return (expansion.template["Resources"]?.map ?? [:])
      .map { "\($0.key) \($0.value["Type"]?.string?.dropFirst("AWS::".count) ?? "")" }.sorted()
  }

  @Test func `A function with an alias, a URL and a schedule`() {
    let resources = """
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            CodeUri: s3://bucket/key
            AutoPublishAlias: live-1
            FunctionUrlConfig:
              AuthType: NONE
            Events:
              E:
                Type: Schedule
                Properties:
                  Schedule: rate(1 minute)

      """
    #expect(
      made(resources) == [
        "F Lambda::Function", "FAliasliveD1 Lambda::Alias", "FE Events::Rule",
        "FEPermission Lambda::Permission",
        "FRole IAM::Role", "FURLInvokeAllowPublicAccess Lambda::Permission", "FUrl Lambda::Url",
        "FUrlPublicPermissions Lambda::Permission", "FVersionfb53d5c2e6 Lambda::Version",
      ])
  }

  @Test func `An implicit API: the deployment's id holds the hash of its definition`() {
    let resources = """
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.13
            Handler: a.b
            InlineCode: x
            Events:
              E:
                Type: Api
                Properties:
                  Path: /items/{id}
                  Method: get

      """
    #expect(
      made(resources) == [
        "F Lambda::Function", "FEPermissionProd Lambda::Permission", "FRole IAM::Role",
        "ServerlessRestApi ApiGateway::RestApi",
        "ServerlessRestApiDeployment1b5c8a5a8f ApiGateway::Deployment",
        "ServerlessRestApiProdStage ApiGateway::Stage",
      ])
  }

  @Test func `A layer's id holds a hash, and references follow it`() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        L:
          Type: AWS::Serverless::LayerVersion
          Properties:
            ContentUri: s3://bucket/key
      Outputs:
        O:
          Value: !Ref L
      """
    let expansion = Expansion(Template(SyntaxTree(SourceText(text))), region: "us-east-1")
    let id = expansion.template["Resources"]?.map?.keys.first ?? ""
    #expect(id == "L7b5094c3ed")
    #expect(expansion.template["Outputs"]?["O"]?["Value"] == ["Ref": TransformValue(.string(id))])
    #expect(expansion.origins[id] == "L")
  }

  @Test func `What follows a dot is the resource that is made`() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        A:
          Type: AWS::Serverless::HttpApi
      Outputs:
        O:
          Value: !Sub ${A.Stage}
      """
    let expansion = Expansion(Template(SyntaxTree(SourceText(text))), region: "us-east-1")
    #expect(expansion.template["Outputs"]?["O"]?["Value"] == ["Fn::Sub": "${AApiGatewayDefaultStage}"])
  }
}
