import Synchronization
import YAMLSyntax

/// What the transform makes of single entries, worked out when it is asked for and kept as long as nothing that it
/// depends on changes. Versions of a template share one: what it says follows from the entries alone.
final class MadeModel: Sendable {
  private struct State {
    var made: [Key: MadeResources?] = [:]
    var values: [SubtreeID: TransformValue] = [:]
    var parameters: (id: SubtreeID?, values: TransformParameters)?
  }

  /// All that decides what is made of an entry.
  private struct Key: Hashable {
    let name: String
    let parts: [SubtreeID?]
  }

  private let state = Mutex(State())
  /// Where there are more results than any template has resources, they are of versions that are gone.
  private static let limit = 4000

  /// - Parameter name: a logical id, or an implicit API's.
  /// - Complexity: the first time linear in the entry and in the APIs and ends of connectors that it names; after that
  ///   in its references.
  func made(of name: String, in template: Template) -> MadeResources? {
    let sections = template.header.sections
    let others = Self.others(for: name, in: template)
    let key = Key(
      name: name,
      parts: [template.facts(of: .resources, named: name)?.id]
        + [.globals, .parameters, .mappings].map { (section: Section) in sections[section]?.id }
        + others.map(\.id))
    if let known = state.withLock({ $0.made[key] }) { return known }
    let made = make(name, others, in: template)
    state.withLock {
      if $0.made.count > Self.limit { $0.made.removeAll() }
      $0.made[key] = .some(made)
    }
    return made
  }

  /// The entries that the transform looks at besides the one that it takes up.
  private static func others(for name: String, in template: Template) -> [EntryFacts] {
    guard let facts = template.facts(of: .resources, named: name) else { return [] }
    var seen: Set<String> = [name]
    return (facts.references.map(\.name) + facts.connectorEnds).compactMap { other in
      guard seen.insert(other).inserted, let found = template.facts(of: .resources, named: other) else {
        return nil
      }
      let matters =
        facts.connectorEnds.contains(other)
        || ["AWS::S3::Bucket", "AWS::Cognito::UserPool"].contains(found.type)
        || found.type?.hasPrefix("AWS::Serverless::") == true && found.type?.hasSuffix("Api") == true
      return matters ? found : nil
    }
  }

  private func make(_ name: String, _ others: [EntryFacts], in template: Template) -> MadeResources? {
    var resources: TransformValue = [:]
    if template.facts(of: .resources, named: name) != nil {
      guard let entry = template.entry(of: .resources, named: name) else { return nil }
      resources.set(name, TransformReader(template.tree, keepsSources: false).read(entry.value))
    } else if name == SAMResource.implicitRestAPI {
      resources.set(name, ["Type": "AWS::Serverless::Api", "Properties": ["StageName": "Prod"]])
    } else {
      resources.set(name, ["Type": "AWS::Serverless::HttpApi", "Properties": [:]])
    }
    for other in others { resources.set(other.name, stub(of: other, in: template)) }
    var root: TransformValue = ["Resources": resources]
    for section in [Section.globals, .mappings] {
      guard let entry = template.header.sections[section] else { continue }
      root.set(
        section.rawValue,
        value(entry.id) { TransformReader(template.tree, keepsSources: false).read(entry.value) })
    }
    var transformation = Transformation(root, region: "us-east-1", parameters: parameters(of: template))
    if template.facts(of: .resources, named: name) == nil { transformation.implicitAPIs = [name] }
    transformation.run(only: name)
    return MadeResources(of: name, by: transformation)
  }

  /// As much of an entry as decides what is made of others: not its definition, which may be long.
  private func stub(of facts: EntryFacts, in template: Template) -> TransformValue {
    value(facts.id) {
      guard let entry = template.entry(of: .resources, named: facts.name) else { return [:] }
      var value = TransformReader(template.tree, keepsSources: false).read(entry.value)
      value.update("Properties") { properties in
        let isWritten = properties.some("DefinitionBody") != nil
        properties.remove("DefinitionBody")
        if isWritten { properties.set("DefinitionUri", "definition") }
      }
      return value
    }
  }

  private func value(_ id: SubtreeID, _ read: () -> TransformValue) -> TransformValue {
    if let known = state.withLock({ $0.values[id] }) { return known }
    let value = read()
    state.withLock {
      if $0.values.count > Self.limit { $0.values.removeAll() }
      $0.values[id] = value
    }
    return value
  }

  private func parameters(of template: Template) -> TransformParameters {
    let entry = template.header.sections[.parameters]
    if let known = state.withLock({ $0.parameters }), known.id == entry?.id { return known.values }
    let read = entry.map { TransformReader(template.tree, keepsSources: false).read($0.value) } ?? [:]
    let parameters = TransformParameters(of: read, region: "us-east-1", isLegacy: false)
    state.withLock { $0.parameters = (entry?.id, parameters) }
    return parameters
  }
}
