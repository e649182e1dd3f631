import OrderedCollections

/// The events of functions that services push.
extension Transformation {
  mutating func makeFunctionEvents(_ target: FunctionTarget, _ role: inout MadeResource) throws
    -> [MadeResource]
  {
    let events = target.input["Events"]?.pairs ?? []
    let sorted = events.enumerated().sorted { left, right in
      let (a, b) = (sortKey(left.element), sortKey(right.element))
      return a == b
        ? left.offset < right.offset : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    }.map(\.element)
    var made: [MadeResource] = []
    for (name, value) in sorted {
      guard let type = value["Type"]?.string else { throw TransformRefusal() }
      let event = EventInput(
        name: name, type: type, id: target.input.id + name, properties: value["Properties"] ?? [:],
        attributes: target.input.passedOn)
      switch type {
      case "Schedule": made += try makeRule(event, target, isSchedule: true)
      case "CloudWatchEvent", "EventBridgeRule": made += try makeRule(event, target, isSchedule: false)
      case "ScheduleV2":
        made += try makeSchedule(
          event, target: target.arn, policy: IAMDocuments.destination("Lambda", target.arn, event.id) ?? [:])
      case "S3": made += try makeBucketEvent(event, target)
      case "SNS": made += try makeSubscription(event, target, &role)
      case "Api": made += try makeRESTEvent(event, target)
      case "HttpApi": made += try makeHTTPEvent(event, target)
      case "AlexaSkill":
        var permission = permission(event, target, "alexa-appkit.amazon.com")
        permission["EventSourceToken"] = event["SkillId"]
        made.append(permission)
      case "IoTRule": made += makeTopicRule(event, target)
      case "Cognito": made += try makeUserPoolEvent(event, target)
      case "CloudWatchLogs": made += makeLogEvent(event, target)
      case "Kinesis", "DynamoDB", "SQS", "MSK", "MQ", "SelfManagedKafka", "DocumentDB":
        made += try makeMapping(event, target, &role)
      default: throw TransformRefusal()
      }
    }
    return made
  }

  private func sortKey(_ event: (key: String, value: TransformValue)) -> String {
    event.value["Properties"]?["Path"]?.string ?? event.key
  }

  /// The permission of a service to invoke a function.
  private func permission(
    _ event: EventInput, _ target: FunctionTarget, _ principal: String, source: TransformValue? = nil,
    account: TransformValue? = nil, suffix: String = "", prefix: String? = nil
  ) -> MadeResource {
    let isAlphanumeric = !suffix.isEmpty && suffix.allSatisfy { $0.isLetter || $0.isNumber }
    let id = (prefix ?? event.id) + "Permission" + (isAlphanumeric ? suffix : LogicalID.hash(.text(suffix)))
    var permission = MadeResource(id, "AWS::Lambda::Permission", attributes: event.attributes)
    permission["Action"] = "lambda:InvokeFunction"
    permission["FunctionName"] = target.name
    permission["Principal"] = .text(principal)
    permission["SourceArn"] = source
    permission["SourceAccount"] = account
    return permission
  }

  private func arn(_ service: String, _ resource: String, partition: String? = nil) -> String {
    "arn:\(partition ?? self.partition):\(service):${AWS::Region}:${AWS::AccountId}:\(resource)"
  }

  // MARK: EventBridge

  private func makeRule(_ event: EventInput, _ target: FunctionTarget, isSchedule: Bool) throws
    -> [MadeResource]
  {
    var rule = MadeResource(event.id, "AWS::Events::Rule", attributes: event.attributes)
    if isSchedule {
      rule["ScheduleExpression"] = event["Schedule"]
      rule["Name"] = event["Name"]
      rule["Description"] = event["Description"]
    } else {
      rule["EventBusName"] = event["EventBusName"]
      rule["EventPattern"] = event["Pattern"]
      rule["Name"] = event["RuleName"]
    }
    try setState(event, of: &rule)
    let (queue, resources) = try makeDeadLetterQueue(event, source: rule.getAtt("Arn"), hasPolicy: true)
    var item: TransformValue = [
      "Arn": target.arn,
      "Id": (isSchedule ? nil : event["Target"]?["Id"])
        ?? .text(String(event.id.prefix(64 - 12)) + "LambdaTarget"),
    ]
    for name in isSchedule ? ["Input"] : ["Input", "InputPath", "InputTransformer"] {
      if let value = event[name] { item.set(name, value) }
    }
    if let queue { item.set("DeadLetterConfig", ["Arn": queue]) }
    if let policy = event["RetryPolicy"] { item.set("RetryPolicy", policy) }
    rule["Targets"] = [item]
    return [rule] + resources + [
      permission(event, target, "events.amazonaws.com", source: rule.getAtt("Arn"))
    ]
  }

