/// How a function's traffic is shifted.
struct FunctionDeploymentPreference: Sendable {
  var settings: TransformValue
  var isEnabled: Bool
  var condition: String?
  var tags: TransformValue?
}

/// `DeploymentPreference` of functions, and what CodeDeploy needs for all of them.
extension Transformation {
  private static var application: String { "ServerlessDeploymentApplication" }
  private static var serviceRole: String { "CodeDeployServiceRole" }

  mutating func addDeploymentPreference(_ input: inout TransformInput, _ alias: inout MadeResource?) throws {
    var settings = input["DeploymentPreference"] ?? [:]
    for name in ["Enabled", "Type", "PassthroughCondition"] {
      guard let value = settings[name] else { continue }
      settings.set(name, mapped(parameters.resolve(value)))
    }
    let enabled = settings["Enabled"] ?? true
    let isEnabled = enabled.isTruthy && enabled.string != "false" && enabled.string != "False"
    let passes =
      settings["PassthroughCondition"].map { $0.bool == true || $0.string == "true" || $0.string == "True" }
      ?? false
    let tags = input.some("PropagateTags") == nil ? nil : input.some("Tags")
    deploymentPreferences[input.id] = FunctionDeploymentPreference(
      settings: settings, isEnabled: isEnabled,
      condition: passes && isEnabled ? input.passedOn["Condition"]?.string : nil, tags: tags)
    guard isEnabled else { return }
    guard settings["Type"] != nil, alias != nil else { throw TransformRefusal() }
    var update: TransformValue = [
      "ApplicationName": .ref(.text(Self.application)),
      "DeploymentGroupName": .ref(.text(input.id + "DeploymentGroup")),
    ]
    for (name, hook) in [("BeforeAllowTrafficHook", "PreTraffic"), ("AfterAllowTrafficHook", "PostTraffic")] {
      if let value = settings["Hooks"]?[hook], !value.isNull { update.set(name, value) }
    }
    alias?.attributes["UpdatePolicy"] = ["CodeDeployLambdaAliasUpdate": update]
  }

  /// A `Fn::FindInMap` of plain keys replaced by what the mapping holds.
  func mapped(_ value: TransformValue) -> TransformValue {
    guard value.function == "Fn::FindInMap", let keys = value["Fn::FindInMap"]?.list?.compactMap(\.string),
      keys.count == 3
    else { return value }
    return mappings[keys[0]]?[keys[1]]?[keys[2]] ?? value
  }

  mutating func finishDeployments() {
    let enabled = deploymentPreferences.filter(\.value.isEnabled)
    guard !enabled.isEmpty else { return }
    let names = Set(deploymentPreferences.values.compactMap(\.condition)).sorted()
    var attributes: TransformMap = [:]
    if !enabled.values.contains(where: { $0.condition == nil }) {
      let name = "ServerlessCodeDeployCondition"
      attributes["Condition"] = .text(names.count == 1 ? names[0] : name)
      if names.count > 1 { combine(names, as: name) }
    }
    var tags: TransformValue = [:]
    for preference in enabled.values {
      for (key, value) in preference.tags?.pairs ?? [] { tags.set(key, value) }
    }
    let tagList = tags.isTruthy ? TransformValue(.list(MadeResource.tagList(tags))) : nil
    var application = MadeResource(Self.application, "AWS::CodeDeploy::Application", attributes: attributes)
    application["ComputePlatform"] = "Lambda"
    application["Tags"] = tagList
    finish(application, for: enabled.keys.first ?? "")
    if enabled.values.contains(where: { $0.settings.some("Role") == nil }) {
      var role = MadeResource(Self.serviceRole, "AWS::IAM::Role", attributes: attributes)
      role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("codedeploy.amazonaws.com")
      let isIsolated = partition == "aws-iso" || partition == "aws-iso-b"
      role["ManagedPolicyArns"] = [
        IAMDocuments.managedPolicy(
          "service-role/AWSCodeDeployRoleForLambda" + (isIsolated ? "Limited" : ""), partition: partition)
      ]
      role["Tags"] = tagList
      finish(role, for: enabled.keys.first ?? "")
    }
    for (id, preference) in enabled { finish(deploymentGroup(id, preference), for: id) }
  }

  private mutating func finish(_ resource: MadeResource, for id: String) {
    finished[resource.id] = resource.value
    origins[resource.id] = id
  }

  private func deploymentGroup(_ id: String, _ preference: FunctionDeploymentPreference) -> MadeResource {
    var group = MadeResource(id + "DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup")
    if let alarms = preference.settings.some("Alarms"), !alarms.isNoValue {
      if let parts = alarms["Fn::If"]?.list, parts.count == 3 {
        group["AlarmConfiguration"] = [
          "Fn::If": [parts[0], alarmConfiguration(parts[1]), alarmConfiguration(parts[2])]
        ]
      } else {
        group["AlarmConfiguration"] = alarmConfiguration(alarms)
      }
    }
    group["ApplicationName"] = .ref(.text(Self.application))
    group["AutoRollbackConfiguration"] = [
      "Enabled": true,
      "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    ]
    group["DeploymentConfigName"] = preference.settings["Type"].map { configuration($0, in: nil) }
    group["DeploymentStyle"] = ["DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL"]
    group["ServiceRoleArn"] = preference.settings.some("Role") ?? .getAtt(.text(Self.serviceRole), "Arn")
    group["TriggerConfigurations"] = preference.settings.some("TriggerConfigurations")
    if let tags = preference.tags { group["Tags"] = TransformValue(.list(MadeResource.tagList(tags))) }
    group.attributes["Condition"] = preference.condition.map { .text($0) }
    return group
  }

  private func alarmConfiguration(_ alarms: TransformValue) -> TransformValue {
    guard let items = alarms.list, let first = items.first, !first.isNoValue else { return [:] }
    return ["Enabled": true, "Alarms": TransformValue(.list(items.map { ["Name": $0] }))]
  }

  /// The configurations that CodeDeploy knows by themselves have a prefix there.
  private func configuration(_ value: TransformValue, in function: String?) -> TransformValue {
    if let items = value.list { return TransformValue(.list(items.map { configuration($0, in: nil) })) }
    if let name = value.function, let argument = value[name] {
      return TransformValue(.map([name: configuration(argument, in: name)]))
    }
    guard let text = value.string, Self.predefined.contains(text) else { return value }
    let parts: TransformValue = ["CodeDeployDefault.Lambda${ConfigName}", ["ConfigName": value]]
    return function == "Fn::Sub" ? parts : ["Fn::Sub": parts]
  }

  private static let predefined: Set = [
    "Canary10Percent5Minutes", "Canary10Percent10Minutes", "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes", "AllAtOnce",
  ]
}
