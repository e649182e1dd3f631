import BoundedRegex
import ResourceSchema
import SAMTemplate
import Synchronization
import YAMLSyntax

/// What is worked out once and used again while checks run: compiled patterns, facts taken out of the pack. One a
/// thread.
final class Caches {
  /// A resource type as the checks use it.
  struct TypeFacts {
    let type: ResourceType
    let name: String
    let isSAM: Bool
    /// The properties' schema in each region that is asked for, each once.
    let schemas: [Schema]
    let rules: [Rule]
    /// The properties that `package` commands replace, each with the way to it.
    let packagedPaths: [[String]]

    /// A conditional rule with what does not change from resource to resource.
    struct Rule {
      let id: String
      let path: [String]
      let schema: Schema
      let reportsEveryMismatch: Bool
    }
  }

  private var samTypes: [String: SAMTypeFacts?] = [:]
  private var policyTemplates: [String: [String]?] = [:]

  /// What the SAM translator declares of a type; nil where it is none of SAM's.
  func samType(named name: String) -> SAMTypeFacts? {
    if let known = samTypes[name] { return known }
    let facts = PackFacts.samType(named: name)
    samTypes[name] = .some(facts)
    return facts
  }

  /// The parameters of a policy template; nil where there is no such template.
  func policyTemplateParameters(_ name: String) -> [String]? {
    if let known = policyTemplates[name] { return known }
    let parameters = SchemaPack.shared.sam.policyTemplate(named: name)?.parameters
    policyTemplates[name] = .some(parameters)
    return parameters
  }

  private let regions: [String]
  private var types: [String: TypeFacts?] = [:]
  private var functionSchemas: [Intrinsic: Schema?] = [:]
  private var sections: [String: Schema?] = [:]
  /// The types that can make snapshots.
  private(set) lazy var snapshotTypes = Set(SchemaPack.shared.snapshotTypes)

  /// - Parameter regions: those that the template is to be deployed to; not empty.
  init(regions: [String]) { self.regions = regions }

  /// A resource type by name; nil where it does not exist.
  func type(named name: String) -> TypeFacts? {
    if let known = types[name] { return known }
    let facts = SchemaPack.shared.type(named: name).map { type in
      var schemas: [Schema] = []
      for region in regions {
        if let schema = type.schema(in: region), !schemas.contains(schema) { schemas.append(schema) }
      }
      return TypeFacts(
        type: type, name: type.name, isSAM: type.isSAM, schemas: schemas.isEmpty ? [type.schema] : schemas,
        // The definition of a state machine has a rule of its own.
        rules: type.rules.filter { $0.id != "E3601" }.compactMap { rule in
          guard let schema = rule.schema(in: regions[0]), rule.path.first == "Properties" else { return nil }
          return TypeFacts.Rule(
            id: rule.id, path: Array(rule.path.dropFirst()), schema: schema,
            reportsEveryMismatch: rule.reportsEveryMismatch)
        }, packagedPaths: PackFacts.packagedProperties[type.name] ?? [])
    }
    types[name] = .some(facts)
    return facts
  }

  /// The schema of a function's argument.
  func argument(of function: Intrinsic) -> Schema? {
    if let known = functionSchemas[function] { return known }
    let schema = SchemaPack.shared.intrinsicFunction(named: function.rawValue)?.schema
    functionSchemas[function] = .some(schema)
    return schema
  }

  /// The schema of a part of a template, by its name in the pack.
  func section(_ name: String) -> Schema? {
    if let known = sections[name] { return known }
    let schema = SchemaPack.shared.section(name)
    sections[name] = .some(schema)
    return schema
  }

  private var compiled: [String: BoundedRegex?] = [:]
  private var functionSets: [Schema: Set<String>?] = [:]
  private var resources: [String: SAMResource?] = [:]
  private var globals: GlobalValues?

  private var entries: [String: Entry?] = [:]

  /// An entry of `Resources` that others refer to, found once.
  func entry(named name: String, in template: Template) -> Entry? {
    if let known = entries[name] { return known }
    let entry = template.entry(of: .resources, named: name)
    entries[name] = .some(entry)
    return entry
  }

  /// What `Globals` says, read once.
  func globals(of template: Template) -> GlobalValues {
    if let globals { return globals }
    let new = GlobalValues(template)
    globals = new
    return new
  }

  /// A resource of SAM that others refer to, read once.
  func resource(named name: String, in template: Template) -> SAMResource? {
    if let known = resources[name] { return known }
    let resource = entry(named: name, in: template).flatMap {
      SAMResource($0, in: template, globals(of: template))
    }
    resources[name] = .some(resource)
    return resource
  }

  private var made: [String: MadeResources?] = [:]

  /// What the SAM transform makes of a resource that others refer to: see `Template.made(of:)`.
  func made(of name: String, in template: Template) -> MadeResources? {
    if let known = made[name] { return known }
    let resources = template.made(of: name)
    made[name] = .some(resources)
    return resources
  }

  private var samConfigs: [LocalFile: SAMConfig] = [:]

  /// What a configuration file of the SAM CLI says, read once.
  func samConfig(_ file: LocalFile, name: String, environment: String) -> SAMConfig {
    if let known = samConfigs[file] { return known }
    let config = SAMConfig(file, name: name, environment: environment)
    samConfigs[file] = config
    return config
  }

