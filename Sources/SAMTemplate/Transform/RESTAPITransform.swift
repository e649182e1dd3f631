/// `AWS::Serverless::Api`.
extension Transformation {
  mutating func makeRESTAPI(_ input: TransformInput) throws -> [MadeResource] {
    var input = input
    for name in ["BinaryMediaTypes", "Domain", "Auth"] {
      input.properties.update(name) { $0 = parameters.resolve($0) }
    }
    if input.some("DefinitionUri") != nil,
      input.some("DefinitionBody") != nil || input.some("MergeDefinitions") != nil
    {
      throw TransformRefusal()
    }
    var api = MadeResource(
      input.id, "AWS::ApiGateway::RestApi", attributes: input.attributes, dependsOn: input.dependsOn)
    api["BinaryMediaTypes"] = input["BinaryMediaTypes"]
    api["MinimumCompressionSize"] = input["MinimumCompressionSize"]
    if let endpoint = input.some("EndpointConfiguration") {
      setEndpoint(endpoint, of: &api)
    } else if partition != "aws" {
      setEndpoint("REGIONAL", of: &api)
    }
    var body = input["DefinitionBody"]
    try addCORS(input, &body)
    try addAuthorization(input, &body)
    try addGatewayResponses(input, &body)
    try addBinaryTypes(input, &body)
    try addModels(input, &body)
    api["FailOnWarnings"] = input.some("FailOnWarnings")
    if let disabled = input["DisableExecuteApiEndpoint"] { try disableEndpoint(disabled, input, &body) }
    if let uri = input.some("DefinitionUri") {
      api["BodyS3Location"] = try location(uri, ("Bucket", "Key", "Version"))
    } else if let definition = body, definition.isTruthy {
      body = postprocessed(definition, input)
      api["Body"] = body
    }
    for (name, property) in [
      ("Name", "Name"), ("Description", "Description"), ("Mode", "Mode"),
      ("ApiKeySourceType", "ApiKeySourceType"),
      ("Policy", "Policy"), ("SecurityPolicy", "SecurityPolicy"),
      ("EndpointAccessMode", "EndpointAccessMode"),
    ] { api[property] = input.some(name) }
    var domain = input["Domain"]
    let domainResources = try makeRESTDomain(&domain, input)
    var stage = makeStage(input)
    let deployment = makeDeployment(input, api, domain, &stage)
    let permissions = try makeAuthorizerPermissions(input)
    let plan = try makeUsagePlan(input, stage)
    var made = [api, deployment, stage] + permissions + domainResources + plan
    if input.some("PropagateTags") != nil, let tags = input.some("Tags") {
      for index in made.indices { made[index].assignTags(tags) }
    }
    return made
  }

  private func setEndpoint(_ value: TransformValue, of api: inout MadeResource) {
    guard let type = value.some("Type") else {
      api["EndpointConfiguration"] = ["Types": [value]]
      api["Parameters"] = ["endpointConfigurationTypes": value]
      return
    }
    api["Parameters"] = ["endpointConfigurationTypes": type]
    var configuration: TransformValue = ["Types": [type]]
    if value["VPCEndpointIds"] != nil || value["VpcEndpointIds"] != nil {
      configuration.set(
        "VpcEndpointIds", value.some("VPCEndpointIds") ?? value["VpcEndpointIds"] ?? TransformValue(.null))
    }
    if let address = value["IpAddressType"] { configuration.set("IpAddressType", address) }
    api["EndpointConfiguration"] = configuration
  }

  private func addCORS(_ input: TransformInput, _ body: inout TransformValue?) throws {
    guard let cors = input.some("Cors") else { return }
    guard let definition = body, DefinitionEditor.isValid(definition, isREST: true) else {
      throw TransformRefusal()
    }
    var settings = CORSSettings(origin: cors)
    if cors.string == nil, !cors.isCall {
      guard cors.map != nil else { throw TransformRefusal() }
      settings = CORSSettings(
        methods: cors["AllowMethods"], headers: cors["AllowHeaders"], origin: cors["AllowOrigin"] ?? "'*'",
        maxAge: cors["MaxAge"], allowsCredentials: cors["AllowCredentials"]?.bool == true)
    }
    if settings.allowsCredentials, settings.origin.string == "'*'" { throw TransformRefusal() }
    var editor = DefinitionEditor(definition, isREST: true)
    var seen: Set<String> = []
    for (path, _) in editor.paths.pairs {
      var normalized = path[...]
      while path != "/", normalized.last == "/" { normalized = normalized.dropLast() }
      if seen.insert(String(normalized)).inserted { try editor.addCORS(path, settings) }
    }
    body = editor.result
  }