  func setState(_ event: EventInput, of rule: inout MadeResource) throws {
    rule["State"] = event.some("State")
    guard let enabled = event["Enabled"] else { return }
    if event.some("State") != nil { throw TransformRefusal() }
    rule["State"] = enabled.isTruthy ? "ENABLED" : "DISABLED"
  }

  /// The queue for what could not be delivered: its ARN, and the resources where it is made.
  func makeDeadLetterQueue(
    _ event: EventInput, source: TransformValue, hasPolicy: Bool
  ) throws -> (TransformValue?, [MadeResource]) {
    guard let config = event["DeadLetterConfig"] else { return (nil, []) }
    guard (config["Arn"] == nil) != (config["Type"] == nil) else { throw TransformRefusal() }
    if let arn = config["Arn"], !arn.isNull { return (arn, []) }
    guard config["Type"]?.string == "SQS" else { throw TransformRefusal() }
    let id = config["QueueLogicalId"].flatMap { $0.isNull ? nil : $0 }
    if id != nil, id?.string == nil { throw TransformRefusal() }
    let queue = MadeResource(
      id?.string ?? event.id + "Queue", "AWS::SQS::Queue", attributes: event.attributes)
    guard hasPolicy else { return (queue.getAtt("Arn"), [queue]) }
    var policy = MadeResource(event.id + "QueuePolicy", "AWS::SQS::QueuePolicy", attributes: event.attributes)
    policy["PolicyDocument"] = IAMDocuments.queuePolicy(
      queue.getAtt("Arn"), principal: ["Service": "events.amazonaws.com"], source: source)
    policy["Queues"] = [queue.ref]
    return (queue.getAtt("Arn"), [queue, policy])
  }

  /// `ScheduleV2` of a function or state machine.
  func makeSchedule(_ event: EventInput, target: TransformValue, policy: TransformValue) throws
    -> [MadeResource]
  {
    var schedule = MadeResource(event.id, "AWS::Scheduler::Schedule", attributes: event.attributes)
    schedule["ScheduleExpression"] = event["ScheduleExpression"]
    schedule["State"] = event.some("State")
    if event.some("OmitName") == nil {
      schedule["Name"] = event.some("Name") ?? .text(event.id)
    } else if event.some("Name") != nil {
      throw TransformRefusal()
    }
    schedule["FlexibleTimeWindow"] = event.some("FlexibleTimeWindow") ?? ["Mode": "OFF"]
    for name in [
      "Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn",
    ] {
      schedule[name] = event[name]
    }
    let (queue, resources) = try makeDeadLetterQueue(event, source: "", hasPolicy: false)
    var made = resources
    var roleARN = event.some("RoleArn")
    if roleARN == nil {
      var role = MadeResource(event.id + "Role", "AWS::IAM::Role", attributes: event.attributes)
      role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("scheduler.amazonaws.com")
      let sends = queue.flatMap { IAMDocuments.destination("SQS", $0, event.id) }
      role["Policies"] = TransformValue(.list([policy] + (sends.map { [$0] } ?? [])))
      role["PermissionsBoundary"] = event.some("PermissionsBoundary")
      made.append(role)
      roleARN = role.getAtt("Arn")
    }
    var item: TransformValue = ["Arn": target, "RoleArn": roleARN ?? ""]
    if let input = event["Input"] { item.set("Input", input) }
    if let queue { item.set("DeadLetterConfig", ["Arn": queue]) }
    if let retry = event["RetryPolicy"] { item.set("RetryPolicy", retry) }
    schedule["Target"] = item
    return [schedule] + made
  }

  // MARK: Events that change other resources

