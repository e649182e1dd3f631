import ResourceSchema
import SAMTemplate

extension Rule {
  static let invalidStateMachine = Rule(
    "invalid-state-machine",
    summary: "Properties of a SAM state machine do not go together.",
    documentation: """
      The definition stands in the template or in a file, not both. A role that is given brings its policies with it. \
      What works on an alias needs `AutoPublishAlias`.
      """)
}

extension Checker {
  /// The properties of a state machine that the transform reads itself.
  func checkStateMachine(_ resource: SAMResource) {
    let properties = resource.properties
    let definition = properties.some("Definition")
    let uri = properties.some("DefinitionUri")
    if let uri, definition != nil {
      report(
        .invalidStateMachine, "'Definition' and 'DefinitionUri' exclude each other; keep one of them",
        at: uri,
        of: resource, atKey: true)
    } else if uri == nil, definition == nil {
      report(
        .invalidStateMachine, "'\(resource.logicalID)' needs 'Definition' or 'DefinitionUri'", at: nil,
        of: resource)
    }
    checkLocation(uri, "DefinitionUri", resource)
    if let policies = properties.some("Policies"), properties.some("Role") != nil {
      report(
        .invalidStateMachine, "'Policies' make a role; with 'Role' they must not be there", at: policies,
        of: resource,
        atKey: true)
    }
    guard properties.some("AutoPublishAlias") == nil else { return }
    for name in ["UseAliasAsEventTarget", "DeploymentPreference"] {
      guard let value = properties.some(name) else { continue }
      report(
        .invalidStateMachine, "'\(name)' works on an alias; set 'AutoPublishAlias'", at: value, of: resource,
        atKey: true)
    }
  }
}
