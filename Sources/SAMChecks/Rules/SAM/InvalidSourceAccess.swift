import SAMTemplate

extension Rule {
  static let invalidSourceAccess = Rule(
    "invalid-source-access",
    summary:
      "An event source lacks the credentials that the function polls it with, or has some that do not fit.",
    documentation: """
      `SourceAccessConfigurations` is a list of `Type` and `URI`. `MQ` and `DocumentDB` need `BASIC_AUTH` once; \
      `SelfManagedKafka` takes one way to authenticate, and a subnet only with a security group.
      """)
}

extension Checker {
  /// `SourceAccessConfigurations` of an event source that is polled.
  func checkSourceAccess(_ event: SAMEvent, _ resource: SAMResource) {
    let configurations = event.properties["SourceAccessConfigurations"].flatMap { $0.isTruthy ? $0 : nil }
    switch event.type {
    case "MQ": checkBasicAccess(configurations, ["BASIC_AUTH", "VIRTUAL_HOST"], event, resource)
    case "DocumentDB": checkBasicAccess(configurations, ["BASIC_AUTH"], event, resource)
    case "SelfManagedKafka": checkKafkaAccess(configurations, event, resource)
    default: return
    }
    if let key = event.properties.some("SecretsManagerKmsKeyId"), key.string == nil {
      report(
        .invalidSourceAccess, "'SecretsManagerKmsKeyId' must be plain text, not \(describe(key))", at: key,
        of: resource)
    }
  }

  private func checkBasicAccess(
    _ configurations: TransformValue?, _ types: [String], _ event: SAMEvent, _ resource: SAMResource
  ) {
    guard let configurations else {
      return report(
        .invalidSourceAccess, "'\(event.name)' needs 'SourceAccessConfigurations' with a 'BASIC_AUTH'",
        at: event.value, of: resource, atKey: true)
    }
    guard let items = configurations.list else {
      return report(
        .invalidSourceAccess, "'SourceAccessConfigurations' must be a list, not \(describe(configurations))",
        at: configurations, of: resource)
    }
    var first: TransformValue?
    for item in items {
      guard let type = item["Type"]?.string else {
        if item.isCall { return }
        report(
          .invalidSourceAccess, "An item of 'SourceAccessConfigurations' needs 'Type' and 'URI'", at: item,
          of: resource)
        return
      }
      if !types.contains(type) {
        report(
          .invalidSourceAccess,
          "'\(shortened(type))' is no access that '\(event.type ?? "")' takes; it must be \(quoted(types, "or"))",
          at: item["Type"], of: resource)
        return
      }
      guard type == "BASIC_AUTH" else { continue }
      if first != nil {
        report(
          .invalidSourceAccess, "'BASIC_AUTH' is there already; '\(event.type ?? "")' takes one",
          at: item["Type"], of: resource)
        return
      }
      if item.some("URI") == nil {
        report(
          .invalidSourceAccess, "'BASIC_AUTH' needs a 'URI': the secret with the credentials",
          at: item["Type"], of: resource)
        return
      }
      first = item
    }
    if first == nil {
      report(
        .invalidSourceAccess, "'SourceAccessConfigurations' of '\(event.name)' needs a 'BASIC_AUTH'",
        at: configurations, of: resource, atKey: true)
    }
  }

  private func checkKafkaAccess(_ configurations: TransformValue?, _ event: SAMEvent, _ resource: SAMResource)
  {
    let missing = ["KafkaBootstrapServers", "Topics", "SourceAccessConfigurations"].filter {
      event.properties.some($0) == nil
    }
    if !missing.isEmpty {
      report(
        .invalidSourceAccess, "'\(event.name)' needs \(quoted(missing, "and"))", at: event.value,
        of: resource, atKey: true)
    }
    if let topics = event.properties["Topics"], let items = topics.list, items.count > 1 {
      report(
        .invalidSourceAccess, "'Topics' of a 'SelfManagedKafka' event holds one topic, not \(items.count)",
        at: topics,
        of: resource, atKey: true)
    }
    guard let configurations else { return }
    guard let items = configurations.list else {
      return report(
        .invalidSourceAccess, "'SourceAccessConfigurations' must be a list, not \(describe(configurations))",
        at: configurations, of: resource)
    }
    var subnet: TransformValue?
    var securityGroup: TransformValue?
    var mechanism: TransformValue?
    for item in items {
      if item.isCall { return }
      guard let type = item["Type"]?.string, Self.kafkaTypes.contains(type) else {
        report(
          .invalidSourceAccess,
          "\(item["Type"].map { describe($0) } ?? "The item") is no access that 'SelfManagedKafka' takes",
          at: item["Type"] ?? item, of: resource)
        return
      }
      let needsURI = type != "IAM_AUTH" && type != "IAM_OAUTHBEARER_AUTH"
      if needsURI, item.some("URI") == nil {
        report(.invalidSourceAccess, "'\(type)' needs a 'URI'", at: item["Type"], of: resource)
      } else if needsURI, let uri = item["URI"], uri.string == nil, !uri.isCall {
        report(.invalidSourceAccess, "'URI' must be text, not \(describe(uri))", at: uri, of: resource)
      }
      switch type {
      case "VPC_SUBNET": subnet = item
      case "VPC_SECURITY_GROUP": securityGroup = item
      case _ where Self.kafkaMechanisms.contains(type):
        if mechanism != nil {
          report(
            .invalidSourceAccess, "'\(type)' is a second way to authenticate; 'SelfManagedKafka' takes one",
            at: item["Type"], of: resource)
        }
        mechanism = item
      default: break
      }
    }
    if (subnet == nil) != (securityGroup == nil) {
      report(
        .invalidSourceAccess, "'VPC_SUBNET' and 'VPC_SECURITY_GROUP' are needed together",
        at: (subnet ?? securityGroup)?["Type"], of: resource)
    }
  }

  private static let kafkaMechanisms: Set = [
    "SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH",
    "OAUTHBEARER_AUTH",
    "IAM_AUTH", "IAM_OAUTHBEARER_AUTH",
  ]
  private static let kafkaTypes = kafkaMechanisms.union([
    "VPC_SUBNET", "VPC_SECURITY_GROUP", "SERVER_ROOT_CA_CERTIFICATE", "OAUTHBEARER_SCOPE",
    "OAUTHBEARER_AUDIENCE",
    "OAUTHBEARER_LOGICAL_CLUSTER", "OAUTHBEARER_IDENTITY_POOL",
  ])
}
