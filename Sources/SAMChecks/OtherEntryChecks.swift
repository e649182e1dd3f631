import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// An entry of `Mappings`: two levels of keys, then plain values.
  func checkMap(_ entry: Entry) {
    domain = .mappings
    checkShape(entry, "mappings/configuration", kind: "mapping", isStrict: true)
    checkUse(entry, in: .mappings, .unusedMapping, "mapping")
  }

  /// An entry of `Conditions`: a function that gives true or false.
  func checkCondition(_ entry: Entry) {
    domain = .conditions
    let value = Value(entry.value)
    if let call = value.call(inCondition: true) {
      switch call.intrinsic {
      case .and, .or, .not, .equals, .condition, nil:
        if let schema = packFacts.section("conditions/conditions")?.patternProperties.first?.schema {
          let context = SchemaContext(
            functions: nil, isStrict: true, owner: .entry(kind: "condition", name: entry.key.value),
            ownerRange: entry.key.range)
          check(value, against: schema, context)
        }
      default:
        report(
          .wrongKind,
          "A condition must be Fn::And, Fn::Equals, Fn::Not, Fn::Or or Condition, not \(call.name)",
          at: call.nameRange)
      }
    } else if entry.hasColon, value.scalarType != .boolean || value.node.kind != .scalar {
      report(
        .wrongKind,
        "A condition must be Fn::And, Fn::Equals, Fn::Not, Fn::Or or Condition, not \(describe(value))",
        at: place(of: value, SchemaContext(ownerRange: entry.key.range)))
    }
    checkUse(entry, in: .conditions, .unusedCondition, "condition")
  }

  /// An entry of `Outputs`.
  func checkOutput(_ entry: Entry) {
    domain = .outputs
    checkShape(entry, "outputs/configuration", kind: "output", functions: [])
    guard entry.value.kind == .mapping else { return }
    checkPlaceholders(entry, in: .outputs)
    if let condition = entry.value["Condition"] {
      descend(.key("Condition")) { checkConditionAttribute(condition, cfnLint: "E6005") }
    }
    if let value = entry.value.entry(named: "Value") {
      domain = .outputValue
      checkText(value)
    }
    if let export = entry.value["Export"], export.kind == .mapping, let name = export.entry(named: "Name") {
      domain = .outputs
      path.append(.key("Export"))
      checkText(name)
      path.removeLast()
    }
  }

  /// A value that has to give text.
  private func checkText(_ entry: Entry) {
    guard let schema = packFacts.section("functions/base64")?.cfnContextSchema else { return }
    descend(.key(entry.key.value)) {
      _ = check(
        Value(entry.value), against: schema,
        SchemaContext(ownerRange: entry.key.range))
    }
  }

  /// An entry of `Rules`.
  func checkRule(_ entry: Entry) {
    domain = .rules
    checkShape(entry, "rules/configuration", kind: "rule", functions: nil)
  }
}