  /// The authorizers of an API, the default one of IAM first.
  private func authorizers(_ auth: TransformValue, isDefaultIncluded: Bool) throws -> [RESTAuthorizer] {
    var result: [RESTAuthorizer] = []
    if isDefaultIncluded, let name = auth["DefaultAuthorizer"], name.string == "AWS_IAM" {
      result.append(RESTAuthorizer(name: "AWS_IAM", isUnicode: name.isUnicode, settings: [:], isIAM: true))
    }
    guard let authorizers = auth.some("Authorizers") else { return result }
    guard authorizers.map != nil else { throw TransformRefusal() }
    for (name, settings) in authorizers.pairs {
      guard settings.map != nil else { throw TransformRefusal() }
      result.append(
        RESTAuthorizer(
          name: name, isUnicode: authorizers.hasUnicodeKey(name), settings: settings, isIAM: false))
    }
    return result
  }

  private mutating func addAuthorization(_ input: TransformInput, _ body: inout TransformValue?) throws {
    guard let auth = input.some("Auth") else { return }
    guard let definition = body, DefinitionEditor.isValid(definition, isREST: true), auth.map != nil else {
      throw TransformRefusal()
    }
    var editor = DefinitionEditor(definition, isREST: true)
    let authorizers = try authorizers(auth, isDefaultIncluded: true)
    if !authorizers.isEmpty {
      for authorizer in authorizers {
        editor.security.set(
          authorizer.name, try authorizer.definition(partition: partition), isUnicode: authorizer.isUnicode)
      }
      if let name = auth.some("DefaultAuthorizer") {
        guard let text = name.string, text == "AWS_IAM" || authorizers.contains(where: { $0.name == text })
        else {
          throw TransformRefusal()
        }
        let addsToPreflight = auth["AddDefaultAuthorizerToCorsPreflight"].map(\.isTruthy) ?? true
        for (path, _) in editor.paths.pairs {
          try editor.setDefaultAuthorizer(
            name, path, authorizers: authorizers, addsToPreflight: addsToPreflight)
        }
      }
    }
    if auth.some("ApiKeyRequired") != nil {
      editor.addAPIKeyDefinition()
      let addsToPreflight = auth["AddApiKeyRequiredToCorsPreflight"].map(\.isTruthy) ?? true
      for (path, _) in editor.paths.pairs {
        try editor.setDefaultAPIKey(path, addsToPreflight: addsToPreflight)
      }
    }
    if let policy = auth.some("ResourcePolicy") {
      for (path, _) in editor.paths.pairs {
        let value = editor.paths.hasUnicodeKey(path) ? TransformValue.text(path).asLegacy : .text(path)
        try editor.addPolicy(policy, path: value, stage: input["StageName"] ?? TransformValue(.null))
      }
      if let statements = policy.some("CustomStatements") { editor.addStatements(statements) }
    }
    body = postprocessed(editor.result, input)
  }

  private func addGatewayResponses(_ input: TransformInput, _ body: inout TransformValue?) throws {
    guard let responses = input.some("GatewayResponses") else { return }
    guard let definition = body, DefinitionEditor.isValid(definition, isREST: true) else {
      throw TransformRefusal()
    }
    var editor = DefinitionEditor(definition, isREST: true)
    for (name, response) in responses.pairs {
      guard response.map != nil, !response.isCall else { throw TransformRefusal() }
      var parameters = TransformValue.legacyMap
      for (kind, prefix) in [("Headers", "header."), ("Paths", "path."), ("QueryStrings", "querystring.")] {
        let values = response["ResponseParameters"]?[kind]
        for (key, value) in values?.pairs ?? [] {
          parameters.set(
            "gatewayresponse." + prefix + key, value, isUnicode: values?.hasUnicodeKey(key) ?? false)
        }
      }
      var result = TransformValue.legacyMap([
        "responseParameters": parameters,
        "responseTemplates": response.some("ResponseTemplates") ?? .legacyMap,
      ])
      if let code = response["StatusCode"], !code.isNull, !code.pythonText.isEmpty {
        result.set("statusCode", .text(code.pythonText))
      }
      editor.gatewayResponses.set(name, result, isUnicode: responses.hasUnicodeKey(name))
    }
    body = editor.result
  }

