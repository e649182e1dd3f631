public import YAMLSyntax

/// The resources that the SAM transform makes.
extension Template {
  /// What the transform makes of a resource, or of an implicit API that events need; nil where the name is neither, and
  /// where the transform refuses it.
  ///
  /// - Complexity: see `MadeModel`; kept for later versions of the template.
  public func made(of name: String) -> MadeResources? {
    guard isSource(name) else { return nil }
    return model.made(of: name, in: self)
  }

  /// What the SAM transform makes of one resource, itself left out; nothing where it refuses it.
  public func generatedResources(by entry: Entry) -> [GeneratedResource] {
    entry.key.kind == .scalar ? made(of: entry.key.value)?.resources ?? [] : []
  }

  /// A resource that the SAM transform makes, by its logical id or by a name that only SAM knows: `MyFunction.Version`.
  ///
  /// - Complexity: that of `made(of:)` for each resource whose logical id begins this one.
  public func generatedResource(named name: String) -> GeneratedResource? {
    if let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) {
      return made(of: String(name[..<dot]))?.referable[String(name[name.utf8.index(after: dot)...])]
    }
    for source in possibleSources(of: name) {
      if let resource = made(of: source)?.resource(named: name) { return resource }
    }
    return nil
  }

  /// The names of the APIs that the transform makes for events that name none.
  public var implicitAPIs: [String] {
    [SAMResource.implicitRestAPI, SAMResource.implicitHTTPAPI].filter(isImplicitAPI)
  }

  /// Whether the transform makes an API of this name, for events that name none.
  public func isImplicitAPI(_ name: String) -> Bool {
    implicitUsers[name] != nil && facts(of: .resources, named: name) == nil
  }

  /// The first resource with an event that needs an implicit API.
  ///
  /// - Complexity: linear in the number of resources.
  public func firstUser(ofImplicitAPI name: String) -> Entry? {
    guard let users = implicitUsers[name] else { return nil }
    return entries(of: .resources)?.first { $0.key.kind == .scalar && users[$0.key.value] != nil }
  }

  /// Whether the transform may make something of a name.
  public func isSource(_ name: String) -> Bool {
    guard let facts = facts(of: .resources, named: name) else { return isImplicitAPI(name) }
    return facts.type?.hasPrefix("AWS::Serverless::") == true || !facts.connectorEnds.isEmpty
  }

  /// The resources and implicit APIs that a generated logical id may come from, the likeliest first.
  ///
  /// - Complexity: linear in the length of the name, and in the number of those that share resources.
  public func possibleSources(of name: String) -> [String] {
    var sources: [String] = []
    // No logical id is longer.
    for end in name.utf8.indices.prefix(256).dropFirst() {
      let prefix = String(name[..<end])
      if isSource(prefix) { sources.append(prefix) }
    }
    if isImplicitAPI(name) { sources.append(name) }
    return sources.reversed() + (SharedKind(name).map(members) ?? [])
  }

  /// Those who may make what all resources of a kind share.
  ///
  /// - Complexity: linear in the number of resources where `Globals` brings it, otherwise in that of the members.
  public func members(of kind: SharedKind) -> [String] {
    let own = sharers[kind.rawValue]?.keys.sorted() ?? []
    guard let globals = header.sections[.globals]?.value else { return own }
    let types = kind.types.filter { kind.isAsked(in: globals.value(under: $0)) }
    if types.isEmpty { return own }
    let others = facts(of: .resources).filter { _, all in
      types.contains { all.first?.type == "AWS::Serverless::" + $0 }
    }
    return Set(own + others.map(\.key)).sorted() + implicitAPIs
  }
}

/// Resources whose logical ids do not begin with that of the one that they are made for.
public enum SharedKind: String, Sendable, CaseIterable {
  /// What CodeDeploy needs.
  case deployment
  /// A usage plan that APIs share.
  case usagePlan
  /// Domain names of APIs, and their records.
  case domain

  /// The kind that a logical id is of, by its beginning.
  public init?(_ name: String) {
    func begins(_ prefixes: String...) -> Bool { prefixes.contains { name.hasPrefix($0) } }
    if begins("ServerlessDeploymentApplication", "CodeDeployServiceRole") {
      self = .deployment
    } else if begins("ServerlessUsagePlan", "ServerlessApiKey") {
      self = .usagePlan
    } else if begins("ApiGatewayDomainName", "RecordSetGroup") {
      self = .domain
    } else {
      return nil
    }
  }

  /// How the checks name the kind when they ask for it: no logical id has a space.
  public var question: String { "all with \(rawValue)" }

  /// The SAM types, as `Globals` has them, that make it.
  var types: [String] {
    switch self {
    case .deployment: ["Function"]
    case .usagePlan: ["Api"]
    case .domain: ["Api", "HttpApi", "WebSocketApi"]
    }
  }

  /// Whether properties may lead to such resources.
  func isAsked(in properties: Node?) -> Bool {
    switch self {
    case .deployment: properties?["DeploymentPreference"] != nil
    case .usagePlan: properties?["Auth"]?["UsagePlan"] != nil
    case .domain: properties?["Domain"] != nil
    }
  }
}
