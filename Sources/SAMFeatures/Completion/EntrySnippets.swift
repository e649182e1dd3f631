import ResourceSchema
import SAMTemplate

/// Properties that a person mostly wants though no schema requires them. A choice of what is proposed first, not a fact.
enum UsualProperties {
  /// What a new resource of the type starts with, besides what is required.
  static func starters(of type: String) -> [String] {
    switch type {
    case "AWS::Serverless::Function": ["CodeUri", "Handler", "Runtime"]
    case "AWS::Serverless::StateMachine": ["DefinitionUri"]
    case "AWS::Serverless::LayerVersion": ["ContentUri"]
    case "AWS::Lambda::Function": ["Handler", "Runtime"]
    case "AWS::SNS::Subscription": ["Endpoint"]
    case "AWS::DynamoDB::Table": ["AttributeDefinitions", "BillingMode"]
    default: []
    }
  }

  private static let function = [
    "CodeUri", "Handler", "Runtime", "Events", "Environment", "Policies", "MemorySize", "Timeout",
    "Architectures",
    "Layers", "Role", "FunctionName", "Description",
  ]

  /// The place of a property among those that are shown first; nil for all others.
  static func order(of property: String, in type: String) -> Int? {
    type == "AWS::Serverless::Function" ? function.firstIndex(of: property) : nil
  }
}

extension CompletionList {
  /// Whole events, where the name of one would be written.
  mutating func addEvents(of place: SchemaPlace) {
    guard place.path == ["Events"], let type = place.type, let facts = type.sam, !cursor.isFlow,
      cursor.quote == nil, cursor.rest.isEmpty
    else { return }
    let unit = String(repeating: " ", count: indentUnit)
    let outer = String(repeating: " ", count: max(0, cursor.column - cursor.lineIndent))
    for (order, name) in facts.eventNames.enumerated() {
      var stop = 2
      var lines = ["${1:\(name)}:", unit + "Type: " + name]
      let body = eventLines(name, of: place, stop: &stop)
      lines += [unit + "Properties:"] + (body.isEmpty ? [unit + unit + "$0"] : body.map { unit + unit + $0 })
      add(
        CompletionItem(
          label: name, kind: .snippet, detail: "Event", documentationKey: "event \(type.name) \(name)",
          replaceRange: cursor.replaceRange,
          insertText: name + ":",
          snippet: lines.joined(separator: "\n" + outer)),
        rank: 10, order: order)
    }
  }

  /// The properties that a kind of event requires, as lines.
  private func eventLines(_ name: String, of place: SchemaPlace, stop: inout Int) -> [String] {
    let event = place.child("*")
    for alternative in event.views(of: nil) {
      guard let kind = alternative.properties["Type"],
        kind.enumeration.contains(string: name) || kind.constant?.string == name
      else { continue }
      var properties = event
      properties.schemas = [alternative]
      return requiredLines(of: properties.child("Properties"), stop: &stop)
    }
    return []
  }
}
