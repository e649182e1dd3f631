/// Templates of a single resource `R`, so that a case shows only what it is about.
enum Templates {
  /// A resource with these properties.
  ///
  /// - Parameter before: the sections before `Resources`.
  static func resource(_ type: String, _ properties: String, before: String = "") -> String {
    """
    \(before.isEmpty ? "" : before + "\n")Resources:
      R:
        Type: \(type)
        Properties:
    \(properties.indented(by: 6))

    """
  }

  /// A function of SAM with all that it needs and these properties.
  static func function(_ properties: String, before: String = "") -> String {
    resource(
      "AWS::Serverless::Function", "CodeUri: src\nHandler: app.handler\nRuntime: python3.13\n" + properties,
      before: "Transform: AWS::Serverless-2016-10-31" + (before.isEmpty ? "" : "\n" + before))
  }

  /// A function without SAM with all that it needs and these properties.
  static func lambda(_ properties: String, before: String = "") -> String {
    resource(
      "AWS::Lambda::Function",
      "Code: {S3Bucket: abc, S3Key: k}\nHandler: app.handler\nRuntime: python3.13\n"
        + "Role: arn:aws:iam::123456789012:role/r\n" + properties, before: before)
  }

  /// A function of SAM with these events.
  static func events(_ events: String) -> String { function("Events:\n" + events.indented(by: 2)) }

  /// A topic with this value of a property that takes any text.
  static func text(_ value: String, before: String = "") -> String {
    resource("AWS::SNS::Topic", "DisplayName: " + value, before: before)
  }
}

extension String {
  fileprivate func indented(by columns: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : String(repeating: " ", count: columns) + $0
    }.joined(separator: "\n")
  }
}