  private mutating func makeBucketEvent(_ event: EventInput, _ target: FunctionTarget) throws
    -> [MadeResource]
  {
    guard let id = event["Bucket"]?["Ref"]?.string, var bucket = resources[id] else {
      throw TransformRefusal()
    }
    let permission = permission(event, target, "s3.amazonaws.com", account: .ref("AWS::AccountId"))
    let condition = target.input.passedOn["Condition"]
    if bucket["Properties"]?.isNull ?? true { bucket.set("Properties", [:]) }
    if let condition {
      let tag: TransformValue = [
        "Key": .text("sam:ConditionalDependsOn:" + permission.id),
        "Value": .choose(condition, permission.ref, "no dependency"),
      ]
      bucket.update("Properties") { $0.set("Tags", TransformValue(.list(($0["Tags"]?.list ?? []) + [tag]))) }
    } else {
      let old = bucket["DependsOn"].map { $0.list ?? [$0] } ?? []
      bucket.set(
        "DependsOn",
        TransformValue(.list(old.contains(.text(permission.id)) ? old : old + [.text(permission.id)])))
    }
    var mapping: TransformValue = ["Function": target.arn]
    if let filter = event["Filter"] { mapping.set("Filter", filter) }
    let types = event["Events"].map { $0.list ?? [$0] } ?? []
    let isMap =
      bucket["Properties"]?.map != nil
      && bucket["Properties"]?["NotificationConfiguration"].map { $0.map != nil || $0.isNull } ?? true
    guard isMap else { throw TransformRefusal() }
    bucket.update("Properties") { properties in
      if properties["NotificationConfiguration"]?.isNull ?? true {
        properties.set("NotificationConfiguration", [:])
      }
      properties.update("NotificationConfiguration") { configuration in
        var all = configuration["LambdaConfigurations"]?.list ?? []
        for type in types {
          var item = mapping
          item.set("Event", type)
          if let condition = target.input.attributes["Condition"] { item = .choose(condition, item) }
          if !all.contains(item) { all.append(item) }
        }
        configuration.set("LambdaConfigurations", TransformValue(.list(all)))
      }
    }
    resources[id] = bucket
    return [permission, rewritten(id, bucket, "AWS::S3::Bucket")]
  }

  private mutating func makeUserPoolEvent(_ event: EventInput, _ target: FunctionTarget) throws
    -> [MadeResource]
  {
    guard let id = event["UserPool"]?["Ref"]?.string, var pool = resources[id] else {
      throw TransformRefusal()
    }
    let permission = permission(
      event, target, "cognito-idp.amazonaws.com", source: .getAtt(.text(id), "Arn"),
      prefix: (target.alias?.id ?? target.input.id) + "Cognito")
    if pool["Properties"]?.isNull ?? true { pool.set("Properties", [:]) }
    let triggers = event["Trigger"].map { $0.list ?? [$0] } ?? []
    var isFree = true
    pool.update("Properties") { properties in
      if properties["LambdaConfig"]?.isNull ?? true { properties.set("LambdaConfig", [:]) }
      properties.update("LambdaConfig") { config in
        for trigger in triggers {
          guard config.map != nil, let name = trigger.string, config[name] == nil else {
            isFree = false
            continue
          }
          config.set(name, target.arn)
        }
      }
    }
    guard isFree else { throw TransformRefusal() }
    resources[id] = pool
    return [permission, rewritten(id, pool, "AWS::Cognito::UserPool")]
  }

  /// A resource of the template that an event has changed.
  private func rewritten(_ id: String, _ value: TransformValue, _ type: String) -> MadeResource {
    let input = TransformInput(id: id, type: type, value: value, isLegacy: false)
    var resource = MadeResource(id, type, attributes: input.attributes, dependsOn: input.dependsOn)
    for (name, property) in input.properties.pairs { resource[name] = property }
    return resource
  }

  // MARK: SNS, IoT, logs

