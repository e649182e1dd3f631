import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// Scalar values that schemas and the language list.
extension CompletionList {
  mutating func addValues(of place: SchemaPlace) {
    switch place.root {
    case .attributes where !place.path.isEmpty:
      addAttributeValues(place.path)
      return
    case .parameter where place.path == ["Type"]:
      for (index, type) in ParameterTypes.all.enumerated() { add(value: type, rank: 0, order: index) }
      return
    case .parameter where place.path == ["Default"]:
      for (index, value) in (place.entry?["AllowedValues"]?.items.map { $0 } ?? []).enumerated() {
        if let literal = Value(value).literal { add(value: literal, rank: 0, order: index) }
      }
      return
    case .output where place.path == ["Condition"]:
      addConditionNames()
      return
    case .metadata where place.isInterfaceParameters:
      addParameterNames()
      return
    default: break
    }
    if place.isConnectorResource {
      addResourceNames(rank: 0)
      return
    }
    if cursor.role == .either, cursor.node == nil, !isItem { addDash(for: place) }
    if place.isRuntime {
      addRuntimes()
      return
    }
    let known = KnownValues(place)
    let isEventType = place.path == ["Events", "*", "Type"]
    for (index, value) in known.strings.enumerated() {
      add(
        value: value, detail: value == known.defaultValue ? "default" : nil, rank: 0,
        order: value == known.defaultValue ? 0 : index + 1, isPreselected: value == known.defaultValue,
        documentationKey: isEventType ? "event \(place.type?.name ?? "") \(value)" : nil)
    }
    if known.strings.isEmpty, let value = known.defaultValue, !value.isEmpty {
      add(value: value, detail: "default", rank: 0)
    }
    if isPolicyList(place) { addPolicyTemplates(asItem: true) }
    if known.strings.isEmpty { addResourceValues(of: place) }
  }

  /// Whether the cursor stands where an item of a list does.
  var isItem: Bool {
    if case .item = cursor.levels.last?.step { return true }
    return false
  }

  /// On a line of its own under a list's key: the item's dash.
  mutating func addDash(for place: SchemaPlace) {
    guard !cursor.isFlow, cursor.typed.isEmpty, ValueShape(place.views(of: nil)) == .list else { return }
    var stop = 1
    let lines = requiredLines(of: place.childItem(), stop: &stop)
    let indent = String(repeating: " ", count: max(0, cursor.column - cursor.lineIndent) + 2)
    var item = CompletionItem(
      label: "- ", kind: .snippet, detail: "list item", replaceRange: cursor.replaceRange, insertText: "- ",
      triggersCompletion: true)
    if !lines.isEmpty { item.snippet = "- " + lines.joined(separator: "\n" + indent) }
    add(item, rank: 10)
  }

  private mutating func addAttributeValues(_ path: [String]) {
    switch path.first {
    case "Type" where path.count == 1:
      addResourceTypes()
    case "Metadata" where path == ["Metadata", "BuildMethod"]:
      for value in ["makefile", "esbuild", "rust-cargolambda"] { add(value: value, rank: 0) }
    case "DependsOn":
      addResourceNames(rank: 0)
    case "Condition" where path.count == 1:
      addConditionNames()
    case "DeletionPolicy" where path.count == 1:
      for (index, value) in ["Retain", "Delete", "Snapshot", "RetainExceptOnCreate"].enumerated() {
        add(value: value, rank: 0, order: index)
      }
    case "UpdateReplacePolicy" where path.count == 1:
      for (index, value) in ["Retain", "Delete", "Snapshot"].enumerated() {
        add(value: value, rank: 0, order: index)
      }
    case "IgnoreGlobals":
      add(value: "*", rank: 0, quoted: true)
    default: break
    }
  }

  private mutating func addRuntimes() {
    for (index, runtime) in RuntimeOrder.newestFirst().enumerated() {
      add(
        value: runtime.name, detail: runtime.isDeprecated ? "deprecated" : nil,
        rank: runtime.isDeprecated ? 50 : 0,
        order: index, isDeprecated: runtime.isDeprecated)
    }
  }

  /// Transforms that CloudFormation provides.
  mutating func addTransforms() {
    let names = [
      "AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::Include", "AWS::CodeDeployBlueGreen",
      "AWS::SecretsManager-2024-09-16", "AWS::ServiceCatalog",
    ]
    for (index, name) in names.enumerated()
    where !template.header.transforms.contains(name) || cursor.typed == name {
      add(value: name, kind: .keyword, rank: 0, order: index)
    }
  }
}
