/// `AWS::Serverless::HttpApi`.
extension Transformation {
  mutating func makeHTTPAPI(_ input: TransformInput) throws -> [MadeResource] {
    var input = input
    for name in ["CorsConfiguration", "Domain"] {
      input.properties.update(name) { $0 = parameters.resolve($0) }
    }
    let uri = input.some("DefinitionUri")
    var body = input.some("DefinitionBody")
    if uri != nil, body != nil { throw TransformRefusal() }
    var tags = input.some("Tags")
    var api = MadeResource(
      input.id, "AWS::ApiGatewayV2::Api", attributes: input.attributes, dependsOn: input.dependsOn)
    if input.some("CorsConfiguration") != nil { try edit(&body) { try addCORS(input, &$0) } }
    var authorizers: TransformMap = [:]
    if let auth = input.some("Auth") {
      authorizers = try httpAuthorizers(auth)
      try edit(&body) { try addAuthorizers(authorizers, auth, &$0) }
    }
    if tags != nil, body == nil { throw TransformRefusal() }
    if DefinitionEditor.isValid(body, isREST: false) {
      var all = tags ?? [:]
      all.set("httpapi:createdBy", "SAM")
      tags = all
      try edit(&body) { editor in
        for (name, value) in all.pairs {
          if let index = editor.tags.firstIndex(where: { $0["name"]?.string == name }) {
            editor.tags[index].set("x-amazon-apigateway-tag-value", value)
          } else {
            editor.tags.append(.legacyMap(["name": .text(name), "x-amazon-apigateway-tag-value": value]))
          }
        }
      }
    }
    api["FailOnWarnings"] = input.some("FailOnWarnings")
    if let disabled = input["DisableExecuteApiEndpoint"] {
      try edit(&body) { editor in
        var servers = editor["servers"]?.list ?? [.legacyMap]
        for index in servers.indices {
          let key = "x-amazon-apigateway-endpoint-configuration"
          servers[index].setDefault(key, [:])
          servers[index].update(key) { $0.set("disableExecuteApiEndpoint", disabled) }
        }
        editor.set("servers", TransformValue(.list(servers)))
      }
    }
    if let name = input.some("Name") {
      guard body?["info"]?["title"] == ["Ref": "AWS::StackName"] else { throw TransformRefusal() }
      try edit(&body) { $0.info.set("title", name) }
    }
    if let description = input.some("Description") {
      guard let definition = body, definition["info"]?.some("description") == nil else {
        throw TransformRefusal()
      }
      try edit(&body) { $0.info.set("description", description) }
    }
    if input.some("FailOnWarnings") != nil, let value = body?["paths"]?["$default"] {
      body?.update("paths") {
        $0.remove("$default")
        $0.set("/$default", value)
      }
    }
    if let uri {
      api["BodyS3Location"] = try location(uri, ("Bucket", "Key", "Version"))
    } else {
      guard let body else { throw TransformRefusal() }
      api["Body"] = body
    }
    let domain = try makeV2Domain(input, input["Domain"], createdBy: "httpapi:createdBy")
    var made = [api]
    for (name, authorizer) in authorizers where authorizer["EnableFunctionDefaultPermissions"]?.bool == true {
      guard let function = authorizer.some("FunctionArn") else { continue }
      made.append(
        authorizerPermission(
          input.id + name + "AuthorizerPermission", function, api.ref, partition: "${AWS::Partition}",
          attributes: input.passedOn))
    }
    made += domain
    made.append(makeHTTPStage(input, tags))
    if input["DefinitionBody"] != nil, let tags, tags.isTruthy {
      for index in made.indices { made[index].assignTags(tags) }
    }
    return made
  }

  private func edit(_ body: inout TransformValue?, _ change: (inout DefinitionEditor) throws -> Void) throws {
    guard let definition = body, DefinitionEditor.isValid(definition, isREST: false) else {
      throw TransformRefusal()
    }
    var editor = DefinitionEditor(definition, isREST: false)
    try change(&editor)
    body = editor.result
  }

  private func addCORS(_ input: TransformInput, _ editor: inout DefinitionEditor) throws {
    guard let cors = input.some("CorsConfiguration") else { return }
    let names = [
      "AllowOrigins", "AllowHeaders", "AllowMethods", "ExposeHeaders", "MaxAge", "AllowCredentials",
    ]
    func lowered(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }
    var result = editor["x-amazon-apigateway-cors"] ?? [:]
    if cors.bool != nil {
      result.set("allowOrigins", ["*"])
    } else if cors.isCall {
      for (key, value) in renamed(cors, names, lowered).pairs { result.set(key, value) }
    } else {
      guard cors.map != nil else { throw TransformRefusal() }
      for name in names {
        guard let value = cors[name], name == "MaxAge" ? !value.isNull : value.isTruthy else { continue }
        if name == "AllowCredentials", value.bool != true { continue }
        if name == "AllowOrigins", value.isCall {
          for (key, item) in renamed(value, names, lowered).pairs { result.set(key, item) }
          editor.set("x-amazon-apigateway-cors", result)
          return
        }
        result.set(lowered(name), value)
      }
      if cors["AllowCredentials"]?.bool == true, cors["AllowOrigins"] == ["*"] { throw TransformRefusal() }
    }
    editor.set("x-amazon-apigateway-cors", result)
  }

