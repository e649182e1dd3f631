import SAMTemplate

extension Rule {
  static let invalidGatewayResponse = Rule(
    "invalid-gateway-response",
    summary: "A gateway response of an API has a property or value that SAM does not take.",
    documentation: """
      Each response is a mapping of `StatusCode`, `ResponseParameters` (with `Headers`, `Paths` and `QueryStrings`) \
      and `ResponseTemplates`.
      """)
}

extension Checker {
  /// `GatewayResponses` of a REST API.
  func checkGatewayResponses(_ resource: SAMResource) {
    guard let responses = resource.properties.some("GatewayResponses"), let entries = responses.map,
      !responses.isCall
    else { return }
    for (name, response) in entries {
      if let function = response.function {
        report(
          .invalidGatewayResponse,
          "The gateway response '\(name)' must be a mapping; \(function) cannot give it",
          at: response, of: resource)
      } else if response.map == nil {
        report(
          .invalidGatewayResponse,
          "The gateway response '\(name)' must be a mapping, not \(describe(response))",
          at: response, of: resource)
      } else {
        checkGatewayResponse(response, resource)
      }
    }
  }

  private func checkGatewayResponse(_ response: TransformValue, _ resource: SAMResource) {
    let names = ["ResponseParameters", "ResponseTemplates", "StatusCode"]
    for (name, value) in response.map ?? [:] where !names.contains(name) {
      report(
        .invalidGatewayResponse,
        "'\(name)' is no property of a gateway response" + suggestion(for: name, among: names, orAll: true),
        at: value,
        of: resource, atKey: true)
    }
    checkStatusCode(response, resource)
    guard let parameters = response.some("ResponseParameters") else { return }
    guard let entries = parameters.map else {
      report(
        .invalidGatewayResponse, "'ResponseParameters' must be a mapping, not \(describe(parameters))",
        at: parameters, of: resource)
      return
    }
    let kinds = ["Headers", "Paths", "QueryStrings"]
    for (kind, value) in entries {
      if !kinds.contains(kind) {
        report(
          .invalidGatewayResponse,
          "'\(kind)' is no kind of response parameter" + suggestion(for: kind, among: kinds, orAll: true),
          at: value,
          of: resource, atKey: true)
      } else if value.map == nil {
        report(
          .invalidGatewayResponse, "'\(kind)' must be a mapping, not \(describe(value))", at: value,
          of: resource)
      }
    }
  }

  private func checkStatusCode(_ response: TransformValue, _ resource: SAMResource) {
    guard let code = response.some("StatusCode") else { return }
    let isCode =
      switch code.content {
      case .integer(let number): 0...999 ~= number
      case .string(let text): 1...3 ~= text.utf8.count && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
      default: false
      }
    if isCode { return }
    report(
      .invalidGatewayResponse, "'StatusCode' must be a number of three digits, not \(describe(code))",
      at: code, of: resource)
  }
}
