public import YAMLSyntax

/// Finds every reference in one entry: intrinsic functions in short, long and JSON form.
///
/// The tree bounds its own depth, and so this walk.
struct ReferenceCollector: ~Copyable {
  private(set) var references: [Reference] = []
  /// Whether some text outside `Fn::Sub` holds `${`.
  private(set) var holdsPlaceholders = false
  private let text: SourceText
  private let base: Int
  private var isDependency = true
  private var isSAM = false
  private var isConnector = false
  private var isWebSocketAPI = false

  init(_ entry: Entry, in section: Section, text: SourceText) {
    self.text = text
    base = entry.range.lowerBound
    let value = entry.value
    switch section {
    case .resources where value.kind == .mapping && !entry.key.hasFunctionPrefix:
      let type = value["Type"].flatMap { Value($0).literal } ?? ""
      isSAM = type.hasPrefix("AWS::Serverless::")
      // What these name, other resources that SAM makes of them wait for.
      isConnector = type == "AWS::Serverless::Connector" || type == "AWS::Serverless::GraphQLApi"
      isWebSocketAPI = type == "AWS::Serverless::WebSocketApi"
      for attribute in value.entries {
        collectAttribute(attribute)
      }
    case .outputs where value.kind == .mapping && !entry.key.hasFunctionPrefix:
      for attribute in value.entries {
        if attribute.key.valueEquals("Condition"), attribute.value.kind == .scalar, attribute.value.tag == nil
        {
          add(.condition, scalar: attribute.value)
        } else {
          walk(attribute.value, inCondition: false)
        }
      }
    case .conditions, .rules:
      walk(value, inCondition: true)
    default:
      walk(value, inCondition: false)
    }
  }

  private mutating func collectAttribute(_ attribute: Entry) {
    let value = attribute.value
    if attribute.key.valueEquals("Condition"), value.kind == .scalar, value.tag == nil {
      add(.condition, scalar: value)
    } else if attribute.key.valueEquals("DependsOn") {
      if value.kind == .scalar, value.tag == nil {
        add(.dependsOn, scalar: value)
      } else {
        for item in value.items {
          if item.kind == .scalar, item.tag == nil {
            add(.dependsOn, scalar: item)
          } else {
            walk(item, inCondition: false)
          }
        }
      }
    } else {
      if isSAM, attribute.key.valueEquals("Properties"), value.kind == .mapping, !Value(value).isCall() {
        for property in value.entries {
          isDependency = !isConnector && !isForAnother(property.key)
          walk(property.value, inCondition: false)
        }
        isDependency = true
        return
      }
      isDependency = !isConnector && !attribute.key.valueEquals("Connectors")
      walk(value, inCondition: false)
      isDependency = true
    }
  }

  /// Properties of SAM's types of which the transform makes other resources, which wait for the function, API or state
  /// machine and not the reverse: permissions and mappings, the deployment group with its alarms and hooks, the address,
  /// the alias, the stage, the domain. See `FunctionTransform`, `RESTAPITransform`, `HTTPAPITransform` and
  /// `WebSocketAPITransform`.
  private static let propertiesForOthers: [StaticString] = [
    "Events", "DeploymentPreference", "EventInvokeConfig", "FunctionUrlConfig",
    "ProvisionedConcurrencyConfig",
    "Domain", "AccessLogSetting", "AccessLogSettings", "CanarySetting", "MethodSettings", "Variables",
    "StageVariables",
    "DefaultRouteSettings", "RouteSettings", "Routes",
  ]

  private func isForAnother(_ property: Node) -> Bool {
    Self.propertiesForOthers.contains { property.valueEquals($0) }
      || isWebSocketAPI && property.valueEquals("Auth")
  }

  private mutating func walk(_ node: Node, inCondition: Bool) {
    if node.hasPropertiesOrOneEntry, let call = Value(node).bareCall(inCondition: inCondition) {
      return collect(call.intrinsic, call.argument, inCondition: inCondition)
    }
    switch node.kind {
    case .mapping: for entry in node.entries { walk(entry.value, inCondition: inCondition) }
    case .sequence: for item in node.items { walk(item, inCondition: inCondition) }
    case .scalar: if !holdsPlaceholders, node.holdsPlaceholder { holdsPlaceholders = true }
    case .alias: break
    }
  }

  private mutating func collect(_ function: Intrinsic?, _ argument: Value, inCondition: Bool) {
    let node = argument.node
    switch function {
    case .ref:
      if argument.isLiteral {
        add(.ref, scalar: node)
      } else {
        walkInside(argument)
      }
    case .condition:
      if argument.isLiteral { add(.condition, scalar: node) }
    case .getAtt:
      collectGetAtt(argument)
    case .sub:
      collectSub(argument)
    case .if:
      guard node.kind == .sequence else { return walkInside(argument) }
      for (index, item) in node.items.enumerated() {
        if index == 0, item.kind == .scalar, item.tag == nil {
          add(.condition, scalar: item)
        } else {
          walk(item, inCondition: inCondition)
        }
      }
    case .findInMap:
      guard node.kind == .sequence else { return walkInside(argument) }
      for (index, item) in node.items.enumerated() {
        if index == 0, item.kind == .scalar, item.tag == nil {
          add(.mapping, scalar: item)
        } else {
          walk(item, inCondition: inCondition)
        }
      }
    case .valueOf, .valueOfAll:
      if let first = node.items.first, first.kind == .scalar { add(.ref, scalar: first) }
    case .and, .or, .not, .equals:
      walkInside(argument, inCondition: true)
    default:
      walkInside(argument, inCondition: inCondition)
    }
  }

