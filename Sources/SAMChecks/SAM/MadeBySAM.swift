import ResourceSchema
import SAMTemplate

extension Checker {
  /// Whether a logical id is one that the transform derives from a resource of SAM: `MyFunctionAliaslive`,
  /// `MyFunction.Version`. Where that cannot be known, it is taken for one.
  func isMadeBySAM(_ name: String) -> Bool {
    for index in name.indices.dropFirst() {
      let id = String(name[..<index])
      guard let type = samType(of: id) else { continue }
      noteReferences(of: id)
      guard let made = caches.made(of: id, in: template) else { return true }
      let rest = name[index...]
      if rest.first == "." {
        if made.referable[String(rest.dropFirst())] != nil { return true }
      } else if made.types[name] != nil || hasHash(rest, type) {
        return true
      }
    }
    return false
  }

  /// Why the transform makes nothing that `Function.Version` and the like could mean; nil where it does, where that
  /// is unknown, or where the name is of no such form.
  func reasonNotMade(_ name: String) -> String? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let id = String(name[..<dot])
    let property = String(name[name.index(after: dot)...].prefix { $0 != "." })
    guard let type = samType(of: id),
      pack.sam.type(named: type)?.referableProperties.contains(where: { $0.name == property }) == true,
      let made = caches.made(of: id, in: template), made.referable[property] == nil
    else { return nil }
    let needed: String
    switch (type, property) {
    case ("AWS::Serverless::Function", "Version"), ("AWS::Serverless::Function", "Alias"):
      needed = "'AutoPublishAlias'"
    case ("AWS::Serverless::Function", "DestinationTopic"), ("AWS::Serverless::Function", "DestinationQueue"):
      needed = "a destination of that type without an ARN under 'EventInvokeConfig'"
    case (_, "DomainName"), (_, "DomainNameV2"): needed = "'Domain'"
    case (_, "UsagePlan"), (_, "UsagePlanKey"), (_, "ApiKey"): needed = "'UsagePlan' under 'Auth'"
    default: needed = "what makes one"
    }
    return
      "'\(id).\(property)' does not exist: '\(id)' has no \(needed.hasPrefix("a ") ? String(needed.dropFirst(2)) : needed)"
  }

  private func samType(of id: String) -> String? {
    guard let type = template.facts(of: .resources, named: id)?.type, type.hasPrefix("AWS::Serverless::")
    else { return nil }
    _ = lookUp(.resources, id)
    return type
  }

  /// What the transform makes of an entry depends on those that it names.
  private func noteReferences(of id: String) {
    for reference in template.facts(of: .resources, named: id)?.references ?? [] {
      _ = lookUp(.resources, reference.name)
    }
  }

  /// Whether the rest of a logical id is one with a hash of what only packaging or the whole template decides.
  private func hasHash(_ rest: Substring, _ type: String) -> Bool {
    func isHash(_ text: Substring) -> Bool { text.utf8.count == 10 && text.allSatisfy(\.isHexDigit) }
    switch type {
    case "AWS::Serverless::Function":
      return rest.hasPrefix("Version") && isHash(rest.dropFirst("Version".count)) || rest.hasPrefix("Alias")
    case "AWS::Serverless::Api":
      return rest.hasPrefix("Deployment") && isHash(rest.dropFirst("Deployment".count))
    case "AWS::Serverless::LayerVersion": return isHash(rest)
    default: return false
    }
  }
}
