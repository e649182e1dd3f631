import SAMTemplate

extension Rule {
  static let invalidAuthorizer = Rule(
    "invalid-authorizer",
    summary: "An authorizer of an API is not complete, or the default authorizer is none of them.",
    documentation: """
      A Lambda authorizer of a REST API with `FunctionPayloadType: REQUEST` says under `Identity` what it looks at. \
      One of an HTTP API has `FunctionArn` and `AuthorizerPayloadFormatVersion`; a JWT authorizer has \
      `JwtConfiguration` and `IdentitySource`.
      """)
}

extension Checker {
  /// `Auth` of an API.
  func checkAPIAuth(_ resource: SAMResource) {
    guard let auth = resource.properties.some("Auth"), auth.map != nil else { return }
    if auth.isCall {
      if auth.function == "Ref" { return }
      report(
        .invalidAuthorizer, "'Auth' must be a mapping; \(auth.function ?? "a function") cannot give it",
        at: auth, of: resource)
      return
    }
    let isREST = resource.type == "AWS::Serverless::Api"
    if let policy = auth.some("ResourcePolicy"), isREST, policy.map == nil {
      report(
        .invalidAuthorizer, "'ResourcePolicy' must be a mapping, not \(describe(policy))", at: policy,
        of: resource)
    }
    let authorizers = auth.some("Authorizers")
    if let authorizers, !authorizers.isCall {
      guard let entries = authorizers.map else {
        report(
          .invalidAuthorizer, "'Authorizers' must be a mapping, not \(describe(authorizers))",
          at: authorizers, of: resource)
        return
      }
      for (name, authorizer) in entries {
        if authorizer.isCall { continue }
        guard authorizer.map != nil else {
          report(
            .invalidAuthorizer, "The authorizer '\(name)' must be a mapping, not \(describe(authorizer))",
            at: authorizer,
            of: resource)
          continue
        }
        if isREST {
          checkRESTAuthorizer(name, authorizer, resource)
        } else {
          checkHTTPAuthorizer(name, authorizer, resource)
        }
      }
    }
    checkDefaultAuthorizer(auth, authorizers, isREST: isREST, resource)
  }

  private func checkDefaultAuthorizer(
    _ auth: TransformValue, _ authorizers: TransformValue?, isREST: Bool, _ resource: SAMResource
  ) {
    guard let name = auth.some("DefaultAuthorizer"), !name.isNoValue else { return }
    // A REST API without authorizers does not look at it.
    if isREST, authorizers == nil, name.string != "AWS_IAM" { return }
    let resolved = isREST ? resolvingParameter(name) : name
    guard let text = resolved.string else {
      if isREST, resolved.function == "Ref", lookUp(.parameters, resolved["Ref"]?.string ?? "") != nil {
        return
      }
      report(
        .invalidAuthorizer,
        "'DefaultAuthorizer' must be the name of an authorizer, not \(describe(resolved))", at: name,
        of: resource)
      return
    }
    if text == "AWS_IAM", isREST || auth["EnableIamAuthorizer"]?.bool == true { return }
    if authorizers?.isCall == true || authorizers?[text]?.isTruthy == true { return }
    let names = authorizers?.map.map { Array($0.keys) } ?? []
    report(
      .invalidAuthorizer,
      "'\(shortened(text))' is none of the 'Authorizers'" + suggestion(for: text, among: names, orAll: true),
      at: name,
      of: resource)
  }

  private func checkRESTAuthorizer(_ name: String, _ authorizer: TransformValue, _ resource: SAMResource) {
    let payload = authorizer["FunctionPayloadType"].map { resolvingParameter($0) }
    if let payload, !payload.isNull, !payload.isCall, payload.string != "TOKEN", payload.string != "REQUEST" {
      report(
        .invalidAuthorizer, "'FunctionPayloadType' must be 'TOKEN' or 'REQUEST', not \(describe(payload))",
        at: authorizer["FunctionPayloadType"], of: resource)
    }
    if let scopes = authorizer["AuthorizationScopes"], !scopes.isNull, !scopes.isCall, scopes.list == nil {
      report(
        .invalidAuthorizer, "'AuthorizationScopes' must be a list, not \(describe(scopes))", at: scopes,
        of: resource)
    }
    if let permissions = authorizer["DisableFunctionDefaultPermissions"], !permissions.isNull,
      !permissions.isCall,
      permissions.bool == nil
    {
      report(
        .invalidAuthorizer,
        "'DisableFunctionDefaultPermissions' must be true or false, not \(describe(permissions))",
        at: permissions, of: resource)
    }
    let identity = authorizer.some("Identity")
    if let identity, identity.map == nil {
      report(
        .invalidAuthorizer, "'Identity' must be a mapping, not \(describe(identity))", at: identity,
        of: resource)
      return
    }
    guard payload?.string == "REQUEST", identity?.isCall != true else { return }
    let sources = ["Headers", "QueryStrings", "StageVariables", "Context"]
    let isCached =
      identity?["ReauthorizeEvery"].map { resolvingParameter($0) }.map {
        $0.integer.map { $0 > 0 } ?? ($0.string.flatMap { Int($0) }.map { $0 > 0 } ?? true)
      } ?? true
    if isCached, sources.allSatisfy({ identity?.some($0) == nil }) {
      report(
        .invalidAuthorizer,
        "'\(name)' looks at requests; it needs 'Identity' with at least one of \(quoted(sources, "and"))",
        at: identity ?? authorizer, of: resource, atKey: true)
    }
    for source in sources { checkIdentity(identity?.some(source), source, resource) }
  }

