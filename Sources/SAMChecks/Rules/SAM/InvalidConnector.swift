import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let invalidConnector = Rule(
    "invalid-connector",
    summary:
      "A connector cannot be made: an end is not known well enough, or the two do not connect that way.",
    documentation: """
      Each end is the `Id` of a resource of this template, or its `Type` with what the policy needs of it (`Arn`, \
      `RoleName`, `QueueUrl`). Which types connect, and whether for `Read` or `Write`, is in the SAM developer guide.
      """)
}

extension Checker {
  /// `Connectors` of a resource of any type: its source is the resource itself.
  func checkEmbeddedConnectors(_ entry: Entry) {
    guard let attribute = entry.value.entry(named: "Connectors") else { return }
    guard template.header.hasSAMTransform || template.header.transforms.isEmpty else { return }
    let value = TransformValue(attribute, of: entry, in: template.tree)
    let resource = SAMResource(embedding: entry, in: template)
    guard let connectors = value.map else {
      report(
        .invalidConnector, "'Connectors' must be a mapping, not \(describe(value))", at: value, of: resource)
      return
    }
    for (name, connector) in connectors where name != "Fn::Transform" && !name.hasPrefix("Fn::ForEach") {
      guard let properties = connector["Properties"], properties.map != nil else {
        report(
          .invalidConnector, "The connector '\(name)' needs a mapping under 'Properties'",
          at: connector["Properties"] ?? connector, of: resource, atKey: true)
        continue
      }
      var source: TransformValue = ["Id": TransformValue(.string(entry.key.value))]
      if let reference = properties["SourceReference"] {
        guard let entries = reference.map else {
          report(
            .invalidConnector, "'SourceReference' must be a mapping, not \(describe(reference))",
            at: reference, of: resource)
          continue
        }
        if let id = entries["Id"] {
          report(
            .invalidConnector, "The source is '\(entry.key.value)' itself; 'SourceReference' takes no 'Id'",
            at: id,
            of: resource, atKey: true)
          continue
        }
        var merged = source.map ?? [:]
        merged.merge(entries) { $1 }
        source = TransformValue(.map(merged))
      }
      checkConnector(source, properties, resource)
    }
  }

  /// A connector that is a resource of its own.
  func checkConnector(_ properties: TransformValue, _ resource: SAMResource) {
    guard let source = properties["Source"], source.map != nil else { return }
    checkConnector(source, properties, resource)
  }

  private func checkConnector(_ source: TransformValue, _ properties: TransformValue, _ resource: SAMResource)
  {
    let needed = ["Destination", "Permissions"].filter { properties[$0]?.isNull ?? true }
    if !needed.isEmpty {
      report(
        .invalidConnector, "The connector needs \(quoted(needed, "and"))", at: properties, of: resource,
        atKey: true)
      return
    }
    guard let destination = properties["Destination"], let list = properties["Permissions"] else { return }
    if destination.map == nil, destination.list == nil {
      report(
        .wrongKind, "'Destination' must be a mapping or a list of such, not \(describe(destination))",
        at: destination,
        of: resource)
    }
    guard let permissions = list.list, permissions.allSatisfy({ $0.string != nil }) else {
      let wrong = list.list?.first { $0.string == nil } ?? list
      report(
        .wrongKind, "'Permissions' must be a list of plain text, 'Read' or 'Write', not \(describe(wrong))",
        at: wrong,
        of: resource)
      return
    }
    let destinations = destination.list ?? [destination]
    if destinations.isEmpty {
      report(
        .invalidConnector, "'Destination' needs at least one resource", at: destination, of: resource,
        atKey: true)
    }
    for item in destinations where item.map != nil {
      guard let to = connectorEnd(item, connecting: source, resource),
        let from = connectorEnd(source, connecting: item, resource)
      else { return }
      checkPermissions(permissions, from, to, properties, resource)
    }
  }