  private func addBinaryTypes(_ input: TransformInput, _ body: inout TransformValue?) throws {
    guard let types = input.some("BinaryMediaTypes"), let definition = body, definition.isTruthy else {
      return
    }
    guard DefinitionEditor.isValid(definition, isREST: true) else { throw TransformRefusal() }
    var editor = DefinitionEditor(definition, isREST: true)
    editor.set("x-amazon-apigateway-binary-media-types", slashed(types))
    body = editor.result
  }

  private func slashed(_ value: TransformValue) -> TransformValue {
    switch value.content {
    case .string(let text): return TransformValue.text(text.replacing("~1", with: "/")).asLegacy
    case .list(let items): return TransformValue(.list(items.map(slashed)))
    case .map:
      var result = TransformValue.legacyMap
      for (key, item) in value.pairs {
        result.set(key.replacing("~1", with: "/"), slashed(item), isUnicode: true)
      }
      return result
    default: return value
    }
  }

  private func addModels(_ input: TransformInput, _ body: inout TransformValue?) throws {
    guard let models = input.some("Models") else { return }
    guard let definition = body, DefinitionEditor.isValid(definition, isREST: true) else {
      throw TransformRefusal()
    }
    var editor = DefinitionEditor(definition, isREST: true)
    for (name, model) in models.pairs {
      guard model.some("type") != nil else { throw TransformRefusal() }
      editor.definitions.set(name.lowercased(), model, isUnicode: models.hasUnicodeKey(name))
    }
    body = postprocessed(editor.result, input)
  }

  private func disableEndpoint(
    _ value: TransformValue, _ input: TransformInput, _ body: inout TransformValue?
  ) throws {
    guard let definition = body, DefinitionEditor.isValid(definition, isREST: true) else {
      throw TransformRefusal()
    }
    var editor = DefinitionEditor(definition, isREST: true)
    let key = "x-amazon-apigateway-endpoint-configuration"
    func setting(_ holder: inout TransformValue) {
      holder.setDefault(key, [:])
      holder.update(key) { $0.set("disableExecuteApiEndpoint", value) }
    }
    if editor["openapi"]?.isOpenAPIVersion3 == true {
      var servers = editor["servers"]?.list ?? [.legacyMap]
      for index in servers.indices { setting(&servers[index]) }
      editor.set("servers", TransformValue(.list(servers)))
    } else {
      var configuration = editor[key] ?? [:]
      guard configuration.map != nil else { throw TransformRefusal() }
      configuration.set("disableExecuteApiEndpoint", value)
      editor.set(key, configuration)
    }
    body = editor.result
  }

