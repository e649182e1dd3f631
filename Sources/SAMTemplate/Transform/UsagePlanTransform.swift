/// The usage plan that several REST APIs share.
struct SharedUsagePlan: Sendable {
  var dependsOn: [TransformValue] = []
  var stages: [TransformValue] = []
  var keys: [TransformValue] = []
  var conditions: [String] = []
  var hasUnconditional = false
  var deletionPolicy: TransformValue?
  var replacePolicy: TransformValue?
}

/// `UsagePlan` under `Auth` of a REST API.
extension Transformation {
  mutating func makeUsagePlan(_ input: TransformInput, _ stage: MadeResource) throws -> [MadeResource] {
    guard let settings = input.some("Auth")?["UsagePlan"], !settings.isNull else { return [] }
    guard settings.map != nil else { throw TransformRefusal() }
    let prefix: String
    switch settings["CreateUsagePlan"]?.string {
    case "NONE": return []
    case "PER_API": prefix = input.id
    case "SHARED": prefix = "Serverless"
    default: throw TransformRefusal()
    }
    let isShared = prefix == "Serverless" && settings["CreateUsagePlan"]?.string == "SHARED"
    let planID = prefix + "UsagePlan"
    let apiStage: TransformValue = ["ApiId": .ref(.text(input.id)), "Stage": stage.ref]
    let stageKey: TransformValue = ["RestApiId": .ref(.text(input.id)), "StageName": stage.ref]
    var stages = [apiStage]
    var keys = [stageKey]
    var dependsOn: [TransformValue] = [.text(input.id)]
    var attributes = input.passedOn
    if isShared {
      if !usagePlan.dependsOn.contains(.text(input.id)) { usagePlan.dependsOn.append(.text(input.id)) }
      if !usagePlan.stages.contains(apiStage) { usagePlan.stages.append(apiStage) }
      if !usagePlan.keys.contains(stageKey) { usagePlan.keys.append(stageKey) }
      (stages, keys, dependsOn) = (usagePlan.stages, usagePlan.keys, usagePlan.dependsOn)
      attributes = sharedAttributes(input.passedOn)
    }
    var plan = MadeResource(
      planID, "AWS::ApiGateway::UsagePlan", attributes: attributes,
      dependsOn: TransformValue(.list(dependsOn)))
    plan["ApiStages"] = TransformValue(.list(stages))
    for name in ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"] {
      plan[name] = settings.some(name)
    }
    var key = MadeResource(
      prefix + "ApiKey", "AWS::ApiGateway::ApiKey", attributes: attributes, dependsOn: [.text(planID)])
    key["Enabled"] = true
    key["StageKeys"] = TransformValue(.list(keys))
    var planKey = MadeResource(
      prefix + "UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", attributes: attributes,
      dependsOn: [.text(key.id)])
    planKey["KeyId"] = key.ref
    planKey["KeyType"] = "API_KEY"
    planKey["UsagePlanId"] = plan.ref
    return [plan, key, planKey]
  }

  private mutating func sharedAttributes(
    _ own: TransformMap
  ) -> TransformMap {
    if let policy = own["DeletionPolicy"], policy.isTruthy,
      usagePlan.deletionPolicy == nil || policy.string == "Retain"
    {
      usagePlan.deletionPolicy = policy
    }
    if let policy = own["UpdateReplacePolicy"], policy.isTruthy {
      let old = usagePlan.replacePolicy?.string
      if old == nil || policy.string == "Retain" || policy.string == "Snapshot" && old == "Delete" {
        usagePlan.replacePolicy = policy
      }
    }
    let name = "SharedUsagePlanCondition"
    if !usagePlan.hasUnconditional {
      if let condition = own["Condition"]?.string {
        if !usagePlan.conditions.contains(condition) {
          usagePlan.conditions.append(condition)
          conditions.set(
            name,
            usagePlan.conditions.count == 1
              ? .text(condition)
              : ["Fn::Or": TransformValue(.list(usagePlan.conditions.map { ["Condition": .text($0)] }))])
        }
      } else {
        usagePlan.hasUnconditional = true
        conditions.remove(name)
      }
    }
    var result: TransformMap = [:]
    result["DeletionPolicy"] = usagePlan.deletionPolicy
    result["UpdateReplacePolicy"] = usagePlan.replacePolicy
    if !usagePlan.conditions.isEmpty, !usagePlan.hasUnconditional { result["Condition"] = .text(name) }
    return result
  }
}
