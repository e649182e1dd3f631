import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let wrongKind = Rule(
    "wrong-kind", cfnLint: "E3012",
    summary:
      "A value is of another kind than what is asked for: a list where a mapping belongs, text for a number.",
    documentation: """
      CloudFormation converts between text, numbers and booleans where it can (`"128"` is a number, `128` a text), \
      but not between single values, lists and mappings, and it takes no empty value.
      """)
}

extension Checker {
  /// The `type` keyword. In properties CloudFormation converts single values into each other.
  func checkKind(_ value: Value, _ types: Schema.Types, _ context: SchemaContext) -> Outcome {
    if !packagedPaths.isEmpty, checkPackaged(value) { return Outcome() }
    if types.isEmpty || fits(value, types, isStrict: context.isStrict) { return Outcome() }
    // The SAM transform takes an empty value for an absent one; CloudFormation itself refuses it.
    if value.node.kind == .scalar, value.scalarType == .null, domain == .properties,
      resourceType?.hasPrefix("AWS::Serverless::") == true
    {
      return .unknown
    }
    report(
      .wrongKind, wrongKindMessage(value, types, context), at: context.range(place(of: value, context)),
      fixes: wrongKindFixes(value, types))
    return .invalid
  }

  /// Where a value as a whole is shown: a block by the key or the item that holds it, and so what is not written.
  func place(of value: Value, _ context: SchemaContext) -> Range<Int> {
    let node = value.node
    let isBlock = node.style == .block && (node.kind == .mapping || node.kind == .sequence)
    return isBlock || value.range.isEmpty ? context.ownerRange : value.range
  }

  /// Whether a plain value is of one of the types.
  func fits(_ value: Value, _ types: Schema.Types, isStrict: Bool) -> Bool {
    switch value.node.kind {
    case .mapping: return types.contains(.object)
    case .sequence: return types.contains(.array)
    case .alias: return true
    case .scalar: break
    }
    if types.contains(.object), value.isJSONText { return true }
    let kind = value.scalarType
    if kind == .null {
      return types.contains(.null) || (types.contains(.string) && value.node.style != .plain)
    }
    if isStrict {
      switch kind {
      case .integer: return types.contains(.integer) || types.contains(.number)
      case .float: return types.contains(.number)
      case .boolean: return types.contains(.boolean)
      case .string, .timestamp: return types.contains(.string)
      case .null: return false
      }
    }
    if types.contains(.string) { return true }
    if value.isDynamicReference { return !types.isDisjoint(with: [.number, .integer, .boolean]) }
    if types.contains(.number), value.number != nil || Double(trimmed(value)) != nil { return true }
    if types.contains(.integer), kind != .boolean {
      if kind == .integer || Int(trimmed(value)) != nil { return true }
      // An unquoted 1.0 is a whole number to whoever wrote it, and to CloudFormation.
      if kind == .float { return true }
    }
    if types.contains(.boolean) {
      if kind == .boolean { return true }
      switch value.node.value {
      case "true", "True", "false", "False": return true
      default: return false
      }
    }
    return false
  }

  /// Whether a mapping is a directive of another tool, `Rain::Embed: file`, which replaces it before deployment.
  func isForOtherTool(_ value: Value) -> Bool {
    let isDirective = value.node.hasOnlyKey { name in
      zip(name, name.dropFirst()).contains { $0 == UInt8(ascii: ":") && $1 == UInt8(ascii: ":") }
    }
    guard isDirective, let key = value.node.onlyEntry?.key else { return false }
    return !key.valueHasPrefix("Fn::") && !key.valueHasPrefix("AWS::")
  }

  private func trimmed(_ value: Value) -> String {
    var text = Substring(value.node.value)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text.filter { $0 != "_" }
  }

  private func wrongKindMessage(_ value: Value, _ types: Schema.Types, _ context: SchemaContext) -> String {
    if value.node.kind == .scalar, value.scalarType == .null {
      return "\(subject) has no value; it must be \(describe(types))"
    }
    return "\(subject) must be \(describe(types)), not \(describe(value))"
  }

  /// A single value where a list of such is asked for needs only its dash or brackets.
  private func wrongKindFixes(_ value: Value, _ types: Schema.Types) -> [Diagnostic.Fix] {
    guard !isTrial, types == .array, value.node.kind == .scalar, value.scalarType != .null, !value.ignoresTag,
      value.node.style == .plain || value.node.style == .doubleQuoted
    else { return [] }
    let range = value.range
    return [
      Diagnostic.Fix(
        title: "Make it a list",
        edits: [
          Diagnostic.Edit(range: range.lowerBound..<range.lowerBound, replacement: "["),
          Diagnostic.Edit(range: range.upperBound..<range.upperBound, replacement: "]"),
        ])
    ]
  }
}

extension Value {
  /// Whether the scalar is an object written as JSON text, which CloudFormation reads where it asks for one.
  fileprivate var isJSONText: Bool {
    guard node.kind == .scalar else { return false }
    return node.withValueUTF8 { bytes in
      let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
      return first == UInt8(ascii: "{")
    }
  }
}