  private func makeSubscription(
    _ event: EventInput, _ target: FunctionTarget, _ role: inout MadeResource
  ) throws -> [MadeResource] {
    func subscription(_ protocolName: TransformValue, _ endpoint: TransformValue) -> MadeResource {
      var subscription = MadeResource(event.id, "AWS::SNS::Subscription", attributes: event.attributes)
      subscription["Protocol"] = protocolName
      subscription["Endpoint"] = endpoint
      subscription["TopicArn"] = event["Topic"]
      for name in ["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"] {
        subscription[name] = event[name]
      }
      return subscription
    }
    guard let queueing = event.some("SqsSubscription") else {
      return [
        permission(event, target, "sns.amazonaws.com", source: event["Topic"]),
        subscription("lambda", target.arn),
      ]
    }
    var queueARN: TransformValue
    var queueURL: TransformValue
    var policyID = event.id + "QueuePolicy"
    var made: [MadeResource] = []
    var batch: TransformValue = 10
    if queueing.bool != nil {
      var queue = MadeResource(event.id + "Queue", "AWS::SQS::Queue", attributes: event.attributes)
      let topic = event["Topic"]?.referredID.flatMap { resources[$0] }
      if let isFIFO = topic?["Properties"]?["FifoTopic"].map({ parameters.resolve($0) }), isFIFO.isTruthy {
        queue["FifoQueue"] = isFIFO
      }
      made.append(queue)
      (queueARN, queueURL) = (queue.getAtt("Arn"), queue.ref)
    } else {
      guard let arn = queueing.some("QueueArn"), let url = queueing.some("QueueUrl") else {
        throw TransformRefusal()
      }
      (queueARN, queueURL) = (arn, url)
      policyID = queueing.some("QueuePolicyLogicalId")?.string ?? policyID
      batch = queueing.some("BatchSize") ?? batch
    }
    let mapping = EventInput(
      name: event.name, type: "SQS", id: event.id + "EventSourceMapping",
      properties: ["Queue": queueARN, "BatchSize": batch, "Enabled": true], attributes: event.attributes)
    let mappings = try makeMapping(mapping, target, &role)
    var policy = MadeResource(policyID, "AWS::SQS::QueuePolicy", attributes: event.attributes)
    policy["PolicyDocument"] = IAMDocuments.queuePolicy(
      queueARN, principal: "*", source: event["Topic"] ?? "")
    policy["Queues"] = [queueURL]
    return mappings + made + [policy, subscription("sqs", queueARN)]
  }

  private func makeTopicRule(_ event: EventInput, _ target: FunctionTarget) -> [MadeResource] {
    var rule = MadeResource(event.id, "AWS::IoT::TopicRule", attributes: event.attributes)
    var payload: TransformValue = [
      "Sql": event["Sql"] ?? "", "RuleDisabled": false, "Actions": [["Lambda": ["FunctionArn": target.arn]]],
    ]
    if let version = event.some("AwsIotSqlVersion") { payload.set("AwsIotSqlVersion", version) }
    rule["TopicRulePayload"] = payload
    let permission = permission(
      event, target, "iot.amazonaws.com",
      source: .sub(arn("iot", "rule/${RuleName}"), ["RuleName": rule.ref]),
      account: .sub("${AWS::AccountId}"))
    return [permission, rule]
  }

  private func makeLogEvent(_ event: EventInput, _ target: FunctionTarget) -> [MadeResource] {
    let permission = permission(
      event, target, "logs.amazonaws.com",
      source: .sub(
        arn("logs", "log-group:${__LogGroupName__}:*"), ["__LogGroupName__": event["LogGroupName"] ?? ""]))
    var filter = MadeResource(
      event.id, "AWS::Logs::SubscriptionFilter", attributes: event.attributes,
      dependsOn: [.text(permission.id)])
    filter["LogGroupName"] = event["LogGroupName"]
    filter["FilterPattern"] = event["FilterPattern"]
    filter["DestinationArn"] = target.arn
    return [permission, filter]
  }

  // MARK: APIs

  private mutating func makeRESTEvent(_ event: EventInput, _ target: FunctionTarget) throws -> [MadeResource]
  {
    guard let api = event["RestApiId"], let name = (api["Ref"] ?? api).string, let path = event["Path"],
      let pathText = path.string, var method = event["Method"], let methodText = method.string,
      var properties = resources[name]?["Properties"], properties.map != nil
    else { throw TransformRefusal() }
    let stage = properties["StageName"]?.string ?? "Stage"
    method.content = .string(methodText.lowercased())
    let source: TransformValue = .sub(
      arn("execute-api", "${__ApiId__}/${__Stage__}/" + Self.route(methodText, pathText, allowsPlus: true)),
      ["__ApiId__": api, "__Stage__": "*"])
    let permission = permission(event, target, "apigateway.amazonaws.com", source: source, suffix: stage)
    let merges = properties.some("MergeDefinitions") != nil
    if properties.some(Self.managed) != nil || merges, let body = properties["DefinitionBody"], !body.isNull {
      var editor = DefinitionEditor(merges ? DefinitionEditor.skeleton(isREST: true) : body, isREST: true)
      try addIntegration(&editor, event, path, method, target, stage: .text(stage), api: &properties)
      properties.set(
        "DefinitionBody", merges ? try merged(body, editor.result, pathText, method) : editor.result)
    }
    if let auth = event.some("Auth"), auth.some("OverrideApiAuth") != nil,
      let body = properties.some("DefinitionBody")
    {
      var editor = DefinitionEditor(body, isREST: true)
      try addAuthorization(&editor, auth, path, method, stage: .text(stage), api: &properties)
      properties.set("DefinitionBody", editor.result)
    }
    resources[name]?.set("Properties", properties)
    return [permission]
  }

