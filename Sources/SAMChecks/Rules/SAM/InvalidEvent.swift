import ResourceSchema
import SAMTemplate

extension Rule {
  static let invalidEvent = Rule(
    "invalid-event",
    summary: "An event lacks what its source needs, or has properties that do not go together.",
    documentation: "What each kind of event takes is in the SAM specification, by the event's `Type`.")
}

extension Checker {
  /// The events of a function or state machine.
  func checkEvents(_ resource: SAMResource) {
    let facts = packFacts.samType(named: resource.type)
    for event in resource.events {
      if let type = event.value["Type"], type.isCall {
        report(
          .invalidEvent, "The 'Type' of an event must be plain text, not \(describe(type))", at: type,
          of: resource)
      }
      if let function = event.properties.function, function != "Fn::Transform" {
        report(
          .wrongKind,
          "'Properties' of an event must be a mapping: the SAM transform does not look through \(function)",
          at: event.properties, of: resource)
      }
      guard let type = event.type, let source = facts?.event(named: type), event.properties.map != nil,
        !event.properties.isCall
      else { continue }
      checkKinds(event.properties, source.properties, resource)
      // An event of an API without any properties is passed over.
      if type != "Api" || event.properties.map?.isEmpty == false {
        checkRequiredProperties(
          event.properties, source.properties, "an event of type '\(type)'", holder: event.value, resource)
      }
      checkGeneratedNames(event, source, resource)
      switch type {
      case "Schedule", "CloudWatchEvent", "EventBridgeRule", "ScheduleV2": checkSchedule(event, resource)
      case "S3", "Cognito": checkLocalSource(event, resource)
      case "SNS": checkSubscription(event, resource)
      case "Api", "HttpApi": checkRoute(event, resource)
      case "Kinesis", "DynamoDB", "SQS", "MSK", "MQ", "SelfManagedKafka", "DocumentDB":
        checkPolledSource(event, resource)
      default: break
      }
    }
  }

  private func checkSchedule(_ event: SAMEvent, _ resource: SAMResource) {
    let properties = event.properties
    if event.type != "ScheduleV2", let state = properties.some("State"),
      properties["Enabled"].map({ !$0.isNull }) == true
    {
      report(
        .invalidEvent, "'State' and 'Enabled' of '\(event.name)' say the same; keep one of them", at: state,
        of: resource, atKey: true)
    }
    if event.type == "ScheduleV2", properties["OmitName"]?.bool == true, let name = properties.some("Name") {
      report(
        .invalidEvent, "'Name' must not be there with 'OmitName: true'", at: name, of: resource, atKey: true)
    }
    guard let config = properties["DeadLetterConfig"], let entries = config.map,
      !config.isCall || entries["Type"] != nil
    else { return }
    switch (entries["Arn"], entries["Type"]) {
    case (nil, nil):
      report(
        .invalidEvent,
        "'DeadLetterConfig' of '\(event.name)' needs the 'Arn' of a queue, or 'Type: SQS' to make one",
        at: config, of: resource, atKey: true)
    case (.some, .some(let type)):
      report(
        .invalidEvent, "'Type' makes a queue and 'Arn' names one; keep one of them in 'DeadLetterConfig'",
        at: type,
        of: resource, atKey: true)
    case (nil, .some(let type)) where type.string != "SQS":
      report(
        .invalidEvent, "The 'Type' of a 'DeadLetterConfig' must be 'SQS', not \(describe(type))", at: type,
        of: resource)
    default: break
    }
    if entries["Arn"]?.isNull ?? true, let id = entries["QueueLogicalId"], !id.isNull, id.string == nil {
      report(.invalidEvent, "'QueueLogicalId' must be text, not \(describe(id))", at: id, of: resource)
    }
  }

  /// `S3` and `Cognito`: the transform writes the event into the bucket or pool, so the template must hold it.
  private func checkLocalSource(_ event: SAMEvent, _ resource: SAMResource) {
    let isBucket = event.type == "S3"
    guard let value = event.properties[isBucket ? "Bucket" : "UserPool"], !value.isNull else { return }
    let name = value["Ref"]?.string
    if let name, lookUp(.resources, name) != nil || mayDefineUnknownNames(in: .resources) { return }
    let what = isBucket ? "a bucket" : "a user pool"
    report(
      .invalidEvent,
      "'\(isBucket ? "Bucket" : "UserPool")' must be a Ref to \(what) of this template: SAM writes the event into it",
      at: value, of: resource)
  }

  private func checkSubscription(_ event: SAMEvent, _ resource: SAMResource) {
    guard let subscription = event.properties.some("SqsSubscription"), subscription.map != nil,
      !subscription.isCall
    else { return }
    let missing = ["QueueArn", "QueueUrl"].filter { subscription.some($0) == nil }
    guard !missing.isEmpty else { return }
    report(
      .invalidEvent, "'SqsSubscription' of '\(event.name)' needs \(quoted(missing, "and"))", at: subscription,
      of: resource, atKey: true)
  }

  private func checkPolledSource(_ event: SAMEvent, _ resource: SAMResource) {
    let properties = event.properties
    if let group = properties.some("ConsumerGroupId"), event.type != "MSK", event.type != "SelfManagedKafka" {
      report(
        .invalidEvent, "'ConsumerGroupId' belongs to events of 'MSK' and 'SelfManagedKafka'", at: group,
        of: resource,
        atKey: true)
    }
    checkFailureDestination(event, resource)
    checkSourceAccess(event, resource)
    checkSchemaRegistry(event, resource)
  }

  private func checkSchemaRegistry(_ event: SAMEvent, _ resource: SAMResource) {
    guard event.type == "MSK" || event.type == "SelfManagedKafka",
      let config = event.properties.some("SchemaRegistryConfig"), let entries = config.map, !config.isCall
    else { return }
    let missing = ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"].filter {
      entries[$0] == nil
    }
    if !missing.isEmpty {
      report(
        .invalidEvent, "'SchemaRegistryConfig' needs \(quoted(missing, "and"))", at: config, of: resource,
        atKey: true)
    }
    if let format = entries["EventRecordFormat"], format.string != "JSON", format.string != "SOURCE" {
      report(
        .invalidEvent, "'EventRecordFormat' must be 'JSON' or 'SOURCE', not \(describe(format))", at: format,
        of: resource)
    }
    if let configs = entries["SchemaValidationConfigs"], configs.list == nil {
      report(
        .invalidEvent, "'SchemaValidationConfigs' must be a list, not \(describe(configs))", at: configs,
        of: resource)
    }
    guard let access = entries["AccessConfigs"], access.isTruthy else { return }
    guard let items = access.list else {
      report(
        .invalidEvent, "'AccessConfigs' must be a list, not \(describe(access))", at: access, of: resource)
      return
    }
    for item in items where item["Type"] == nil || item["URI"] == nil {
      report(.invalidEvent, "An item of 'AccessConfigs' needs 'Type' and 'URI'", at: item, of: resource)
    }
  }
}
