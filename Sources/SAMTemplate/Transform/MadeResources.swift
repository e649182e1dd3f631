public import YAMLSyntax

/// What the transform makes of one entry of `Resources`.
public struct MadeResources: Sendable {
  /// The types by logical id.
  public let types: [String: String]
  /// What may follow the entry's logical id in `Ref` and `Fn::GetAtt` (`Function.Version`): the logical ids behind it.
  public let referable: [String: String]

  /// Transforms an entry with those that it names, and no others.
  ///
  /// - Returns: nil where the transform refuses the entry, or where it is none of SAM's.
  /// - Complexity: linear in these entries, in `Parameters` and in `Globals`.
  public init?(_ entry: Entry, in template: Template) {
    guard entry.key.kind == .scalar, let facts = template.facts(of: .resources, named: entry.key.value),
      facts.type?.hasPrefix("AWS::Serverless::") == true, facts.type != "AWS::Serverless::Connector"
    else { return nil }
    let reader = TransformReader(template.tree, keepsSources: false)
    var resources: TransformValue = [:]
    resources.set(entry.key.value, reader.read(entry.value))
    for name in Set(facts.references.map(\.name)) where name != entry.key.value {
      guard let other = template.entry(of: .resources, named: name) else { continue }
      resources.set(name, reader.read(other.value))
    }
    var root: TransformValue = ["Resources": resources]
    for section in [Section.parameters, .globals, .mappings] {
      guard let value = template.header.sections[section]?.value else { continue }
      root.set(section.rawValue, reader.read(value))
    }
    var transformation = Transformation(root, region: "us-east-1")
    transformation.run()
    let id = entry.key.value
    if transformation.refused.contains(id) { return nil }
    var types: [String: String] = [:]
    for (made, origin) in transformation.origins where origin == id {
      types[made] = transformation.finished[made]?["Type"]?.string
    }
    self.types = types
    referable = transformation.references.made[id] ?? [:]
  }
}
