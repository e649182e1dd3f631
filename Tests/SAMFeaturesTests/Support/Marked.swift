import SAMFeatures
import SAMTemplate
import YAMLSyntax

/// A template with the cursor marked: `‸`.
struct Marked {
  let template: Template
  let offset: Int
  let text: String

  init(_ marked: String) {
    let parts = marked.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
    text = parts.joined()
    offset = parts[0].utf8.count
    template = Template(SyntaxTree(SourceText(text)))
  }

  /// The proposals in the order in which an editor shows them.
  var items: [CompletionItem] {
    Completion.items(in: template, at: offset).sorted {
      ($0.sortText ?? $0.label) < ($1.sortText ?? $1.label)
    }
  }

  var labels: [String] { items.map(\.label) }

  /// The proposals that fit what is typed: those an editor leaves in the list.
  var matching: [String] {
    items.filter { !($0.sortText ?? "").hasPrefix("9") }.map(\.label)
  }

  /// The document after a proposal is accepted, its tab stops marked `‸`; nil where it is not offered.
  func accepting(_ label: String) -> String? {
    guard let item = items.first(where: { $0.label == label }) else { return nil }
    let bytes = Array(text.utf8)
    let before = String(decoding: bytes[..<item.replaceRange.lowerBound], as: UTF8.self)
    let after = String(decoding: bytes[item.replaceRange.upperBound...], as: UTF8.self)
    guard let snippet = item.snippet else { return before + item.insertText + "‸" + after }
    // As editors do, further lines are indented like the line that the cursor is on.
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let indent = line.prefix { $0 == " " }
    return before + Self.expanded(snippet).replacingNewlines(indent: String(indent)) + after
  }

  /// A snippet's text with its tab stops marked.
  private static func expanded(_ snippet: String) -> String {
    var result = ""
    var rest = Substring(snippet)
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        if let next = rest.popFirst() { result.append(next) }
      case "$":
        if rest.first == "{" {
          let body = rest.prefix { $0 != "}" }.dropFirst()
          rest = rest.dropFirst(body.count + 2)
          let text = body.drop { $0.isNumber }
          result +=
            "‸" + (text.first == ":" ? String(text.dropFirst()) : text.first == "|" ? String(text) : "")
        } else {
          rest = rest.drop { $0.isNumber }
          result += "‸"
        }
      default:
        result.append(character)
      }
    }
    return result
  }
}

extension String {
  fileprivate func replacingNewlines(indent: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + indent)
  }
}

/// A template that many tests share.
enum Fixture {
  static let head = """
    AWSTemplateFormatVersion: "2010-09-09"
    Transform: AWS::Serverless-2016-10-31
    Parameters:
      Stage:
        Type: String
        Default: dev
        AllowedValues: [dev, prod]
    Mappings:
      Sizes:
        dev:
          Memory: 128
          Timeout: 3
        prod:
          Memory: 1024
          Timeout: 30
    Conditions:
      IsProduction: !Equals [!Ref Stage, prod]
    Resources:
      OrdersTable:
        Type: AWS::DynamoDB::Table
        Properties:
          BillingMode: PAY_PER_REQUEST
      Orders:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.13
          Handler: app.handler
          CodeUri: src/
          Events:
            List:
              Type: Api
              Properties:
                Path: /orders
                Method: get

    """
}