  /// One end of a connector as the policies need it; nil where it is unknown, or wrong and reported.
  private func connectorEnd(
    _ value: TransformValue, connecting other: TransformValue, _ resource: SAMResource
  ) -> ConnectorEnd? {
    let others = (value.map?.keys ?? []).filter { $0 != "Id" && $0 != "Qualifier" }
    let isOwn = value.source == nil
    let place = isOwn ? nil : value
    if (value["Id"] != nil) != others.isEmpty {
      report(
        .invalidConnector,
        others.isEmpty
          ? "An end of a connector needs the 'Id' of a resource, or its 'Type' with what the policy needs"
          : "'Id' says all of a resource; \(quoted(Array(others), "and")) must not be there with it",
        at: place,
        of: resource, atKey: true)
      return nil
    }
    guard let id = value.some("Id") else {
      guard let type = value["Type"]?.string, !type.isEmpty else {
        report(
          .invalidConnector, "An end of a connector needs 'Id', or 'Type' as plain text", at: place,
          of: resource, atKey: true)
        return nil
      }
      return ConnectorEnd(
        type: Self.transformedTypes[type] ?? type,
        known: Set((value.map ?? [:]).filter { !$0.value.isNull }.map(\.key)),
        hasRole: value.some("RoleName") != nil,
        value: value)
    }
    guard let name = id.string else {
      report(
        .invalidConnector, "'Id' must be a logical id as plain text, not \(describe(id))", at: id,
        of: resource)
      return nil
    }
    guard let facts = lookUp(.resources, name) else {
      if let generated = lookUpGenerated(name) {
        return ConnectorEnd(
          type: generated.type, known: outputs(of: generated.type), hasRole: true, value: value)
      }
      if mayDefineUnknownNames(in: .resources) { return nil }
      report(
        .invalidConnector,
        "'\(name)' is not a resource of this template"
          + suggestion(for: name, among: resourceNames(near: name)),
        at: id, of: resource)
      return nil
    }
    guard let written = facts.type, !written.isEmpty else {
      report(
        .invalidConnector, "'\(name)' has no 'Type', so it cannot be connected", at: place == nil ? nil : id,
        of: resource)
      return nil
    }
    let type = Self.transformedTypes[written] ?? written
    var known = outputs(of: type)
    if value["Qualifier"] != nil { known.insert("Qualifier") }
    return ConnectorEnd(type: type, known: known, hasRole: hasRole(name, type, other), value: value)
  }

  private func outputs(of type: String) -> Set<String> {
    guard case .object(let members)? = pack.sam.connectorResource(named: type)?["Outputs"] else { return [] }
    var names = Set(members.map(\.key))
    if names.remove("Url") != nil { names.insert("QueueUrl") }
    if names.remove("Id") != nil { names.insert("ResourceId") }
    return names
  }

  /// Whether the role of a resource is one that a policy can be added to.
  private func hasRole(_ name: String, _ type: String, _ other: TransformValue) -> Bool {
    let role = pack.sam.connectorResource(named: type)?["Inputs"]?["Role"]
    guard let entry = lookUpContent(name) else { return false }
    if let resource = SAMResource(entry, in: template, scope.globals) {
      // Without one of its own the transform makes it.
      guard let written = resource.properties["Role"], !written.isNull else { return true }
      return written.referredID != nil || written.isCall
    }
    let properties = entry.value["Properties"].map { TransformValue($0, in: template.tree) }
    if let key = role?.string { return properties?[key]?.referredID != nil }
    for target in properties?["Targets"]?.list ?? [] {
      let isOther = target["Arn"]?.referredID.map { $0 == other["Id"]?.string } ?? false
      if isOther || other["Arn"] != nil && other["Arn"] == target["Arn"] {
        return target["RoleArn"]?.referredID != nil
      }
    }
    return false
  }

