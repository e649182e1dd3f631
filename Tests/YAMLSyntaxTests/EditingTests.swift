import TestSupport
import Testing

@testable import YAMLSyntax

/// After any edits the tree is the one that is read from scratch, and what libyaml says of the text. How the findings
/// follow is tested with the checks; the long form of both is `edit-soak`.
@Suite struct EditingTests {
  static let template = """
    AWSTemplateFormatVersion: '2010-09-09'
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Function:
        Type: AWS::Serverless::Function
        Properties:
          Handler: app.handler
          InlineCode: |
            def handler(event, context):
              return {"a": [1, 2]}

          Events:
            Api: {Type: Api, Properties: {Path: /, Method: get}}
          Policies:
          - Statement:
              - Effect: Allow
                Action: ['s3:*', "ä😀"]
      Table: # comment
        Type: AWS::DynamoDB::Table
        Properties: &p
          Name: !Sub "${AWS::StackName}-t"
      Other:
        Properties: *p
    Outputs:
      Url:
        Value: !Join [',', [a, b]]

    """
  static let json = """
    {
      "Resources": {
        "Function": {
          "Type": "AWS::Serverless::Function",
          "Properties": {
            "Handler": "app.handler",
            "Layers": [
              "a",
              {"Ref": "B"}
            ]
          }
        },
        "Table": {
          "Type": "AWS::DynamoDB::Table"
        }
      },
      "Outputs": {"Url": {"Value": 1}}
    }

    """

  /// Texts and edits that once gave another tree than reading the text afterwards.
  static let found: [(text: String, edit: SourceEdit)] = [
    // The line after a dash alone decides what it is.
    ("-\n- --  \n? A\r\n# comment\n: val${\n", SourceEdit(range: 2..<4, replacement: "")),
    // libyaml reads ahead, up to a character that it cannot read.
    (
      "e:\n ! [e]\nf:\n" + String(repeating: "    A: b\n", count: 20) + "\0\n",
      SourceEdit(range: 7..<7, replacement: "<<<<<<< a\n")
    ),
    (
      "s:\n      - s:\n            - l: [S]\n            - \nM:\n    a: [a, b]\n      A\n    B: '\0",
      SourceEdit(range: 37..<37, replacement: "<<<<<<< a\n")
    ),
    // An open bracket below a key without its colon.
    (
      "            F\n             l: [\n{[\n[\n{\n            N: [\n1]",
      SourceEdit(range: 35..<35, replacement: "")
    ),
    // Of a first entry that is deeper than the others it counts whether it goes on past their lines.
    (
      " Reine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n"
        + "        Comment: A Hello World exampello\n        States:\n          Hello:\n             World:\n        ce: '\n"
        + "*'\n\n      Events:\n        CWSchedul    Schedulinute)\n    ttempts: \nO",
      SourceEdit(range: 189..<190, replacement: "")
    ),
    // Entries in the middle do not stand where the one before them alone would have them.
    (
      "r:\n  U:\n  V:\n    D:\n    - UncompressFunctionuploadPermission\n    Type: AWS::S3::Bucket\n    P:\n      N:\n"
        + "      Description:Uploading compressed file to this bucket will trigger the Lambda (and uncompress the "
        + String(repeating: "content ", count: 10) + ")\n  U:\n ",
      SourceEdit(range: 294..<294, replacement: "B")
    ),
    // Two entries that share their lines: the bracket that closes the first is not the last.
    (
      "{\ns: {\n n: {\n     \"Properties\": {\n        \"Handler\": \"layer-main.custom_layer_handler\",\n"
        + "        \"Runtime\": \"python3.9\",\n        \"CodeUri\": \".\",\n        \"Layers\": [\n"
        + "          {\"Ref\": \"MyCustomLambdaLayer\"}\n        ]\n      },\n"
        + "      \"Type\": \"AWS::Serverless::Functn\"\n},\n y: {l: {}}\n}\n}",
      SourceEdit(range: 19..<19, replacement: "Fn::If")
    ),
    // A quote that is open below is open for what is around it, which has its end.
    (
      "Conditions:\n  C:\n    Fn::Equals:\n    - tru    Properties:\n      Handler: index.handler\n"
        + "      Runtime: nodejs12.x\n      MemorySize: 128\n       exports.handleHello World!\'\n      Events:\n"
        + "        ApProperties:\n                            Method: post\n  hellowo:\n\'",
      SourceEdit(range: 240..<240, replacement: "Key: \'x")
    ),
    // A key of its own before an entry that is refused as long as it holds two colons in one line, and accepted after.
    (
      "{\n  ?\n  \"Resources\": {\n    \"A\": [\n      {\"B\"},\n      {\"C\": {\"D\": {\n        E: f: g\n      }}}\n    ],\n"
        + "    \"F\": {\n      \"G\": \"" + String(repeating: "content ", count: 30) + "\"\n    }\n  }\n}",
      SourceEdit(range: 75..<78, replacement: "")
    ),
  ]

  @Test(arguments: found.indices, [0, 64, 256, Parser.leafSize]) func isAsFromScratch(
    index: Int, leafSize: Int
  ) {
    let (text, edit) = Self.found[index]
    let tree = SyntaxTree(SourceText(text), leafSize: leafSize).applying(edit)
    let fresh = SyntaxTree(SourceText(tree.text.string(in: 0..<tree.text.utf8Count)), leafSize: leafSize)
    #expect(tree.firstDifference(to: fresh) == nil)
  }

  /// Texts that are cut into pieces of each size, so that small ones stand for large ones.
  @Test(arguments: [0, 64, 300, Parser.leafSize]) func randomEdits(leafSize: Int) {
    for seed in 0..<UInt64(RandomEdits.count(4)) {
      var edits = RandomEdits(seed: seed)
      var tree = SyntaxTree(SourceText(seed % 3 == 2 ? Self.json : Self.template), leafSize: leafSize)
      for number in 0..<60 where tree.text.utf8Count < 60_000 {
        let before = tree.text
        let edit = edits.next(in: before)
        tree = tree.applying(edit)
        let fresh = SyntaxTree(tree.text, leafSize: leafSize)
        let difference = tree.firstDifference(to: fresh) ?? difference(fresh).map { "not exact: \($0)" }
        if let difference {
          Issue.record("seed \(seed), edit \(number), \(edit): \(difference)\n\(before.debugText)")
          return
        }
      }
    }
  }
}

extension SourceText {
  /// The text as it may be put into a test.
  var debugText: String { string(in: 0..<utf8Count).debugDescription }
}