  /// The method and path as the ARN of a route has them.
  static func route(_ method: String, _ path: String, allowsPlus: Bool) -> String {
    var path = path
    if path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    let isAny = method.lowercased() == "any"
    return (isAny ? "*" : method.uppercased()) + DefinitionEditor.wildcards(path, allowsPlus: allowsPlus)
  }

  /// Where an integration calls a function.
  private func integrationURI(_ target: FunctionTarget, partition: String, streams: Bool = false)
    -> TransformValue
  {
    let name = target.alias.map { "${" + $0.id + "}" } ?? "${" + target.input.id + ".Arn}"
    let path = streams ? "2021-11-15" : "2015-03-31"
    let text = TransformValue.text(
      "arn:\(partition):apigateway:${AWS::Region}:lambda:path/\(path)/functions/\(name)"
        + (streams ? "/response-streaming-invocations" : "/invocations"))
    return .legacyMap(["Fn::Sub": target.alias == nil && isLegacy ? text.asLegacy : text])
  }

  private func addIntegration(
    _ editor: inout DefinitionEditor, _ event: EventInput, _ path: TransformValue, _ method: TransformValue,
    _ target: FunctionTarget, stage: TransformValue, api: inout TransformValue
  ) throws {
    let pathText = path.string ?? ""
    if try editor.hasIntegration(pathText, method) { throw TransformRefusal() }
    let condition =
      target.alias?.attributes["Condition"]
      ?? (target.alias == nil ? target.input.attributes["Condition"] : nil)
    let auth = event["Auth"] ?? [:]
    let apiAuth = api.some("Auth") ?? [:]
    let streams = event["ResponseTransferMode"]?.string == "RESPONSE_STREAM"
    let uri = integrationURI(target, partition: partition, streams: streams)
    try editor.addIntegration(path, method, condition: condition) { definition in
      var integration = TransformValue.legacyMap([
        "type": "aws_proxy", "httpMethod": "POST", "uri": condition.map { .choose($0, uri) } ?? uri,
      ])
      if streams { integration.set("responseTransferMode", "STREAM") }
      if auth["Authorizer"]?.string == "AWS_IAM"
        || apiAuth["DefaultAuthorizer"]?.string == "AWS_IAM" && !auth.isTruthy
      {
        func role(_ settings: TransformValue) -> TransformValue? {
          settings["InvokeRole"].map { $0.isTruthy ? $0 : "NONE" }
        }
        let wanted = role(auth) ?? role(apiAuth)
        let credentials: TransformValue =
          wanted.flatMap { $0.string == "CALLER_CREDENTIALS" ? nil : $0 }
          ?? .text("arn:\(partition):iam::*:user/*")
        if credentials.string != "NONE" { integration.set("credentials", credentials) }
      }
      definition.set(DefinitionEditor.integration, integration)
      definition.setDefault("responses", .legacyMap)
    }
    if auth.isTruthy { try addAuthorization(&editor, auth, path, method, stage: stage, api: &api) }
    if let timeout = event.some("TimeoutInMillis") { try editor.setTimeout(timeout, pathText, method) }
    if let model = event.some("RequestModel"), let name = model.some("Model") {
      guard name.string.map({ api["Models"]?.some($0) != nil }) ?? false else { throw TransformRefusal() }
      try editor.addModel(pathText, method, model: model)
      let body = model["ValidateBody"].flatMap { $0.isNull ? nil : $0 }
      let parameters = model["ValidateParameters"].flatMap { $0.isNull ? nil : $0 }
      if body != nil || parameters != nil {
        guard let validatesBody = body.map(\.bool) ?? false,
          let validatesParameters = parameters.map(\.bool) ?? false
        else {
          throw TransformRefusal()
        }
        try editor.addValidator(pathText, method, body: validatesBody, parameters: validatesParameters)
      }
    }
    if let wanted = event.some("RequestParameters")?.list {
      let all = wanted.compactMap { item -> (name: TransformValue, settings: TransformValue)? in
        if item.string != nil { return (item, ["Required": false, "Caching": false]) }
        guard let (key, value) = item.pairs.first else { return nil }
        var settings: TransformValue = ["Required": false, "Caching": false]
        for (name, setting) in value.pairs { settings.set(name, setting) }
        return (item.hasUnicodeKey(key) ? TransformValue.text(key).asLegacy : .text(key), settings)
      }
      try editor.addParameters(pathText, method, all)
    }
  }

