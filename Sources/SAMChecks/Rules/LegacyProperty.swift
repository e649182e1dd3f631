import SAMTemplate
import YAMLSyntax

extension Rule {
  static let legacyProperty = Rule(
    "legacy-property", cfnLint: "W3045", severity: .warning,
    summary: "A bucket's access is set by an access control list.",
    documentation: """
      S3 disables access control lists by default; a bucket policy (`AWS::S3::BucketPolicy`) says the same and works \
      everywhere.
      """)
}

extension Checker {
  /// `AccessControl` of a bucket.
  func checkLegacy(_ type: String, _ properties: Node) {
    guard type == "AWS::S3::Bucket", let entry = properties.entry(named: "AccessControl"),
      !Value(entry.value).isNoValue
    else { return }
    report(
      .legacyProperty, "'AccessControl' is a legacy property; use an AWS::S3::BucketPolicy instead",
      at: entry.key.range, path: [.key("AccessControl")], tags: [.deprecated])
  }
}
