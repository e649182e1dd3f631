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
      guard let suffix = made.suffixOfEvent else { continue }
      let name = resource.logicalID + event.name + suffix
      guard lookUp(.resources, name) != nil else { continue }
      report(
        .generatedNameConflict,
        "SAM makes '\(name)' (\(made.typeName)) of this event, but the template has a resource of that name",
        at: event.value,
        of: resource, atKey: true)
    }
  }
}

extension SAMFacts.GeneratedResource {
  /// What follows the names of the resource and the event in the logical id; nil where it is made in another way.
  fileprivate var suffixOfEvent: Substring? {
    let start = "<id><event>"
    guard logicalID.hasPrefix(start) else { return nil }
    let suffix = logicalID.utf8.dropFirst(start.utf8.count)
    return suffix.contains(UInt8(ascii: "<")) ? nil : Substring(suffix)
  }
}
