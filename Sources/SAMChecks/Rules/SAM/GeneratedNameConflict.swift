import ResourceSchema
import SAMTemplate

extension Rule {
  static let generatedNameConflict = Rule(
    "generated-name-conflict",
    summary: "The template has a resource of the name that SAM gives to one that it makes.",
    documentation: """
      The logical ids of what SAM makes follow from the names of the resource and its events: `MyFunctionRole`, \
      `MyFunctionMyEventPermission`. A resource of the template must have another name.
      """)
}

extension Checker {
  /// The names of what an event makes against those of the template.
  func checkGeneratedNames(_ event: SAMEvent, _ source: SAMFacts.EventSource, _ resource: SAMResource) {
    for made in source.generated {
      let pattern = made.logicalID
      guard pattern.hasPrefix("<id><event>"), !pattern.dropFirst("<id><event>".count).contains("<") else {
        continue
      }
      let name = resource.logicalID + event.name + pattern.dropFirst("<id><event>".count)
      guard lookUp(.resources, name) != nil else { continue }
      report(
        .generatedNameConflict,
        "SAM makes '\(name)' (\(made.typeName)) of this event, but the template has a resource of that name",
        at: event.value,
        of: resource, atKey: true)
    }
  }
}
