/// `AWS::Serverless::StateMachine`.
extension Transformation {
  mutating func makeStateMachine(_ input: TransformInput) throws -> [MadeResource] {
    var input = input
    try expandPolicyTemplates(&input)
    var machine = MadeResource(
      input.id, "AWS::StepFunctions::StateMachine", attributes: input.attributes, dependsOn: input.dependsOn)
    machine["DefinitionSubstitutions"] = input.some("DefinitionSubstitutions")
    switch (input.some("Definition"), input.some("DefinitionUri")) {
    case (.some(let definition), nil):
      var substitutions: [TransformValue] = []
      let plain = replacingCalls(in: definition, &substitutions)
      if !substitutions.isEmpty {
        var all = machine["DefinitionSubstitutions"] ?? [:]
        for (index, value) in substitutions.enumerated() {
          all.set("definition_substitution_\(index + 1)", value)
        }
        machine["DefinitionSubstitutions"] = all
      }
      let lines = plain.json(.indented).split(separator: "\n", omittingEmptySubsequences: false)
      machine["DefinitionString"] = [
        "Fn::Join": ["\n", TransformValue(.list(lines.map { .text(String($0)) }))]
      ]
    case (nil, .some(let uri)):
      machine["DefinitionS3Location"] = try location(uri, ("Bucket", "Key", "Version"))
    default: throw TransformRefusal()
    }
    let tags = TransformValue(
      .list([["Key": "stateMachine:createdBy", "Value": "SAM"]] + MadeResource.tagList(input["Tags"])))
    var made: [MadeResource] = []
    if let role = input.some("Role") {
      if input.some("Policies") != nil { throw TransformRefusal() }
      machine["RoleArn"] = role
    } else {
      var policies = input.some("Policies")?.list ?? []
      if input["Tracing"]?["Enabled"]?.bool == true { policies.append(.text(xrayPolicy)) }
      var role = try makeRole(
        input, assume: IAMDocuments.assumeRole("states.amazonaws.com"), arns: [], documents: [],
        policies: TransformValue(.list(policies)))
      role["Path"] = input["RolePath"]
      role["PermissionsBoundary"] = input["PermissionsBoundary"]
      role["Tags"] = tags
      machine["RoleArn"] = role.getAtt("Arn")
      made.append(role)
    }
    machine["StateMachineName"] = input["Name"]
    machine["StateMachineType"] = input["Type"]
    machine["LoggingConfiguration"] = input["Logging"]
    machine["TracingConfiguration"] = input["Tracing"]
    machine["Tags"] = tags
    let published = try makePublished(input, machine)
    let usesAlias = input.some("UseAliasAsEventTarget") != nil
    let target = usesAlias ? published.last ?? machine : machine
    var all = [machine] + made + published
    all += try makeStateMachineEvents(input, target)
    if input.some("PropagateTags") != nil, let tags = input.some("Tags") {
      for index in all.indices { all[index].assignTags(tags) }
    }
    return all
  }

  /// The definition with placeholders for function calls, which only the deployment can resolve.
  private func replacingCalls(in value: TransformValue, _ found: inout [TransformValue]) -> TransformValue {
    func replaced(_ item: TransformValue) -> TransformValue {
      if item.isCall || item.string.map({ $0.hasPrefix("{{resolve:") && $0.hasSuffix("}}") }) ?? false {
        found.append(item)
        return .text("${definition_substitution_\(found.count)}")
      }
      return replacingCalls(in: item, &found)
    }
    switch value.content {
    case .list(let items): return TransformValue(.list(items.map(replaced)))
    case .map:
      let sorted = value.pairs.sorted {
        $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
      }
      return TransformValue(.map(TransformMap(sorted.map { ($0.key, replaced($0.value)) }) { $1 }))
    default: return value
    }
  }

  private func makePublished(_ input: TransformInput, _ machine: MadeResource) throws -> [MadeResource] {
    guard let name = input.some("AutoPublishAlias") else {
      if input.some("UseAliasAsEventTarget") != nil || input.some("DeploymentPreference") != nil {
        throw TransformRefusal()
      }
      return []
    }
    var attributes = input.passedOn
    for attribute in ["DeletionPolicy", "UpdateReplacePolicy"] where attributes[attribute] == nil {
      attributes[attribute] = "Retain"
    }
    var version = MadeResource(
      input.id + "Version", "AWS::StepFunctions::StateMachineVersion", attributes: attributes)
    version["StateMachineArn"] = machine.ref
    version["StateMachineRevisionId"] = machine.getAtt("StateMachineRevisionId")
    var alias = MadeResource(
      input.id + "Alias" + name.pythonText, "AWS::StepFunctions::StateMachineAlias",
      attributes: input.passedOn)
    alias["Name"] = name
    var preference = input.some("DeploymentPreference") ?? ["Type": "ALL_AT_ONCE"]
    preference.set("StateMachineVersionArn", version.ref)
    alias["DeploymentPreference"] = preference
    return [version, alias]
  }

