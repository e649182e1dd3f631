import SAMTemplate

extension Rule {
  static let invalidDeploymentPreference = Rule(
    "invalid-deployment-preference",
    summary: "A function's `DeploymentPreference` lacks what CodeDeploy needs.",
    documentation: """
      An enabled preference shifts the traffic of an alias: it needs `AutoPublishAlias` and a `Type`; `Alarms` is a \
      list, `Hooks` a mapping, and `PassthroughCondition` true or false (a parameter or `Fn::FindInMap` may give it).
      """)
}

extension Checker {
  /// `DeploymentPreference` of a function.
  func checkDeploymentPreference(_ resource: SAMResource) {
    guard let preference = resource.properties.some("DeploymentPreference"), preference.map != nil,
      !preference.isCall
    else { return }
    if let condition = preference["PassthroughCondition"] { checkPassthrough(condition, resource) }
    let enabled = preference["Enabled"].map { resolvingParameter($0) } ?? true
    if !enabled.isTruthy || enabled.string == "false" || enabled.string == "False" { return }
    if preference["Type"] == nil {
      report(
        .invalidDeploymentPreference, "'DeploymentPreference' needs 'Type'", at: preference, of: resource,
        atKey: true)
    }
    if let hooks = preference["Hooks"], hooks.map == nil {
      report(
        .invalidDeploymentPreference, "'Hooks' must be a mapping, not \(describe(hooks))", at: hooks,
        of: resource)
    }
    if resource.properties.some("AutoPublishAlias") == nil {
      report(
        .invalidDeploymentPreference,
        "'DeploymentPreference' shifts the traffic of an alias; set 'AutoPublishAlias'",
        at: preference, of: resource, atKey: true)
    }
    guard let alarms = preference.some("Alarms"), !alarms.isNoValue else { return }
    let lists =
      alarms.function == "Fn::If" ? alarms["Fn::If"]?.list.map { Array($0.dropFirst()) } ?? [] : [alarms]
    for wrong in lists where wrong.list == nil {
      report(
        .invalidDeploymentPreference, "'Alarms' must be a list, not \(describe(wrong))", at: wrong,
        of: resource)
    }
  }

  private func checkPassthrough(_ condition: TransformValue, _ resource: SAMResource) {
    let value = resolvingParameter(condition)
    if value.bool != nil || ["true", "True", "false", "False"].contains(value.string) { return }
    if value.function == "Fn::FindInMap" { return }
    if value.function == "Ref", let name = value["Ref"]?.string, lookUp(.parameters, name) != nil { return }
    report(
      .invalidDeploymentPreference,
      value.isCall
        ? "'PassthroughCondition' must be known before the deployment: \(value.function ?? "a function") cannot give it"
        : "'PassthroughCondition' must be true or false, not \(describe(value))", at: condition, of: resource)
  }
}
