import SAMTemplate
import TestSupport
import Testing
import YAMLSyntax

/// Texts as they are while somebody types: the other resources stay as they were, each with all its content, and one
/// finding says what to mend, on the line where it is to be mended.
@Suite struct HalfTypedTests {
  struct State: Sendable, CustomTestStringConvertible {
    let name: String
    /// What takes the place of the line with the handler.
    let lines: String
    /// The findings on the lines that were changed, the first of which is line 1: `line code`.
    let expected: [String]
    /// Whether all text after these lines is gone, too.
    var isCutOff = false
    var testDescription: String { name }

    init(_ name: String, _ lines: String, _ expected: [String], isCutOff: Bool = false) {
      self.name = name
      self.lines = lines
      self.expected = expected
      self.isCutOff = isCutOff
    }
  }

  static let states: [State] = [
    State("a key without its colon", "      Handler", ["1 syntax"]),
    State("a word", "      Handler: a.b\n      Tim", ["2 syntax"]),
    State("a bare tag", "      Handler: !Ref", ["1 unresolved-reference"]),
    State("half a variable", "      Handler: !Sub \"${", ["1 syntax"]),
    State("half a variable, closed", "      Handler: !Sub \"${\"", ["1 broken-placeholder"]),
    State("an open single quote", "      Handler: 'a.b", ["1 syntax"]),
    State("an open double quote", "      Handler: \"a.b", ["1 syntax"]),
    State("an open bracket", "      Handler: [a.b", ["1 syntax"]),
    State("an open bracket after a comma", "      Handler: [a.b, ", ["1 syntax"]),
    State("an open brace", "      Handler: {Ref: Other", ["1 syntax"]),
    State("a dash alone", "      Handler: a.b\n      -", ["2 syntax"]),
    State("a list's dash alone", "      Handler: a.b\n      Layers:\n        -", ["3 length-out-of-bounds"]),
    State("a tab", "      Handler: a.b\n\tTimeout: 3", ["2 syntax"]),
    State("a line too far right", "       Handler: a.b", ["1 syntax"]),
    State("a line too far left", "     Handler: a.b", ["1 syntax"]),
    State("a key twice", "      Handler: a.b\n      Handler: c.d", ["2 repeated-key"]),
    State(
      "a merge conflict", "<<<<<<< ours\n      Handler: a.b\n=======\n      Handler: c.d\n>>>>>>> theirs",
      ["1 syntax"]),
    State(
      "a merge conflict with what was before",
      "<<<<<<< ours\n      Handler: a.b\n||||||| 1234\n      Handler: d.e\n=======\n      Handler: c.d\n>>>>>>> theirs",
      ["1 syntax"]),
    State("a tab on the first line under a key", "\tHandler: a.b", ["1 syntax"]),
    State("a tab after spaces", "    \tHandler: a.b", ["1 syntax"]),
    State("non-breaking spaces", "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}Handler: a.b", ["1 syntax"]),
    State("an asterisk", "      Handler: *", ["1 syntax"]),
    State("a percent sign", "      Handler: %a", ["1 syntax"]),
    State("an at sign", "      Handler: @a", ["1 syntax"]),
    State("the end of the file", "      Handl", ["1 wrong-kind"], isCutOff: true),
  ]

  private static let head = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      First:
        Type: AWS::SNS::Topic
        Properties:
          DisplayName: first
      Changed:
        Type: AWS::Serverless::Function
        Properties:

    """

  private static let tail = """
          Runtime: python3.13
          InlineCode: |
            def a(b, c): return {}
      Second:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "${AWS::StackName}-second"
          Tags:
            - {Key: a, Value: b}
      Third:
        Type: AWS::SNS::Subscription
        Properties:
          Protocol: sqs
          TopicArn: !Ref First
          Endpoint: !GetAtt Second.Arn

    """

  @Test(arguments: states) func halfTyped(_ state: State) {
    let whole = Case.analyse(Self.head + "      Handler: a.b\n" + Self.tail)
    #expect(whole.diagnostics == [])
    let text = Self.head + state.lines + (state.isCutOff ? "" : "\n" + Self.tail)
    let analysis = Case.analyse(text)
    for name in state.isCutOff ? ["First"] : ["First", "Second", "Third"] {
      #expect(Self.content(of: name, analysis.template) == Self.content(of: name, whole.template), "\(name)")
    }
    let first = Self.head.utf8.count { $0 == 0x0A }
    let found = analysis.diagnostics.map {
      "\(analysis.template.text.line(at: $0.range.lowerBound) + 1 - first) \($0.code)"
    }
    #expect(found == state.expected)
  }

  /// All that a resource says.
  private static func content(of name: String, _ template: Template) -> [String] {
    var lines: [String] = []
    template.entry(of: .resources, named: name)?.value.forEachNode {
      lines.append("\($0.kind) \($0.style) \($0.tag ?? "") \($0.anchor ?? "") '\($0.value)'")
    }
    return lines
  }
}
