import SAMTemplate

extension Rule {
  static let invalidPrimaryKey = Rule(
    "invalid-primary-key",
    summary: "The primary key of a `SimpleTable` lacks its name or type, or the type is none that SAM knows.",
    documentation: "`PrimaryKey` has a `Name` and a `Type`: `String`, `Number` or `Binary`, in full.")
}

extension Checker {
  /// `PrimaryKey` of a table.
  func checkPrimaryKey(_ resource: SAMResource) {
    guard let key = resource.properties.some("PrimaryKey"), key.map != nil, !key.isCall else { return }
    let missing = ["Name", "Type"].filter { key[$0]?.isNull ?? true }
    if !missing.isEmpty {
      report(
        .invalidPrimaryKey, "'PrimaryKey' needs \(quoted(missing, "and"))", at: key, of: resource, atKey: true
      )
      return
    }
    guard let type = key["Type"] else { return }
    if let text = type.string, ["String", "Number", "Binary"].contains(text) { return }
    if type.isCall { return }
    let names = ["String", "Number", "Binary"]
    report(
      .invalidPrimaryKey,
      "\(type.string.map { "'\(shortened($0))'" } ?? describe(type)) is no type of a key"
        + (type.string.map { suggestion(for: $0, among: names, orAll: true) } ?? ""), at: type, of: resource)
  }
}
