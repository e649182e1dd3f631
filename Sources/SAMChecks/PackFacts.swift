import BoundedRegex
import ResourceSchema
import SAMTemplate
import Synchronization

/// Facts of the pack in the form in which checks ask for them, each worked out when it is first asked for and kept for as
/// long as the process lives: a keystroke must not pay for them again.
///
/// Every thread works with one of its own, so that no look-up takes a lock. Two threads work a fact out twice, once a
/// process.
///
/// `@unchecked Sendable`: an instance is used by one thread at a time. It is made for one borrower, or taken out of `idle`
/// under that lock; `giveBack`, the last thing that its borrower does with it, puts it there under the same lock.
final class PackFacts: @unchecked Sendable {
  private static let idle = Mutex<[PackFacts]>([])
  /// How many are kept for the next borrower: for the threads of two configurations on a machine of some cores.
  private static let maximumIdle = 16

  /// Facts that nobody else uses, until they are given back.
  ///
  /// - Parameter regions: those that the template is to be deployed to; not empty.
  static func borrowed(regions: [String]) -> PackFacts {
    let known = idle.withLock { idle in
      idle.lastIndex { $0.regions == regions }.map { idle.remove(at: $0) }
    }
    return known ?? PackFacts(regions: regions)
  }

  /// Makes them another borrower's.
  func giveBack() {
    Self.idle.withLock { idle in
      if idle.count == Self.maximumIdle { idle.removeFirst() }
      idle.append(self)
    }
  }

  private init(regions: [String]) { self.regions = regions }

  /// The kinds of the pseudo parameters' values, by name.
  static let pseudoParameters = Dictionary(
    SchemaPack.shared.pseudoParameters.map { ($0.name, $0.types) }, uniquingKeysWith: { first, _ in first })
  /// Lambda's runtimes by name.
  static let runtimes = Dictionary(
    SchemaPack.shared.lambdaRuntimes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  /// By type, the paths below the resource of what `package` commands replace: see `SchemaPack.packagedProperties`.
  private static let packagedProperties = Dictionary(
    grouping: SchemaPack.shared.packagedProperties.map { $0.split(separator: "/").map(String.init) },
    by: { $0.dropFirst().first ?? "" }
  ).mapValues { paths in paths.map { Array($0.dropFirst(2)) } }

  // MARK: Types

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
    /// The regions of those that are asked for in which the type does not exist.
    let missingRegions: [String]

    /// A conditional rule with what does not change from resource to resource.
    struct Rule {
      let id: String
      let path: [String]
      let schema: Schema
      let reportsEveryMismatch: Bool
      /// What tells at a glance that the rule has nothing to say, where it is a condition and what follows from it.
      let condition: SchemaSign?

      init(id: String, path: [String], schema: Schema, reportsEveryMismatch: Bool) {
        self.id = id
        self.path = path
        self.schema = schema
        self.reportsEveryMismatch = reportsEveryMismatch
        condition =
          schema.keywords == Schema.KeywordSet(.if) | .then
          ? schema.ifSchema.flatMap { $0.keywords.contains(.dynamicValidation) ? nil : SchemaSign($0) } : nil
      }
    }
  }

  private let regions: [String]
  private var types: [String: TypeFacts] = [:]
  private var samTypes: [String: SAMTypeFacts] = [:]
  private var policyTemplates: [String: [String]] = [:]
  /// Few, and asked for again and again: comparing them costs less than hashing one.
  private var functionSchemas: [(function: Intrinsic, schema: Schema?)] = []
  private var sections: [String: Schema?] = [:]
  private var entryShapes: [String: EntryShape?] = [:]
  /// The types that can make snapshots.
  private(set) lazy var snapshotTypes = Set(SchemaPack.shared.snapshotTypes)
  /// The keys of API Gateway's own in an OpenAPI document, as far as the transform works with them.
  private(set) lazy var gatewayExtensions = SchemaPack.shared.sam.gatewayExtensions

  /// A resource type by name; nil where it does not exist.
  func type(named name: String) -> TypeFacts? {
    if let known = types[name] { return known }
    // Names that are none come and go with what is typed: they are not kept.
    guard let type = SchemaPack.shared.type(named: name) else { return nil }
    var schemas: [Schema] = []
    for region in regions {
      if let schema = type.schema(in: region), !schemas.contains(schema) { schemas.append(schema) }
    }
    let facts = TypeFacts(
      type: type, name: type.name, isSAM: type.isSAM, schemas: schemas.isEmpty ? [type.schema] : schemas,
      // The definition of a state machine has a rule of its own.
      rules: type.rules.filter { $0.id != "E3601" }.compactMap { rule in
        guard let schema = rule.schema(in: regions[0]), rule.path.first == "Properties" else { return nil }
        return TypeFacts.Rule(
          id: rule.id, path: Array(rule.path.dropFirst()), schema: schema,
          reportsEveryMismatch: rule.reportsEveryMismatch)
      }, packagedPaths: Self.packagedProperties[type.name] ?? [],
      missingRegions: type.isSAM ? [] : regions.filter { type.schema(in: $0) == nil })
    types[name] = facts
    return facts
  }

  /// What the SAM translator declares of a type; nil where it is none of SAM's.
  func samType(named name: String) -> SAMTypeFacts? {
    if let known = samTypes[name] { return known }
    guard let facts = SchemaPack.shared.sam.type(named: name).map(SAMTypeFacts.init) else { return nil }
    samTypes[name] = facts
    return facts
  }