  private var routes: [String: OpenAPIRoutes] = [:]

  /// The routes of the definition of an API that events refer to, read once.
  func routes(of api: String, _ read: () -> OpenAPIRoutes) -> OpenAPIRoutes {
    if let known = routes[api] { return known }
    let read = read()
    routes[api] = read
    return read
  }

  /// The keys of API Gateway's own in an OpenAPI document, as far as the transform works with them.
  private(set) lazy var gatewayExtensions = SchemaPack.shared.sam.gatewayExtensions

  private var anchors: [String: [Node]]?

  /// The node that an alias stands for: the last one before it with that anchor. Every anchor is looked up once.
  func target(of alias: Node, in tree: SyntaxTree) -> Node? {
    let all = anchors ?? tree.anchoredNodes
    anchors = all
    return all[alias.value]?.last { $0.range.lowerBound < alias.range.lowerBound }
  }

  /// Whether the pattern is found in the text; nil where that cannot be said.
  func matches(_ pattern: String, _ text: String) -> Bool? {
    switch regex(pattern)?.search(text) {
    case .match: true
    case .noMatch: false
    case .undecided, nil: nil
    }
  }

  /// Patterns compiled by any thread: the pack's few thousand, and those that templates bring.
  private static let shared = Mutex<[String: BoundedRegex?]>([:])

  /// The compiled pattern; nil where it is no regular expression that can be run.
  func regex(_ pattern: String) -> BoundedRegex? {
    if let known = compiled[pattern] { return known }
    let regex = Self.shared.withLock { shared in
      if let known = shared[pattern] { return known }
      let regex = try? BoundedRegex(pattern)
      // Templates' own patterns come and go; nothing is lost by starting over now and then.
      if shared.count > 10_000 { shared.removeAll() }
      shared[pattern] = .some(regex)
      return regex
    }
    compiled[pattern] = .some(regex)
    return regex
  }

  private var patterns: [Schema: [(pattern: String, schema: Schema)]] = [:]
  private var requirements: [Schema: [(String, StringList)]] = [:]
  private var exclusions: [Schema: [(String, StringList)]] = [:]
  private var conditions: [Schema: TemplateCondition?] = [:]

  /// A condition on the template instead of a value: a transform is named, or the value stands in a section.
  struct TemplateCondition {
    let transform: String?
    let section: String?
  }

  /// `Schema.patternProperties`, taken out of the pack once.
  func patternProperties(of schema: Schema) -> [(pattern: String, schema: Schema)] {
    guard schema.keywords.contains(.patternProperties) else { return [] }
    return Self.kept(schema, in: &patterns) { schema.patternProperties }
  }

  /// `Schema.dependentRequired`, taken out of the pack once.
  func dependentRequired(of schema: Schema) -> [(String, StringList)] {
    Self.kept(schema, in: &requirements) { schema.dependentRequired }
  }

  /// `Schema.dependentExcluded`, taken out of the pack once.
  func dependentExcluded(of schema: Schema) -> [(String, StringList)] {
    Self.kept(schema, in: &exclusions) { schema.dependentExcluded }
  }

  /// `Schema.dynamicValidation` of a condition, taken out of the pack once.
  func templateCondition(of schema: Schema) -> TemplateCondition? {
    Self.kept(schema, in: &conditions) {
      schema.dynamicValidation.map {
        TemplateCondition(transform: $0["transformCheck"]?.string, section: $0["pathCheck"]?.string)
      }
    }
  }

  private var anyOfs: [Schema: AlternativeForms] = [:]
  private var oneOfs: [Schema: AlternativeForms] = [:]

  /// The forms of which a value must have one at least.
  func anyOf(of schema: Schema) -> AlternativeForms {
    Self.kept(schema, in: &anyOfs) { PackFacts.forms(of: schema.anyOf) }
  }

  /// The forms of which a value must have exactly one.
  func oneOf(of schema: Schema) -> AlternativeForms {
    Self.kept(schema, in: &oneOfs) { PackFacts.forms(of: schema.oneOf) }
  }

  private var signs: [Schema: SchemaSign] = [:]

  /// What tells at a glance that a value does not fit.
  func sign(of schema: Schema) -> SchemaSign {
    Self.kept(schema, in: &signs) { PackFacts.sign(of: schema) }
  }

  /// What was worked out of a schema before, or is now.
  private static func kept<Value>(
    _ schema: Schema, in known: inout [Schema: Value], _ make: () -> Value
  ) -> Value {
    if let value = known[schema] { return value }
    let value = make()
    known[schema] = value
    return value
  }

  /// The functions that a schema's `cfnContext` allows; nil where it does not say.
  func functions(in schema: Schema) -> Set<String>? {
    Self.kept(schema, in: &functionSets) {
      schema.cfnContext?["functions"]?.array.map { Set($0.compactMap(\.string)) }
    }
  }
}

extension SyntaxTree {
  /// The nodes with an anchor by its name, in the order of the text.
  fileprivate var anchoredNodes: [String: [Node]] {
    var found: [String: [Node]] = [:]
    guard let root else { return found }
    root.forEachNode { node in
      if let anchor = node.anchor { found[anchor, default: []].append(node) }
    }
    return found
  }
}
