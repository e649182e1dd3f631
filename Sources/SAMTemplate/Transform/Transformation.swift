import OrderedCollections
import ResourceSchema
import YAMLSyntax

/// The SAM transform at work on one template: what it has read, and what it has made so far.
///
/// It goes the transform's own way (definitions and implicit APIs first, then `Globals`, then one resource after the
/// other), because events change APIs, buckets and user pools that are taken up later.
struct Transformation {
  /// The entries of `Resources`, as events and `Globals` change them.
  var resources: TransformMap = [:]
  /// The order in which they are taken up, where it is not that of the text.
  private var legacyOrder: LegacyOrder?
  /// The finished `Resources`.
  var finished: TransformMap = [:]
  /// The finished `Conditions`.
  var conditions: TransformValue
  /// Which entry each finished resource comes from.
  var origins: OrderedDictionary<String, String> = [:]
  /// For each implicit API the first entry with an event that needs it.
  var implicitSources: [String: String] = [:]
  /// The connectors that stand in other entries: their logical ids, and the entries'.
  var embeddedConnectors: [String: String] = [:]
  /// Entries that are no text of the template, but APIs that events need.
  var implicitAPIs: Set<String> = []
  /// Entries that the transform refuses.
  var refused: [String] = []
  var parameters: TransformParameters
  let mappings: TransformValue
  let globals: TransformValue
  var references = TransformReferences()
  /// Whether definitions are written in Python 2.7's order.
  var isLegacy = false
  /// The names of the functions behind each REST API, one after the other.
  var functionNames: [String: String] = [:]
  var recordSetGroups: [String: MadeResource] = [:]
  var usagePlan = SharedUsagePlan()
  var deploymentPreferences: OrderedDictionary<String, FunctionDeploymentPreference> = [:]
  let partition: String
  /// The sections that the transform leaves as they are.
  private var document: TransformMap

  /// - Parameters:
  ///   - overrides: values of parameters in place of their defaults.
  ///   - parameters: those of the template, where they have been read already; the order of Python 2.7, which only
  ///     hashes of whole definitions hold, is not kept then.
  init(
    _ root: TransformValue, region: String, overrides: [String: String] = [:],
    parameters known: TransformParameters? = nil
  ) {
    var entries = root.map ?? [:]
    partition = Self.partition(of: region)
    globals = entries.removeValue(forKey: "Globals") ?? [:]
    entries["Transform"] = nil
    mappings = entries["Mappings"] ?? [:]
    conditions = entries["Conditions"] ?? [:]
    resources = entries["Resources"]?.map ?? [:]
    document = entries
    isLegacy = known == nil && Self.needsLegacyOrder(resources, globals)
    if isLegacy { legacyOrder = LegacyOrder(resources.keys) }
    parameters =
      known
      ?? TransformParameters(
        of: entries["Parameters"] ?? [:], overrides: overrides, region: region, isLegacy: isLegacy)
  }

  /// The partition of a region.
  static func partition(of region: String) -> String {
    for (prefix, partition) in [
      ("cn-", "aws-cn"), ("us-gov", "aws-us-gov"), ("us-iso-", "aws-iso"), ("us-isob", "aws-iso-b"),
      ("eu-isoe", "aws-iso-e"), ("us-isof", "aws-iso-f"), ("eusc-", "aws-eusc"),
    ] where region.lowercased().hasPrefix(prefix) { return partition }
    return "aws"
  }

  private static func needsLegacyOrder(
    _ resources: TransformMap, _ globals: TransformValue
  ) -> Bool {
    let hasDefault = globals["HttpApi"]?["Auth"]?.some("DefaultAuthorizer") != nil
    return resources.values.contains { resource in
      switch resource["Type"]?.string {
      case "AWS::Serverless::Api": return true
      case "AWS::Serverless::HttpApi":
        return hasDefault || resource["Properties"]?["Auth"]?.some("DefaultAuthorizer") != nil
      case "AWS::Serverless::Function", "AWS::Serverless::StateMachine":
        let isFunction = resource["Type"]?.string == "AWS::Serverless::Function"
        return (resource["Properties"]?["Events"]?.map ?? [:]).values.contains { event in
          event["Type"]?.string == "Api" || hasDefault && isFunction && event["Type"]?.string == "HttpApi"
        }
      default: return false
      }
    }
  }

  /// The logical ids in the order in which the transform takes them up.
  var ids: [String] { legacyOrder?.keys ?? Array(resources.keys) }

