import SAMTemplate

extension Rule {
  static let invalidOpenAPI = Rule(
    "invalid-openapi",
    summary: "The definition of an API has parts that the transform cannot edit.",
    documentation: """
      Where the transform adds authorizers, CORS or other settings to a `DefinitionBody`, every path and every method \
      in it must be a mapping, or a `Fn::If` of mappings.
      """)
}

extension Checker {
  /// `DefinitionBody` of an API, as far as the transform reads it.
  func checkOpenAPI(_ resource: SAMResource) {
    let properties = resource.properties
    let isREST = resource.type == "AWS::Serverless::Api"
    guard !resource.managesDefinition, let body = properties.some("DefinitionBody"), !body.isCall,
      body["Fn::Transform"] == nil
    else { return }
    let auth = properties["Auth"]
    var edits = ["Auth"].contains { properties.some($0) != nil }
    if isREST {
      edits =
        edits
        || ["Cors", "BinaryMediaTypes", "GatewayResponses", "Models"].contains { properties.some($0) != nil }
      edits = edits || properties["DisableExecuteApiEndpoint"]?.isNull == false
    }
    let becomesVersion3 =
      isREST && body.some("swagger") == nil
      && (properties["OpenApiVersion"] ?? body["openapi"] ?? "").isOpenAPIVersion(majors: ["3"])
    if isREST, properties["DisableExecuteApiEndpoint"]?.isNull == false {
      checkEndpointSetting(body, resource)
    }
    guard edits || becomesVersion3, let paths = body["paths"] else { return }
    guard let entries = paths.map else {
      if becomesVersion3, paths.isTruthy {
        report(.invalidOpenAPI, "'paths' must be a mapping, not \(describe(paths))", at: paths, of: resource)
      }
      return
    }
    let setsMethods = auth?.some("DefaultAuthorizer") != nil || isREST && auth?.some("ApiKeyRequired") != nil
    for (path, item) in entries where path != "Fn::Transform" {
      for part in conditionalParts(item) {
        guard part.map != nil else {
          if isREST || setsMethods {
            report(
              .invalidOpenAPI, "The path '\(path)' must be a mapping of methods, not \(describe(part))",
              at: item, of: resource, atKey: part.isNull)
          }
          continue
        }
        if part["Fn::Transform"] != nil { continue }
        if becomesVersion3 { checkOptions(part, path, resource) }
        if setsMethods { checkMethods(part, path, isREST: isREST, resource) }
      }
    }
  }

  /// The values that an item may have: of a `Fn::If` both.
  private func conditionalParts(_ item: TransformValue) -> [TransformValue] {
    guard let branches = item["Fn::If"] else { return [item] }
    return (branches.list ?? []).dropFirst().filter { !$0.isNoValue }
  }

  private func checkMethods(_ item: TransformValue, _ path: String, isREST: Bool, _ resource: SAMResource) {
    for (name, method) in item.map ?? [:] {
      if isREST ? ["summary", "description", "parameters"].contains(name) : name.lowercased() == "parameters"
      {
        continue
      }
      if !isREST {
        if name.lowercased() == "options" { continue }
        let normalized = SAMRoute(method: name, path: path).method
        if item[normalized] == nil {
          report(
            .invalidOpenAPI, "'\(name)' must be written '\(normalized)' where a default authorizer is set",
            at: method,
            of: resource, atKey: true)
          continue
        }
      }
      for part in conditionalParts(method) where part.map == nil {
        report(
          .invalidOpenAPI, "'\(name)' of the path '\(path)' must be a mapping, not \(describe(part))",
          at: method,
          of: resource, atKey: part.isNull)
      }
    }
  }

  /// `options` of a path is rewritten where the definition becomes one of OpenAPI 3.
  private func checkOptions(_ item: TransformValue, _ path: String, _ resource: SAMResource) {
    guard let options = item.some("options") else { return }
    guard options.map != nil else {
      report(
        .invalidOpenAPI, "'options' of the path '\(path)' must be a mapping, not \(describe(options))",
        at: options, of: resource)
      return
    }
    var value = options["responses"]
    for step in ["", "200", "headers"] {
      if !step.isEmpty { value = value?[step] }
      guard let value, !value.isNull else { return }
      if value.map == nil, step != "headers" || value.isTruthy {
        report(
          .invalidOpenAPI,
          "'\(step.isEmpty ? "responses" : step)' of the method 'options' must be a mapping, not \(describe(value))",
          at: value, of: resource)
        return
      }
    }
  }

  private func checkEndpointSetting(_ body: TransformValue, _ resource: SAMResource) {
    let key = "x-amazon-apigateway-endpoint-configuration"
    let holders =
      body["openapi"]?.isOpenAPIVersion(majors: ["3"]) == true ? body["servers"]?.list ?? [] : [body]
    for holder in holders {
      guard let setting = holder[key], setting.map == nil else { continue }
      report(
        .invalidOpenAPI, "'\(key)' must be a mapping, not \(describe(setting))", at: setting, of: resource)
    }
  }
}
