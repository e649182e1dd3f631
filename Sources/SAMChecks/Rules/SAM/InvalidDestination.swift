import SAMTemplate

extension Rule {
  static let invalidDestination = Rule(
    "invalid-destination",
    summary: "A destination for what a function returns, or for events that failed, is not complete.",
    documentation: """
      `EventInvokeConfig` names the `Type` of each destination, and the `Destination` itself unless it is a queue or \
      a topic, which SAM makes where none is given. The `DestinationConfig` of an event source has `OnFailure`.
      """)
}

extension Checker {
  /// The destinations of asynchronous invocations.
  func checkDestinations(_ resource: SAMResource) {
    guard let config = resource.properties["EventInvokeConfig"]?.some("DestinationConfig"), !config.isCall
    else { return }
    let types = ["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"]
    for name in ["OnSuccess", "OnFailure"] {
      guard let destination = config[name], !destination.isNull, !destination.isCall else { continue }
      guard destination.map != nil else {
        report(
          .invalidDestination, "'\(name)' must be a mapping, not \(describe(destination))", at: destination,
          of: resource)
        continue
      }
      guard let type = destination["Type"], let text = resolvingParameter(type).string else {
        report(
          .invalidDestination, "'\(name)' needs 'Type': one of \(quoted(types, "or"))",
          at: destination["Type"] ?? destination, of: resource, atKey: true)
        continue
      }
      if !types.contains(text) {
        report(
          .invalidDestination,
          "'\(shortened(text))' is no type of destination" + suggestion(for: text, among: types, orAll: true),
          at: type, of: resource)
      } else if text != "SQS", text != "SNS", destination["Destination"]?.isNull ?? true {
        report(
          .invalidDestination, "'\(name)' needs 'Destination': SAM makes queues and topics only",
          at: destination,
          of: resource, atKey: true)
      }
    }
  }

  /// `DestinationConfig` of an event source that is polled.
  func checkFailureDestination(_ event: SAMEvent, _ resource: SAMResource) {
    guard let config = event.properties.some("DestinationConfig"), !config.isCall, config.map != nil else {
      return
    }
    guard let failure = config["OnFailure"], failure.map != nil else {
      report(
        .invalidDestination, "'DestinationConfig' of '\(event.name)' needs a mapping under 'OnFailure'",
        at: config["OnFailure"] ?? config, of: resource, atKey: true)
      return
    }
    guard let type = failure.some("Type"), !["SQS", "SNS", "S3", "Kafka"].contains(type.string) else {
      return
    }
    report(
      .invalidDestination,
      "The 'Type' of a destination must be 'SQS', 'SNS', 'S3' or 'Kafka', not \(describe(type))",
      at: type, of: resource)
  }
}
