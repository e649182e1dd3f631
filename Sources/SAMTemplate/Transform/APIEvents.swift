/// The events of functions that come through an API.
extension Transformation {
  mutating func makeRESTEvent(_ event: EventInput, _ target: FunctionTarget) throws -> [MadeResource] {
    guard let api = event["RestApiId"], let name = (api["Ref"] ?? api).string, let path = event["Path"],
      let pathText = path.string, var method = event["Method"], let methodText = method.string,
      var properties = resources[name]?["Properties"], properties.map != nil
    else { throw TransformRefusal() }
    let stage = properties["StageName"].flatMap { $0.string == nil ? nil : $0 } ?? "Stage"
    method.content = .string(methodText.lowercased())
    let source: TransformValue = .sub(
      arn("execute-api", "${__ApiId__}/${__Stage__}/" + Self.route(methodText, pathText, allowsPlus: true)),
      ["__ApiId__": api, "__Stage__": "*"])
    let permission = permission(
      event, target, "apigateway.amazonaws.com", source: source, suffix: stage.string ?? "")
    let merges = properties.some("MergeDefinitions") != nil
    if properties.some(Self.managed) != nil || merges, let body = properties["DefinitionBody"], !body.isNull {
      var editor = DefinitionEditor(merges ? DefinitionEditor.skeleton(isREST: true) : body, isREST: true)
      try addIntegration(&editor, event, path, method, target, stage: stage, api: &properties)
      properties.set(
        "DefinitionBody", merges ? try merged(body, editor.result, pathText, method) : editor.result)
    }
    if let auth = event.some("Auth"), auth.some("OverrideApiAuth") != nil,
      let body = properties.some("DefinitionBody")
    {
      var editor = DefinitionEditor(body, isREST: true)
      try addAuthorization(&editor, auth, path, method, stage: stage, api: &properties)
      properties.set("DefinitionBody", editor.result)
    }
    resources[name]?.set("Properties", properties)
    return [permission]
  }

  /// The method and path as the ARN of a route has them.
  static func route(_ method: String, _ path: String, allowsPlus: Bool) -> String {
    var path = path
    if path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    let isAny = method.lowercased() == "any"
    return (isAny ? "*" : method.uppercased()) + DefinitionEditor.wildcards(path, allowsPlus: allowsPlus)
  }

  /// Where an integration calls a function.
  private func integrationURI(_ target: FunctionTarget, partition: String, streams: Bool = false)
    -> TransformValue
  {
    let name = target.alias.map { "${" + $0.id + "}" } ?? "${" + target.input.id + ".Arn}"
    let path = streams ? "2021-11-15" : "2015-03-31"
    let text = TransformValue.text(
      "arn:\(partition):apigateway:${AWS::Region}:lambda:path/\(path)/functions/\(name)"
        + (streams ? "/response-streaming-invocations" : "/invocations"))
    return .legacyMap(["Fn::Sub": target.alias == nil && isLegacy ? text.asLegacy : text])
  }

  private func addIntegration(
    _ editor: inout DefinitionEditor, _ event: EventInput, _ path: TransformValue, _ method: TransformValue,
    _ target: FunctionTarget, stage: TransformValue, api: inout TransformValue
  ) throws {
    let pathText = path.string ?? ""
    if try editor.hasIntegration(pathText, method) { throw TransformRefusal() }
    let condition =
      target.alias?.attributes["Condition"]
      ?? (target.alias == nil ? target.input.attributes["Condition"] : nil)
    let auth = event["Auth"] ?? [:]
    let apiAuth = api.some("Auth") ?? [:]
    let streams = event["ResponseTransferMode"]?.string == "RESPONSE_STREAM"
    let uri = integrationURI(target, partition: partition, streams: streams)
    try editor.addIntegration(path, method, condition: condition) { definition in
      var integration = TransformValue.legacyMap([
        "type": "aws_proxy", "httpMethod": "POST", "uri": condition.map { .choose($0, uri) } ?? uri,
      ])
      if streams { integration.set("responseTransferMode", "STREAM") }
      if auth["Authorizer"]?.string == "AWS_IAM"
        || apiAuth["DefaultAuthorizer"]?.string == "AWS_IAM" && !auth.isTruthy
      {
        func role(_ settings: TransformValue) -> TransformValue? {
          settings["InvokeRole"].map { $0.isTruthy ? $0 : "NONE" }
        }
        let wanted = role(auth) ?? role(apiAuth)
        let credentials: TransformValue =
          wanted.flatMap { $0.string == "CALLER_CREDENTIALS" ? nil : $0 }
          ?? .text("arn:\(partition):iam::*:user/*")
        if credentials.string != "NONE" { integration.set("credentials", credentials) }
      }
      definition.set(DefinitionEditor.integration, integration)
      definition.setDefault("responses", .legacyMap)
    }
    if auth.isTruthy { try addAuthorization(&editor, auth, path, method, stage: stage, api: &api) }
    if let timeout = event.some("TimeoutInMillis") { try editor.setTimeout(timeout, pathText, method) }
    if let model = event.some("RequestModel"), let name = model.some("Model") {
      guard name.string.map({ api["Models"]?.some($0) != nil }) ?? false else { throw TransformRefusal() }
      try editor.addModel(pathText, method, model: model)
      let body = model["ValidateBody"].flatMap { $0.isNull ? nil : $0 }
      let parameters = model["ValidateParameters"].flatMap { $0.isNull ? nil : $0 }
      if body != nil || parameters != nil {
        guard let validatesBody = body.map(\.bool) ?? false,
          let validatesParameters = parameters.map(\.bool) ?? false
        else {
          throw TransformRefusal()
        }
        try editor.addValidator(pathText, method, body: validatesBody, parameters: validatesParameters)
      }
    }
    if let wanted = event.some("RequestParameters")?.list {
      let all = wanted.compactMap { item -> (name: TransformValue, settings: TransformValue)? in
        if item.string != nil { return (item, ["Required": false, "Caching": false]) }
        guard let (key, value) = item.pairs.first else { return nil }
        var settings: TransformValue = ["Required": false, "Caching": false]
        for (name, setting) in value.pairs { settings.set(name, setting) }
        return (item.hasUnicodeKey(key) ? TransformValue.text(key).asLegacy : .text(key), settings)
      }
      try editor.addParameters(pathText, method, all)
    }
  }