  /// What an event's `Auth` adds to its method.
  func addAuthorization(
    _ editor: inout DefinitionEditor, _ auth: TransformValue, _ path: TransformValue,
    _ method: TransformValue,
    stage: TransformValue, api: inout TransformValue
  ) throws {
    var resolved = api["Auth"] ?? TransformValue(.null)
    resolved = parameters.resolveInPlace(&resolved)
    if api["Auth"] != nil { api.set("Auth", resolved) }
    if let name = auth.some("Authorizer"), name.string != "AWS_IAM" {
      if name.string == "NONE" {
        if resolved.some("DefaultAuthorizer") == nil { throw TransformRefusal() }
      } else {
        guard let text = name.string, resolved["Authorizers"]?.some(text) != nil else {
          throw TransformRefusal()
        }
      }
    }
    if auth.some("Authorizer") != nil || auth["ApiKeyRequired"]?.isNull == false {
      try editor.addAuthorization(path.string ?? "", method, auth: auth, api: api)
    }
    if let policy = auth.some("ResourcePolicy") {
      try editor.addPolicy(policy, path: path, stage: stage)
      if let statements = policy.some("CustomStatements") { editor.addStatements(statements) }
    }
  }

  private func merged(
    _ body: TransformValue, _ made: TransformValue, _ path: String, _ method: TransformValue
  ) throws -> TransformValue {
    var result = body
    let name = method.string ?? ""
    let normalized = DefinitionEditor.normalized(method).string ?? ""
    var own = body["paths"]?[path]?[name] ?? [:]
    if own.isNull { own = [:] }
    guard own.map != nil else { throw TransformRefusal() }
    for (key, value) in made["paths"]?[path]?[normalized]?.pairs ?? [] { own.set(key, value) }
    result.update("paths") { paths in
      paths.setDefault(path, [:])
      paths.update(path) { $0.set(name, own) }
    }
    return result
  }

  private mutating func makeHTTPEvent(_ event: EventInput, _ target: FunctionTarget) throws -> [MadeResource]
  {
    guard let api = event["ApiId"], let name = (api["Ref"] ?? api).string, let path = event["Path"],
      let pathText = path.string,
      var method = event["Method"], let methodText = method.string?.lowercased(),
      var properties = resources[name]?["Properties"]
    else { throw TransformRefusal() }
    method.content = .string(methodText)
    let body = properties["DefinitionBody"].flatMap { $0.isNull ? nil : $0 }
    if let body, body.isTruthy, !DefinitionEditor.isValid(body, isREST: false) { throw TransformRefusal() }
    var made: [MadeResource] = []
    let isCovered = body.map { isDefaultRoute(of: target, in: $0) } ?? false
    if pathText == "$default" || !isCovered {
      var resource = "${__ApiId__}/${__Stage__}"
      let route = pathText == "$default" ? "" : Self.route("x", pathText, allowsPlus: false).dropFirst()
      let isAny = methodText == "any" || methodText == SAMRoute.anyMethod
      if methodText == "any", route == "/$default" {
        resource += route
      } else {
        resource += "/" + (isAny ? "*" : methodText.uppercased()) + route
      }
      made.append(
        permission(
          event, target, "apigateway.amazonaws.com",
          source: .sub(
            arn("execute-api", resource, partition: "${AWS::Partition}"),
            ["__ApiId__": api, "__Stage__": "*"])))
    }
    guard let body else { return made }
    guard DefinitionEditor.isValid(body, isREST: false) else { throw TransformRefusal() }
    var editor = DefinitionEditor(body, isREST: false)
    let exists = try editor.hasIntegration(pathText, method)
    if exists, properties.some(Self.managed) != nil { throw TransformRefusal() }
    let condition =
      target.alias?.attributes["Condition"]
      ?? (target.alias == nil ? target.input.attributes["Condition"] : nil)
    let uri = integrationURI(target, partition: "${AWS::Partition}")
    if !exists {
      try editor.addIntegration(path, method, condition: condition) { definition in
        definition.set(
          DefinitionEditor.integration,
          .legacyMap([
            "type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": "2.0",
            "uri": condition.map { .choose($0, uri) } ?? uri,
          ]))
        if pathText == "$default", DefinitionEditor.normalized(method).string == SAMRoute.anyMethod {
          definition.set("isDefaultRoute", true)
        }
        definition.setDefault("responses", .legacyMap)
      }
    }
    if let auth = event.some("Auth") { try addHTTPAuthorization(&editor, auth, pathText, method, properties) }
    if let timeout = event.some("TimeoutInMillis") { try editor.setTimeout(timeout, pathText, method) }
    let names = Self.parameters(in: pathText)
    if !names.isEmpty {
      try editor.forEachDefinition(of: pathText, method) { definition in
        var all = definition["parameters"]?.list ?? []
        for name in names {
          if let index = all.firstIndex(where: { $0["name"]?.string == name }) {
            all[index].set("in", "path")
            all[index].set("required", true)
          } else {
            all.append(.legacyMap(["name": .text(name), "in": "path", "required": true]))
          }
        }
        definition.set("parameters", TransformValue(.list(all)))
      }
    }
    if let version = event.some("PayloadFormatVersion") {
      try editor.forEachDefinition(of: pathText, method) {
        $0.update(DefinitionEditor.integration) { $0.set("payloadFormatVersion", version) }
      }
    }
    properties.set("DefinitionBody", editor.result)
    resources[name]?.set("Properties", properties)
    return made
  }