  private func checkPermissions(
    _ permissions: [TransformValue], _ from: ConnectorEnd, _ to: ConnectorEnd, _ properties: TransformValue,
    _ resource: SAMResource
  ) {
    let place = properties["Permissions"]
    guard let profile = pack.sam.connectorProfile(from: from.type, to: to.type) else {
      let known = pack.sam.connectorDestinations(from: from.type)
      report(
        .invalidConnector,
        "No connector leads from \(from.type) to \(to.type)"
          + (known.isEmpty ? "" : "; it may lead to \(list(known, "or"))"),
        at: to.value, of: resource, atKey: true)
      return
    }
    let allowed = pack.sam.connectorPermissions(from: from.type, to: to.type) ?? []
    if permissions.isEmpty {
      report(
        .invalidConnector, "'Permissions' needs at least one of \(quoted(allowed, "and"))", at: place,
        of: resource, atKey: true)
      return
    }
    for permission in permissions {
      guard let text = permission.string, !allowed.contains(text) else { continue }
      report(
        .invalidConnector,
        "A connector from \(from.type) to \(to.type) has no '\(shortened(text))'; it must be \(quoted(allowed, "or"))",
        at: permission, of: resource)
      return
    }
    let asked = Set(permissions.compactMap(\.string))
    if case .array(let combinations)? = profile["ValidAccessCategories"] {
      let sets = combinations.map { combination in Set((combination.array ?? []).compactMap(\.string)) }
      if !sets.contains(asked) {
        report(
          .invalidConnector,
          "A connector from \(from.type) to \(to.type) needs \(list(sets.map { $0.sorted().joined(separator: " and ") }, "or"))",
          at: place, of: resource, atKey: true)
        return
      }
    }
    var needed: Set<String> = []
    if let categories = profile["AccessCategories"] { collectVariables(categories, into: &needed) }
    for (end, side) in [(from, "Source"), (to, "Destination")] {
      let missing = needed.filter { $0.hasPrefix(side + ".") }.map { String($0.dropFirst(side.count + 1)) }
        .filter { !end.known.contains($0) }.sorted()
      if !missing.isEmpty {
        report(
          .invalidConnector, "'\(side)' needs \(quoted(missing, "and"))", at: end.value, of: resource,
          atKey: true)
        return
      }
    }
    checkPolicyHolder(profile, from, to, resource)
  }

  /// The end that the policy is attached to.
  private func checkPolicyHolder(
    _ profile: JSONValue, _ from: ConnectorEnd, _ to: ConnectorEnd, _ resource: SAMResource
  ) {
    let isSource = profile["SourcePolicy"]?.bool ?? false
    let end = isSource ? from : to
    let side = isSource ? "Source" : "Destination"
    let problem: String?
    switch profile["type"]?.string {
    case "AWS_IAM_ROLE_MANAGED_POLICY":
      problem =
        end.hasRole
        ? nil
        : "has no role that a policy could be added to: its role must be a resource of this template, or 'RoleName' be given"
    case "AWS_LAMBDA_PERMISSION", "AWS_SNS_TOPIC_POLICY":
      problem = end.known.contains("Arn") ? nil : "needs 'Arn'"
    case "AWS_SQS_QUEUE_POLICY":
      problem = end.known.contains("QueueUrl") ? nil : "needs 'QueueUrl'"
    default: problem = nil
    }
    if let problem {
      report(.invalidConnector, "'\(side)' \(problem)", at: end.value, of: resource, atKey: true)
    }
  }

  /// The names in `%{…}` in a profile.
  private func collectVariables(_ value: JSONValue, into names: inout Set<String>) {
    switch value {
    case .string(let text):
      for part in text.split(separator: "%{", omittingEmptySubsequences: false).dropFirst() {
        names.insert(String(part.prefix { $0 != "}" }))
      }
    case .array(let items): for item in items { collectVariables(item, into: &names) }
    case .object(let members): for member in members { collectVariables(member.value, into: &names) }
    default: break
    }
  }

  /// The types that the transform makes of SAM's, as far as connectors know them.
  private static let transformedTypes = [
    "AWS::Serverless::Function": "AWS::Lambda::Function",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
    "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::WebSocketApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    "AWS::Serverless::GraphQLApi": "AWS::AppSync::GraphQLApi",
  ]
}

/// One end of a connector.
private struct ConnectorEnd {
  /// The CloudFormation type.
  var type: String
  /// What is known of it: `Arn`, `QueueUrl`, `ResourceId`, `Name`, `Qualifier`.
  var known: Set<String>
  var hasRole: Bool
  /// The end as it is written; without a place where it is the resource that holds the connector.
  var value: TransformValue
}