  /// What an event's `Auth` adds to its method.
  func addAuthorization(
    _ editor: inout DefinitionEditor, _ auth: TransformValue, _ path: TransformValue,
    _ method: TransformValue,
    stage: TransformValue, api: inout TransformValue
  ) throws {
    var resolved = api["Auth"] ?? TransformValue(.null)
    resolved = parameters.resolveInPlace(&resolved)
    if api["Auth"] != nil { api.set("Auth", resolved) }
    if let name = auth.some("Authorizer"), name.string != "AWS_IAM" {
      if name.string == "NONE" {
        if resolved.some("DefaultAuthorizer") == nil { throw TransformRefusal() }
      } else {
        guard let text = name.string, resolved["Authorizers"]?.some(text) != nil else {
          throw TransformRefusal()
        }
      }
    }
    if auth.some("Authorizer") != nil || auth["ApiKeyRequired"]?.isNull == false {
      try editor.addAuthorization(path.string ?? "", method, auth: auth, api: api)
    }
    if let policy = auth.some("ResourcePolicy") {
      try editor.addPolicy(policy, path: path, stage: stage)
      if let statements = policy.some("CustomStatements") { editor.addStatements(statements) }
    }
  }

  private func merged(
    _ body: TransformValue, _ made: TransformValue, _ path: String, _ method: TransformValue
  ) throws -> TransformValue {
    var result = body
    let name = method.string ?? ""
    let normalized = DefinitionEditor.normalized(method).string ?? ""
    let written = body["paths"]?[path]?[name]
    guard written?.map != nil || written?.isNull ?? true else { throw TransformRefusal() }
    // Two maps become one of Python's own kind, in the order in which their keys come.
    var own: TransformValue = [:]
    for source in [written, made["paths"]?[path]?[normalized]].compactMap(\.self) {
      for (key, value) in source.pairs { own.set(key, value, isUnicode: source.hasUnicodeKey(key)) }
    }
    result.update("paths") { paths in
      paths.setDefault(path, [:], isUnicode: isLegacy)
      paths.update(path) { $0.set(name, own, isUnicode: method.isUnicode) }
    }
    return result
  }

