/// What the transform makes of one entry of `Resources`, or of an implicit API.
public struct MadeResources: Sendable {
  /// The resources with logical ids of their own, in the order in which the transform makes them.
  public let resources: [GeneratedResource]
  /// What may follow the entry's logical id in `Ref` and `Fn::GetAtt` (`Function.Version`): the resources behind it.
  public let referable: [String: GeneratedResource]
  /// Whether the name of an alias is given by a parameter, whose value is known when the template is deployed.
  private let hasOpenAlias: Bool
  private let source: String

  /// Takes what a transformation has made of an entry; nil where it has refused it.
  init?(of source: String, by transformation: Transformation) {
    let parts = Set([source] + transformation.embeddedConnectors.filter { $0.value == source }.map(\.key))
    if transformation.refused.contains(where: parts.contains) { return nil }
    var resources: [GeneratedResource] = []
    var byID: [String: GeneratedResource] = [:]
    for (id, origin) in transformation.origins where parts.contains(origin) {
      guard let type = transformation.finished[id]?["Type"]?.string else { continue }
      let samType = id == source ? transformation.resources[source]?["Type"]?.string : nil
      byID[id] = GeneratedResource(logicalID: id, type: type, samType: samType, source: source)
      if id != source || transformation.implicitAPIs.contains(source) {
        byID[id].map { resources.append($0) }
      }
    }
    self.source = source
    self.resources = resources
    referable = (transformation.references.made[source] ?? [:]).compactMapValues { byID[$0] }
    hasOpenAlias = transformation.resources[source]?["Properties"]?["AutoPublishAlias"]?.isCall ?? false
  }

  /// The resource of a logical id; nil where none has it.
  ///
  /// Hashes of what only packaging, the parameters' values or other resources decide are taken as they come.
  public func resource(named name: String) -> GeneratedResource? {
    if let resource = resources.first(where: { $0.logicalID == name }) { return resource }
    for resource in resources where Self.haveSameStem(resource.logicalID, name) {
      return renamed(resource, name)
    }
    guard hasOpenAlias, name.hasPrefix(source + "Alias") else { return nil }
    return resources.first { $0.type.hasSuffix("Alias") }.map { renamed($0, name) }
  }

  private func renamed(_ resource: GeneratedResource, _ name: String) -> GeneratedResource {
    var resource = resource
    resource.logicalID = name
    return resource
  }

  /// The resources whose logical ids are known from the template alone.
  public var named: [GeneratedResource] {
    let hashed = ["AWS::ApiGateway::Deployment", "AWS::Lambda::Version", "AWS::Lambda::LayerVersion"]
    return resources.filter { !hashed.contains($0.type) }
  }

  /// Whether two logical ids differ at most in the hash at their ends.
  private static func haveSameStem(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count == b.utf8.count, a.utf8.count > 10, isHash(a.suffix(10)), isHash(b.suffix(10)) else {
      return false
    }
    return a.dropLast(10) == b.dropLast(10)
  }

  private static func isHash(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }
}
