import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let localArtifact = Rule(
    "local-artifact", cfnLint: "W3002", severity: .warning,
    summary: "A property holds a local path, which only `package` commands replace by an object in S3.",
    documentation: """
      `aws cloudformation package`, `sam package` and `sam deploy` upload what the path names and put the object's \
      place in its stead. Deployed as it is, the template is refused. In a template with the SAM transform nothing \
      is said, because such a template goes through these commands anyway.
      """)
}

extension Checker {
  /// Whether the value at hand is one that `package` commands replace.
  var isPackaged: Bool {
    guard !packagedPaths.isEmpty, path.count > 3, path.count < 7 else { return false }
    return packagedPaths.contains { names in
      names.count == path.count - 2 && zip(names, path.dropFirst(2)).allSatisfy { $1 == .key($0) }
    }
  }

  /// Says that a text is a local path where it is one; whether the property may hold one at all.
  func checkPackaged(_ value: Value) -> Bool {
    guard domain == .properties, value.node.kind == .scalar, value.scalarType == .string, isPackaged else {
      return false
    }
    let text = value.node.value
    if !template.header.hasSAMTransform, !text.hasPrefix("s3://"), !text.hasPrefix("https://"),
      !value.isDynamicReference
    {
      report(
        .localArtifact, "'\(shortened(text))' is a local path; only 'package' commands can deploy it",
        at: value.range)
    }
    return true
  }
}
