import ResourceSchema
import Testing

@Suite struct PropertyPlaceTests {
  @Test(arguments: [
    ("AWS::DynamoDB::Table.KeySchema.KeyType", ["KeySchema", "*", "KeyType"]),
    ("AWS::DynamoDB::Table.KeySchema.*.KeyType", ["KeySchema", "*", "KeyType"]),
    ("AWS::DynamoDB::Table.KeySchema.0.KeyType", ["KeySchema", "*", "KeyType"]),
    ("AWS::Lambda::Function.Environment.Variables", ["Environment", "Variables"]),
    ("AWS::Serverless::Function.Events.Api.Path", ["Events", "*", "Properties", "Path"]),
    ("AWS::Serverless::Function.Events.Api.Properties.Path", ["Events", "*", "Properties", "Path"]),
    ("AWS::Serverless::Function.Events.Schedule.Schedule", ["Events", "*", "Properties", "Schedule"]),
    ("AWS::Serverless::Function.Properties.Timeout", ["Timeout"]),
    (
      "AWS::S3::Bucket.LifecycleConfiguration.Rules.Transitions.StorageClass",
      ["LifecycleConfiguration", "Rules", "*", "Transitions", "*", "StorageClass"]
    ),
  ])
  func `Follows a dotted path`(text: String, path: [String]) throws {
    #expect(try SchemaPack.shared.place(text).get().path == path)
  }

  @Test(arguments: [
    (
      "AWS::Serverless::Function.Evens", "AWS::Serverless::Function", "Evens",
      "AWS::Serverless::Function.Events"
    ),
    (
      "AWS::Serverless::Function.Events.Apii", "AWS::Serverless::Function.Events", "Apii",
      "AWS::Serverless::Function.Events.Api"
    ),
    ("AWS::Serverless::Funktion", "", "AWS::Serverless::Funktion", "AWS::Serverless::Function"),
    (
      "AWS::DynamoDB::Table.KeySchema.KeyTyp", "AWS::DynamoDB::Table.KeySchema", "KeyTyp",
      "AWS::DynamoDB::Table.KeySchema.KeyType"
    ),
  ])
  func `Says where a path ends and what is near`(text: String, known: String, step: String, near: String) {
    guard case .failure(let unknown) = SchemaPack.shared.place(text) else {
      Issue.record("\(text) leads somewhere")
      return
    }
    #expect(unknown.known == known)
    #expect(unknown.step == step)
    #expect(unknown.suggestions.first == near)
  }

  @Test(arguments: ["", ".", "..", "x", "AWS::Lambda::Function.Timeout.Deeper", "AWS::Lambda::Function.*"])
  func `Knows no place for nonsense`(text: String) {
    #expect(throws: UnknownPath.self) { try SchemaPack.shared.place(text).get() }
  }

  @Test func `Says which CloudFormation property SAM hands a value to`() throws {
    let runtime = try SchemaPack.shared.place("AWS::Serverless::Function.Runtime").get()
    #expect(runtime.passThrough == "AWS::Lambda::Function.Runtime")
    #expect(PropertyFacts(of: runtime).values.contains("nodejs22.x"))
    #expect(PropertyFacts(of: runtime).update == .noInterruption)
    let timeout = try SchemaPack.shared.place("AWS::Serverless::Function.Events").get()
    #expect(timeout.passThrough == nil)
  }

  @Test func `Makes a page of every type and of every property at the top`() {
    for name in SchemaPack.shared.typeNames {
      guard case .success(let place) = SchemaPack.shared.place(name) else {
        Issue.record("no place for \(name)")
        continue
      }
      let page = SchemaPage(of: place)
      #expect(page.title == name)
      #expect(!page.blocks.isEmpty)
    }
  }

  @Test(arguments: ["AWS::Serverless::Function", "AWS::WAFv2::WebACL", "AWS::QuickSight::Dashboard"])
  func `Makes pages at every depth`(name: String) throws {
    let renderer = TextRenderer()
    func visit(_ place: PropertyPlace, depth: Int) {
      #expect(!renderer.text(of: SchemaPage(of: place)).isEmpty)
      guard depth < 3 else { return }
      for step in place.nextNames.prefix(8) {
        guard let next = place.next(step) else {
          Issue.record("\(place.spelling) offers \(step), which leads nowhere")
          continue
        }
        visit(next, depth: depth + 1)
      }
    }
    visit(try SchemaPack.shared.place(name).get(), depth: 0)
  }
}
