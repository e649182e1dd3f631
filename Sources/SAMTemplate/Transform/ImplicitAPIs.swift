import OrderedCollections

/// The APIs that events make where they name none, and the definitions of those that have none.
extension Transformation {
  mutating func addDefaultDefinitions() {
    for (id, resource) in resources {
      let isREST = resource["Type"]?.string == "AWS::Serverless::Api"
      guard isREST || resource["Type"]?.string == "AWS::Serverless::HttpApi" else { continue }
      let properties = resource["Properties"] ?? [:]
      if properties.some("DefinitionBody") != nil || properties.some("DefinitionUri") != nil { continue }
      resources[id]?.update("Properties") {
        $0.set("DefinitionBody", DefinitionEditor.skeleton(isREST: isREST))
        $0.set(Self.managed, true)
      }
    }
  }

  /// Adds the events that name no API to one of their own, and all events' routes to the APIs that they name.
  mutating func addImplicitAPI(isREST: Bool) {
    let api = isREST ? SAMResource.implicitRestAPI : SAMResource.implicitHTTPAPI
    let existing = resources[api]
    var properties: TransformValue = [Self.managed: true]
    properties.set("DefinitionBody", DefinitionEditor.skeleton(isREST: isREST))
    if isREST { properties.set("StageName", "Prod") }
    let type = isREST ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi"
    setResource(api, ["Type": .text(type), "Properties": properties])
    var notes = RouteNotes()
    for id in ids {
      guard let resource = resources[id],
        ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"].contains(
          resource["Type"]?.string ?? "")
      else { continue }
      let events = resource["Properties"]?["Events"]?.pairs.filter {
        $0.value["Type"]?.string == (isREST ? "Api" : "HttpApi")
      }
      // The transform gathers them in a table of their own, and walks that.
      let byName = Dictionary((events ?? []).map { ($0.key, $0.value) }) { $1 }
      for name in LegacyOrder((events ?? []).map(\.key)).keys {
        guard let event = byName[name],
          let changed = addRoute(of: event, isREST: isREST, implicit: api, in: resource, &notes)
        else { continue }
        if event["Properties"]?[isREST ? "RestApiId" : "ApiId"] == nil, implicitSources[api] == nil {
          implicitSources[api] = id
        }
        resources[id]?.update("Properties") { $0.update("Events") { $0.set(name, changed) } }
      }
    }
    notes.apply(to: api, &self, isREST: isREST)
    for (id, resource) in resources
    where resource["Type"]?.string == type && resource["Properties"]?[Self.managed] != nil {
      makePathsConditional(id, notes, isREST: isREST)
    }
    if resources[api]?["Properties"]?["DefinitionBody"]?["paths"]?.map?.isEmpty ?? true {
      setResource(api, existing)
    }
  }

  /// What routes say of the resources that they belong to.
  struct RouteNotes {
    /// By API and path, the condition of each method; null where there is none.
    var conditions: OrderedDictionary<String, OrderedDictionary<String, TransformMap>> = [:]
    var deletionPolicies: [String] = []
    var replacePolicies: [String] = []

    /// The conditions, and policies of the resources, that the implicit API takes over.
    func apply(to api: String, _ transformation: inout Transformation, isREST: Bool) {
      let all = conditions[api]?.values.flatMap(\.values) ?? []
      let names = Set(all.compactMap(\.string))
      if !all.isEmpty, all.allSatisfy({ $0.string != nil }) {
        let name = api + "Condition"
        transformation.resources[api]?.set("Condition", .text(names.count == 1 ? names.first ?? name : name))
        if names.count > 1 { transformation.combine(names.sorted(), as: name) }
      }
      for (attribute, values, order) in [
        ("DeletionPolicy", deletionPolicies, ["Retain", "Delete"]),
        ("UpdateReplacePolicy", replacePolicies, ["Retain", "Snapshot", "Delete"]),
      ] {
        guard let value = order.first(where: { values.contains($0) }) else { continue }
        transformation.resources[api]?.set(attribute, .text(value))
      }
    }
  }

  private mutating func addRoute(
    of event: TransformValue, isREST: Bool, implicit: String, in resource: TransformValue,
    _ notes: inout RouteNotes
  ) -> TransformValue? {
    let key = isREST ? "RestApiId" : "ApiId"
    var properties = event["Properties"] ?? [:]
    if isREST, !properties.isTruthy { return nil }
    guard properties.map != nil else { return nil }
    if properties[key] == nil {
      takeTags(from: resource, to: implicit)
      properties.set(key, .ref(.text(implicit)))
    }
    if !isREST, properties.some("Path") == nil, properties.some("Method") == nil {
      properties.set("Path", "$default")
      properties.set("Method", .text(SAMRoute.anyMethod))
    }
    let reference = properties[key]
    guard let api = (reference?["Ref"] ?? reference)?.string, let path = properties["Path"],
      let method = properties["Method"],
      let pathText = path.string, let methodText = method.string
    else { return nil }
    notes.conditions[api, default: [:]][pathText, default: [:]][methodText] =
      resource["Condition"] ?? TransformValue(.null)
    if api == implicit {
      notes.deletionPolicies.append(resource["DeletionPolicy"]?.string ?? "")
      notes.replacePolicies.append(resource["UpdateReplacePolicy"]?.string ?? "")
    }
    if var target = resources[api]?["Properties"], let body = target["DefinitionBody"],
      target.some(Self.managed) != nil,
      DefinitionEditor.isValid(body, isREST: isREST)
    {
      var editor = DefinitionEditor(body, isREST: isREST)
      editor.addPath(path, method)
      target.set("DefinitionBody", editor.result)
      resources[api]?.set("Properties", target)
    }
    if !isREST, let settings = properties["RouteSettings"] {
      addRouteSettings(settings, api, path, method, resource)
    }
    var changed = event
    changed.set("Properties", properties)
    return changed
  }

  private mutating func takeTags(from resource: TransformValue, to api: String) {
    let type = resource["Type"]?.string?.dropFirst("AWS::Serverless::".count) ?? ""
    let shared = globals[String(type)]
    let properties = resource["Properties"]
    guard let tags = properties?.some("Tags") ?? shared?.some("Tags"),
      (properties?.some("PropagateTags") ?? shared?.some("PropagateTags")) != nil
    else { return }
    resources[api]?.update("Properties") {
      $0.setDefault("Tags", [:])
      $0.update("Tags") { own in for (key, value) in tags.pairs { own.set(key, value) } }
      $0.set("PropagateTags", true)
    }
  }

  private mutating func addRouteSettings(
    _ settings: TransformValue, _ api: String, _ path: TransformValue, _ method: TransformValue,
    _ resource: TransformValue
  ) {
    let route =
      method.string == SAMRoute.anyMethod
      ? path.string ?? "" : "\(method.string?.uppercased() ?? "") \(path.string ?? "")"
    let value = resource["Condition"].map { TransformValue.choose($0, settings) } ?? settings
    resources[api]?.update("Properties") {
      $0.setDefault("RouteSettings", [:])
      $0.update("RouteSettings") {
        $0.setDefault(route, [:])
        $0.update(route) { own in for (key, item) in value.pairs { own.set(key, item) } }
      }
    }
  }

  private mutating func makePathsConditional(_ api: String, _ notes: RouteNotes, isREST: Bool) {
    guard let body = resources[api]?["Properties"]?["DefinitionBody"],
      DefinitionEditor.isValid(body, isREST: isREST)
    else { return }
    var editor = DefinitionEditor(body, isREST: isREST)
    for (path, _) in editor.paths.pairs {
      let all = notes.conditions[api]?[path]?.values.map { $0 } ?? []
      guard !all.isEmpty, all.allSatisfy({ $0.string != nil }) else { continue }
      let names = Set(all.compactMap(\.string))
      if names.count == 1 {
        editor.paths.update(path) { $0 = .choose(all[0], $0) }
      } else {
        let name =
          api + path.replacing("/", with: "SLASH").replacing("{", with: "OB").replacing("}", with: "CB")
          + "PathCondition"
        combine(names.sorted(), as: name)
        editor.paths.update(path) { $0 = .choose(.text(name), $0) }
      }
    }
    resources[api]?.update("Properties") { $0.set("DefinitionBody", editor.result) }
  }

  /// Adds a condition that holds where one of several does; `Fn::Or` takes ten at most.
  mutating func combine(_ names: [String], as name: String) {
    var rest = names
    var left = (names.count - 2) / 9
    while rest.count > 1 {
      let own = left > 0 ? "\(name)\(left)" : name
      left -= 1
      conditions.set(own, ["Fn::Or": TransformValue(.list(rest.prefix(10).map { ["Condition": .text($0)] }))])
      rest = Array(rest.dropFirst(10)) + [own]
    }
  }
}
