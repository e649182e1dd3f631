import JSON
import Testing

@Suite struct SchemaCommandTests {
  @Test func `Shows a property plainly in a pipe`() throws {
    let outcome = try Binary.run("schema", "AWS::DynamoDB::Table.KeySchema")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("AWS::DynamoDB::Table.KeySchema\n"))
    #expect(outcome.output.contains("\n*? KeyType        String  HASH, RANGE\n"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func `Writes JSON and Markdown`() throws {
    let json = try Binary.run("schema", "--format", "json", "AWS::Serverless::Function.Events")
    #expect(json.status == 0)
    let value = try JSONValue(parsing: Array(json.output.utf8))
    #expect(value["kind"] == .string("property"))
    #expect(value["kinds"]?.array?.count == 19)
    let markdown = try Binary.run("schema", "--format", "markdown", "AWS::Serverless::Function.Events.Api")
    #expect(markdown.output.hasPrefix("# AWS::Serverless::Function.Events.Api\n"))
    #expect(markdown.output.contains("| `Path`, required | String |  |\n"))
  }

  @Test func `Lists every type without a name, SAM's first`() throws {
    let lines = try Binary.run("schema").output.split(separator: "\n")
    #expect(lines.count == 1898)
    #expect(lines.prefix(14).allSatisfy { $0.hasPrefix("AWS::Serverless::") })
    let json = try Binary.run("schema", "--format", "json").output
    #expect(try JSONValue(parsing: Array(json.utf8)).array?.count == 1898)
  }

  @Test func `Finds names`() throws {
    let found = try Binary.run("schema", "--search", "dead letter")
    #expect(found.status == 0)
    #expect(found.output.contains("AWS::Serverless::Function.DeadLetterQueue"))
    let nothing = try Binary.run("schema", "--search", "no such name")
    #expect(nothing.status == 1)
  }

  @Test(arguments: [
    (
      "AWS::Serverless::Functon", "There is no resource type AWS::Serverless::Functon",
      "AWS::Serverless::Function"
    ),
    (
      "AWS::Serverless::Function.Evens", "AWS::Serverless::Function has no property Evens",
      "AWS::Serverless::Function.Events"
    ),
    ("qqqq", "There is no resource type qqqq", "sam-ls schema --search qqqq"),
  ])
  func `Says what is near a misspelt name`(name: String, message: String, near: String) throws {
    let outcome = try Binary.run("schema", name)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(message))
    #expect(outcome.errors.contains("  \(near)\n") || outcome.errors.contains(near))
  }

  @Test func `Refuses a name together with a search`() throws {
    let outcome = try Binary.run("schema", "--search", "queue", "AWS::SQS::Queue")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
  }
}
