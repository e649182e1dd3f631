import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct LocalPathTests {
  @Test(arguments: [
    ("a.json", "a.json"), ("./a/b.json", "./a/b.json"), ("../a.json", "../a.json"),
    ("/x/a.json", "/x/a.json"),
    ("file://a.json", "a.json"), ("s3://bucket/key", nil), ("https://host/a.json", nil), ("", nil),
    ("arn:aws:serverlessrepo:us-east-1:1:applications/a", nil), ("${Name}.json", nil),
    ("{{resolve:ssm:x}}", nil), ("a\nb", nil),
  ])
  func reads(_ text: String, _ path: String?) {
    #expect(LocalPath.path(text) == path)
  }
}

@Suite struct LocalFileTests {
  @Test func isTheSameOnlyAsItself() {
    let file = LocalFile(SourceText("a: 1"))
    #expect(file == file)
    #expect(file != LocalFile(SourceText("a: 1")))
    #expect(LocalFile.missing != LocalFile.folder)
  }

  @Test func readsItsTextAsATemplate() {
    let file = LocalFile(SourceText("Resources: {A: {Type: AWS::SQS::Queue}}"))
    #expect(file.template.facts(of: .resources, named: "A")?.type == "AWS::SQS::Queue")
    #expect(LocalFile.missing.template.tree.root?.kind != .mapping)
  }
}
