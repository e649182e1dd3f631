import SAMFeatures
import Testing

/// What hovers say.
struct HoverTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    /// The text that the answer is about; nil: no answer.
    var word: String?
    var has: [String]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ word: String?, _ has: [String] = []) {
      self.name = name
      self.text = text
      self.word = word
      self.has = has
    }
  }

  private static let globals = """
    Transform: AWS::Serverless-2016-10-31
    Globals:
      Function: {Timeout: 10, Runtime: python3.13, Layers: [a], Tags: {One: 1, Two: 2}}
    Resources:
      F:
        Type: AWS::Serverless::Function
        Properties: {Handler: a.b, Timeout: 20, Layers: [b], Tags: {Two: !GetAtt G.Arn}}
      I:
        Type: AWS::Serverless::Function
        IgnoreGlobals: '*'
        Properties: {Handler: a.b, Runtime: nodejs22.x}

    """

  @Test(arguments: [
    Case(
      "a resource with what Globals brings", globals.replacing("  F:", with: "  F‸:"), "F",
      [
        "With `Globals`:\n\n```yaml\n", "Timeout: 20 # instead of Globals: 10\n",
        "Runtime: python3.13 # Globals\n",
        "Layers:\n  - a # Globals\n  - b\n",
        "Tags:\n  One: 1 # Globals\n  Two:\n    Fn::GetAtt:\n      - G\n      - Arn\n", "Handler: a.b\n",
      ]),
    Case(
      "a property that is both here and there", globals.replacing(", Timeout", with: ", Time‸out"), "Timeout",
      [
        "**Timeout** `Integer`",
        "With `Globals` (here):\n\n```yaml\nTimeout: 20 # instead of Globals: 10\n```",
      ]),
  ])
  func saysWhatGlobalsBrings(_ test: Case) throws { try says(test) }

  @Test(arguments: [
    Case("a resource that ignores them", globals.replacing("  I:", with: "  I‸:"), "I"),
    Case("a property that is not among them", globals.replacing("{Handler", with: "{Han‸dler"), "Handler"),
  ])
  func saysNothingOfGlobals(_ test: Case) throws {
    let marked = Marked(test.text)
    let answer = try #require(Hover.answer(in: marked.template, at: marked.offset))
    #expect(!answer.markdown.contains("Globals"))
  }

  @Test(arguments: [
    Case("a section", "Reso‸urces: {}\n", "Resources", ["**Resources** section"]),
    Case(
      "a resource type", "Resources:\n  A:\n    Type: AWS::SNS‸::Topic\n", "AWS::SNS::Topic",
      [
        "**AWS::SNS::Topic**", "`Ref` gives: `TopicArn`", "`TopicName`", "Regions: all",
        "aws-resource-sns-topic.html",
      ]),
    Case(
      "a SAM type", "Resources:\n  A:\n    Type: AWS::Serverless::Functi‸on\n", "AWS::Serverless::Function",
      ["SAM resource", "`Ref` gives: `FunctionName`", "`AWS::Lambda::Function`"]),
    Case(
      "a property",
      "Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties:\n      Mem‸orySize: 1\n",
      "MemorySize",
      ["**MemorySize** `Integer`", "Update: no interruption"]),
    Case(
      "a required property",
      "Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema:\n        - AttributeN‸ame: x\n",
      "AttributeName", ["**AttributeName** `String`", "String` required", "Update: may replace the resource"]),
    Case(
      "values of a property",
      "Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      Billi‸ngMode: x\n",
      "BillingMode", ["Values: `PAY_PER_REQUEST`, `PROVISIONED`"]),
    Case(
      "an attribute of a resource", "Resources:\n  A:\n    Depend‸sOn: B\n", "DependsOn",
      ["resource attribute"]),
    Case(
      "an attribute of a parameter", "Parameters:\n  A:\n    NoE‸cho: true\n", "NoEcho",
      ["parameter attribute"]),
    Case(
      "an attribute of an output", "Outputs:\n  A:\n    Exp‸ort: {Name: x}\n", "Export", ["output attribute"]),
    Case(
      "a logical id", Fixture.head.replacing("  Orders:\n", with: "  Or‸ders:\n"), "Orders",
      [
        "**Orders** `AWS::Serverless::Function`",
        "Makes: `OrdersRole (AWS::IAM::Role)`, `OrdersListPermissionProd (AWS::Lambda::Permission)`, `ServerlessRestApi (AWS::ApiGateway::RestApi)`",
      ]),
    Case(
      "a Ref to a parameter", Fixture.head + "Outputs: {O: {Value: !Ref St‸age}}", "Stage",
      ["**Stage** `String` parameter", "Default: `dev`", "Allowed values: `dev`, `prod`"]),
    Case(
      "a Ref to a resource", Fixture.head + "Outputs: {O: {Value: !Ref Orders‸Table}}", "OrdersTable",
      ["`AWS::DynamoDB::Table`", "`Ref` gives: `TableName`"]),
    Case(
      "a generated resource", Fixture.head + "Outputs: {O: {Value: !Ref Serverless‸RestApi}}",
      "ServerlessRestApi",
      [
        "`AWS::ApiGateway::RestApi`",
        "Made by the SAM transform for events that name no API, the first of them those of `Orders` (line 23).",
      ]),
    Case(
      "a generated resource of one resource", Fixture.head + "Outputs: {O: {Value: !GetAtt Orders‸Role.Arn}}",
      "OrdersRole", ["**OrdersRole** `AWS::IAM::Role`", "Made by the SAM transform from `Orders` (line 23)."]),
    Case(
      "what SAM names behind a dot", Fixture.head + "Outputs: {O: {Value: !Ref ServerlessRestApi.St‸age}}",
      "ServerlessRestApi.Stage",
      ["**ServerlessRestApiProdStage** `AWS::ApiGateway::Stage`", "Made by the SAM transform for events"]),
    Case(
      "a pseudo parameter in a Sub", "Outputs: {O: {Value: !Sub \"a-${AWS::Reg‸ion}\"}}", "AWS::Region",
      ["**AWS::Region** pseudo parameter"]),
    Case(
      "a GetAtt's attribute", Fixture.head + "Outputs: {O: {Value: !GetAtt OrdersTable.A‸rn}}", "Arn",
      ["**Arn** `String` attribute", "`AWS::DynamoDB::Table`"]),
    Case("a tag", "Outputs: {O: {Value: !S‸ub x}}", "!Sub", ["**Fn::Sub** intrinsic function", "```yaml"]),
    Case(
      "a long form", "Outputs:\n  O:\n    Value:\n      Fn::J‸oin: [a, []]\n", "Fn::Join", ["**Fn::Join**"]),
    Case(
      "Ref as a key", "Outputs:\n  O:\n    Value: {\"R‸ef\": x}\n", "\"Ref\"", ["**Ref** intrinsic function"]),
    Case(
      "a condition", Fixture.head + "Outputs: {O: {Value: 1, Condition: IsProd‸uction}}", "IsProduction",
      ["**IsProduction** condition", "!Equals [!Ref Stage, prod]"]),
    Case(
      "a map", Fixture.head + "Outputs: {O: {Value: !FindInMap [Si‸zes, a, b]}}", "Sizes",
      ["**Sizes** mapping", "Keys: `dev`, `prod`", "Each with: `Memory`, `Timeout`"]),
    Case(
      "a policy template",
      "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - SQSPoller‸Policy:\n            QueueName: x\n",
      "SQSPollerPolicy", ["SAM policy template", "Parameters: `QueueName`", "`sqs:ReceiveMessage`"]),
    Case(
      "a runtime",
      "Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties:\n      Runtime: python3‸.9\n",
      "python3.9", ["Lambda runtime", "Support ends"]),
    Case(
      "an event's type", Fixture.head.replacing("Type: Api", with: "Type: A‸pi"), "Api",
      ["**Api** event", "`ServerlessRestApi`", "Required: `Method`, `Path`"]),
    Case("an event's name", Fixture.head.replacing("List:", with: "Li‸st:"), "List", ["**Api** event"]),
    Case(
      "an event's property", Fixture.head.replacing("Path:", with: "Pa‸th:"), "Path",
      ["**Path** `String` required", "sam-property-function-api.html#sam-function-api-path"]),
    Case(
      "a property of Globals", "Globals:\n  Function:\n    Time‸out: 3\n", "Timeout",
      ["**Timeout** `Integer`", "1 to "]),
    Case(
      "free text", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: he‸re\n",
      nil),
    Case("a comment", "# he‸re\nResources: {}\n", nil),
    Case("nothing", "‸", nil),
  ])
  func says(_ test: Case) throws {
    let marked = Marked(test.text)
    let answer = Hover.answer(in: marked.template, at: marked.offset)
    guard let word = test.word else {
      #expect(answer == nil)
      return
    }
    let found = try #require(answer)
    #expect(marked.template.text.string(in: found.range) == word)
    for text in test.has { #expect(found.markdown.contains(text), "\(found.markdown)") }
  }
}

extension String {
  func replacing(_ text: String, with other: String) -> String {
    var result = ""
    var rest = Substring(self)
    while !rest.isEmpty {
      if rest.hasPrefix(text) {
        result += other
        rest = rest.dropFirst(text.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
