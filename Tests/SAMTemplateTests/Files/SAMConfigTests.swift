import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct SAMConfigTests {
  @Test(arguments: [
    ("A=b C=d", ["A=b", "C=d"]), ("A=\"b c\" D='e f'", ["A=b c", "D=e f"]), ("A=b\\ c", ["A=b c"]),
    ("ParameterKey=A,ParameterValue=b ParameterKey=C,ParameterValue=\"d e\"", ["A=b", "C=d e"]),
    ("ParameterKey=\"A\",ParameterValue=\"b\"", ["A=b"]), ("A=\"\\\"b\\\"\"", ["A=\"b\""]),
    ("A=b,c", ["A=b,c"]), ("A=", ["A="]), ("", []), ("stray A=b", ["A=b"]), ("A=b=c", ["A=b=c"]),
  ])
  func readsPairs(_ text: String, _ pairs: [String]) {
    #expect(SAMConfig.pairs(text).map { "\($0.name)=\($0.value)" } == pairs)
  }

  private static let toml = """
    [default.global.parameters]
    parameter_overrides = "A=global B=global"
    [default.deploy.parameters]
    parameter_overrides = ["A=deploy"]
    template_file = "infra/stack.yaml"
    [prod.deploy.parameters]
    parameter_overrides = "A=prod"

    """

  private func config(_ text: String, name: String = "samconfig.toml", environment: String = "default")
    -> SAMConfig
  {
    SAMConfig(LocalFile(SourceText(text)), name: name, environment: environment)
  }

  @Test func readsAnEnvironment() {
    let config = config(Self.toml)
    #expect(config.values == ["A": "deploy", "B": "global"])
    #expect(config.value(of: "C") == nil)
    #expect(self.config(Self.toml, environment: "prod").values == ["A": "prod"])
    #expect(self.config(Self.toml, environment: "test").values == [:])
  }

  @Test func readsYAML() {
    let yaml = "version: 0.1\ndefault: {deploy: {parameters: {parameter_overrides: [A=b]}}}\n"
    #expect(config(yaml, name: "samconfig.yaml").values == ["A": "b"])
  }

  @Test func knowsItsTemplates() {
    let config = config(Self.toml)
    #expect(config.concerns("stack.yaml"))
    #expect(config.concerns("template.yml"))
    #expect(!config.concerns("other.yaml"))
  }
}
