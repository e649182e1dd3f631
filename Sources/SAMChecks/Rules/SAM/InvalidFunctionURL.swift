import SAMTemplate

extension Rule {
  static let invalidFunctionURL = Rule(
    "invalid-function-url",
    summary: "A function's URL lacks its authorization, or its CORS settings are none that SAM takes.",
    documentation:
      "`AuthType` is `AWS_IAM` or `NONE`. The settings under `Cors` are named in the plural: `AllowOrigins`.")
}

extension Checker {
  /// `FunctionUrlConfig` of a function.
  func checkFunctionURL(_ resource: SAMResource) {
    guard let config = resource.properties.some("FunctionUrlConfig"), config.map != nil, !config.isCall else {
      return
    }
    let type = config["AuthType"]
    if !(type?.isCall ?? false), !["AWS_IAM", "NONE"].contains(type?.string) {
      report(
        .invalidFunctionURL, "'FunctionUrlConfig' needs 'AuthType': 'AWS_IAM' or 'NONE'", at: type ?? config,
        of: resource, atKey: type == nil)
    }
    guard let cors = config.some("Cors"), !cors.isCall else { return }
    guard let entries = cors.map else {
      report(.invalidFunctionURL, "'Cors' must be a mapping, not \(describe(cors))", at: cors, of: resource)
      return
    }
    let names = [
      "AllowOrigins", "AllowMethods", "AllowCredentials", "AllowHeaders", "ExposeHeaders", "MaxAge",
    ]
    for (name, value) in entries {
      guard names.contains(name) else {
        report(
          .invalidFunctionURL,
          "'\(name)' is no setting of 'Cors'" + suggestion(for: name, among: names, orAll: true),
          at: value, of: resource, atKey: true)
        continue
      }
      if value.isCall { continue }
      let expected: String?
      switch name {
      case "AllowCredentials": expected = value.bool == nil ? "true or false" : nil
      case "MaxAge": expected = value.integer == nil && value.bool == nil ? "a whole number" : nil
      default: expected = value.list == nil ? "a list" : nil
      }
      if let expected {
        report(
          .invalidFunctionURL, "'\(name)' must be \(expected), not \(describe(value))", at: value,
          of: resource)
      }
    }
  }
}
