import Foundation
import SAMChecks
import Testing

@Suite struct RuleCatalogTests {
  @Test func isSortedAndUnique() {
    let codes = Rule.all.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    for rule in Rule.all { #expect(Rule.rule(withCode: rule.code) == rule) }
    #expect(Rule.rule(withCode: "no-such-rule") == nil)
  }

  /// Every `static let … = Rule("code"` of the sources.
  @Test func holdsEveryRuleOfTheSources() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/SAMChecks")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var codes: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for part in text.split(separator: "= Rule(").dropFirst() {
        let argument = part.drop { $0.isWhitespace }
        #expect(argument.hasPrefix("\""), "a rule without a plain code in \(file.lastPathComponent)")
        codes.insert(String(argument.dropFirst().prefix { $0 != "\"" }))
      }
    }
    #expect(codes == Set(Rule.all.map(\.code)))
  }

  @Test(arguments: Rule.all) func isDocumented(_ rule: Rule) {
    #expect(rule.code.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
    #expect(rule.summary.hasSuffix("."))
    #expect(!rule.summary.contains("\n"))
    #expect(rule.documentation.count > 20 && rule.documentation.hasSuffix("."))
    if let id = rule.cfnLint {
      #expect(id.count == 5 && "EWI".contains(id.prefix(1)) && id.dropFirst().allSatisfy(\.isNumber))
    }
  }
}
