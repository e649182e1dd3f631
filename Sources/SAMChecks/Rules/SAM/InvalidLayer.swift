import SAMTemplate

extension Rule {
  static let invalidLayer = Rule(
    "invalid-layer",
    summary: "A layer's retention policy or architecture is none that SAM takes.",
    documentation: """
      `RetentionPolicy` is read by the transform, so it must be known before the deployment: plain text, or the \
      default of a parameter.
      """)
}

extension Checker {
  /// The parts of a layer that the transform reads itself.
  func checkLayer(_ resource: SAMResource) {
    if let policy = resource.properties["RetentionPolicy"], !policy.isNull {
      let resolved = resolvingParameter(policy)
      if resolved.isCall || resolved.map != nil {
        report(
          .invalidLayer, "'RetentionPolicy' must be 'Retain' or 'Delete'; a function cannot decide it",
          at: policy,
          of: resource)
      } else if let text = resolved.string {
        if !["retain", "delete"].contains(text.lowercased()) {
          report(
            .invalidLayer, "'RetentionPolicy' must be 'Retain' or 'Delete', not '\(shortened(text))'",
            at: policy, of: resource)
        }
      } else if resolved.isTruthy {
        report(
          .invalidLayer, "'RetentionPolicy' must be 'Retain' or 'Delete', not \(describe(resolved))",
          at: policy, of: resource)
      }
    }
    for name in ["LayerName", "LicenseInfo", "Description"] {
      guard let value = resource.properties[name], value.isTruthy else { continue }
      let resolved = resolvingParameter(value)
      if resolved.string == nil, resolved.map == nil {
        report(.invalidLayer, "'\(name)' must be text, not \(describe(resolved))", at: value, of: resource)
      }
    }
    for architecture in resource.properties["CompatibleArchitectures"]?.list ?? [] {
      guard let text = architecture.string, text != "x86_64", text != "arm64" else { continue }
      report(
        .invalidLayer, "'\(shortened(text))' is no architecture of Lambda; it must be 'x86_64' or 'arm64'",
        at: architecture, of: resource)
    }
  }
}
