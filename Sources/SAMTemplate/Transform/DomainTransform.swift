/// `Domain` of an API.
extension Transformation {
  /// The domain of a REST API, its base paths and DNS records.
  mutating func makeRESTDomain(_ domain: inout TransformValue?, _ input: TransformInput) throws
    -> [MadeResource]
  {
    guard var settings = domain else { return [] }
    guard settings.map != nil, let name = settings["DomainName"], !name.isNull,
      let certificate = settings["CertificateArn"],
      !certificate.isNull
    else { throw TransformRefusal() }
    let isPrivate = settings["EndpointConfiguration"]?.string == "PRIVATE"
    let id = (isPrivate ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName") + LogicalID.hash(name)
    if !isPrivate { settings.set("ApiDomainName", .text(id)) }
    var resource = MadeResource(
      id, isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName",
      attributes: input.passedOn)
    resource["DomainName"] = name
    if settings["EndpointConfiguration"]?.isNull ?? true { settings.set("EndpointConfiguration", "REGIONAL") }
    guard let endpoint = settings["EndpointConfiguration"],
      ["EDGE", "REGIONAL", "PRIVATE"].contains(endpoint.string ?? "")
    else { throw TransformRefusal() }
    resource[endpoint.string == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn"] = certificate
    var configuration: TransformValue = ["Types": [endpoint]]
    if let address = settings.some("IpAddressType") { configuration.set("IpAddressType", address) }
    resource["EndpointConfiguration"] = configuration
    if !isPrivate { try setMutualTLS(settings, &resource) }
    for property in ["SecurityPolicy", "EndpointAccessMode"] { resource[property] = settings.some(property) }
    if isPrivate {
      resource["Policy"] = settings.some("Policy")
    } else {
      resource["OwnershipVerificationCertificateArn"] = settings.some("OwnershipVerificationCertificateArn")
    }
    var made = [resource] + (try makeBasePaths(settings, input, resource, isPrivate: isPrivate))
    if isPrivate, let association = settings["AccessAssociation"], !association.isNull {
      let endpointID = association["VpcEndpointId"] ?? TransformValue(.null)
      var access = MadeResource(
        "DomainNameAccessAssociation" + LogicalID.hash([endpointID, .text(id)]),
        "AWS::ApiGateway::DomainNameAccessAssociation", attributes: input.passedOn)
      access["DomainNameArn"] = resource.ref
      access["AccessAssociationSourceType"] = "VPCE"
      access["AccessAssociationSource"] = endpointID
      made.append(access)
    }
    if let group = try makeRecordSets(&settings, input, isPrivate ? name : .text(id), allowsSeparate: true) {
      made.append(group)
    }
    domain = settings
    return made
  }

  private func setMutualTLS(_ settings: TransformValue, _ resource: inout MadeResource) throws {
    guard let tls = settings.some("MutualTlsAuthentication") else { return }
    guard let entries = tls.map,
      entries.keys.allSatisfy({ ["TruststoreUri", "TruststoreVersion"].contains($0) })
    else {
      throw TransformRefusal()
    }
    var result: TransformValue = [:]
    for name in ["TruststoreUri", "TruststoreVersion"] {
      if let value = tls.some(name) { result.set(name, value) }
    }
    resource["MutualTlsAuthentication"] = result
  }

  private func basePaths(_ settings: TransformValue) -> [TransformValue]? {
    guard let value = settings.some("BasePath") else { return nil }
    return value.string != nil ? [value] : value.list
  }

  private func makeBasePaths(
    _ settings: TransformValue, _ input: TransformInput, _ domain: MadeResource, isPrivate: Bool
  ) throws -> [MadeResource] {
    func mapping(_ id: String, _ path: String?) -> MadeResource {
      var mapping = MadeResource(
        id, isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping",
        attributes: input.passedOn)
      mapping[isPrivate ? "DomainNameArn" : "DomainName"] = domain.ref
      mapping["RestApiId"] = .ref(.text(input.id))
      mapping["Stage"] = .ref(.text(input.id + ".Stage"))
      mapping["BasePath"] = path.map { .text($0) }
      return mapping
    }
    guard let paths = basePaths(settings) else { return [mapping(input.id + "BasePathMapping", nil)] }
    let normalizes = settings["NormalizeBasePath"].map(\.isTruthy) ?? true
    return try paths.map { path in
      guard let text = path.string else { throw TransformRefusal() }
      let plain = text.filter { $0.isLetter || $0.isNumber }
      return mapping(input.id + plain + "BasePathMapping", normalizes ? plain : text)
    }
  }

  private mutating func makeRecordSets(
    _ settings: inout TransformValue, _ input: TransformInput, _ domain: TransformValue, allowsSeparate: Bool
  ) throws -> MadeResource? {
    // WebSocket APIs have records of their own, even in one zone.
    let sharesGroups = input.type != "AWS::Serverless::WebSocketApi"
    guard let route = settings["Route53"], !route.isNull else { return nil }
    guard route.map != nil else { throw TransformRefusal() }
    guard let zone = route.some("HostedZoneId") ?? route["HostedZoneName"], !zone.isNull else {
      throw TransformRefusal()
    }
    let isSeparate = allowsSeparate && route.some("SeparateRecordSetGroup") != nil
    let id =
      "RecordSetGroup"
      + (isSeparate ? LogicalID.hash([zone, settings["DomainName"] ?? ""]) : LogicalID.hash(zone))
    var group =
      (sharesGroups ? recordSetGroups[id] : nil)
      ?? MadeResource(id, "AWS::Route53::RecordSetGroup", attributes: input.passedOn)
    if isSeparate { group = MadeResource(id, "AWS::Route53::RecordSetGroup", attributes: input.passedOn) }
    if group["RecordSets"] == nil {
      group["HostedZoneId"] = route["HostedZoneId"]
      if allowsSeparate || route["HostedZoneId"] == nil { group["HostedZoneName"] = route["HostedZoneName"] }
    }
    let target = try aliasTarget(&settings, domain)
    var records = group["RecordSets"]?.list ?? []
    for type in route["IpV6"]?.bool == true ? ["A", "AAAA"] : ["A"] {
      var record: TransformValue = [
        "Name": settings["DomainName"] ?? "", "Type": .text(type), "AliasTarget": target,
      ]
      for name in ["Region", "SetIdentifier"] {
        if let value = route[name], !value.isNull { record.set(name, value) }
      }
      records.append(record)
    }
    group["RecordSets"] = TransformValue(.list(records))
    if !isSeparate, sharesGroups { recordSetGroups[id] = group }
    return group
  }

  private func aliasTarget(_ settings: inout TransformValue, _ domain: TransformValue) throws
    -> TransformValue
  {
    let route = settings["Route53"] ?? [:]
    var target: TransformValue = [:]
    if let health = route["EvaluateTargetHealth"], !health.isNull {
      target.set("EvaluateTargetHealth", health)
    }
    switch settings["EndpointConfiguration"]?.string {
    case "REGIONAL":
      target.set("HostedZoneId", .getAtt(domain, "RegionalHostedZoneId"))
      target.set("DNSName", .getAtt(domain, "RegionalDomainName"))
    case "EDGE":
      if route["DistributionDomainName"]?.isNull ?? true {
        settings.update("Route53") {
          $0.set("DistributionDomainName", .getAtt(domain, "DistributionDomainName"))
        }
      }
      target.set("HostedZoneId", "Z2FDTNDATAQYW2")
      target.set("DNSName", settings["Route53"]?["DistributionDomainName"] ?? "")
    default:
      target.set("HostedZoneId", route["VpcEndpointHostedZoneId"] ?? TransformValue(.null))
      target.set("DNSName", route["VpcEndpointDomainName"] ?? TransformValue(.null))
    }
    return target
  }

  /// The domain of an HTTP or WebSocket API, its mappings and DNS records.
  mutating func makeV2Domain(_ input: TransformInput, _ domain: TransformValue?, createdBy tag: String) throws
    -> [MadeResource]
  {
    guard var settings = domain, !settings.isNull else { return [] }
    guard let name = settings["DomainName"], !name.isNull, let certificate = settings["CertificateArn"],
      !certificate.isNull
    else { throw TransformRefusal() }
    let id = "ApiGatewayDomainNameV2" + LogicalID.hash(name)
    var resource = MadeResource(id, "AWS::ApiGatewayV2::DomainName", attributes: input.passedOn)
    resource["DomainName"] = name
    resource["Tags"] = TransformValue(.map([tag: "SAM"]))
    if settings["EndpointConfiguration"]?.isNull ?? true { settings.set("EndpointConfiguration", "REGIONAL") }
    guard settings["EndpointConfiguration"]?.string == "REGIONAL" else { throw TransformRefusal() }
    var configuration: TransformValue = ["CertificateArn": certificate, "EndpointType": "REGIONAL"]
    for property in ["OwnershipVerificationCertificateArn", "SecurityPolicy"] {
      if let value = settings.some(property) { configuration.set(property, value) }
    }
    resource["DomainNameConfigurations"] = [configuration]
    try setMutualTLS(settings, &resource)
    var made = [resource]
    func mapping(_ id: String, _ path: String?) -> MadeResource {
      var mapping = MadeResource(id, "AWS::ApiGatewayV2::ApiMapping", attributes: input.passedOn)
      mapping["DomainName"] = resource.ref
      mapping["ApiId"] = .ref(.text(input.id))
      mapping["Stage"] = .ref(.text(input.id + ".Stage"))
      mapping["ApiMappingKey"] = path.map { .text($0) }
      return mapping
    }
    if let paths = basePaths(settings) {
      for path in paths {
        guard let text = path.string else { throw TransformRefusal() }
        let plain = text.filter { !"-_/".contains($0) }
        var key = text[...]
        while key.first == "/" { key = key.dropFirst() }
        while key.last == "/" { key = key.dropLast() }
        made.append(mapping(input.id + plain + "ApiMapping", String(key)))
      }
    } else {
      made.append(mapping(input.id + "ApiMapping", nil))
    }
    if let group = try makeRecordSets(&settings, input, .text(id), allowsSeparate: false) {
      made.append(group)
    }
    return made
  }
}
