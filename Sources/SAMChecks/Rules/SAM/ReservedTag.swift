import SAMTemplate

extension Rule {
  static let reservedTag = Rule(
    "reserved-tag",
    summary: "A tag has a name that the SAM transform keeps for itself.",
    documentation: "SAM marks what it makes with tags of its own; a template must not set them.")
}

extension Checker {
  /// The tags of functions and nested applications.
  func checkReservedTags(_ resource: SAMResource) {
    switch resource.type {
    case "AWS::Serverless::Function", "AWS::Serverless::Application", "AWS::Serverless::WebFunction": break
    default: return
    }
    guard let tags = resource.properties["Tags"] else { return }
    for name in ["lambda:createdBy", "serverlessrepo:applicationId", "serverlessrepo:semanticVersion"] {
      guard let tag = tags[name] else { continue }
      report(
        .reservedTag, "'\(name)' is a tag that SAM sets itself; use another name", at: tag, of: resource,
        atKey: true)
    }
  }
}
