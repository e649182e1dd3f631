import SAMTemplate

extension Rule {
  static let undefinedAuthorizer = Rule(
    "undefined-authorizer",
    summary: "An event asks for an authorizer that its API does not define.",
    documentation: """
      `Authorizer` of an event is the name of one under `Auth`, `Authorizers` of the API (or of `Globals`). `AWS_IAM` \
      is known to every REST API, and to an HTTP API with `EnableIamAuthorizer: true`. `NONE` takes an API's \
      `DefaultAuthorizer` away, so there must be one.
      """)
}

extension Checker {
  /// `Auth` of an `Api` or `HttpApi` event against the API's.
  func checkAuthorization(_ event: SAMEvent, _ api: EventAPI, _ resource: SAMResource) {
    guard let auth = event.properties.some("Auth"), auth.map != nil, !auth.isCall else { return }
    let apiAuth = api.properties["Auth"].map { resolvingParameter($0) }
    if apiAuth?.isCall == true { return }
    if event.type == "HttpApi" {
      checkHTTPAuthorization(auth, apiAuth, event, api, resource)
    } else {
      let isWritten = api.isManaged || (api.properties["MergeDefinitions"]?.isTruthy ?? false)
      let overrides = auth.some("OverrideApiAuth") != nil && api.properties.some("DefinitionBody") != nil
      if resource.type == "AWS::Serverless::StateMachine" ? api.isManaged : isWritten || overrides {
        if overrides, !isWritten,
          ["Authorizer", "ApiKeyRequired", "ResourcePolicy"].allSatisfy({ auth.some($0) == nil })
        {
          report(
            .undefinedAuthorizer,
            "'OverrideApiAuth' needs one of 'Authorizer', 'ApiKeyRequired' and 'ResourcePolicy'",
            at: auth["OverrideApiAuth"], of: resource, atKey: true)
        }
        checkRESTAuthorization(auth, apiAuth, api, resource)
      }
    }
  }

  private func checkRESTAuthorization(
    _ auth: TransformValue, _ apiAuth: TransformValue?, _ api: EventAPI, _ resource: SAMResource
  ) {
    let authorizer = auth.some("Authorizer")
    if let authorizer, authorizer.string != "AWS_IAM" {
      if authorizer.string == "NONE" {
        checkNone(authorizer, apiAuth, api, resource)
      } else {
        checkName(authorizer, apiAuth, api, resource)
      }
    }
    if let scopes = auth.some("AuthorizationScopes") {
      if scopes.list == nil {
        report(
          .undefinedAuthorizer, "'AuthorizationScopes' must be a list, not \(describe(scopes))", at: scopes,
          of: resource)
      } else if authorizer == nil {
        report(
          .undefinedAuthorizer,
          "'AuthorizationScopes' counts only for an 'Authorizer' that is named beside it",
          at: scopes, of: resource, atKey: true)
      }
    }
    if let key = auth["ApiKeyRequired"], !key.isNull, !key.isTruthy, apiAuth?.some("ApiKeyRequired") == nil {
      report(
        .undefinedAuthorizer, "'ApiKeyRequired: false' says nothing: '\(api.name)' does not ask for a key",
        at: key,
        of: resource, atKey: true)
    }
  }

  private func checkHTTPAuthorization(
    _ auth: TransformValue, _ apiAuth: TransformValue?, _ event: SAMEvent, _ api: EventAPI,
    _ resource: SAMResource
  ) {
    guard api.isManaged || api.properties["DefinitionBody"]?.isNull == false else { return }
    if let apiAuth, apiAuth.map == nil, !apiAuth.isNull { return }
    guard let authorizer = auth.some("Authorizer") else {
      if apiAuth?.some("DefaultAuthorizer") == nil {
        report(
          .undefinedAuthorizer,
          "'Auth' of '\(event.name)' needs an 'Authorizer', because '\(api.name)' has no 'DefaultAuthorizer'",
          at: auth, of: resource, atKey: true)
      }
      return
    }
    switch authorizer.string {
    case "NONE": checkNone(authorizer, apiAuth, api, resource)
    case "AWS_IAM" where apiAuth?["EnableIamAuthorizer"]?.bool == true: break
    default: checkName(authorizer, apiAuth, api, resource)
    }
  }

  private func checkNone(
    _ authorizer: TransformValue, _ apiAuth: TransformValue?, _ api: EventAPI, _ resource: SAMResource
  ) {
    guard apiAuth?.some("DefaultAuthorizer") == nil else { return }
    report(
      .undefinedAuthorizer,
      "'NONE' takes a default authorizer away, but '\(api.name)' has no 'DefaultAuthorizer'",
      at: authorizer, of: resource)
  }

  private func checkName(
    _ authorizer: TransformValue, _ apiAuth: TransformValue?, _ api: EventAPI, _ resource: SAMResource
  ) {
    let authorizers = apiAuth?.some("Authorizers")
    if authorizers?.isCall == true { return }
    guard let name = authorizer.string else {
      report(
        .undefinedAuthorizer, "'Authorizer' must be the name of an authorizer, not \(describe(authorizer))",
        at: authorizer, of: resource)
      return
    }
    if authorizers?[name]?.isTruthy == true { return }
    let names = authorizers?.map.map { Array($0.keys) } ?? []
    report(
      .undefinedAuthorizer,
      names.isEmpty
        ? "'\(api.name)' defines no authorizers, so '\(shortened(name))' cannot be used"
        : "'\(shortened(name))' is no authorizer of '\(api.name)'"
          + suggestion(for: name, among: names, orAll: true),
      at: authorizer, of: resource)
  }
}
