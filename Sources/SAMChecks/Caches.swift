import BoundedRegex
import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// What is worked out once and used again while checks run: compiled patterns, sets of functions. One a thread.
final class Caches {
  private var compiled: [String: BoundedRegex?] = [:]
  /// See `SchemaPack.packagedProperties`.
  private(set) lazy var packagedPaths = SchemaPack.shared.packagedProperties
  private var functionSets: [Schema: Set<String>?] = [:]
  private var resources: [String: SAMResource?] = [:]

  private var entries: [String: Entry?] = [:]

  /// An entry of `Resources` that others refer to, found once.
  func entry(named name: String, in template: Template) -> Entry? {
    if let known = entries[name] { return known }
    let entry = template.entry(of: .resources, named: name)
    entries[name] = .some(entry)
    return entry
  }

  /// A resource of SAM that others refer to, read once.
  func resource(named name: String, in template: Template) -> SAMResource? {
    if let known = resources[name] { return known }
    let resource = entry(named: name, in: template).flatMap { SAMResource($0, in: template) }
    resources[name] = .some(resource)
    return resource
  }

  /// Whether the pattern is found in the text; nil where that cannot be said.
  func matches(_ pattern: String, _ text: String) -> Bool? {
    switch regex(pattern)?.search(text) {
    case .match: true
    case .noMatch: false
    case .undecided, nil: nil
    }
  }

  /// The compiled pattern; nil where it is no regular expression that can be run.
  func regex(_ pattern: String) -> BoundedRegex? {
    if let known = compiled[pattern] { return known }
    let regex = try? BoundedRegex(pattern)
    compiled[pattern] = .some(regex)
    return regex
  }

  /// The functions that a schema's `cfnContext` allows; nil where it does not say.
  func functions(in schema: Schema) -> Set<String>? {
    if let known = functionSets[schema] { return known }
    let functions = schema.cfnContext?["functions"]?.array.map { Set($0.compactMap(\.string)) }
    functionSets[schema] = .some(functions)
    return functions
  }
}