  /// A value with names in it, in keys and text alike, as OpenAPI writes them.
  private func renamed(_ value: TransformValue, _ names: [String], _ lowered: (String) -> String)
    -> TransformValue
  {
    func text(_ text: String) -> String { names.reduce(text) { $0.replacing($1, with: lowered($1)) } }
    switch value.content {
    case .string(let string): return .text(text(string))
    case .list(let items): return TransformValue(.list(items.map { renamed($0, names, lowered) }))
    case .map:
      return TransformValue(
        .map(TransformMap(value.pairs.map { (text($0.key), renamed($0.value, names, lowered)) }) { $1 }))
    default: return value
    }
  }

  // MARK: Authorizers

  /// The authorizers by name; one of IAM is null.
  private func httpAuthorizers(_ auth: TransformValue) throws -> TransformMap {
    guard auth.map != nil else { throw TransformRefusal() }
    var result: TransformMap = [:]
    if auth["EnableIamAuthorizer"]?.bool == true { result["AWS_IAM"] = TransformValue(.null) }
    guard let authorizers = auth.some("Authorizers") else { return result }
    guard authorizers.map != nil else { throw TransformRefusal() }
    for (name, authorizer) in authorizers.pairs {
      guard authorizer.map != nil, authorizer["OpenIdConnectUrl"] == nil else { throw TransformRefusal() }
      result[name] = authorizer
    }
    return result
  }

  private func addAuthorizers(
    _ authorizers: TransformMap, _ auth: TransformValue,
    _ editor: inout DefinitionEditor
  ) throws {
    for (name, authorizer) in authorizers { editor.security.set(name, try definition(of: authorizer)) }
    guard let wanted = auth.some("DefaultAuthorizer"), !wanted.isNoValue else { return }
    guard let name = wanted.string, let authorizer = authorizers[name] else { throw TransformRefusal() }
    let scopes = authorizer["AuthorizationScopes"].flatMap { $0.isNull ? nil : $0 } ?? []
    for (path, _) in editor.paths.pairs {
      if let item = editor.paths[path], item["Fn::If"] == nil {
        for (method, _) in item.pairs where !["parameters", "options"].contains(method.lowercased()) {
          if item[DefinitionEditor.normalized(.text(method)).string ?? ""] == nil { throw TransformRefusal() }
        }
      }
      try editor.forEachMethod(of: path) { method, definition in
        guard method != "options", method != "parameters", definition.some("security") == nil else { return }
        definition.set("security", [TransformValue(.map([name: scopes]))])
      }
    }
  }

  private func definition(of authorizer: TransformValue) throws -> TransformValue {
    if authorizer.isNull {
      return [
        "type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4",
      ]
    }
    let key = "x-amazon-apigateway-authorizer"
    if let jwt = authorizer.some("JwtConfiguration") {
      guard jwt.map != nil, let source = authorizer.some("IdentitySource") else { throw TransformRefusal() }
      let configuration = TransformValue(
        .map(TransformMap(jwt.pairs.map { ($0.key.lowercased(), $0.value) }) { $1 }))
      return [
        "type": "oauth2",
        key: ["jwtConfiguration": configuration, "identitySource": source, "type": "jwt"],
      ]
    }
    guard let function = authorizer.some("FunctionArn"),
      let version = authorizer.some("AuthorizerPayloadFormatVersion")
    else { throw TransformRefusal() }
    var settings: TransformValue = [
      "type": "request",
      "authorizerUri": .sub(
        "arn:\(partition):apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
        ["__FunctionArn__": function]),
    ]
    if let role = authorizer.some("FunctionInvokeRole"), role.string != "NONE" {
      settings.set("authorizerCredentials", role)
    }
    if let identity = authorizer.some("Identity") {
      guard identity.map != nil else { throw TransformRefusal() }
      if let seconds = identity["ReauthorizeEvery"], !seconds.isNull {
        settings.set("authorizerResultTtlInSeconds", seconds)
      }
      var sources: [TransformValue] = []
      for (prefix, name) in [
        ("$request.header.", "Headers"), ("$request.querystring.", "QueryStrings"),
        ("$stageVariables.", "StageVariables"),
        ("$context.", "Context"),
      ] {
        for item in identity.some(name)?.list ?? [] { sources.append(.text(prefix + (item.string ?? ""))) }
      }
      settings.set("identitySource", TransformValue(.list(sources)))
    }
    settings.set("authorizerPayloadFormatVersion", version)
    if let simple = authorizer.some("EnableSimpleResponses") { settings.set("enableSimpleResponses", simple) }
    return ["type": "apiKey", "name": "Unused", "in": "header", key: settings]
  }

  private func makeHTTPStage(_ input: TransformInput, _ tags: TransformValue?) -> MadeResource {
    let name = input.some("StageName") ?? "$default"
    let text = name.string ?? ""
    let id: String
    if text == "$default" {
      id = input.id + "ApiGatewayDefaultStage"
    } else if !text.isEmpty, text.allSatisfy({ $0.isLetter || $0.isNumber }) {
      id = input.id + text + "Stage"
    } else {
      id = input.id + "Stage" + LogicalID.hash(.text(text))
    }
    var stage = MadeResource(id, "AWS::ApiGatewayV2::Stage", attributes: input.passedOn)
    stage["ApiId"] = .ref(.text(input.id))
    stage["StageName"] = name
    stage.take(
      ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"], from: input.properties
    )
    stage["Tags"] = tags
    stage["AutoDeploy"] = true
    return stage
  }
}
