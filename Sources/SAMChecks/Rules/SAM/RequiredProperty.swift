import ResourceSchema
import SAMTemplate

extension Checker {
  /// The properties that the translator's classes demand: of some it asks more than the types' schemas, and it takes
  /// null for absent.
  ///
  /// - Parameter owner: what lacks a property, in a sentence.
  func checkRequiredProperties(
    _ properties: TransformValue, _ declared: [SAMFacts.DeclaredProperty], _ owner: String,
    holder: TransformValue,
    _ resource: SAMResource
  ) {
    guard let entries = properties.map, properties["Fn::Transform"] == nil else { return }
    let names = Set(declared.map(\.name))
    // The transform fills in the API itself.
    let required = declared.filter { $0.isRequired && $0.name != "RestApiId" }.map(\.name)
    for name in required {
      if let value = entries[name], value.isNull {
        report(.wrongKind, "'\(name)' has no value; \(owner) needs one", at: value, of: resource, atKey: true)
      }
    }
    let missing = required.filter { entries[$0] == nil }
    // What is misspelt is said where it stands.
    guard !missing.isEmpty, entries.keys.allSatisfy(names.contains) else { return }
    report(
      .missingProperty,
      "\(owner) needs \(missing.count == 1 ? "the property" : "the properties") \(quoted(missing, "and"))",
      at: properties.source == nil ? holder : properties, of: resource, atKey: true)
  }
}
