/// What only definitions of REST APIs are given.
extension DefinitionEditor {
  /// Adds the `options` method that answers browsers.
  mutating func addCORS(_ path: String, _ cors: CORSSettings) throws {
    guard var item = paths[path] else { return }
    try Self.forEachPart(of: &item) { part in
      guard part.map != nil else { throw TransformRefusal() }
      guard part["options"] == nil else { return }
      guard cors.origin.isTruthy else { throw TransformRefusal() }
      var cors = cors
      if cors.methods?.isTruthy != true {
        var methods = part.pairs.map { $0.key.uppercased() }
        if part[SAMRoute.anyMethod] != nil {
          methods = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
        } else {
          methods.append("OPTIONS")
        }
        cors.methods = .text("'" + Set(methods).sorted().joined(separator: ",") + "'")
      }
      part.set("options", cors.options)
    }
    paths.set(path, item)
  }

  /// Adds a default authorizer to the methods that say nothing of one.
  mutating func setDefaultAuthorizer(
    _ name: TransformValue, _ path: String, authorizers: [RESTAuthorizer], addsToPreflight: Bool
  ) throws {
    let names = Set(["AWS_IAM"] + authorizers.map(\.name))
    var needsIAM = false
    try forEachMethod(of: path) { method, definition in
      guard addsToPreflight || method != "options" else { return }
      var others: [TransformValue] = []
      var own: [TransformValue] = []
      for item in definition["security"]?.list ?? [] {
        if names.isDisjoint(with: item.map?.keys.map { $0 } ?? []) {
          others.append(item)
        } else {
          own.append(item)
        }
      }
      if let none = others.firstIndex(where: { $0["NONE"] != nil }) {
        others.remove(at: none)
        own = []
      } else if own.isEmpty {
        var item = TransformValue.legacyMap
        let scopes = authorizers.first { $0.name == name.string }?.scopes
        item.set(name.string ?? "", scopes ?? [], isUnicode: name.isUnicode)
        own = [item]
      }
      let security = others + own
      guard let first = security.first else { return }
      definition.set("security", TransformValue(.list(security)))
      if first["AWS_IAM"] != nil { needsIAM = true }
    }
    if needsIAM { addIAMDefinition() }
  }

  /// Makes all methods ask for an API key.
  mutating func setDefaultAPIKey(_ path: String, addsToPreflight: Bool) throws {
    try forEachMethod(of: path) { method, definition in
      let existing = definition["security"]?.list ?? []
      var others: [TransformValue] = []
      var own: [TransformValue] = []
      for item in existing {
        if item["api_key"] == nil, item["api_key_false"] == nil {
          others.append(item)
        } else {
          own.append(item)
        }
      }
      var security = others
      if !own.contains(where: { $0["api_key_false"] != nil }) { security.append(.legacyMap(["api_key": []])) }
      if method == "options", !addsToPreflight { security = others }
      if security != existing { definition.set("security", TransformValue(.list(security))) }
    }
  }

  /// Gives a method the authorizer and API key that its event asks for.
  mutating func addAuthorization(
    _ path: String, _ method: TransformValue, auth: TransformValue, api: TransformValue
  ) throws {
    if let name = auth.some("Authorizer") {
      let authorizers = api["Auth"]?["Authorizers"]
      var needsIAM = false
      try forEachDefinition(of: path, method) { definition in
        var scopes: TransformValue = []
        if name.string != "NONE", let authorizers, authorizers.isTruthy {
          let authorizer = authorizers[name.string ?? ""]
          let wanted =
            auth["AuthorizationScopes"].flatMap { $0.isNull ? nil : $0 } ?? authorizer?["AuthorizationScopes"]
          if authorizer?.isNull == false, let wanted, !wanted.isNull { scopes = wanted }
        }
        var item = TransformValue.legacyMap
        item.set(name.string ?? "", scopes, isUnicode: name.isUnicode)
        let security = (definition["security"]?.list ?? []) + [item]
        definition.set("security", TransformValue(.list(security)))
        if security[0]["AWS_IAM"] != nil { needsIAM = true }
      }
      if needsIAM { addIAMDefinition() }
    }
    guard let key = auth["ApiKeyRequired"], !key.isNull else { return }
    try forEachDefinition(of: path, method) { definition in
      let item = TransformValue.legacyMap([key.isTruthy ? "api_key" : "api_key_false": []])
      definition.set("security", TransformValue(.list((definition["security"]?.list ?? []) + [item])))
    }
    if key.isTruthy { addAPIKeyDefinition() }
  }

  /// Defines signed requests as a way to authenticate.
  mutating func addIAMDefinition() {
    security.setDefault(
      "AWS_IAM",
      .legacyMap([
        "x-amazon-apigateway-authtype": "awsSigv4", "type": "apiKey", "name": "Authorization", "in": "header",
      ]))
  }

