/// An authorizer of a REST API.
struct RESTAuthorizer {
  let name: String
  let isUnicode: Bool
  /// What the API says of it; an empty map for `AWS_IAM`.
  let settings: TransformValue
  let isIAM: Bool

  /// The scopes that are asked for where an event names none.
  var scopes: TransformValue { settings["AuthorizationScopes"].flatMap { $0.isNull ? nil : $0 } ?? [] }

  /// The Lambda function that a permission is made for.
  var function: TransformValue? { settings.some("FunctionArn") }

  /// The definition in the API's document.
  func definition(partition: String) throws -> TransformValue {
    let pool = settings.some("UserPoolArn")
    let payload = settings.some("FunctionPayloadType")?.string ?? "TOKEN"
    let identity = settings.some("Identity")
    if identity != nil, identity?.map == nil { throw TransformRefusal() }
    let isRequest = !isIAM && pool == nil && payload == "REQUEST"
    var result = TransformValue.legacyMap([
      "type": "apiKey", "name": isRequest ? "Unused" : identity?.some("Header") ?? "Authorization",
      "in": "header",
      "x-amazon-apigateway-authtype": isIAM ? "awsSigv4" : pool != nil ? "cognito_user_pools" : "custom",
    ])
    if isIAM { return result }
    var authorizer = TransformValue.legacyMap
    if let pool {
      authorizer.set("type", "cognito_user_pools")
      authorizer.set("providerARNs", pool.list == nil ? [pool] : pool)
    } else {
      authorizer.set("type", payload == "REQUEST" ? "request" : "token")
      authorizer.set(
        "authorizerUri",
        .sub(
          "arn:\(partition):apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
          ["__FunctionArn__": settings["FunctionArn"] ?? TransformValue(.null)]))
      if let seconds = identity?["ReauthorizeEvery"], !seconds.isNull {
        authorizer.set("authorizerResultTtlInSeconds", seconds)
      }
      if let role = settings.some("FunctionInvokeRole"), role.string != "NONE" {
        authorizer.set("authorizerCredentials", role)
      }
      if payload == "REQUEST", let source = try source(identity) { authorizer.set("identitySource", source) }
    }
    if pool != nil || payload == "TOKEN", let expression = identity?.some("ValidationExpression") {
      authorizer.set("identityValidationExpression", expression)
    }
    result.set("x-amazon-apigateway-authorizer", authorizer)
    return result
  }

  private func source(_ identity: TransformValue?) throws -> TransformValue? {
    var parts: [String] = []
    var isUnicode = false
    for (key, prefix) in [
      ("Headers", "method.request.header."), ("QueryStrings", "method.request.querystring."),
      ("StageVariables", "stageVariables."), ("Context", "context."),
    ] {
      guard let values = identity?.some(key) else { continue }
      guard let items = values.list else { throw TransformRefusal() }
      for item in items {
        guard let text = item.string else { throw TransformRefusal() }
        parts.append(prefix + text)
        if item.isUnicode { isUnicode = true }
      }
    }
    if parts.isEmpty { return nil }
    let text = TransformValue.text(parts.joined(separator: ", "))
    return isUnicode ? text.asLegacy : text
  }
}
