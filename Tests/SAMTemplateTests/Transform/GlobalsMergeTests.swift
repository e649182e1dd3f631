import Testing

@testable import SAMTemplate

@Suite struct GlobalsMergeTests {
  @Test func `Maps merge, lists append, all else is the resource's own`() {
    let shared: TransformValue = [
      "Environment": ["Variables": ["A": "1", "B": "2"]], "Layers": ["one"], "Timeout": 3,
      "Architectures": ["arm64"],
    ]
    let own: TransformValue = [
      "Environment": ["Variables": ["B": "3"]], "Layers": ["two"], "Timeout": 5, "Architectures": ["x86_64"],
    ]
    let expected: TransformValue = [
      "Environment": ["Variables": ["A": "1", "B": "3"]], "Layers": ["one", "two"], "Timeout": 5,
      "Architectures": ["x86_64"],
    ]
    #expect(GlobalsMerge.merge(shared, into: own, type: "AWS::Serverless::Function") == expected)
  }

  @Test func `A function call is merged with nothing`() {
    let own: TransformValue = ["Tags": ["Ref": "P"]]
    let merged = GlobalsMerge.merge(["Tags": ["a": "b"]], into: own, type: "AWS::Serverless::Function")
    #expect(merged == own)
  }
}