  /// Defines API keys as a way to authenticate.
  mutating func addAPIKeyDefinition() {
    security.setDefault("api_key", .legacyMap(["type": "apiKey", "name": "x-api-key", "in": "header"]))
  }

  /// Adds a validator of requests and names it in a method.
  mutating func addValidator(_ path: String, _ method: TransformValue, body: Bool, parameters: Bool) throws {
    let name =
      body ? parameters ? "body-and-params" : "body-only" : parameters ? "params-only" : "no-validation"
    let key = "x-amazon-apigateway-request-validators"
    var validators = self[key] ?? .legacyMap
    if validators.some(name) == nil {
      validators.set(
        name,
        .legacyMap([
          "validateRequestBody": TransformValue(.bool(body)),
          "validateRequestParameters": TransformValue(.bool(parameters)),
        ]))
    }
    set(key, validators)
    try forEachDefinition(of: path, method) { $0.set("x-amazon-apigateway-request-validator", .text(name)) }
  }

  /// Gives a method the model of its requests.
  mutating func addModel(_ path: String, _ method: TransformValue, model: TransformValue) throws {
    let name = model["Model"]?.string?.lowercased() ?? ""
    let required = model["Required"].flatMap { $0.isNull ? nil : $0 }
    let isSwagger = self["swagger"]?.isNull == false
    let isOpenAPI = self["openapi"]?.isOpenAPIVersion3 ?? false
    try forEachDefinition(of: path, method) { definition in
      if isSwagger {
        var parameter = TransformValue.legacyMap([
          "in": "body",
          "name": model["Model"]?.isUnicode == true ? TransformValue.text(name).asLegacy : .text(name),
          "schema": ["$ref": .text("#/definitions/\(name)")],
        ])
        if let required { parameter.set("required", required) }
        definition.set(
          "parameters", TransformValue(.list((definition["parameters"]?.list ?? []) + [parameter])))
      } else if isOpenAPI {
        var body: TransformValue = [
          "content": ["application/json": ["schema": ["$ref": .text("#/components/schemas/\(name)")]]]
        ]
        if let required { body.set("required", required) }
        definition.set("requestBody", body)
      }
    }
  }

  /// Gives a method the parameters of its requests.
  mutating func addParameters(
    _ path: String, _ method: TransformValue, _ parameters: [(name: TransformValue, settings: TransformValue)]
  ) throws {
    try forEachDefinition(of: path, method) { definition in
      var all = definition["parameters"]?.list ?? []
      for (name, settings) in parameters {
        let parts = (name.string ?? "").replacing("method.request.", with: "")
          .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw TransformRefusal() }
        func part(_ text: String) -> TransformValue {
          name.isUnicode ? TransformValue.text(text).asLegacy : .text(text)
        }
        all.append(
          .legacyMap([
            "in": parts[0] == "querystring" ? "query" : part(parts[0]), "name": part(parts[1]),
            "required": settings["Required"] ?? false, "type": "string",
          ]))
        guard settings["Caching"]?.isTruthy == true else { continue }
        definition.update(Self.integration) {
          $0.set("cacheKeyParameters", TransformValue(.list(($0["cacheKeyParameters"]?.list ?? []) + [name])))
        }
      }
      definition.set("parameters", TransformValue(.list(all)))
    }
  }
}

/// The CORS settings of a REST API.
struct CORSSettings {
  var methods: TransformValue?
  var headers: TransformValue?
  var origin: TransformValue
  var maxAge: TransformValue?
  var allowsCredentials = false

  /// The `options` method that answers with them.
  var options: TransformValue {
    var parameters = TransformValue.legacyMap
    var declared = TransformValue.legacyMap
    func add(_ name: String, _ value: TransformValue, _ type: TransformValue) {
      parameters.set("method.response.header.Access-Control-" + name, value)
      declared.set("Access-Control-" + name, ["type": type])
    }
    add("Allow-Origin", origin, "string")
    if let headers, headers.isTruthy { add("Allow-Headers", headers, "string") }
    if let methods, methods.isTruthy { add("Allow-Methods", methods, "string") }
    if let maxAge, !maxAge.isNull { add("Max-Age", maxAge, "integer") }
    if allowsCredentials { add("Allow-Credentials", "'true'", "string") }
    return .legacyMap([
      "summary": "CORS support", "consumes": ["application/json"], "produces": ["application/json"],
      DefinitionEditor.integration: .legacyMap([
        "type": "mock", "requestTemplates": ["application/json": "{\n  \"statusCode\" : 200\n}\n"],
        "responses": .legacyMap([
          "default": .legacyMap([
            "statusCode": "200", "responseParameters": parameters,
            "responseTemplates": ["application/json": "{}\n"],
          ])
        ]),
      ]),
      "responses": .legacyMap([
        "200": .legacyMap(["description": "Default response for CORS method", "headers": declared])
      ]),
    ])
  }
}
