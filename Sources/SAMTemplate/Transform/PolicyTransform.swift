import ResourceSchema

/// `Policies` of functions and state machines, and the role that they make.
extension Transformation {
  /// Replaces policy templates by the documents that they stand for.
  func expandPolicyTemplates(_ input: inout TransformInput) throws {
    guard let policies = input["Policies"], policies.isTruthy else { return }
    let items = policies.list ?? [policies]
    input.properties.set("Policies", TransformValue(.list(try items.map(expanded))))
  }

  private func expanded(_ policy: TransformValue) throws -> TransformValue {
    if policy.function == "Fn::If" {
      guard let parts = policy["Fn::If"]?.list, parts.count == 3 else { throw TransformRefusal() }
      return ["Fn::If": [parts[0], try expanded(parts[1]), try expanded(parts[2])]]
    }
    guard !policy.isCall, let entries = policy.map, entries.count == 1, entries["Statement"] == nil,
      let (name, values) = entries.first,
      let template = SchemaPack.shared.sam.policyTemplate(named: name)
    else { return policy }
    guard values.map != nil, template.parameters.allSatisfy({ values[$0] != nil }) else {
      throw TransformRefusal()
    }
    return substituted(TransformValue(fact: template.definition), values, Set(template.parameters))
  }

  /// A definition with each `Ref` to a parameter replaced by the value that is given.
  private func substituted(_ value: TransformValue, _ given: TransformValue, _ names: Set<String>)
    -> TransformValue
  {
    switch value.content {
    case .list(let items): return TransformValue(.list(items.map { substituted($0, given, names) }))
    case .map(let entries):
      if entries.count == 1, let name = entries["Ref"]?.string {
        return names.contains(name) ? given[name] ?? value : value
      }
      return TransformValue(.map(entries.mapValues { substituted($0, given, names) }))
    default: return value
    }
  }

  /// The kinds of item in `Policies`.
  private enum PolicyKind { case managed, document, unknown }

  private func kind(of policy: TransformValue) throws -> PolicyKind {
    if policy.string != nil { return .managed }
    if policy.function == "Fn::If" {
      guard let parts = policy["Fn::If"]?.list, parts.count == 3 else { throw TransformRefusal() }
      let kinds = (try kind(of: parts[1]), try kind(of: parts[2]))
      if kinds.0 == kinds.1 || parts[2].isNoValue { return kinds.0 }
      guard parts[1].isNoValue else { throw TransformRefusal() }
      return kinds.1
    }
    if policy.isCall { return .managed }
    return policy["Statement"] != nil ? .document : .unknown
  }

  /// A role with managed policies, documents, and what `Policies` adds to both.
  func makeRole(
    _ input: TransformInput, assume: TransformValue, arns: [TransformValue], documents: [TransformValue],
    policies: TransformValue?
  ) throws -> MadeResource {
    var role = MadeResource(input.id + "Role", "AWS::IAM::Role", attributes: input.passedOn)
    role["AssumeRolePolicyDocument"] = assume
    var arns = arns
    var documents = documents
    let items = policies.map { $0.isTruthy ? $0.list ?? [$0] : [] } ?? []
    for (index, policy) in items.enumerated() {
      switch try kind(of: policy) {
      case .document:
        let name = "\(role.id)Policy\(index)"
        documents.append(eachBranch(of: policy) { ["PolicyName": .text(name), "PolicyDocument": $0] })
      case .managed:
        let arn = eachBranch(of: policy) { $0.string.map { .text(managedPolicyARN($0)) } ?? $0 }
        if !arns.contains(arn) { arns.append(arn) }
      case .unknown: throw TransformRefusal()
      }
    }
    role["ManagedPolicyArns"] = TransformValue(.list(arns))
    if !documents.isEmpty { role["Policies"] = TransformValue(.list(documents)) }
    return role
  }

  /// The value changed; of a `Fn::If` its two branches, unless they are nothing.
  private func eachBranch(of value: TransformValue, _ change: (TransformValue) -> TransformValue)
    -> TransformValue
  {
    guard value.function == "Fn::If", let parts = value["Fn::If"]?.list, parts.count == 3 else {
      return change(value)
    }
    let changed = parts.dropFirst().map { $0.isNoValue ? $0 : change($0) }
    return ["Fn::If": [parts[0], changed[0], changed[1]]]
  }

  private func managedPolicyARN(_ name: String) -> String {
    guard let arn = SchemaPack.shared.sam.managedPolicyARN(named: name) else { return name }
    return arn.hasPrefix("arn:aws:") ? "arn:\(partition):" + arn.dropFirst("arn:aws:".count) : arn
  }
}

extension TransformValue {
  /// A value of the schema pack.
  init(fact: JSONValue) {
    let content: Content
    switch fact {
    case .null: content = .null
    case .bool(let bool): content = .bool(bool)
    case .integer(let number): content = .integer(number)
    case .number(let number): content = .number(number)
    case .string(let text): content = .string(text)
    case .array(let items): content = .list(items.map { TransformValue(fact: $0) })
    case .object(let members):
      content = .map(TransformMap(members.map { ($0.key, TransformValue(fact: $0.value)) }) { $1 })
    }
    self.init(content)
  }
}
