import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// What the SAM transform refuses of a resource, beyond its schema.
  ///
  /// Nothing is said where a schema has found the same place wrong already.
  func checkSAM(_ entry: Entry) {
    guard let resource = SAMResource(entry, in: template, scope.globals),
      resource.properties.map != nil
    else { return }
    guard resource.properties["Fn::Transform"] == nil else { return }
    if let function = resource.properties.function {
      report(
        .wrongKind,
        "'Properties' must be a mapping of properties: the SAM transform does not look through \(function)",
        at: resource.properties, of: resource, atKey: true)
      return
    }
    if let facts = packFacts.samType(named: resource.type) {
      checkKinds(resource.properties, facts.properties, resource)
      // Where there are none at all the schema has said so.
      if resource.properties.source != nil {
        checkRequiredProperties(
          resource.properties, facts.properties, resource.type, holder: resource.properties, resource)
      }
    }
    checkIgnoredGlobals(resource)
    checkPropertyRules(resource)
    checkReservedTags(resource)
    switch resource.type {
    case "AWS::Serverless::Function":
      checkFunction(resource)
      checkPolicyTemplates(resource)
      checkEvents(resource)
    case "AWS::Serverless::StateMachine":
      checkPolicyTemplates(resource)
      checkStateMachine(resource)
      checkEvents(resource)
    case "AWS::Serverless::Api": checkRestAPI(resource)
    case "AWS::Serverless::HttpApi": checkHTTPAPI(resource)
    case "AWS::Serverless::WebSocketApi": checkWebSocketAPI(resource)
    case "AWS::Serverless::LayerVersion": checkLayer(resource)
    case "AWS::Serverless::SimpleTable": checkPrimaryKey(resource)
    case "AWS::Serverless::Application": checkApplication(resource)
    case "AWS::Serverless::Connector": checkConnector(resource.properties, resource)
    case "AWS::Serverless::GraphQLApi": checkGraphQLAPI(resource)
    default: break
    }
  }

  /// Reports what is wrong with a value of a resource: at its key or its value, or at the resource's name where it
  /// stands nowhere in it (`Globals` brings it, or nothing does).
  ///
  /// - Parameter atKey: whether the key is the place, for a value that is there and should not be.
  func report(
    _ rule: Rule, _ message: @autoclosure () -> String, at value: TransformValue?, of resource: SAMResource,
    atKey: Bool = false
  ) {
    let whole = resource.entry.range
    var range = resource.nameRange
    if let source = value?.source {
      let wanted =
        atKey || source.range.isEmpty || isBlock(value) ? source.keyRange ?? source.range : source.range
      if whole.contains(wanted.lowerBound), wanted.upperBound <= whole.upperBound { range = wanted }
    }
    if range != resource.nameRange || value?.source != nil, isReported(range) { return }
    report(rule, message(), at: firstLine(of: range), path: steps(to: range, in: resource.entry))
  }

  /// Whether something has been found wrong at a range, or at a part of it.
  func isReported(_ range: Range<Int>) -> Bool {
    let own = range.lowerBound - base..<range.upperBound - base
    return findings.contains {
      ($0.severity ?? $0.rule.severity) == .error && $0.range.overlaps(own)
    }
  }

  /// Whether a value is a list or mapping in lines of its own, which its key stands for.
  private func isBlock(_ value: TransformValue?) -> Bool {
    guard let value, value.list != nil || value.map != nil, let range = value.source?.range else {
      return false
    }
    switch text.byte(at: range.lowerBound) {
    case UInt8(ascii: "-"): return true
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "&"):
      return false
    default: return value.map != nil
    }
  }

  /// A value of several lines is shown by its first.
  private func firstLine(of range: Range<Int>) -> Range<Int> {
    let end = text.lineRange(text.line(at: range.lowerBound)).upperBound
    return range.lowerBound..<max(range.lowerBound, min(range.upperBound, end))
  }

  /// The steps from an entry to what stands at a range, the entry's own path left out.
  private func steps(to range: Range<Int>, in entry: Entry) -> [Diagnostic.PathStep] {
    var steps: [Diagnostic.PathStep] = []
    var node = entry.value
    while node.range.lowerBound <= range.lowerBound, node.range != range {
      if let next = node.entries.last(where: { $0.range.lowerBound <= range.lowerBound }) {
        guard range.upperBound <= next.range.upperBound else { break }
        steps.append(.key(next.key.value))
        if range.upperBound <= next.key.range.upperBound { break }
        node = next.value
      } else if let index = node.items.lastIndex(where: { $0.range.lowerBound <= range.lowerBound }) {
        guard range.upperBound <= node.items[index].range.upperBound else { break }
        steps.append(.index(index))
        node = node.items[index]
      } else {
        break
      }
    }
    return steps
  }

  /// A value as a sentence names it.
  func describe(_ value: TransformValue) -> String {
    switch value.content {
    case .null: "empty"
    case .bool(let bool): "the boolean \(bool)"
    case .integer(let number): "the number \(number)"
    case .number(let number): "the number \(number)"
    case .string(let text): "the text '\(shortened(text))'"
    case .list: "a list"
    case .map: value.function ?? "a mapping"
    }
  }

  /// A value with a `Ref` to a parameter replaced by what the SAM CLI is configured to give it, or by the parameter's
  /// default, as the transform does it. What stays a function call is known only when it is deployed.
  func resolvingParameter(_ value: TransformValue) -> TransformValue {
    guard value.function == "Ref", let name = value["Ref"]?.string else { return value }
    if name == "AWS::Region" {
      return TransformValue(.string(configuration.regions[0]), source: value.source)
    }
    if lookUp(.parameters, name) != nil, let given = samConfig?.config.value(of: name) {
      return TransformValue(.string(given), source: value.source)
    }
    guard lookUp(.parameters, name) != nil, let entry = template.entry(of: .parameters, named: name),
      let fallback = entry.value["Default"]
    else { return value }
    let read = TransformValue(fallback, in: template.tree)
    return TransformValue(read.content, source: value.source)
  }

  /// The resource of an API, or of another type, that an entry refers to; nil where the template has none.
  func samResource(named name: String) -> SAMResource? {
    guard lookUp(.resources, name)?.type?.hasPrefix("AWS::Serverless::") == true else { return nil }
    return scope.resource(named: name)
  }
}
