import ResourceSchema
import Synchronization

/// Facts of the pack in the form in which checks ask for them, worked out once a process: a keystroke must not pay for
/// them again.
enum PackFacts {
  /// The kinds of the pseudo parameters' values, by name.
  static let pseudoParameters = Dictionary(
    SchemaPack.shared.pseudoParameters.map { ($0.name, $0.types) }, uniquingKeysWith: { first, _ in first })
  /// Lambda's runtimes by name.
  static let runtimes = Dictionary(
    SchemaPack.shared.lambdaRuntimes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  /// By type, the paths below the resource of what `package` commands replace: see `SchemaPack.packagedProperties`.
  static let packagedProperties = Dictionary(
    grouping: SchemaPack.shared.packagedProperties.map { $0.split(separator: "/").map(String.init) },
    by: { $0.dropFirst().first ?? "" }
  ).mapValues { paths in paths.map { Array($0.dropFirst(2)) } }

  private static let samTypes = Mutex<[String: SAMTypeFacts]>([:])
  private static let alternatives = Mutex<[SchemaList: AlternativeForms]>([:])
  private static let signs = Mutex<[Schema: SchemaSign]>([:])

  /// What the SAM translator declares of a type; nil where it is none of SAM's.
  static func samType(named name: String) -> SAMTypeFacts? {
    samTypes.withLock { known in
      if let facts = known[name] { return facts }
      guard let facts = SchemaPack.shared.sam.type(named: name).map(SAMTypeFacts.init) else { return nil }
      known[name] = facts
      return facts
    }
  }

  /// What tells at a glance that a value does not fit a schema.
  static func sign(of schema: Schema) -> SchemaSign { kept(schema, in: signs) { SchemaSign(schema) } }

  /// What tells the alternatives of a list apart.
  static func forms(of list: SchemaList) -> AlternativeForms {
    kept(list, in: alternatives) { AlternativeForms(list) }
  }

  /// What was worked out before, or is now.
  private static func kept<Key: Hashable & Sendable, Value: Sendable>(
    _ key: Key, in all: borrowing Mutex<[Key: Value]>, _ make: () -> Value
  ) -> Value {
    all.withLock { known in
      if let value = known[key] { return value }
      let value = make()
      known[key] = value
      return value
    }
  }
}

/// What the SAM translator declares of a type.
final class SAMTypeFacts: Sendable {
  private let facts: SAMFacts.TypeFacts
  private let events = Mutex<[String: SAMFacts.EventSource]>([:])
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
    events.withLock { known in
      if let event = known[name] { return event }
      // Names that are none come and go with what is typed.
      guard let event = facts.event(named: name) else { return nil }
      known[name] = event
      return event
    }
  }
}
