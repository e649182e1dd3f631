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
  func permission(
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

  /// An ARN in the region and account of the deployment.
  func arn(_ service: String, _ resource: String, partition: String? = nil) -> String {
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
  let attributes: TransformMap

  /// A property; nil where it is null.
  subscript(name: String) -> TransformValue? { properties[name].flatMap { $0.isNull ? nil : $0 } }

  /// A property that is something.
  func some(_ name: String) -> TransformValue? { properties.some(name) }
}