  private func checkIdentity(_ value: TransformValue?, _ name: String, _ resource: SAMResource) {
    guard let value, !value.isCall else { return }
    guard let items = value.list else {
      report(.invalidAuthorizer, "'\(name)' must be a list, not \(describe(value))", at: value, of: resource)
      return
    }
    for item in items where item.string == nil && !(item.function == "Ref") {
      report(.invalidAuthorizer, "'\(name)' must hold text, not \(describe(item))", at: item, of: resource)
    }
  }

  private func checkHTTPAuthorizer(_ name: String, _ authorizer: TransformValue, _ resource: SAMResource) {
    if let url = authorizer["OpenIdConnectUrl"] {
      report(
        .invalidAuthorizer,
        "'OpenIdConnectUrl' is no longer taken; use 'JwtConfiguration' with 'issuer' and 'audience'",
        at: url, of: resource, atKey: true)
      return
    }
    let jwt = authorizer.some("JwtConfiguration")
    if let jwt, jwt.map == nil {
      report(
        .invalidAuthorizer, "'JwtConfiguration' must be a mapping, not \(describe(jwt))", at: jwt,
        of: resource)
      return
    }
    if let scopes = authorizer["AuthorizationScopes"], !scopes.isNull, scopes.list == nil {
      report(
        .invalidAuthorizer, "'AuthorizationScopes' must be a list, not \(describe(scopes))", at: scopes,
        of: resource)
    }
    let ofJWT = ["AuthorizationScopes", "JwtConfiguration", "IdentitySource"]
    let ofLambda = [
      "FunctionArn", "FunctionInvokeRole", "Identity", "AuthorizerPayloadFormatVersion",
      "EnableSimpleResponses",
      "EnableFunctionDefaultPermissions",
    ]
    for other in jwt == nil ? ofJWT : ofLambda {
      guard let value = authorizer[other], !value.isNull, other != "JwtConfiguration" else { continue }
      report(
        .invalidAuthorizer,
        jwt == nil
          ? "'\(other)' belongs to a JWT authorizer; '\(name)' has no 'JwtConfiguration'"
          : "'\(other)' belongs to a Lambda authorizer; '\(name)' has a 'JwtConfiguration'", at: value,
        of: resource,
        atKey: true)
      return
    }
    let needed = jwt == nil ? ["FunctionArn", "AuthorizerPayloadFormatVersion"] : ["IdentitySource"]
    let missing = needed.filter { authorizer.some($0) == nil }
    if !missing.isEmpty {
      report(
        .invalidAuthorizer,
        "The \(jwt == nil ? "Lambda" : "JWT") authorizer '\(name)' needs \(quoted(missing, "and"))",
        at: authorizer, of: resource, atKey: true)
    }
    if let permissions = authorizer["EnableFunctionDefaultPermissions"], !permissions.isNull,
      permissions.bool == nil
    {
      report(
        .invalidAuthorizer,
        "'EnableFunctionDefaultPermissions' must be true or false, not \(describe(permissions))",
        at: permissions, of: resource)
    }
    if let identity = authorizer.some("Identity"), identity.map == nil {
      report(
        .invalidAuthorizer, "'Identity' must be a mapping, not \(describe(identity))", at: identity,
        of: resource)
    } else {
      for source in ["Headers", "QueryStrings", "StageVariables", "Context"] {
        checkIdentity(authorizer["Identity"]?.some(source), source, resource)
      }
    }
  }
}
