import SAMTemplate

extension Rule {
  static let invalidDomain = Rule(
    "invalid-domain",
    summary: "The custom domain of an API is not complete, or has values that SAM does not take.",
    documentation: """
      `Domain` needs `DomainName` and `CertificateArn`; `Route53` needs the hosted zone by id or name. A REST API is \
      at the edge, regional or private; an HTTP API is regional.
      """)
}

extension Checker {
  /// `Domain` of an API.
  func checkDomain(_ resource: SAMResource) {
    guard let domain = resource.properties["Domain"], domain.map != nil, !domain.isCall else { return }
    let isREST = resource.type == "AWS::Serverless::Api"
    let missing = ["DomainName", "CertificateArn"].filter { domain[$0]?.isNull ?? true }
    if !missing.isEmpty {
      report(
        .invalidDomain, "'Domain' needs \(quoted(missing, "and"))", at: domain, of: resource, atKey: true)
    }
    let endpoints = isREST ? ["EDGE", "REGIONAL", "PRIVATE"] : ["REGIONAL"]
    if let endpoint = domain["EndpointConfiguration"], !endpoint.isNull {
      let resolved = resolvingParameter(endpoint)
      let isParameter =
        resolved.function == "Ref" && lookUp(.parameters, resolved["Ref"]?.string ?? "") != nil
      if !isParameter, !endpoints.contains(resolved.string ?? "") {
        report(
          .invalidDomain,
          "'EndpointConfiguration' of a domain must be \(quoted(endpoints, "or")), not \(describe(resolved))",
          at: endpoint, of: resource)
      }
    }
    if let tls = domain.some("MutualTlsAuthentication") { checkMutualTLS(tls, resource) }
    for path in domain["BasePath"]?.list ?? [] where path.string == nil && !path.isCall {
      report(.invalidDomain, "'BasePath' must hold text, not \(describe(path))", at: path, of: resource)
    }
    if !isREST {
      let paths = domain["BasePath"]?.list ?? domain["BasePath"].map { [$0] } ?? []
      for path in paths {
        guard let text = path.string,
          !text.utf8.allSatisfy({
            $0 == 0x2F || $0 == 0x2D || $0 == 0x5F || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0
              || 0x61...0x7A ~= $0
          })
        else { continue }
        report(
          .invalidDomain, "'\(shortened(text))' is no base path: letters, digits, '/', '-' and '_'", at: path,
          of: resource)
      }
    }
    guard let route = domain["Route53"], !route.isNull, !route.isCall else { return }
    guard route.map != nil else {
      report(.invalidDomain, "'Route53' must be a mapping, not \(describe(route))", at: route, of: resource)
      return
    }
    if route["HostedZoneId"]?.isNull ?? true, route["HostedZoneName"]?.isNull ?? true {
      report(
        .invalidDomain, "'Route53' needs 'HostedZoneId' or 'HostedZoneName'", at: route, of: resource,
        atKey: true)
    }
    if let separate = route.some("SeparateRecordSetGroup"), isREST, separate.bool == nil {
      report(
        .invalidDomain, "'SeparateRecordSetGroup' must be true or false, not \(describe(separate))",
        at: separate, of: resource)
    }
  }

  private func checkMutualTLS(_ tls: TransformValue, _ resource: SAMResource) {
    if resource.type == "AWS::Serverless::WebSocketApi" {
      report(.invalidDomain, "A WebSocket API has no mutual TLS", at: tls, of: resource, atKey: true)
      return
    }
    guard let entries = tls.map else {
      report(
        .invalidDomain, "'MutualTlsAuthentication' must be a mapping, not \(describe(tls))", at: tls,
        of: resource)
      return
    }
    if tls.isCall { return }
    let names = ["TruststoreUri", "TruststoreVersion"]
    for (name, value) in entries where !names.contains(name) {
      report(
        .invalidDomain,
        "'\(name)' is no setting of mutual TLS" + suggestion(for: name, among: names, orAll: true),
        at: value, of: resource, atKey: true)
    }
  }
}
