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

    /// A conditional rule with what does not change from resource to resource.
    struct Rule {
      let id: String
      let path: [String]
      let schema: Schema
      let reportsEveryMismatch: Bool
    }
  }

  /// What the SAM translator declares of a type, taken out of the pack once.
  final class SAMTypeFacts {
    private let facts: SAMFacts.TypeFacts
    private var events: [String: SAMFacts.EventSource?] = [:]
    /// The properties as the translator's class declares them.
    private(set) lazy var properties = facts.properties
    /// How properties exclude or demand each other.
    private(set) lazy var propertyRules = facts.propertyRules.map { rule in
      PropertyRule(kind: rule.kind, names: rule.properties, paths: rule.properties.map(PropertyPath.init))
    }

    /// A rule with its paths taken apart.
    struct PropertyRule {
      let kind: SAMFacts.PropertyRule.Kind
      let names: [String]
      let paths: [PropertyPath]
    }

    /// A dotted path of properties that may ask for a value: `PackageType=Image`.
    struct PropertyPath {
      let steps: [String]
      let expected: String?

      init(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1)
        steps = parts.first?.split(separator: ".").map(String.init) ?? []
        expected = parts.count == 2 ? String(parts[1]) : nil
      }
    }

    init(_ facts: SAMFacts.TypeFacts) { self.facts = facts }

    /// A kind of event by the value of its `Type`; nil where there is none.
    func event(named name: String) -> SAMFacts.EventSource? {
      if let known = events[name] { return known }
      let event = facts.event(named: name)
      events[name] = .some(event)
      return event
    }
  }

  private var samTypes: [String: SAMTypeFacts?] = [:]
  private var policyTemplates: [String: [String]?] = [:]

  /// What the SAM translator declares of a type; nil where it is none of SAM's.
  func samType(named name: String) -> SAMTypeFacts? {
    if let known = samTypes[name] { return known }
    let facts = SchemaPack.shared.sam.type(named: name).map(SAMTypeFacts.init)
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
  /// The kinds of the pseudo parameters' values, by name.
  private(set) lazy var pseudoParameters = Dictionary(
    SchemaPack.shared.pseudoParameters.map { ($0.name, $0.types) }, uniquingKeysWith: { first, _ in first })
  /// Lambda's runtimes by name.
  private(set) lazy var runtimes = Dictionary(
    SchemaPack.shared.lambdaRuntimes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
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
        })
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
  /// See `SchemaPack.packagedProperties`.
  private(set) lazy var packagedPaths = SchemaPack.shared.packagedProperties
  /// The types that have such properties.
  private(set) lazy var packagedTypes = Set(
    packagedPaths.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
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

  /// The functions that a schema's `cfnContext` allows; nil where it does not say.
  func functions(in schema: Schema) -> Set<String>? {
    if let known = functionSets[schema] { return known }
    let functions = schema.cfnContext?["functions"]?.array.map { Set($0.compactMap(\.string)) }
    functionSets[schema] = .some(functions)
    return functions
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
