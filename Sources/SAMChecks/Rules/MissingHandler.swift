import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let missingHandler = Rule(
    "missing-handler", cfnLint: "W2533", severity: .error,
    summary: "A function in a .zip package lacks `Handler` or `Runtime`.",
    documentation: "Only container images (`PackageType: Image`) bring both with them.")
}

extension Checker {
  /// Whether a value counts as none: to the SAM transform what is empty or false as well.
  private func isNothing(_ node: Node, isSAM: Bool) -> Bool {
    let value = Value(node)
    if value.isNoValue { return true }
    guard isSAM, node.kind == .scalar, value.call() == nil else { return false }
    return node.value.isEmpty || value.scalarType == .null
      || value.scalarType == .boolean && node.value.lowercased() != "true"
  }

  /// `Handler` and `Runtime` of a function that is no container image.
  func checkHandler(_ type: String, _ properties: Node?, _ context: SchemaContext) {
    let isSAM = type == "AWS::Serverless::Function"
    guard isSAM || type == "AWS::Lambda::Function" else { return }
    func value(_ key: String) -> Node? {
      properties?.value(under: key) ?? context.fallback?.value(under: key)
    }
    if let package = value("PackageType") {
      guard Value(package).call() == nil, Value(package).literal == "Zip" else { return }
    } else if isSAM {
      if value("ImageUri") != nil || value("ImageConfig") != nil { return }
    } else {
      guard let code = value("Code"), code["ZipFile"] != nil || code["S3Key"] != nil else { return }
    }
    if properties?.entries.contains(where: { $0.key.hasFunctionPrefix || $0.key.isMergeKey }) == true {
      return
    }
    let missing = ["Handler", "Runtime"].filter { value($0).map { isNothing($0, isSAM: isSAM) } ?? true }
      .filter { name in
        guard let properties else { return true }
        // A key without its colon is said to be one.
        if let key = properties.entry(named: name)?.key,
          template.tree.problems.contains(where: { $0.kind == .missingColon && $0.range == key.range })
        {
          return false
        }
        return packFacts.type(named: type).map { !isMisspelt(name, in: properties, $0.schemas[0].properties) }
          ?? true
      }
    guard !missing.isEmpty else { return }
    report(
      .missingHandler, "A function in a .zip package needs \(quoted(missing, "and"))", at: context.ownerRange)
  }
}
