import Testing

@testable import SAMFeatures

/// How proposals are compared with what is typed.
struct MatchTests {
  @Test(arguments: [
    ("", "Handler", 0), ("Han", "Handler", 0), ("han", "Handler", 0), ("Fun", "AWS::Lambda::Function", 1),
    ("url", "FunctionUrlConfig", 1), ("ndl", "Handler", 2), ("lmbfn", "AWS::Lambda::Function", 3),
    ("xyz", "Handler", 9),
  ])
  func fits(_ typed: String, _ candidate: String, _ fit: Int) {
    #expect(Match.fit(typed: Substring(typed), in: candidate) == fit)
  }

  @Test(arguments: [
    ("OrdersTable", ["Orders", "Table"]), ("VPCGatewayAttachment", ["VPC", "Gateway", "Attachment"]),
    ("AWS::SQS::Queue", ["AWS", "SQS", "Queue"]), ("lambda fun", ["lambda", "fun"]),
    ("S3Bucket", ["S3", "Bucket"]),
    ("", []),
  ])
  func divides(_ name: String, _ words: [String]) {
    #expect(Match.words(name) == words)
  }

  @Test(arguments: [
    ("^(A|B_2)$", ["A", "B_2"]),
    ("(LATEST|TRIM_HORIZON|AT_TIMESTAMP)+", ["LATEST", "TRIM_HORIZON", "AT_TIMESTAMP"]),
    ("^arn:.*$", []), ("A", []), ("(a|b)c", []), ("", []),
  ])
  func readsChoices(_ pattern: String, _ words: [String]) {
    #expect(KnownValues.alternatives(of: pattern) == words)
  }
}