  /// Turns parts that Swagger 2 has elsewhere into OpenAPI 3's, where the definition is one of that.
  private func postprocessed(_ definition: TransformValue, _ input: TransformInput) -> TransformValue {
    if definition["swagger"]?.isNull == false { return definition }
    let own = definition["openapi"].flatMap { $0.isNull ? nil : $0 }
    let wanted = input["OpenApiVersion"]
    guard let version = own != nil && wanted == nil ? own : wanted, version.isTruthy,
      version.isOpenAPIVersion3
    else {
      return definition
    }
    var result = definition
    for (old, new) in [("securityDefinitions", "securitySchemes"), ("definitions", "schemas")] {
      guard let value = result.some(old) else { continue }
      var components = result.some("components") ?? .legacyMap
      components.set(new, value)
      result.set("components", components)
      result.remove(old)
    }
    result.update("paths") { paths in
      for (path, item) in paths.pairs where item.some("options")?.map != nil {
        paths.update(path) { item in
          item.update("options") { options in
            options.remove("produces")
            options.remove("consumes")
            options.update("responses") { responses in
              responses.update("200") { response in
                response.update("headers") { headers in
                  for (name, value) in headers.pairs { headers.set(name, .legacyMap(["schema": value])) }
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  private func makeStage(_ input: TransformInput) -> MadeResource {
    let name = input["StageName"]
    let text = name?.string ?? ""
    let isAlphanumeric = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber }
    let id = isAlphanumeric ? input.id + text + "Stage" : input.id + "Stage" + LogicalID.hash(.text(text))
    var stage = MadeResource(id, "AWS::ApiGateway::Stage", attributes: input.passedOn)
    stage["RestApiId"] = .ref(.text(input.id))
    stage["StageName"] = name
    stage.take(
      [
        "CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings", "AccessLogSetting",
        "CanarySetting",
        "TracingEnabled",
      ], from: input.properties)
    if let tags = input["Tags"] { stage["Tags"] = TransformValue(.list(MadeResource.tagList(tags))) }
    return stage
  }

  private func makeDeployment(
    _ input: TransformInput, _ api: MadeResource, _ domain: TransformValue?, _ stage: inout MadeResource
  ) -> MadeResource {
    var deployment = MadeResource(
      input.id + "Deployment", "AWS::ApiGateway::Deployment", attributes: input.passedOn)
    deployment["RestApiId"] = api.ref
    if input.some("OpenApiVersion") == nil { deployment["StageName"] = "Stage" }
    if let definition = api["Body"] ?? api["BodyS3Location"], definition.isTruthy {
      var parts = [definition.pythonText]
      if let version = input.some("OpenApiVersion") { parts.append(version.pythonText) }
      if let domain, domain.isTruthy { parts.append(domain.json()) }
      if let names = functionNames[input.id], !names.isEmpty { parts.append(names) }
      let data = TransformValue.text(parts.joined(separator: "||"))
      deployment.id += LogicalID.hash(data)
      deployment["Description"] = .text("RestApi deployment id: " + LogicalID.hash(data, length: 40))
    }
    stage["DeploymentId"] = deployment.ref
    return deployment
  }

  private func makeAuthorizerPermissions(_ input: TransformInput) throws -> [MadeResource] {
    guard let auth = input.some("Auth") else { return [] }
    return try authorizers(auth, isDefaultIncluded: false).compactMap { authorizer in
      guard let function = authorizer.function,
        authorizer.settings.some("DisableFunctionDefaultPermissions") == nil
      else { return nil }
      return authorizerPermission(
        input.id + authorizer.name + "AuthorizerPermission", function, .ref(.text(input.id)),
        partition: partition,
        attributes: input.passedOn)
    }
  }

  /// The permission of an API to call an authorizer's function.
  func authorizerPermission(
    _ id: String, _ function: TransformValue, _ api: TransformValue, partition: String,
    attributes: TransformMap
  ) -> MadeResource {
    var permission = MadeResource(id, "AWS::Lambda::Permission", attributes: attributes)
    permission["Action"] = "lambda:InvokeFunction"
    permission["FunctionName"] = function
    permission["Principal"] = "apigateway.amazonaws.com"
    permission["SourceArn"] = .sub(
      "arn:\(partition):execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
      ["__ApiId__": api])
    return permission
  }

  /// Where an artifact is, under the names that the resource has for bucket, key and version.
  ///
  /// A path beside the template stays as it is, as does what only the deployment knows: the transform sees a template
  /// after `sam package`, but people read it before, and `aws cloudformation package` takes paths in the same places.
  func location(_ value: TransformValue, _ names: (String, String, String)) throws -> TransformValue {
    var bucket = value["Bucket"]
    var key = value["Key"]
    var version = value["Version"]
    if let text = value.string {
      guard text.lowercased().hasPrefix("s3://") else {
        if text.contains("://") { throw TransformRefusal() }
        return value
      }
      let address = text.dropFirst(5).prefix { $0 != "#" }
      let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
      guard let slash = parts[0].firstIndex(of: "/"), slash > parts[0].startIndex,
        !parts[0][..<slash].contains("[")
      else {
        throw TransformRefusal()
      }
      func part(_ text: Substring) -> TransformValue {
        value.isUnicode ? TransformValue.text(String(text)).asLegacy : .text(String(text))
      }
      bucket = part(parts[0][..<slash])
      key = part(parts[0][slash...].drop { $0 == "/" })
      let versions =
        parts.count == 2 ? parts[1].split(separator: "&").filter { $0.hasPrefix("versionId=") } : []
      version = versions.count == 1 ? part(versions[0].dropFirst("versionId=".count)) : nil
      if version?.string == "" { version = nil }
    }
    if value.isCall, value.function != "Fn::GetAtt", value.function != "Fn::ImportValue" { return value }
    guard let bucket, let key, bucket.isTruthy, key.isTruthy || value.string != nil else {
      throw TransformRefusal()
    }
    var result = TransformValue.legacyMap
    result.set(names.0, bucket)
    result.set(names.1, key)
    if let version { result.set(names.2, version) }
    if names.0 == "S3Bucket", let mode = value["StorageMode"] { result.set("S3ObjectStorageMode", mode) }
    return result
  }
}
