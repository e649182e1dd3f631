import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct GraphQLSchemaTests {
  private static let schemas: [(String, [String: Set<String>])] = [
    ("type A { b: Int, c(d: Int = 3, e: [F]): G! h: I }", ["A": ["b", "c", "h"]]),
    ("interface A { b: Int } type C implements A & D @x(y: \"{\") { b: Int }", ["A": ["b"], "C": ["b"]]),
    ("type A\ntype B { c: Int }\nextend type A { d: Int }", ["A": ["d"], "B": ["c"]]),
    ("input A { b: Int } enum C { D E } union F = G | H scalar I", [:]),
    ("\"\"\"A \\\"\"\" { text\"\"\" type A { \"b: Int\" c: Int }", ["A": ["c"]]),
    ("schema { query: Q } type Q { type: Int, input: Int }", ["Q": ["type", "input"]]),
    ("type type { type: type }", ["type": ["type"]]), ("", [:]),
  ]

  @Test(arguments: schemas)
  func reads(_ text: String, _ fields: [String: Set<String>]) {
    let schema = GraphQLSchema(SourceText(text))
    #expect(schema.fields == fields)
    #expect(schema.problem == nil)
  }

  @Test(arguments: [
    ("type A { b: Int", 7, "This '{' is never closed"), ("type A { b: Int }}", 17, "This '}' closes nothing"),
    ("type A { b(: Int }", 17, "This '}' closes nothing"), ("\"a", 0, "This text is never closed"),
    ("\"\"\"a", 0, "This text is never closed"),
  ])
  func saysWhatIsBroken(_ text: String, _ offset: Int, _ message: String) {
    let problem = GraphQLSchema(SourceText(text)).problem
    #expect(problem?.range.lowerBound == offset)
    #expect(problem?.message == message)
  }
}
