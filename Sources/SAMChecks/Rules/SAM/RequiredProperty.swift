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
    var missing: [String] = []
    // The transform fills in the API itself.
    for property in declared where property.isRequired && property.name != "RestApiId" {
      guard let value = entries[property.name] else {
        missing.append(property.name)
        continue
      }
      guard value.isNull else { continue }
      report(
        .wrongKind, "'\(property.name)' has no value; \(owner) needs one", at: value, of: resource,
        atKey: true)
    }
    // What is misspelt is said where it stands.
    guard !missing.isEmpty, entries.keys.allSatisfy({ key in declared.contains { $0.name == key } }) else {
      return
    }
    report(
      .missingProperty,
      "\(owner) needs \(missing.count == 1 ? "the property" : "the properties") \(quoted(missing, "and"))",
      at: properties.source == nil ? holder : properties, of: resource, atKey: true)
  }
}
