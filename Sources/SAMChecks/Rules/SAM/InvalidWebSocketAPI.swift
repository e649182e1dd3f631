import ResourceSchema
import SAMTemplate

extension Rule {
  static let invalidWebSocketAPI = Rule(
    "invalid-websocket-api",
    summary: "A WebSocket API has routes, authorization or a stage that SAM does not take.",
    documentation: """
      Each route is a mapping with `FunctionArn`, named by letters and digits, or one of `$connect`, `$disconnect` \
      and `$default`. Authorization happens on `$connect`.
      """)
}

extension Checker {
  /// A WebSocket API.
  func checkWebSocketAPI(_ resource: SAMResource) {
    let properties = resource.properties
    let routes = properties["Routes"]
    if let routes, !routes.isTruthy, !routes.isNull {
      report(.invalidWebSocketAPI, "'Routes' needs at least one route", at: routes, of: resource, atKey: true)
    }
    for (name, route) in routes?.map ?? [:] where routes?.isCall != true {
      let isKnown =
        ["$connect", "$disconnect", "$default"].contains(name)
        || !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber }
      if !isKnown {
        report(
          .invalidWebSocketAPI,
          "'\(shortened(name))' is no route: letters and digits, or '$connect', '$disconnect', '$default'",
          at: route,
          of: resource, atKey: true)
      }
      if route.map != nil, !route.isCall, route["FunctionArn"] == nil {
        report(
          .invalidWebSocketAPI, "The route '\(shortened(name))' needs 'FunctionArn'", at: route, of: resource,
          atKey: true)
      }
      if name != "$connect", let parameters = route.some("RequestParameters") {
        report(
          .invalidWebSocketAPI, "'RequestParameters' belong to the route '$connect'", at: parameters,
          of: resource, atKey: true)
      }
    }
    if let address = properties["IpAddressType"], !address.isNull, !address.isCall,
      !["ipv4", "dualstack"].contains(address.string)
    {
      report(
        .invalidWebSocketAPI, "'IpAddressType' must be 'ipv4' or 'dualstack', not \(describe(address))",
        at: address, of: resource)
    }
    if let stage = properties["StageName"], stage.string == "$default" {
      report(
        .invalidWebSocketAPI, "The stage of a WebSocket API cannot be '$default'", at: stage, of: resource)
    }
    checkDomain(resource)
    checkWebSocketAuth(routes, resource)
  }

  private func checkWebSocketAuth(_ routes: TransformValue?, _ resource: SAMResource) {
    guard let auth = resource.properties.some("Auth"), let entries = auth.map, !auth.isCall else { return }
    if let routes, routes.map != nil, !routes.isCall, routes["$connect"] == nil {
      report(
        .invalidWebSocketAPI, "'Auth' needs the route '$connect', where it takes effect", at: auth,
        of: resource, atKey: true)
    }
    guard let type = auth.some("AuthType") else {
      report(
        .invalidWebSocketAPI, "'Auth' needs 'AuthType': 'AWS_IAM', 'CUSTOM' or 'NONE'", at: auth,
        of: resource, atKey: true)
      return
    }
    let resolved = resolvingParameter(type)
    switch resolved.string {
    case "CUSTOM":
      if auth.some("AuthArn") == nil {
        report(.invalidWebSocketAPI, "'AuthType: CUSTOM' needs 'AuthArn'", at: type, of: resource)
      }
    case "AWS_IAM", "NONE":
      for (name, value) in entries where name != "AuthType" {
        report(
          .invalidWebSocketAPI, "'\(name)' must not be there with 'AuthType: \(resolved.string ?? "")'",
          at: value,
          of: resource, atKey: true)
        break
      }
    default:
      if resolved.function == "Ref", lookUp(.parameters, resolved["Ref"]?.string ?? "") != nil { return }
      report(
        .invalidWebSocketAPI, "'AuthType' must be 'AWS_IAM', 'CUSTOM' or 'NONE', not \(describe(resolved))",
        at: type,
        of: resource)
    }
  }
}