  /// The parameters of a policy template; nil where there is no such template.
  func policyTemplateParameters(_ name: String) -> [String]? {
    if let known = policyTemplates[name] { return known }
    guard let parameters = SchemaPack.shared.sam.policyTemplate(named: name)?.parameters else { return nil }
    policyTemplates[name] = parameters
    return parameters
  }

  /// The schema of a function's argument.
  func argument(of function: Intrinsic) -> Schema? {
    if let known = functionSchemas.first(where: { $0.function == function }) { return known.schema }
    let schema = SchemaPack.shared.intrinsicFunction(named: function.rawValue)?.schema
    functionSchemas.append((function, schema))
    return schema
  }

  /// The schema of a part of a template, by its name in the pack.
  func section(_ name: String) -> Schema? {
    Self.kept(name, in: &sections) { SchemaPack.shared.section(name) }
  }

  /// What the schema of a section, given by its name in the pack, says of the section's entries; nil where it says
  /// nothing.
  func entryShape(of section: String) -> EntryShape? {
    Self.kept(section, in: &entryShapes) {
      self.section(section)?.patternProperties.first.map { pattern, schema in
        EntryShape(schema: schema, pattern: try? BoundedRegex(pattern))
      }
    }
  }

  // MARK: Patterns

  private var compiled: [String: BoundedRegex?] = [:]

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
    // Templates' own patterns come and go; nothing is lost by starting over now and then.
    if compiled.count > 5000 { compiled.removeAll() }
    let regex = try? BoundedRegex(pattern)
    compiled[pattern] = .some(regex)
    return regex
  }

  // MARK: Schemas

  private var patterns = SchemaMap<[(pattern: String, schema: Schema)]>()
  private var requirements = SchemaMap<[(String, StringList)]>()
  private var exclusions = SchemaMap<[(String, StringList)]>()
  private var conditions = SchemaMap<TemplateCondition?>()
  private var functionSets = SchemaMap<Set<String>?>()
  private var anyOfs = SchemaMap<AlternativeForms>()
  private var oneOfs = SchemaMap<AlternativeForms>()
  private var signs = SchemaMap<SchemaSign>()

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

  /// The forms of which a value must have one at least.
  func anyOf(of schema: Schema) -> AlternativeForms {
    Self.kept(schema, in: &anyOfs) { AlternativeForms(schema.anyOf) }
  }

  /// The forms of which a value must have exactly one.
  func oneOf(of schema: Schema) -> AlternativeForms {
    Self.kept(schema, in: &oneOfs) { AlternativeForms(schema.oneOf) }
  }

  /// What tells at a glance that a value does not fit.
  func sign(of schema: Schema) -> SchemaSign {
    Self.kept(schema, in: &signs) { SchemaSign(schema) }
  }

  /// The functions that a schema's `cfnContext` allows; nil where it does not say.
  func functions(in schema: Schema) -> Set<String>? {
    Self.kept(schema, in: &functionSets) {
      schema.cfnContext?["functions"]?.array.map { Set($0.compactMap(\.string)) }
    }
  }

  /// What was worked out of a schema before, or is now.
  private static func kept<Value>(
    _ schema: Schema, in known: inout SchemaMap<Value>, _ make: () -> Value
  ) -> Value {
    if let value = known[schema] { return value }
    let value = make()
    known[schema] = value
    return value
  }

  /// The same of something else.
  private static func kept<Key: Hashable, Value>(
    _ key: Key, in known: inout [Key: Value], _ make: () -> Value
  ) -> Value {
    if let value = known[key] { return value }
    let value = make()
    known[key] = value
    return value
  }
}

/// What the entries of a section have to be.
final class EntryShape {
  /// What an entry is held against.
  let schema: Schema
  private let pattern: BoundedRegex?

  init(schema: Schema, pattern: BoundedRegex?) {
    self.schema = schema
    self.pattern = pattern
  }

  /// Whether an entry may have that name, as far as that can be said.
  func mayBeNamed(_ name: String) -> Bool {
    if case .noMatch? = pattern?.search(name) { return false }
    return true
  }
}

/// What the SAM translator declares of a type.
final class SAMTypeFacts {
  private let facts: SAMFacts.TypeFacts
  private var events: [String: SAMFacts.EventSource] = [:]
  /// The properties as the translator's class declares them.
  let properties: [SAMFacts.DeclaredProperty]
  /// How properties exclude or demand each other.
  let propertyRules: [PropertyRule]
  /// The first steps of those rules' paths: without any of these properties no rule has anything to say.
  let ruledProperties: Set<String>

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

  init(_ facts: SAMFacts.TypeFacts) {
    self.facts = facts
    properties = facts.properties
    propertyRules = facts.propertyRules.map { rule in
      PropertyRule(kind: rule.kind, names: rule.properties, paths: rule.properties.map(PropertyPath.init))
    }
    ruledProperties = Set(propertyRules.flatMap { $0.paths.compactMap(\.steps.first) })
  }

  /// A kind of event by the value of its `Type`; nil where there is none.
  func event(named name: String) -> SAMFacts.EventSource? {
    if let known = events[name] { return known }
    // Names that are none come and go with what is typed.
    guard let event = facts.event(named: name) else { return nil }
    events[name] = event
    return event
  }
}
