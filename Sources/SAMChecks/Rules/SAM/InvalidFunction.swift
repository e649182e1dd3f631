import SAMTemplate

extension Rule {
  static let invalidFunction = Rule(
    "invalid-function",
    summary: "Properties of a SAM function do not go together, or one is none that the transform takes.",
    documentation: """
      The transform makes further resources of these properties and refuses the template where it cannot: an alias \
      for provisioned concurrency, a dead-letter queue with its type, a package of one kind or the other.
      """)
}

extension Checker {
  /// The properties of a function that the transform reads itself; events and policies apart.
  func checkFunction(_ resource: SAMResource) {
    let properties = resource.properties
    checkPackageType(resource)
    checkAlias(resource)
    checkDeploymentPreference(resource)
    checkDestinations(resource)
    checkFunctionURL(resource)
    checkTenancy(resource)
    if let queue = properties.some("DeadLetterQueue"), queue.map != nil, !queue.isCall {
      checkDeadLetterQueue(queue, resource)
    }
    if let role = properties["Role"], role.function == "Fn::If", role["Fn::If"]?.list?.count != 3 {
      report(.invalidFunction, "Fn::If needs a condition and two values", at: role, of: resource)
    }
  }

  private func checkPackageType(_ resource: SAMResource) {
    let properties = resource.properties
    let type = properties["PackageType"].flatMap { $0.isTruthy ? $0 : nil } ?? "Zip"
    switch type.string {
    case "Zip":
      if let image = properties.some("ImageConfig") {
        report(
          .invalidFunction, "'ImageConfig' needs 'PackageType: Image'; this function is a .zip package",
          at: image,
          of: resource, atKey: true)
      }
      checkLocation(properties["CodeUri"], "CodeUri", resource)
    case "Image":
      for name in ["Handler", "Runtime", "Layers"] {
        guard let value = properties.some(name) else { continue }
        report(
          .invalidFunction, "'\(name)' must not be there in a container image, which brings its own",
          at: value,
          of: resource, atKey: true)
      }
    default: break
    }
  }

  private func checkDeadLetterQueue(_ queue: TransformValue, _ resource: SAMResource) {
    let missing = ["Type", "TargetArn"].filter { queue.some($0) == nil }
    if !missing.isEmpty {
      report(
        .invalidFunction, "'DeadLetterQueue' needs \(quoted(missing, "and"))", at: queue, of: resource,
        atKey: true)
    } else if let type = queue["Type"] {
      if let text = type.string, ["SQS", "SNS"].contains(text) { return }
      report(
        .invalidFunction, "The 'Type' of a 'DeadLetterQueue' must be 'SQS' or 'SNS', not \(describe(type))",
        at: type,
        of: resource)
    }
  }

  private func checkTenancy(_ resource: SAMResource) {
    let properties = resource.properties
    guard properties.some("TenancyConfig") != nil else { return }
    for name in ["ProvisionedConcurrencyConfig", "FunctionUrlConfig", "SnapStart"] {
      guard let value = properties.some(name) else { continue }
      report(
        .invalidFunction, "'\(name)' is not supported for a function with 'TenancyConfig'", at: value,
        of: resource,
        atKey: true)
    }
    for (name, event) in properties["Events"]?.map ?? [:] {
      guard let type = event["Type"], let text = type.string, text != "Api", text != "HttpApi" else {
        continue
      }
      report(
        .invalidFunction,
        "A function with 'TenancyConfig' takes events of 'Api' and 'HttpApi' only; '\(name)' is of '\(shortened(text))'",
        at: type, of: resource)
    }
  }
}
