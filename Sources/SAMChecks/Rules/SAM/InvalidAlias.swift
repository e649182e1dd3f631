import SAMTemplate

extension Rule {
  static let invalidAlias = Rule(
    "invalid-alias",
    summary: "`AutoPublishAlias` is no name for an alias, or is missing where another property needs it.",
    documentation: """
      The transform makes the alias's logical id of the name, so it must be known before the deployment: plain text \
      or a `Ref` to a parameter. Letters, digits, hyphens and underscores, not digits alone. Provisioned concurrency \
      and deployment preferences work on an alias and need one.
      """)
}

extension Checker {
  /// `AutoPublishAlias` of a function and what depends on it.
  func checkAlias(_ resource: SAMResource) {
    let properties = resource.properties
    guard let alias = properties.some("AutoPublishAlias") else {
      if let concurrency = properties.some("ProvisionedConcurrencyConfig") {
        report(
          .invalidAlias, "'ProvisionedConcurrencyConfig' works on an alias; set 'AutoPublishAlias'",
          at: concurrency,
          of: resource, atKey: true)
      }
      return
    }
    checkKnownText(alias, "AutoPublishAlias", resource)
    if let hash = properties.some("AutoPublishCodeSha256") {
      checkKnownText(hash, "AutoPublishCodeSha256", resource)
    }
    guard let name = resolvingParameter(alias).string else { return }
    let isName = name.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    let isNumber = name.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard !isName || isNumber, !name.isEmpty else { return }
    report(
      .invalidAlias,
      "'\(shortened(name))' is no name for an alias: letters, digits, hyphens and underscores, not digits alone",
      at: alias, of: resource)
  }

  /// A value that the transform itself needs as text.
  private func checkKnownText(_ value: TransformValue, _ name: String, _ resource: SAMResource) {
    guard value.isCall else { return }
    if value.function == "Ref", let parameter = value["Ref"]?.string {
      if lookUp(.parameters, parameter) != nil || mayDefineUnknownNames(in: .parameters) { return }
    }
    report(
      .invalidAlias,
      "'\(name)' must be known before the deployment: plain text or a Ref to a parameter, not \(value.function ?? "a function")",
      at: value, of: resource)
  }
}