  /// What an argument holds, without reading its own tag again.
  private mutating func walkInside(_ argument: Value, inCondition: Bool = false) {
    if argument.ignoresTag, let call = argument.bareCall(inCondition: inCondition) {
      return collect(call.intrinsic, call.argument, inCondition: inCondition)
    }
    let node = argument.node
    if !argument.ignoresTag { return walk(node, inCondition: inCondition) }
    switch node.kind {
    case .mapping: for entry in node.entries { walk(entry.value, inCondition: inCondition) }
    case .sequence: for item in node.items { walk(item, inCondition: inCondition) }
    case .scalar, .alias: break
    }
  }

  private mutating func collectGetAtt(_ argument: Value) {
    let node = argument.node
    if node.kind == .scalar {
      let value = node.value
      let start = node.innerStart - base
      guard let dot = value.utf8.firstIndex(of: UInt8(ascii: ".")) else {
        if !value.isEmpty { add(.getAtt, scalar: node) }
        return
      }
      let name = String(value[..<dot])
      let attribute = String(value[value.utf8.index(after: dot)...])
      let nameEnd = start + name.utf8.count
      references.append(
        Reference(
          kind: .getAtt, name: name, attribute: attribute, range: start..<nameEnd,
          attributeRange: nameEnd + 1..<nameEnd + 1 + attribute.utf8.count, isInSub: false,
          isDependency: isDependency))
      return
    }
    guard node.kind == .sequence, let first = node.items.first else { return walkInside(argument) }
    if first.kind == .scalar, first.tag == nil {
      let second = node.items.dropFirst().first
      let attribute = second.flatMap { $0.kind == .scalar && $0.tag == nil ? $0 : nil }
      references.append(
        Reference(
          kind: .getAtt, name: first.value, attribute: attribute?.value, range: inner(first),
          attributeRange: attribute.map { inner($0) }, isInSub: false, isDependency: isDependency))
    } else {
      walk(first, inCondition: false)
    }
    for item in node.items.dropFirst() { walk(item, inCondition: false) }
  }

  private mutating func collectSub(_ argument: Value) {
    let node = argument.node
    var template: Node?
    var locals: Set<String> = []
    if node.kind == .scalar {
      template = node
    } else if node.kind == .sequence {
      template = node.items.first.flatMap { $0.kind == .scalar && $0.tag == nil ? $0 : nil }
      for item in node.items.dropFirst() {
        for entry in item.entries { locals.insert(entry.key.value) }
        walk(item, inCondition: false)
      }
    } else {
      walkInside(argument)
    }
    guard let template else { return }
    for placeholder in SubTemplate(template, in: text).placeholders {
      if !locals.isEmpty, locals.contains(placeholder.name) { continue }
      let start = placeholder.range.lowerBound - base
      if let attribute = placeholder.attribute {
        let resource = placeholder.resource
        let nameEnd = start + resource.utf8.count
        references.append(
          Reference(
            kind: .getAtt, name: resource, attribute: attribute, range: start..<nameEnd,
            attributeRange: nameEnd + 1..<nameEnd + 1 + attribute.utf8.count, isInSub: true,
            isDependency: isDependency))
      } else {
        references.append(
          Reference(
            kind: .ref, name: placeholder.name, range: start..<start + placeholder.range.count, isInSub: true,
            isDependency: isDependency))
      }
    }
  }

  private mutating func add(_ kind: Reference.Kind, scalar: Node) {
    if scalar.isMissing { return }
    references.append(
      Reference(
        kind: kind, name: scalar.value, range: inner(scalar), isInSub: false, isDependency: isDependency))
  }

  /// The scalar's text without quotes, relative to the entry.
  private func inner(_ scalar: Node) -> Range<Int> {
    scalar.innerRange.lowerBound - base..<scalar.innerRange.upperBound - base
  }
}

extension Node {
  /// Whether a scalar holds `${`.
  public var holdsPlaceholder: Bool {
    guard kind == .scalar else { return false }
    return withValueUTF8 { bytes in
      guard bytes.count > 3 else { return false }
      for index in 0..<bytes.count - 1
      where bytes[index] == UInt8(ascii: "$") && bytes[index + 1] == UInt8(ascii: "{") {
        return true
      }
      return false
    }
  }

  /// Where a scalar's text starts, after an opening quote.
  public var innerStart: Int { innerRange.lowerBound }

  /// Byte offsets of a scalar's text without its quotes; of other nodes, and of a quote that nothing closes, what
  /// there is.
  public var innerRange: Range<Int> {
    let range = contentRange
    guard kind == .scalar, style == .singleQuoted || style == .doubleQuoted, range.count >= 2 else {
      return range
    }
    return range.lowerBound + 1..<range.upperBound - 1
  }
}
