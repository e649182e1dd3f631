import SAMFeatures
import Testing

/// The outline of a document.
struct DocumentSymbolsTests {
  private func lines(_ symbols: [OutlineSymbol], _ depth: Int = 0) -> [String] {
    symbols.flatMap { symbol in
      [String(repeating: "  ", count: depth) + symbol.name + (symbol.detail.map { " = \($0)" } ?? "")]
        + lines(symbol.children, depth + 1)
    }
  }

  @Test func outlinesATemplate() {
    #expect(
      lines(DocumentSymbols.outline(of: Marked(Fixture.head).template)) == [
        "AWSTemplateFormatVersion = 2010-09-09",
        "Transform = AWS::Serverless-2016-10-31",
        "Parameters",
        "  Stage = String",
        "Mappings",
        "  Sizes",
        "    dev",
        "    prod",
        "Conditions",
        "  IsProduction",
        "Resources",
        "  OrdersTable = AWS::DynamoDB::Table",
        "    BillingMode = PAY_PER_REQUEST",
        "  Orders = AWS::Serverless::Function",
        "    Runtime = python3.13",
        "    Handler = app.handler",
        "    CodeUri = src/",
        "    Events",
        "      List = Api",
      ])
  }

  @Test func outlinesJSON() {
    #expect(
      lines(
        DocumentSymbols.outline(
          of: Marked(
            "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\", \"Properties\": {\"TopicName\": \"x\"}}}}"
          ).template))
        == ["Resources", "  A = AWS::SNS::Topic", "    TopicName = x"])
  }

  @Test func containsItsChildren() {
    func check(_ symbol: OutlineSymbol) {
      #expect(symbol.range.lowerBound <= symbol.selectionRange.lowerBound)
      #expect(symbol.range.upperBound >= symbol.selectionRange.upperBound)
      for child in symbol.children {
        #expect(
          symbol.range.lowerBound <= child.range.lowerBound
            && child.range.upperBound <= symbol.range.upperBound)
        check(child)
      }
    }
    DocumentSymbols.outline(of: Marked(Fixture.head).template).forEach(check)
  }

  @Test(arguments: ["", "# nothing", "word", "- a\n- b"])
  func outlinesNothing(_ text: String) {
    #expect(DocumentSymbols.outline(of: Marked(text).template).isEmpty)
  }
}
