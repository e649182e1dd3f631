import SAMTemplate

extension Rule {
  static let invalidGraphQLAPI = Rule(
    "invalid-graphql-api",
    summary:
      "A GraphQL API lacks its schema, code or runtime, or names a function or data source that it does not define.",
    documentation: """
      The schema, and the code of each function and resolver, stand in the template or in a file, not both. A \
      resolver is a pipeline of functions that the API defines; a function has one of its data sources, or `NONE`.
      """)
}

extension Checker {
  /// A GraphQL API.
  func checkGraphQLAPI(_ resource: SAMResource) {
    let properties = resource.properties
    checkAlternative("SchemaInline", "SchemaUri", isNeeded: true, of: properties, "The API", resource)
    if let auth = properties["Auth"], auth.map != nil, !auth.isCall {
      checkGraphQLAuth(auth, resource)
      for item in auth["Additional"]?.list ?? [] { checkGraphQLAuth(item, resource) }
    }
    var sources: Set<String> = []
    for kind in properties["DataSources"]?.map ?? [:] {
      sources.formUnion(kind.value.map.map { Array($0.keys) } ?? [])
    }
    let functions = properties["Functions"]?.map ?? [:]
    for (name, function) in functions where function.map != nil {
      if let id = function.some("Id") {
        if (function.map ?? [:]).contains(where: { $0.key != "Id" && !$0.value.isNull }) {
          report(
            .invalidGraphQLAPI, "'Id' names a function that exists; nothing else must be there with it",
            at: id, of: resource, atKey: true)
        }
        continue
      }
      checkAlternative("InlineCode", "CodeUri", isNeeded: true, of: function, "'\(name)'", resource)
      checkDataSource(function, name, sources, resource)
      checkRuntime(function, name, resource)
    }
    for (_, fields) in properties["Resolvers"]?.map ?? [:] {
      for (name, resolver) in fields.map ?? [:] where resolver.map != nil {
        checkAlternative("InlineCode", "CodeUri", isNeeded: false, of: resolver, "'\(name)'", resource)
        if resolver.some("InlineCode") != nil || resolver.some("CodeUri") != nil {
          checkRuntime(resolver, name, resource)
        }
        guard let pipeline = resolver.some("Pipeline") else {
          report(
            .invalidGraphQLAPI, "The resolver '\(name)' needs 'Pipeline': SAM makes pipelines only",
            at: resolver, of: resource, atKey: true)
          continue
        }
        for step in pipeline.list ?? [] {
          guard let text = step.string, functions[text] == nil else { continue }
          report(
            .invalidGraphQLAPI,
            "'\(shortened(text))' is no function of this API"
              + suggestion(for: text, among: Array(functions.keys)),
            at: step, of: resource)
        }
      }
    }
  }

  private func checkAlternative(
    _ first: String, _ second: String, isNeeded: Bool, of value: TransformValue, _ owner: String,
    _ resource: SAMResource
  ) {
    switch (value.some(first), value.some(second)) {
    case (.some, .some(let again)):
      report(
        .invalidGraphQLAPI, "'\(first)' and '\(second)' exclude each other; keep one of them", at: again,
        of: resource, atKey: true)
    case (nil, nil) where isNeeded:
      report(
        .invalidGraphQLAPI, "\(owner) needs '\(first)' or '\(second)'", at: value, of: resource, atKey: true)
    default: break
    }
  }

  private func checkDataSource(
    _ function: TransformValue, _ name: String, _ sources: Set<String>, _ resource: SAMResource
  ) {
    guard let source = function.some("DataSource") else {
      report(.invalidGraphQLAPI, "'\(name)' needs 'DataSource'", at: function, of: resource, atKey: true)
      return
    }
    guard let text = source.string, text.lowercased() != "none", !sources.contains(text) else { return }
    report(
      .invalidGraphQLAPI,
      "'\(shortened(text))' is none of the 'DataSources'"
        + suggestion(for: text, among: sources.sorted(), orAll: true),
      at: source, of: resource)
  }

  private func checkRuntime(_ value: TransformValue, _ name: String, _ resource: SAMResource) {
    if value.some("Runtime") != nil { return }
    report(.invalidGraphQLAPI, "'\(name)' needs 'Runtime'", at: value, of: resource, atKey: true)
  }

  private func checkGraphQLAuth(_ auth: TransformValue, _ resource: SAMResource) {
    let settings = [
      "AWS_LAMBDA": "LambdaAuthorizer", "OPENID_CONNECT": "OpenIDConnect",
      "AMAZON_COGNITO_USER_POOLS": "UserPool",
    ]
    let present = settings.values.sorted().filter { auth[$0]?.isNull == false }
    if present.count > 1 {
      report(
        .invalidGraphQLAPI, "\(quoted(present, "and")) exclude each other; keep the one of 'Type'",
        at: auth[present[1]], of: resource, atKey: true)
    }
    guard let type = auth["Type"]?.string, let needed = settings[type], auth[needed]?.isNull ?? true else {
      return
    }
    report(.invalidGraphQLAPI, "'Type: \(type)' needs '\(needed)'", at: auth["Type"], of: resource)
  }
}
