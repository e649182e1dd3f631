import SAMTemplate

extension Rule {
  static let invalidApplication = Rule(
    "invalid-application",
    summary: "A nested application does not say which one it is.",
    documentation: """
      `Location` is the address of a template, or the id of an application in the AWS Serverless Application \
      Repository with its version. The transform fetches it, so both must be plain text, or a `Ref` or \
      `Fn::FindInMap` that gives it.
      """)
}

extension Checker {
  /// `Location` of a nested application.
  func checkApplication(_ resource: SAMResource) {
    guard let location = resource.properties["Location"], let entries = location.map else { return }
    if let function = location.function {
      if function == "Fn::Transform" { return }
      report(
        .invalidApplication,
        "'Location' must be an address, or a mapping with 'ApplicationId' and 'SemanticVersion': the SAM transform does not look through \(function)",
        at: location, of: resource)
      return
    }
    let missing = ["ApplicationId", "SemanticVersion"].filter { entries[$0] == nil }
    if !missing.isEmpty {
      report(
        .invalidApplication, "'Location' needs \(quoted(missing, "and"))", at: location, of: resource,
        atKey: true)
      return
    }
    for name in ["ApplicationId", "SemanticVersion"] {
      guard let value = entries[name] else { continue }
      if value.isNull || name == "SemanticVersion" && !value.isTruthy {
        report(.invalidApplication, "'\(name)' must not be empty", at: value, of: resource)
      } else if let function = value.function, !isResolved(value), function != "Fn::FindInMap" {
        report(
          .invalidApplication,
          "'\(name)' must be known before the deployment: only Ref and Fn::FindInMap may stand here, not \(function)",
          at: value, of: resource)
      } else if let text = value.string, name == "ApplicationId", text.contains("{{resolve:ssm:") {
        report(
          .invalidApplication, "'ApplicationId' must not be a dynamic reference", at: value, of: resource)
      }
    }
  }
  /// Whether the transform has a value in place of a `Ref`.
  private func isResolved(_ value: TransformValue) -> Bool {
    guard let name = value["Ref"]?.string else { return false }
    if name == "AWS::Region" || name == "AWS::Partition" || lookUp(.parameters, name) != nil { return true }
    return lookUp(.resources, name) == nil && PackFacts.pseudoParameters[name] == nil
  }
}
