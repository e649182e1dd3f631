import ResourceSchema
import Testing

@Suite struct TypeNameTests {
  @Test(arguments: [
    ("AWS::Lambda::Function", ["AWS", "Lambda", "Function"]), ("Function", ["Function"]), ("", []),
    ("::", []),
    ("Custom::Größe", ["Custom", "Größe"]), ("AWS::S3:", ["AWS", "S3"]),
  ])
  func parts(_ name: String, _ parts: [Substring]) {
    #expect(TypeName.parts(of: name) == parts)
  }
}
