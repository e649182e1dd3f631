/// The policy that a definition carries: who may call the API.
extension DefinitionEditor {
  /// Adds what `ResourcePolicy` of an API or event says of a path.
  mutating func addPolicy(_ settings: TransformValue, path: TransformValue, stage: TransformValue) throws {
    guard settings.map != nil, let text = path.string else { throw TransformRefusal() }
    let resources = try resources(of: text, stage: stage, isUnicode: path.isUnicode)
    func value(_ name: String) -> TransformValue? { settings[name].flatMap { $0.isNull ? nil : $0 } }
    for (name, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
      if let accounts = value(name) { try addAccounts(accounts, effect, resources) }
    }
    for (name, operation) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
      guard let ranges = value(name), ranges.isTruthy else { continue }
      addDenial(resources, [operation: ["aws:SourceIp": ranges.list == nil ? [ranges] : ranges]])
    }
    for (kind, operation) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
      var condition = TransformValue.legacyMap
      func add(_ key: String, _ items: [TransformValue]) {
        if !items.isEmpty { condition.set(key, TransformValue(.list((condition[key]?.list ?? []) + items))) }
      }
      let sources = value("SourceVpc" + kind)?.list ?? []
      guard sources.allSatisfy({ $0.string != nil }) else { throw TransformRefusal() }
      add("aws:SourceVpc", sources.filter { $0.string?.hasPrefix("vpc-") == true })
      add("aws:SourceVpce", sources.filter { $0.string?.hasPrefix("vpce-") == true })
      add("aws:SourceVpc", value("IntrinsicVpc" + kind)?.list ?? [])
      add("aws:SourceVpce", value("IntrinsicVpce" + kind)?.list ?? [])
      if condition.isTruthy { addDenial(resources, [operation: condition]) }
    }
    set("x-amazon-apigateway-policy", policy)
  }

  /// Adds statements as they are.
  mutating func addStatements(_ statements: TransformValue) {
    policy.set("Version", "2012-10-17")
    if let existing = policy["Statement"], !existing.isNull {
      var all = existing.list ?? [existing]
      for statement in statements.list ?? [statements] where !all.contains(statement) {
        all.append(statement)
      }
      policy.set("Statement", TransformValue(.list(all)))
    } else {
      policy.set("Statement", statements)
    }
    set("x-amazon-apigateway-policy", policy)
  }

  private func resources(of path: String, stage: TransformValue, isUnicode: Bool) throws -> TransformValue {
    var methods: [(String, Bool)] = []
    var item = paths[path] ?? .legacyMap
    try Self.forEachPart(of: &item) { part in
      guard part.map != nil else { throw TransformRefusal() }
      methods += part.pairs.map { ($0.key, part.hasUnicodeKey($0.key)) }
    }
    let suffix = Self.wildcards(path, allowsPlus: true)
    return TransformValue(
      .list(
        methods.map { method, isUnicodeMethod in
          let isAny = method.lowercased() == SAMRoute.anyMethod || method.lowercased() == "any"
          var text = TransformValue.text(
            "execute-api:/${__Stage__}/" + (isAny ? "*" : method.uppercased()) + suffix)
          if isUnicode || isUnicodeMethod && !isAny { text = text.asLegacy }
          return ["Fn::Sub": [text, ["__Stage__": stage]]]
        }))
  }

  private mutating func addAccounts(_ accounts: TransformValue, _ effect: String, _ resources: TransformValue)
    throws
  {
    guard accounts.isTruthy else { return }
    guard accounts.list != nil || accounts.map != nil else { throw TransformRefusal() }
    policy.set("Version", "2012-10-17")
    let statement = TransformValue.legacyMap([
      "Effect": .text(effect), "Action": "execute-api:Invoke", "Resource": resources,
      "Principal": .legacyMap(["AWS": accounts.list == nil ? [accounts] : accounts]),
    ])
    if let existing = policy["Statement"], !existing.isNull {
      policy.set("Statement", TransformValue(.list((existing.list ?? [existing]) + [statement])))
    } else {
      policy.set("Statement", statement)
    }
  }

  private mutating func addDenial(_ resources: TransformValue, _ condition: TransformValue) {
    policy.set("Version", "2012-10-17")
    let allowed = TransformValue.legacyMap([
      "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resources, "Principal": "*",
    ])
    let denied = TransformValue.legacyMap([
      "Effect": "Deny", "Action": "execute-api:Invoke", "Resource": resources, "Principal": "*",
      "Condition": condition,
    ])
    var all: [TransformValue] = []
    if let existing = policy["Statement"], !existing.isNull { all = existing.list ?? [existing] }
    for statement in [allowed, denied] where !all.contains(statement) { all.append(statement) }
    policy.set("Statement", TransformValue(.list(all)))
  }
}
