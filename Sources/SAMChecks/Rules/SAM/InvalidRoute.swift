import SAMTemplate

extension Rule {
  static let invalidRoute = Rule(
    "invalid-route",
    summary: "An `Api` or `HttpApi` event cannot be added to the API that it names.",
    documentation: """
      The transform writes the event into the definition of the API, so `RestApiId` or `ApiId` must be a `Ref` to \
      one of this template, and the models and parameters that the event asks for must be known there.
      """)
}

extension Checker {
  /// The API of an event, and what the event asks of it.
  func checkRoute(_ event: SAMEvent, _ resource: SAMResource) {
    if event.type == "Api", event.properties.map?.isEmpty == true { return }
    for name in ["Path", "Method"] {
      guard let value = event.properties[name], !value.isNull, value.string == nil else { continue }
      report(.invalidRoute, "'\(name)' must be plain text, not \(describe(value))", at: value, of: resource)
    }
    if event.type == "HttpApi" { checkWholeRoute(event, resource) }
    guard let api = api(of: event, resource) else { return }
    checkRepeatedRoute(event, api, resource)
    checkAuthorization(event, api, resource)
    checkIsRouted(event, api, resource)
    guard event.type == "Api", resource.type == "AWS::Serverless::Function",
      api.isManaged || api.properties["MergeDefinitions"]?.isTruthy == true
    else { return }
    checkRequestModel(event, api, resource)
    checkRequestParameters(event, resource)
  }

  /// Of an HTTP API's event both the path and the method must be there, or neither: that is the default route.
  private func checkWholeRoute(_ event: SAMEvent, _ resource: SAMResource) {
    let path = event.properties["Path"]
    let method = event.properties["Method"]
    guard path?.isTruthy ?? false || method?.isTruthy ?? false else { return }
    for (name, value, other) in [("Path", path, "Method"), ("Method", method, "Path")]
    where value?.isNull ?? true {
      report(
        .invalidRoute,
        "'\(event.name)' has '\(other)' and needs '\(name)' as well; with neither it is the default route",
        at: value ?? event.properties, of: resource, atKey: true)
    }
  }

  /// The API that an event belongs to; nil where it is none of SAM's, or unknown.
  private func api(of event: SAMEvent, _ resource: SAMResource) -> EventAPI? {
    let isREST = event.type == "Api"
    let type = isREST ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi"
    let key = isREST ? "RestApiId" : "ApiId"
    guard let value = event.api else {
      return EventAPI(
        name: isREST ? SAMResource.implicitRestAPI : SAMResource.implicitHTTPAPI,
        properties: scope.globals.values(for: type) ?? [:], isManaged: true)
    }
    guard let name = value.string else {
      report(
        .invalidRoute,
        "'\(key)' must be a Ref to an API of this template, not \(describe(event.properties[key] ?? value))",
        at: event.properties[key], of: resource)
      return nil
    }
    let facts = lookUp(.resources, name)
    if facts == nil,
      name == SAMResource.implicitRestAPI && isREST || name == SAMResource.implicitHTTPAPI && !isREST
    {
      return EventAPI(
        name: name, properties: scope.globals.values(for: type) ?? [:],
        isManaged: true)
    }
    guard let facts else {
      if mayDefineUnknownNames(in: .resources) { return nil }
      let isParameter = lookUp(.parameters, name) != nil
      report(
        .invalidRoute,
        "'\(key)' must be a Ref to an API of this template; '\(name)' is \(isParameter ? "a parameter" : "no resource of it")",
        at: event.properties[key], of: resource)
      return nil
    }
    if isREST, facts.type == "AWS::Serverless::HttpApi" {
      report(
        .invalidRoute, "'\(name)' is an HTTP API; an event of type 'HttpApi' belongs to it",
        at: event.properties[key],
        of: resource)
      return nil
    }
    guard facts.type == type, let api = samResource(named: name), !api.properties.isCall else { return nil }
    return EventAPI(name: name, properties: api.properties, isManaged: api.managesDefinition)
  }

  private func checkRequestModel(_ event: SAMEvent, _ api: EventAPI, _ resource: SAMResource) {
    guard let request = event.properties.some("RequestModel"), request.map != nil,
      let model = request.some("Model")
    else { return }
    let models = api.properties["Models"]
    if let models, models.isTruthy, !models.isCall, models.map == nil {
      report(
        .invalidRoute, "'Models' of '\(api.name)' is no mapping, so no model can be named", at: model,
        of: resource)
    } else if !(models?.isCall ?? false) {
      let names = models?.map.map { Array($0.keys) } ?? []
      if let text = model.string {
        if !(models?[text]?.isTruthy ?? false) {
          report(
            .invalidRoute,
            names.isEmpty
              ? "'\(api.name)' defines no 'Models', so the event cannot use '\(text)'"
              : "'\(text)' is no model of '\(api.name)'" + suggestion(for: text, among: names), at: model,
            of: resource)
        }
      } else {
        report(
          .invalidRoute, "'Model' must be the name of a model, not \(describe(model))", at: model,
          of: resource)
      }
    }
    for name in ["ValidateBody", "ValidateParameters"] {
      guard let value = request[name], !value.isNull, value.bool == nil else { continue }
      report(
        .invalidRoute,
        "'\(name)' must be true or false as such: \(value.isCall ? "a function is" : "text is") not taken here",
        at: value, of: resource)
    }
  }

  private func checkRequestParameters(_ event: SAMEvent, _ resource: SAMResource) {
    for parameter in event.properties["RequestParameters"]?.list ?? [] {
      let name: String
      if let text = parameter.string {
        name = text
      } else if let (key, settings) = parameter.map?.elements.first {
        name = key
        if let entries = settings.map {
          for (setting, value) in entries where setting != "Required" && setting != "Caching" {
            report(
              .invalidRoute,
              "'\(setting)' is no setting of a request parameter; it must be 'Required' or 'Caching'",
              at: value, of: resource, atKey: true)
          }
        } else {
          report(
            .invalidRoute, "The settings of a request parameter must be a mapping: '{Required: true}'",
            at: settings,
            of: resource)
        }
      } else {
        report(
          .invalidRoute, "A request parameter must be text or a mapping, not \(describe(parameter))",
          at: parameter,
          of: resource)
        continue
      }
      let starts = ["method.request.querystring.", "method.request.path.", "method.request.header."]
      if starts.contains(where: { name.hasPrefix($0) }) { continue }
      report(
        .invalidRoute,
        "'\(shortened(name))' must start with 'method.request.' and 'querystring.', 'path.' or 'header.'",
        at: parameter.map?.values.first ?? parameter, of: resource, atKey: parameter.map != nil)
    }
  }
}

/// The API that an event belongs to.
struct EventAPI {
  /// Its logical id.
  var name: String
  /// With what `Globals` adds.
  var properties: TransformValue
  /// Whether the transform writes its definition.
  var isManaged: Bool
}
