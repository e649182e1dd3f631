import SAMTemplate

extension Rule {
  static let invalidPackage = Rule(
    "invalid-package",
    summary: "A function's code, layer's content or definition is at no place that SAM can take it from.",
    documentation: """
      The place is a path that `sam build` and `sam package` replace, `s3://bucket/key`, or a mapping with `Bucket` \
      and `Key`. Other addresses cannot be deployed.
      """)
}

extension Checker {
  /// An artifact's place. Paths are fine: they are packaged before the transform sees the template.
  func checkLocation(_ value: TransformValue?, _ name: String, _ resource: SAMResource) {
    guard let value, value.isTruthy || value.list != nil || value.bool != nil else { return }
    if value.isCall { return checkCallAsLocation(value, name, resource) }
    if value.map != nil {
      let missing = ["Bucket", "Key"].filter { value.some($0) == nil }
      guard !missing.isEmpty else { return }
      report(
        .invalidPackage, "'\(name)' needs \(quoted(missing, "and"))", at: value, of: resource, atKey: true)
      return
    }
    guard let text = value.string else {
      report(
        .invalidPackage,
        "'\(name)' must be text or a mapping with 'Bucket' and 'Key', not \(describe(value))",
        at: value, of: resource)
      return
    }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[colon...].hasPrefix("://") else {
      return
    }
    let scheme = text[..<colon]
    let rest = text[colon...].dropFirst(3)
    if scheme == "s3" {
      // What stands before the first slash is the host of an address, which allows brackets around numbers only.
      let bucket = rest.prefix { $0 != "/" }
      let isHost = !bucket.isEmpty && !bucket.contains("[") && !bucket.contains("]")
      if isHost, bucket.endIndex != rest.endIndex { return }
      report(
        .invalidPackage, "'\(name)' must be 's3://bucket/key', not '\(shortened(text))'", at: value,
        of: resource)
    } else if scheme.allSatisfy({ $0.isLetter || $0.isNumber }), !scheme.isEmpty {
      report(
        .invalidPackage,
        "'\(name)' cannot be taken from '\(scheme)://'; it must be a path or 's3://bucket/key'",
        at: value, of: resource)
    }
  }

  /// A function call has neither `Bucket` nor `Key`: but a parameter may give the place.
  private func checkCallAsLocation(_ value: TransformValue, _ name: String, _ resource: SAMResource) {
    guard let function = value.function else { return }
    switch function {
    case "Fn::FindInMap", "Fn::Transform", "Condition": return
    case "Ref":
      guard let name = value["Ref"]?.string, lookUp(.parameters, name) == nil else { return }
      if mayDefineUnknownNames(in: .parameters) { return }
      if PackFacts.pseudoParameters[name] == nil, lookUp(.resources, name) == nil { return }
    default: break
    }
    report(
      .invalidPackage,
      "'\(name)' must be known before the deployment: text, or a Ref to a parameter; \(function) cannot give it",
      at: value,
      of: resource)
  }
}
