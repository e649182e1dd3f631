import ResourceSchema
import SAMTemplate

extension Rule {
  static let invalidAPI = Rule(
    "invalid-api",
    summary: "Properties of a SAM API do not go together, or one is none that the transform takes.",
    documentation: """
      The transform edits the definition of an API: for authorizers, CORS, models, gateway responses. It can do so \
      where the definition stands in the template, under `DefinitionBody` or made of events, and not in a file that \
      `DefinitionUri` names.
      """)
}

extension Checker {
  /// A REST API.
  func checkRestAPI(_ resource: SAMResource) {
    let properties = resource.properties
    checkDefinition(resource)
    if let merge = properties.some("MergeDefinitions"), properties.some("DefinitionUri") != nil {
      report(
        .invalidAPI,
        "'MergeDefinitions' works on a 'DefinitionBody'; it must not be there with 'DefinitionUri'",
        at: merge, of: resource, atKey: true)
    }
    for name in ["Cors", "Auth", "GatewayResponses", "Models"] { checkNeedsBody(name, resource) }
    if let disabled = properties["DisableExecuteApiEndpoint"], !disabled.isNull {
      checkNeedsBody("DisableExecuteApiEndpoint", resource)
    }
    if let version = properties.some("OpenApiVersion"), !version.isCall,
      !version.isOpenAPIVersion(majors: ["2", "3"])
    {
      report(
        .invalidAPI, "'OpenApiVersion' must be '3.0.1' or alike, not \(describe(version))", at: version,
        of: resource)
    }
    if let stage = properties["StageName"], stage.string == "" {
      report(.invalidAPI, "'StageName' must not be empty", at: stage, of: resource)
    }
    if let endpoint = properties["EndpointConfiguration"], let again = endpoint["VPCEndpointIds"],
      endpoint["VpcEndpointIds"] != nil, endpoint.some("Type") != nil
    {
      report(
        .invalidAPI, "'VPCEndpointIds' and 'VpcEndpointIds' are the same; keep one of them", at: again,
        of: resource,
        atKey: true)
    }
    checkModels(resource)
    checkCORS(resource)
    checkAPIAuth(resource)
    checkUsagePlan(resource)
    checkGatewayResponses(resource)
    checkDomain(resource)
    checkOpenAPI(resource)
  }

  /// The models of requests: each a JSON schema of an object.
  private func checkModels(_ resource: SAMResource) {
    guard let models = resource.properties["Models"], !models.isCall else { return }
    for (name, model) in models.map ?? [:] where !model.isCall && model["Fn::Transform"] == nil {
      guard model.some("type") == nil else { continue }
      report(
        .invalidAPI, "The model '\(shortened(name))' needs 'type', as a rule 'type: object'", at: model,
        of: resource, atKey: true)
    }
  }

  /// An HTTP API.
  func checkHTTPAPI(_ resource: SAMResource) {
    let properties = resource.properties
    checkDefinition(resource)
    for name in ["CorsConfiguration", "Auth", "Tags", "Description", "Name"] {
      checkNeedsBody(name, resource)
    }
    if let disabled = properties["DisableExecuteApiEndpoint"], !disabled.isNull {
      checkNeedsBody("DisableExecuteApiEndpoint", resource)
    }
    if let body = properties.some("DefinitionBody"), !resource.managesDefinition, !body.isCall {
      let info = body["info"]
      if let description = properties.some("Description"), info?.some("description") != nil {
        report(
          .invalidAPI, "'Description' is set in the 'info' of 'DefinitionBody' already; keep one of them",
          at: description, of: resource, atKey: true)
      }
      if let name = properties.some("Name"), info?["title"] != ["Ref": "AWS::StackName"] {
        report(
          .invalidAPI,
          "'Name' works with the title '!Ref AWS::StackName' only; 'DefinitionBody' has \(info?["title"] == nil ? "none" : "another")",
          at: name, of: resource, atKey: true)
      }
    }
    checkCORS(resource)
    checkAPIAuth(resource)
    checkDomain(resource)
    checkOpenAPI(resource)
  }

  private func checkDefinition(_ resource: SAMResource) {
    let properties = resource.properties
    let uri = properties.some("DefinitionUri")
    if let uri, properties.some("DefinitionBody") != nil || resource.managesDefinition {
      report(
        .invalidAPI,
        resource.managesDefinition
          ? "'Globals' must not bring 'DefinitionUri' to '\(resource.logicalID)', which has no definition of its own"
          : "'DefinitionUri' and 'DefinitionBody' exclude each other; keep one of them", at: uri,
        of: resource, atKey: true)
    } else {
      checkLocation(uri, "DefinitionUri", resource)
    }
  }

  /// What can be done to a definition in the template only.
  private func checkNeedsBody(_ name: String, _ resource: SAMResource) {
    let properties = resource.properties
    guard let value = properties[name], value.isTruthy || name == "DisableExecuteApiEndpoint" else { return }
    guard !resource.managesDefinition else { return }
    guard let body = properties.some("DefinitionBody") else {
      if isReadFromFile(properties) { return }
      report(
        .invalidAPI, "'\(name)' needs the definition in the template, under 'DefinitionBody'", at: value,
        of: resource,
        atKey: true)
      return
    }
    let isREST = resource.type == "AWS::Serverless::Api"
    if isREST && name == "DisableExecuteApiEndpoint" || isDefinition(body, isREST: isREST) != false { return }
    report(
      .invalidAPI,
      "'\(name)' needs a valid 'DefinitionBody': a mapping of 'paths' and \(isREST ? "'swagger' or " : "")'openapi: 3.0.1' or alike",
      at: value, of: resource, atKey: true)
  }

  /// A local file can take the place of the body: tools put it there before the transform.
  private func isReadFromFile(_ properties: TransformValue) -> Bool {
    guard let uri = properties["DefinitionUri"] else { return false }
    return uri.string.map { $0.firstRange(of: "://") == nil } ?? false
  }

  /// Whether a body can be edited; nil where that cannot be known, because another macro makes it.
  func isDefinition(_ body: TransformValue, isREST: Bool) -> Bool? {
    if body.isCall || body["Fn::Transform"] != nil { return nil }
    guard let paths = body["paths"], paths.map != nil else {
      return body["paths"]?.isCall == true ? nil : false
    }
    if isREST, body.some("swagger") != nil { return true }
    return body["openapi"]?.isOpenAPIVersion(majors: ["3"]) ?? false
  }
}

extension TransformValue {
  /// Whether the value is a version of OpenAPI: a major version, then one or two further digits.
  func isOpenAPIVersion(majors: Set<Character>) -> Bool {
    let text: String
    switch content {
    case .string(let string): text = string
    case .number(let number): text = "\(number)"
    default: return false
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 1 }) else { return false }
    return majors.contains(parts[0].first ?? " ")
      && parts.dropFirst().allSatisfy { $0.first?.isNumber ?? false }
  }
}
