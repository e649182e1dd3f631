import SAMTemplate

extension Rule {
  static let invalidUsagePlan = Rule(
    "invalid-usage-plan",
    summary: "The usage plan of an API is not complete, or has a property that SAM does not take.",
    documentation: "`CreateUsagePlan` is `PER_API`, `SHARED` or `NONE`; the transform has to know which.")
}

extension Checker {
  /// `UsagePlan` under `Auth` of a REST API.
  func checkUsagePlan(_ resource: SAMResource) {
    guard let plan = resource.properties["Auth"]?["UsagePlan"], !plan.isNull else { return }
    guard let entries = plan.map else {
      report(
        .invalidUsagePlan, "'UsagePlan' must be a mapping, not \(describe(plan))", at: plan, of: resource)
      return
    }
    let names = ["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"]
    for (name, value) in entries where !names.contains(name) && !plan.isCall {
      report(
        .invalidUsagePlan,
        "'\(name)' is no property of a usage plan" + suggestion(for: name, among: names, orAll: true),
        at: value, of: resource, atKey: true)
    }
    guard let create = entries["CreateUsagePlan"], !create.isNull else {
      report(.invalidUsagePlan, "'UsagePlan' needs 'CreateUsagePlan'", at: plan, of: resource, atKey: true)
      return
    }
    let resolved = resolvingParameter(create)
    if resolved.function == "Ref", lookUp(.parameters, resolved["Ref"]?.string ?? "") != nil { return }
    if ["SHARED", "PER_API", "NONE"].contains(resolved.string) { return }
    report(
      .invalidUsagePlan, "'CreateUsagePlan' must be 'SHARED', 'PER_API' or 'NONE', not \(describe(resolved))",
      at: create,
      of: resource)
  }
}