  mutating func makeHTTPEvent(_ event: EventInput, _ target: FunctionTarget) throws -> [MadeResource] {
    guard let api = event["ApiId"], let name = (api["Ref"] ?? api).string, let path = event["Path"],
      let pathText = path.string,
      var method = event["Method"], let methodText = method.string?.lowercased(),
      var properties = resources[name]?["Properties"]
    else { throw TransformRefusal() }
    method.content = .string(methodText)
    let body = properties["DefinitionBody"].flatMap { $0.isNull ? nil : $0 }
    if let body, body.isTruthy, !DefinitionEditor.isValid(body, isREST: false) { throw TransformRefusal() }
    var made: [MadeResource] = []
    let isCovered = body.map { isDefaultRoute(of: target, in: $0) } ?? false
    if pathText == "$default" || !isCovered {
      var resource = "${__ApiId__}/${__Stage__}"
      let route = pathText == "$default" ? "" : Self.route("x", pathText, allowsPlus: false).dropFirst()
      let isAny = methodText == "any" || methodText == SAMRoute.anyMethod
      if methodText == "any", route == "/$default" {
        resource += route
      } else {
        resource += "/" + (isAny ? "*" : methodText.uppercased()) + route
      }
      made.append(
        permission(
          event, target, "apigateway.amazonaws.com",
          source: .sub(
            arn("execute-api", resource, partition: "${AWS::Partition}"),
            ["__ApiId__": api, "__Stage__": "*"])))
    }
    guard let body else { return made }
    guard DefinitionEditor.isValid(body, isREST: false) else { throw TransformRefusal() }
    var editor = DefinitionEditor(body, isREST: false)
    let exists = try editor.hasIntegration(pathText, method)
    if exists, properties.some(Self.managed) != nil { throw TransformRefusal() }
    let condition =
      target.alias?.attributes["Condition"]
      ?? (target.alias == nil ? target.input.attributes["Condition"] : nil)
    let uri = integrationURI(target, partition: "${AWS::Partition}")
    if !exists {
      try editor.addIntegration(path, method, condition: condition) { definition in
        definition.set(
          DefinitionEditor.integration,
          .legacyMap([
            "type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": "2.0",
            "uri": condition.map { .choose($0, uri) } ?? uri,
          ]))
        if pathText == "$default", DefinitionEditor.normalized(method).string == SAMRoute.anyMethod {
          definition.set("isDefaultRoute", true)
        }
        definition.setDefault("responses", .legacyMap)
      }
    }
    if let auth = event.some("Auth") { try addHTTPAuthorization(&editor, auth, pathText, method, properties) }
    if let timeout = event.some("TimeoutInMillis") { try editor.setTimeout(timeout, pathText, method) }
    let names = Self.parameters(in: pathText)
    if !names.isEmpty {
      try editor.forEachDefinition(of: pathText, method) { definition in
        var all = definition["parameters"]?.list ?? []
        for name in names {
          if let index = all.firstIndex(where: { $0["name"]?.string == name }) {
            all[index].set("in", "path")
            all[index].set("required", true)
          } else {
            all.append(.legacyMap(["name": .text(name), "in": "path", "required": true]))
          }
        }
        definition.set("parameters", TransformValue(.list(all)))
      }
    }
    if let version = event.some("PayloadFormatVersion") {
      try editor.forEachDefinition(of: pathText, method) {
        $0.update(DefinitionEditor.integration) { $0.set("payloadFormatVersion", version) }
      }
    }
    properties.set("DefinitionBody", editor.result)
    resources[name]?.set("Properties", properties)
    return made
  }

  private static func parameters(in path: String) -> [String] {
    path.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }

  /// Whether the API's default route calls this function already.
  private func isDefaultRoute(of target: FunctionTarget, in body: TransformValue) -> Bool {
    guard body.isTruthy, var item = body["paths"]?["$default"] else { return false }
    let name = "${" + (target.alias?.id ?? target.input.id) + ".Arn}"
    var found: [Bool] = []
    try? DefinitionEditor.forEachPart(of: &item) { part in
      guard var definition = part[SAMRoute.anyMethod] else { return found.append(false) }
      try DefinitionEditor.forEachPart(of: &definition) { definition in
        guard var uri = definition[DefinitionEditor.integration]?["uri"], uri.map != nil else {
          return found.append(false)
        }
        try DefinitionEditor.forEachPart(of: &uri) {
          found.append($0["Fn::Sub"]?.string?.contains(name) ?? false)
        }
      }
    }
    return !found.isEmpty && found.allSatisfy(\.self)
  }

  private func addHTTPAuthorization(
    _ editor: inout DefinitionEditor, _ auth: TransformValue, _ path: String, _ method: TransformValue,
    _ api: TransformValue
  ) throws {
    let apiAuth = api["Auth"] ?? [:]
    guard let name = auth.some("Authorizer") ?? apiAuth.some("DefaultAuthorizer"), let text = name.string
    else {
      throw TransformRefusal()
    }
    let authorizer = apiAuth["Authorizers"]?.some(text)
    if text == "NONE" {
      if apiAuth.some("DefaultAuthorizer") == nil { throw TransformRefusal() }
    } else if text != "AWS_IAM" || apiAuth["EnableIamAuthorizer"]?.bool != true, authorizer == nil {
      throw TransformRefusal()
    }
    let scopes = auth.some("AuthorizationScopes") ?? authorizer?.some("AuthorizationScopes") ?? []
    try editor.forEachDefinition(of: path, method) { definition in
      let item = TransformValue(.map([text: text == "NONE" || text == "AWS_IAM" ? [] : scopes]))
      definition.set("security", TransformValue(.list((definition["security"]?.list ?? []) + [item])))
    }
  }
}