  private mutating func makeStateMachineEvents(_ input: TransformInput, _ target: MadeResource) throws
    -> [MadeResource]
  {
    var made: [MadeResource] = []
    for (name, value) in input["Events"]?.pairs ?? [] {
      guard let type = value["Type"]?.string else { throw TransformRefusal() }
      let event = EventInput(
        name: name, type: type, id: input.id + name, properties: value["Properties"] ?? [:],
        attributes: input.passedOn)
      switch type {
      case "Schedule", "CloudWatchEvent", "EventBridgeRule":
        made += try makeStateMachineRule(event, input, target)
      case "ScheduleV2":
        made += try makeSchedule(
          event, target: target.ref,
          policy: IAMDocuments.policy(
            event.id + "StartExecutionPolicy", "states:StartExecution", on: target.ref))
      case "Api": made.append(try makeStateMachineRoute(event, input, target))
      default: throw TransformRefusal()
      }
    }
    return made
  }

  private func startRole(
    _ event: EventInput, _ input: TransformInput, _ target: MadeResource, _ service: String
  ) -> MadeResource {
    var role = MadeResource(event.id + "Role", "AWS::IAM::Role", attributes: event.attributes)
    role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole(service)
    role["Policies"] = [
      IAMDocuments.policy(role.id + "StartExecutionPolicy", "states:StartExecution", on: target.ref)
    ]
    role["PermissionsBoundary"] = input.some("PermissionsBoundary")
    return role
  }

  private func makeStateMachineRule(
    _ event: EventInput, _ input: TransformInput, _ target: MadeResource
  ) throws -> [MadeResource] {
    var rule = MadeResource(event.id, "AWS::Events::Rule", attributes: event.attributes)
    let isSchedule = event.type == "Schedule"
    if isSchedule {
      rule["ScheduleExpression"] = event["Schedule"]
      rule["Name"] = event["Name"]
      rule["Description"] = event["Description"]
      try setState(event, of: &rule)
    } else {
      rule["EventBusName"] = event["EventBusName"]
      rule["EventPattern"] = event["Pattern"]
      rule["Name"] = event["RuleName"]
      rule["State"] = event.some("State")
    }
    var made: [MadeResource] = []
    var roleARN = isSchedule ? event["RoleArn"] : nil
    if roleARN == nil {
      let role = startRole(event, input, target, "events.amazonaws.com")
      roleARN = role.getAtt("Arn")
      made.append(role)
    }
    let (queue, resources) = try makeDeadLetterQueue(event, source: rule.getAtt("Arn"), hasPolicy: true)
    var item: TransformValue = [
      "Arn": target.ref,
      "Id": event["Target"]?["Id"] ?? .text(String(event.id.prefix(64 - 19)) + "StepFunctionsTarget"),
      "RoleArn": roleARN ?? "",
    ]
    for name in isSchedule ? ["Input"] : ["Input", "InputPath", "InputTransformer"] {
      if let value = event[name] { item.set(name, value) }
    }
    if let queue { item.set("DeadLetterConfig", ["Arn": queue]) }
    if let policy = event["RetryPolicy"] { item.set("RetryPolicy", policy) }
    rule["Targets"] = [item]
    return [rule] + made + resources
  }

  private mutating func makeStateMachineRoute(
    _ event: EventInput, _ input: TransformInput, _ target: MadeResource
  ) throws -> MadeResource {
    let role = startRole(event, input, target, "apigateway.amazonaws.com")
    guard let api = event["RestApiId"], let name = (api["Ref"] ?? api).string, let path = event["Path"],
      let pathText = path.string,
      var method = event["Method"], let methodText = method.string,
      var properties = resources[name]?["Properties"]
    else { throw TransformRefusal() }
    method.content = .string(methodText.lowercased())
    guard properties.some(Self.managed) != nil, let body = properties["DefinitionBody"] else { return role }
    var editor = DefinitionEditor(body, isREST: true)
    if try editor.hasIntegration(pathText, method) { throw TransformRefusal() }
    let condition = target.attributes["Condition"]
    let uri: TransformValue = .sub(
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution")
    let request =
      event.some("UnescapeMappingTemplate") != nil
      ? "{\"input\": \"$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")\", \"stateMachineArn\": \"${\(target.id)}\"}"
      : "{\"input\": \"$util.escapeJavaScript($input.json('$'))\", \"stateMachineArn\": \"${\(target.id)}\"}"
    try editor.addIntegration(path, method, condition: condition) { definition in
      definition.set(
        DefinitionEditor.integration,
        .legacyMap([
          "type": "aws", "httpMethod": "POST", "uri": condition.map { .choose($0, uri) } ?? uri,
          "responses": .legacyMap([
            "200": .legacyMap(["statusCode": "200"]), "400": .legacyMap(["statusCode": "400"]),
          ]), "credentials": role.getAtt("Arn"), "requestTemplates": ["application/json": .sub(request)],
        ]))
      definition.setDefault(
        "responses",
        .legacyMap([
          "200": .legacyMap(["description": "OK"]), "400": .legacyMap(["description": "Bad Request"]),
        ]))
    }
    if let auth = event.some("Auth") {
      try addAuthorization(
        &editor, auth, path, method, stage: event["Stage"] ?? TransformValue(.null), api: &properties)
    }
    properties.set("DefinitionBody", editor.result)
    resources[name]?.set("Properties", properties)
    return role
  }
}