  /// Sets an entry of `Resources`; nil removes it.
  mutating func setResource(_ id: String, _ value: TransformValue?) {
    resources[id] = value
    if value == nil { legacyOrder?.remove(id) } else { legacyOrder?.add(id) }
  }

  /// Runs the transform.
  ///
  /// - Parameter wanted: the entry to take up, with its connectors; nil for all.
  mutating func run(only wanted: String? = nil) {
    if isLegacy { markLegacy() }
    for (id, resource) in resources where resource["Properties"]?.isNull ?? true {
      guard Self.types.contains(resource["Type"]?.string ?? "") else { continue }
      resources[id]?.set("Properties", [:])
    }
    addDefaultDefinitions()
    addImplicitAPI(isREST: true)
    addImplicitAPI(isREST: false)
    mergeGlobals()
    separateConnectors()
    finished = resources
    for id in ordered() where wanted == nil || id == wanted || embeddedConnectors[id] == wanted { take(id) }
    finishDeployments()
    if wanted != nil { return }
    finished = finished.mapValues { references.resolve($0) }
  }

  /// The finished template.
  var result: TransformValue {
    var entries = document.mapValues { references.resolve($0) }
    if conditions.map?.isEmpty == false || document["Conditions"] != nil {
      entries["Conditions"] = references.resolve(conditions)
    }
    entries["Resources"] = TransformValue(.map(finished))
    return TransformValue(.map(entries))
  }

  /// The types that the transform takes up before connectors.
  static let types: Set = [
    "AWS::Serverless::Api", "AWS::Serverless::Function", "AWS::Serverless::WebFunction",
    "AWS::Serverless::SimpleTable",
    "AWS::Serverless::Application", "AWS::Serverless::LayerVersion", "AWS::Serverless::HttpApi",
    "AWS::Serverless::WebSocketApi", "AWS::Serverless::StateMachine", "AWS::Serverless::CapacityProvider",
    "AWS::Serverless::MicrovmImage", "AWS::Serverless::NetworkConnector", "AWS::Serverless::GraphQLApi",
  ]

  private mutating func markLegacy() {
    for (id, resource) in resources {
      switch resource["Type"]?.string {
      case "AWS::Serverless::Api", "AWS::Serverless::HttpApi":
        resources[id]?.update("Properties") { $0 = $0.asLegacy }
      case "AWS::Serverless::Function", "AWS::Serverless::StateMachine":
        resources[id]?.update("Condition") { $0 = $0.asLegacy }
        resources[id]?.update("Properties") { properties in
          properties.update("FunctionName") { $0 = $0.asLegacy }
          properties.update("Events") { $0 = $0.asLegacy }
        }
      default: break
      }
    }
  }

  private mutating func mergeGlobals() {
    guard let sections = globals.map else { return }
    for (id, resource) in resources {
      guard let type = resource["Type"]?.string, Self.types.contains(type),
        var shared = sections[String(type.dropFirst("AWS::Serverless::".count))]
      else { continue }
      if let ignored = resource["IgnoreGlobals"], ignored.isTruthy {
        if ignored.string == "*" { continue }
        for key in ignored.list ?? [] { shared.remove(key.string ?? "") }
      }
      if type == "AWS::Serverless::Api", isLegacy { shared = shared.asLegacy }
      let own = resource["Properties"] ?? [:]
      resources[id]?.set("Properties", GlobalsMerge.merge(shared, into: own, type: type))
    }
    for (id, resource) in resources where resource["Type"]?.string == "AWS::Serverless::Api" {
      guard let version = resource["Properties"]?["OpenApiVersion"],
        resource["Properties"]?[Self.managed] != nil,
        version.isOpenAPIVersion3
      else { continue }
      var text = version
      text.content = .string(version.pythonText)
      resources[id]?.update("Properties") { properties in
        properties.set("OpenApiVersion", text)
        properties.update("DefinitionBody") { body in
          body.set("openapi", text)
          if body.some("swagger") != nil { body.remove("swagger") }
        }
      }
    }
  }

  /// The key that marks an API whose definition the transform writes.
  static let managed = "__MANAGE_SWAGGER"

  /// The order in which resources are taken up.
  private func ordered() -> [String] {
    let typed = self.ids.map { ($0, resources[$0]?["Type"]?.string ?? "") }
    func ids(_ types: String...) -> [String] { typed.filter { types.contains($0.1) }.map(\.0) }
    let early =
      ids("AWS::Serverless::Function") + ids("AWS::Serverless::WebFunction")
      + ids("AWS::Serverless::StateMachine")
      + ids("AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi")
    let connectors = ids("AWS::Serverless::Connector")
    let taken = Set(early + connectors)
    return early + typed.filter { Self.types.contains($0.1) && !taken.contains($0.0) }.map(\.0) + connectors
  }