  private static func parameters(in path: String) -> [String] {
    path.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }

  /// Whether the API's default route calls this function already.
  private func isDefaultRoute(of target: FunctionTarget, in body: TransformValue) -> Bool {
    guard body.isTruthy, var item = body["paths"]?["$default"] else { return false }
    let name = "${" + (target.alias?.id ?? target.input.id) + ".Arn}"
    var found: [Bool] = []
    try? DefinitionEditor.forEachPart(of: &item) { part in
      guard var definition = part[SAMRoute.anyMethod] else { return found.append(false) }
      try DefinitionEditor.forEachPart(of: &definition) { definition in
        guard var uri = definition[DefinitionEditor.integration]?["uri"], uri.map != nil else {
          return found.append(false)
        }
        try DefinitionEditor.forEachPart(of: &uri) {
          found.append($0["Fn::Sub"]?.string?.contains(name) ?? false)
        }
      }
    }
    return !found.isEmpty && found.allSatisfy(\.self)
  }

  private func addHTTPAuthorization(
    _ editor: inout DefinitionEditor, _ auth: TransformValue, _ path: String, _ method: TransformValue,
    _ api: TransformValue
  ) throws {
    let apiAuth = api["Auth"] ?? [:]
    guard let name = auth.some("Authorizer") ?? apiAuth.some("DefaultAuthorizer"), let text = name.string
    else {
      throw TransformRefusal()
    }
    let authorizer = apiAuth["Authorizers"]?.some(text)
    if text == "NONE" {
      if apiAuth.some("DefaultAuthorizer") == nil { throw TransformRefusal() }
    } else if text != "AWS_IAM" || apiAuth["EnableIamAuthorizer"]?.bool != true, authorizer == nil {
      throw TransformRefusal()
    }
    let scopes = auth.some("AuthorizationScopes") ?? authorizer?.some("AuthorizationScopes") ?? []
    try editor.forEachDefinition(of: path, method) { definition in
      let item = TransformValue(.map([text: text == "NONE" || text == "AWS_IAM" ? [] : scopes]))
      definition.set("security", TransformValue(.list((definition["security"]?.list ?? []) + [item])))
    }
  }
}

/// An event as the transform takes it up.
struct EventInput {
  /// The key under `Events`.
  let name: String
  let type: String
  /// The logical id of what the event makes.
  let id: String
  let properties: TransformValue
  /// The attributes that what it makes takes over.
  let attributes: OrderedDictionary<String, TransformValue>

  /// A property; nil where it is null.
  subscript(name: String) -> TransformValue? { properties[name].flatMap { $0.isNull ? nil : $0 } }

  /// A property that is something.
  func some(_ name: String) -> TransformValue? { properties.some(name) }
}
