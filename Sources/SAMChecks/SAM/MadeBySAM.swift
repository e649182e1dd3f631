import ResourceSchema
import SAMTemplate

/// What a logical id stands for among those that the transform makes.
enum MadeBySAM {
  /// A resource.
  case made(GeneratedResource)
  /// One that the transform may make of a resource that it refuses, or that a macro writes in part.
  case unknown
  /// None.
  case nothing

  /// The resource, where it is known.
  var resource: GeneratedResource? {
    if case .made(let resource) = self { return resource }
    return nil
  }
}

extension Checker {
  /// What the SAM transform makes under a logical id (`MyFunctionRole`), or behind a name that only SAM knows
  /// (`MyFunction.Version`).
  func lookUpMade(_ name: String) -> MadeBySAM {
    if let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) {
      return lookUpReferable(String(name[name.utf8.index(after: dot)...]), of: String(name[..<dot]))
        ?? .nothing
    }
    // Most of all it is an implicit API that is referred to.
    if template.isImplicitAPI(name) {
      asked(about: name)
      return scope.made(of: name)?.resource(named: name).map { .made($0) } ?? .unknown
    }
    ask(aboutSourcesOf: name)
    var isUnknown = false
    for source in template.possibleSources(of: name) {
      ask(aboutAllThatMakes: source)
      guard let made = scope.made(of: source) else {
        if name.hasPrefix(source) { isUnknown = true }
        continue
      }
      if let resource = made.resource(named: name) { return .made(resource) }
    }
    return isUnknown ? .unknown : .nothing
  }

  /// What a property as in `MyFunction.Version` stands for; nil where SAM knows none of that name for the resource.
  func lookUpReferable(_ property: String, of id: String) -> MadeBySAM? {
    asked(about: id)
    guard let type = samType(of: id),
      packFacts.type(named: type)?.type.sam?.referableProperties.contains(where: { $0.name == property })
        == true
    else { return nil }
    ask(aboutAllThatMakes: id)
    guard let made = scope.made(of: id) else { return .unknown }
    return made.referable[property].map { .made($0) } ?? .nothing
  }

  /// Why the transform makes nothing of a name that looks as if it did; nil where it does, and where there is no more
  /// to say than that the name is unknown.
  func reasonNotMade(_ name: String) -> String? {
    if let dot = name.firstIndex(of: ".") {
      let id = String(name[..<dot])
      let property = String(name[name.index(after: dot)...].prefix { $0 != "." })
      guard let type = samType(of: id), case .nothing? = lookUpReferable(property, of: id) else { return nil }
      return "'\(id).\(property)' does not exist: '\(id)' has no \(Self.needed(for: property, of: type))"
    }
    if let api = [SAMResource.implicitRestAPI, SAMResource.implicitHTTPAPI].first(where: name.hasPrefix),
      !template.isImplicitAPI(api), lookUp(.resources, api) == nil
    {
      let isREST = api == SAMResource.implicitRestAPI
      return
        "'\(name)' does not exist: SAM makes '\(api)' of \(isREST ? "'Api'" : "'HttpApi'") events without '\(isREST ? "RestApiId" : "ApiId")', and there is none"
    }
    switch SharedKind(name) {
    case .deployment:
      return "'\(name)' does not exist: no function has a 'DeploymentPreference' that needs it"
    case .usagePlan: return "'\(name)' does not exist: no API has a usage plan that is shared"
    case .domain: return "'\(name)' does not exist: no API has such a 'Domain'"
    case nil: break
    }
    for id in template.possibleSources(of: name) {
      if let reason = reasonNotMade(String(name.dropFirst(id.count)), of: id) {
        return "'\(name)' does not exist: \(reason)"
      }
    }
    return nil
  }

  /// Why a resource has nothing made for it under its own id and what follows.
  private func reasonNotMade(_ rest: String, of id: String) -> String? {
    guard let type = samType(of: id), let made = scope.made(of: id) else { return nil }
    let properties = scope.resource(named: id)?.properties
    func ids(_ type: String) -> [String] {
      made.resources.filter { $0.type.hasSuffix(type) }.map(\.logicalID)
    }
    switch rest {
    case "Role" where properties?["Role"] != nil: return "'\(id)' has a 'Role' of its own"
    case _ where rest.hasSuffix("Stage") && type.hasSuffix("Api"):
      return ids("::Stage").first.map { "the stage of '\(id)' is '\($0)'" }
    case _ where rest.hasPrefix("Alias"):
      return ids("Alias").first.map { "the alias of '\(id)' is '\($0)'" }
        ?? "'\(id)' has no 'AutoPublishAlias'"
    default: break
    }
    for (property, resources) in packFacts.type(named: type)?.type.sam?.generatedByProperty ?? []
    where resources.contains(where: { $0.logicalID == "<id>" + rest }) && properties?[property] == nil {
      return "'\(id)' has no '\(property)'"
    }
    return nil
  }

  /// The property that makes the transform make what a name stands for.
  private static func needed(for property: String, of type: String) -> String {
    switch property {
    case "Version", "Alias": "'AutoPublishAlias'"
    case "DestinationTopic", "DestinationQueue":
      "destination of that type without an ARN under 'EventInvokeConfig'"
    case "DomainName", "DomainNameV2": "'Domain'"
    case "UsagePlan", "UsagePlanKey", "ApiKey": "'UsagePlan' under 'Auth'"
    default: "such resource"
    }
  }

  /// The SAM type of a resource, or of an implicit API.
  private func samType(of id: String) -> String? {
    if let type = template.facts(of: .resources, named: id)?.type {
      return type.hasPrefix("AWS::Serverless::") ? type : nil
    }
    guard template.isImplicitAPI(id) else { return nil }
    return id == SAMResource.implicitRestAPI ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi"
  }

  private func ask(aboutSourcesOf name: String) {
    for end in name.utf8.indices.prefix(256).dropFirst() {
      let prefix = String(name[..<end])
      if template.facts(of: .resources, named: prefix) != nil { asked(about: prefix) }
    }
    for api in [SAMResource.implicitRestAPI, SAMResource.implicitHTTPAPI] where name.hasPrefix(api) {
      asked(about: api)
    }
    if let kind = SharedKind(name) { asked(about: kind.question) }
  }

  /// What is made of an entry depends on those that it names.
  private func ask(aboutAllThatMakes id: String) {
    asked(about: id)
    guard let facts = template.facts(of: .resources, named: id) else { return }
    for name in facts.references.map(\.name) + facts.connectorEnds {
      asked(about: name)
      _ = lookUp(.parameters, name)
    }
  }

  private func asked(about name: String) { _ = lookUp(.resources, name) }
}