  private mutating func take(_ id: String) {
    guard let resource = resources[id], let type = resource["Type"]?.string else { return }
    noteFunctionName(resource)
    do {
      let input = TransformInput(id: id, type: type, value: resource, isLegacy: isLegacy)
      let made: [MadeResource]
      switch type {
      case "AWS::Serverless::Function": made = try makeFunction(input)
      case "AWS::Serverless::StateMachine": made = try makeStateMachine(input)
      case "AWS::Serverless::Api": made = try makeRESTAPI(input)
      case "AWS::Serverless::HttpApi": made = try makeHTTPAPI(input)
      case "AWS::Serverless::WebSocketApi": made = try makeWebSocketAPI(input)
      case "AWS::Serverless::SimpleTable": made = try makeTable(input)
      case "AWS::Serverless::LayerVersion": made = try makeLayer(input)
      case "AWS::Serverless::Application": made = makeApplication(input)
      case "AWS::Serverless::Connector": made = try makeConnector(input)
      case "AWS::Serverless::GraphQLApi": made = try makeGraphQLAPI(input)
      case "AWS::Serverless::CapacityProvider": made = makeCapacityProvider(input)
      case "AWS::Serverless::NetworkConnector": made = makeNetworkConnector(input)
      case "AWS::Serverless::MicrovmImage": made = try makeMicroVMImage(input)
      case "AWS::Serverless::WebFunction": made = try makeWebFunction(input)
      default: return
      }
      noteReferences(input, made)
      finished[id] = nil
      for resource in made {
        finished[resource.id] = resource.value
        origins[resource.id] = id
      }
    } catch {
      refused.append(id)
    }
  }

  private mutating func noteReferences(_ input: TransformInput, _ made: [MadeResource]) {
    var ids: [String: String] = [:]
    for resource in made { ids[resource.type] = resource.id }
    for (name, type) in SchemaPack.shared.sam.type(named: input.type)?.referableProperties ?? [] {
      if let id = ids[type] { references.made[input.id, default: [:]][name] = id }
    }
  }

  private mutating func noteFunctionName(_ resource: TransformValue) {
    guard resource["Type"]?.string == "AWS::Serverless::Function", let properties = resource["Properties"]
    else { return }
    for (_, event) in properties["Events"]?.pairs ?? [] where event["Type"]?.string == "Api" {
      guard let api = event["Properties"]?.some("RestApiId"), let name = (api["Ref"] ?? api).string,
        let function = properties["FunctionName"].map({ parameters.resolve($0) }), function.isTruthy
      else { continue }
      functionNames[name, default: ""] += function.pythonText
    }
  }
}

extension TransformValue {
  /// Whether the value is a version 3 of OpenAPI: `3.0`, `3.0.1`.
  var isOpenAPIVersion3: Bool {
    let parts = pythonText.split(separator: ".", omittingEmptySubsequences: false)
    return (parts.count == 2 || parts.count == 3) && parts.first == "3"
      && parts.dropFirst().allSatisfy { $0.count == 1 && $0.first?.isNumber == true }
  }
}

/// A resource as the transform takes it up.
struct TransformInput {
  let id: String
  let type: String
  let attributes: TransformMap
  let dependsOn: TransformValue?
  var properties: TransformValue
  /// Whether the id counts as a template's text in Python 2.7.
  let isLegacy: Bool

  init(id: String, type: String, value: TransformValue, isLegacy: Bool) {
    self.id = id
    self.type = type
    self.isLegacy = isLegacy
    dependsOn = value["DependsOn"]
    let kept = SchemaPack.shared.sam.keptResourceAttributes
    attributes = (value.map ?? [:]).filter { kept.contains($0.key) }
    properties = value["Properties"] ?? [:]
  }

  /// A property; nil where it is null.
  subscript(name: String) -> TransformValue? {
    properties[name].flatMap { $0.isNull ? nil : $0 }
  }

  /// A property that is something.
  func some(_ name: String) -> TransformValue? { properties.some(name) }

  /// The attributes that resources made for this one take over.
  var passedOn: TransformMap { MadeResource.passedOn(attributes) }

  /// The logical id as a value.
  var idValue: TransformValue { isLegacy ? TransformValue.text(id).asLegacy : .text(id) }
}
