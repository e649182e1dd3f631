/// What the SAM transform knows beyond its types' schemas.
public struct SAMFacts: Sendable {
  let value: PackedValue

  /// A part of `Globals`.
  public struct GlobalsSection: Sendable, Hashable {
    /// The key, `Function`.
    public var name: String
    /// The resources that it applies to.
    public var typeName: String
    /// The properties that it may set.
    public var properties: [String]
  }

  /// The parts of `Globals`, in byte order of their names.
  public var globals: [GlobalsSection] {
    (value["globals"]?.members ?? []).map {
      GlobalsSection(
        name: $0.key, typeName: $0.value["type"]?.string ?? "",
        properties: $0.value["properties"]?.strings ?? [])
    }
  }

  /// A policy template: what may stand in a function's `Policies` by name.
  public struct PolicyTemplate: Sendable, Hashable {
    /// The name, `DynamoDBCrudPolicy`.
    public var name: String
    /// The parameters, all required.
    public var parameters: [String]
    /// The policy document with references to the parameters.
    public var definition: JSONValue
  }

  /// The names of the policy templates, in byte order.
  public var policyTemplateNames: [String] { value["policyTemplates"]?.members.map(\.key) ?? [] }

  /// A policy template by name; nil where there is none.
  public func policyTemplate(named name: some StringProtocol) -> PolicyTemplate? {
    guard let template = value["policyTemplates"]?[name] else { return nil }
    return PolicyTemplate(
      name: String(name), parameters: template["parameters"]?.strings ?? [],
      definition: template["definition"]?.decoded() ?? .null)
  }

  /// The policy templates, in byte order of their names.
  public var policyTemplates: [PolicyTemplate] {
    policyTemplateNames.compactMap { policyTemplate(named: $0) }
  }

  /// The names of AWS managed policies that may stand in `Policies` without an ARN, in byte order.
  public var managedPolicies: [String] { value["managedPolicies"]?.members.map(\.key) ?? [] }

  /// The ARN of an AWS managed policy (in the `aws` partition); nil where the name is unknown.
  public func managedPolicyARN(named name: some StringProtocol) -> String? {
    value["managedPolicies"]?[name]?.string
  }

  /// The keys of an OpenAPI document that are API Gateway's own and that the transform works with, in byte order.
  public var gatewayExtensions: [String] { value["gatewayExtensions"]?.strings ?? [] }

  /// The types that a connector may start from, in byte order.
  public var connectorSources: [String] { value["connectors"]?.members.map(\.key) ?? [] }

  /// The types that a connector from `source` may lead to, in byte order.
  public func connectorDestinations(from source: some StringProtocol) -> [String] {
    value["connectors"]?[source]?.members.map(\.key) ?? []
  }

  /// The permissions of a connector, `Read`, `Write`; nil where there is no such connector.
  public func connectorPermissions(
    from source: some StringProtocol, to destination: some StringProtocol
  ) -> [String]? {
    value["connectors"]?[source]?[destination]?.strings
  }

  /// What a connector from `source` to `destination` makes, as the translator's profiles say it: `type` names the
  /// kind of policy, `AccessCategories` holds the statements by permission, `order` the permissions in their order,
  /// `ValidAccessCategories` those that go together, `SourcePolicy` whether the source's role gets them. Nil where there is no such connector.
  public func connectorProfile(
    from source: some StringProtocol, to destination: some StringProtocol
  ) -> JSONValue? {
    value["connectorProfiles"]?["permissions"]?[source]?[destination]?.decoded()
  }

  /// Where a resource of a CloudFormation type has what connectors ask of it: under `Outputs` its `Arn`, `Url`, `Id`,
  /// `Name` and `Qualifier` with `%{logicalId}` for its logical id, under `Inputs` its role. Nil for other types.
  public func connectorResource(named type: some StringProtocol) -> JSONValue? {
    value["connectorProfiles"]?["resources"]?[type]?.decoded()
  }

  /// The resource attributes (`Condition`, `Metadata`, …) that the transform keeps on the resource itself.
  public var keptResourceAttributes: [String] { value["resourceAttributes"]?["kept"]?.strings ?? [] }

  /// The resource attributes that the transform also gives to the other resources it generates.
  public var passedOnResourceAttributes: [String] { value["resourceAttributes"]?["passedOn"]?.strings ?? [] }

  /// A property as the translator's class declares it. The type's schema says more of it.
  public struct DeclaredProperty: Sendable, Hashable {
    /// The name.
    public var name: String
    /// Whether the translator demands it (after it has added what it adds itself).
    public var isRequired: Bool
    /// Whether an intrinsic function may stand there.
    public var allowsIntrinsics: Bool
    /// The kinds of value that the translator takes. Empty: any.
    public var kinds: [ValueKind]
    /// The kinds of item that a list may hold. Empty: any.
    public var itemKinds: [ValueKind]
    /// The kinds of value that a map may hold. Empty: any.
    public var memberKinds: [ValueKind]
  }

  /// A kind of value, as the translator tells them apart.
  public enum ValueKind: String, Sendable, Hashable {
    case text, map, boolean, list, integer
  }

  /// A kind of event.
  public struct EventSource: Sendable, Hashable {
    /// The value of `Type`, `Api`.
    public var name: String
    /// Its properties, in the byte order of their names.
    public var properties: [DeclaredProperty]
    /// The service that invokes the function; nil where it is polled.
    public var principal: String?
    /// The resources that it makes the transform generate.
    public var generated: [GeneratedResource]
  }

  /// A resource that the transform makes.
  public struct GeneratedResource: Sendable, Hashable {
    /// The logical id: `<id>` is the SAM resource's, `<event>` the event's, `<alias>`, `<stage>` and `<bucket>`
    /// the values of the properties of that name, `<hash>` ten hexadecimal digits.
    public var logicalID: String
    /// The resource type.
    public var typeName: String
  }

  /// How properties of a SAM type exclude or demand each other.
  public struct PropertyRule: Sendable, Hashable {
    /// What the rule asks.
    public enum Kind: String, Sendable, Hashable {
      /// At most one of the properties.
      case mutuallyExclusive = "mutually_exclusive"
      /// All of the properties or none.
      case mutuallyInclusive = "mutually_inclusive"
      /// The first property only with the second.
      case conditionalRequirement = "conditional_requirement"
    }

    /// What the rule asks.
    public var kind: Kind
    /// Dotted paths; one may end in `=Value`.
    public var properties: [String]
  }

  /// What the translator says of one SAM type.
  public struct TypeFacts: Sendable {
    let value: PackedValue

    /// The properties as the class declares them, in byte order.
    public var properties: [DeclaredProperty] { SAMFacts.declared(value["properties"]) }

    /// The names of its kinds of events, in byte order; empty where it has no `Events`.
    public var eventNames: [String] { value["events"]?.members.map(\.key) ?? [] }

    /// A kind of event by the value of its `Type`; nil where there is none.
    public func event(named name: some StringProtocol) -> EventSource? {
      guard let event = value["events"]?[name] else { return nil }
      return EventSource(
        name: String(name), properties: SAMFacts.declared(event["properties"]),
        principal: event["principal"]?.string,
        generated: SAMFacts.generated(value["generated"]?["events"]?[name]))
    }

    /// The names that may follow the logical id in `Ref` and `GetAtt` (`MyFunction.Alias`) and the types that
    /// they stand for, in byte order.
    public var referableProperties: [(name: String, typeName: String)] {
      (value["referable"]?.members ?? []).map { ($0.key, $0.value.string ?? "") }
    }

    /// How properties exclude or demand each other.
    public var propertyRules: [PropertyRule] {
      (value["rules"]?.elements ?? []).compactMap { rule in
        let parts = rule.elements
        guard let kind = parts.first?.string.flatMap(PropertyRule.Kind.init(rawValue:)), parts.count == 2
        else { return nil }
        return PropertyRule(kind: kind, properties: parts[1].strings)
      }
    }

    /// AWS's page of an object in the type's schema, by the name of its definition (`ApiEventProperties`, or
    /// `Properties` for the resource's own); nil where it has none.
    public func page(ofModel name: some StringProtocol) -> String? { value["models"]?[name]?["page"]?.string }

    /// The CloudFormation property, `AWS::Lambda::Function.Runtime`, that the transform hands a property of an
    /// object to as it is; nil where it does something else with it, or upstream does not say.
    public func passThrough(model: some StringProtocol, property: some StringProtocol) -> String? {
      value["models"]?[model]?["passThrough"]?[property]?.string
    }

    /// The resources that the transform makes of the least template, itself included.
    public var generatedResources: [GeneratedResource] { SAMFacts.generated(value["generated"]?["always"]) }

    /// The resources that the transform also makes when a property is there; not for every property.
    public var generatedByProperty: [(property: String, resources: [GeneratedResource])] {
      (value["generated"]?["properties"]?.members ?? []).map { ($0.key, SAMFacts.generated($0.value)) }
    }

    /// The resources that the transform makes where a property is there; nil where it makes none.
    ///
    /// - Complexity: logarithmic in the number of such properties.
    public func generated(by property: some StringProtocol) -> [GeneratedResource]? {
      value["generated"]?["properties"]?[property].map(SAMFacts.generated)
    }
  }

  /// What the translator says of a SAM type; nil for other types.
  public func type(named name: some StringProtocol) -> TypeFacts? {
    value["types"]?[name].map(TypeFacts.init(value:))
  }

  private static func declared(_ value: PackedValue?) -> [DeclaredProperty] {
    let members = value?.members ?? []
    return members.map { name, value in
      let kinds = value["kinds"]?.strings ?? []
      func valueKinds(after beginning: String) -> [ValueKind] {
        kinds.filter { $0.hasPrefix(beginning) }.compactMap {
          ValueKind(rawValue: String($0.dropFirst(beginning.count)))
        }
      }
      return DeclaredProperty(
        name: name, isRequired: value["required"]?.bool ?? false,
        allowsIntrinsics: value["intrinsics"]?.bool ?? true, kinds: kinds.compactMap(ValueKind.init),
        itemKinds: valueKinds(after: "list of "), memberKinds: valueKinds(after: "map of "))
    }
  }

  private static func generated(_ value: PackedValue?) -> [GeneratedResource] {
    (value?.elements ?? []).compactMap { pair in
      let parts = pair.strings
      return parts.count == 2 ? GeneratedResource(logicalID: parts[0], typeName: parts[1]) : nil
    }
  }
}

extension SchemaPack {
  /// What the SAM transform knows beyond its types' schemas.
  public var sam: SAMFacts {
    SAMFacts(value: facts["sam"] ?? PackedValue(reader: reader, handle: 0))
  }
}

extension ResourceType {
  /// What the SAM translator says of this type; nil for types that are not SAM's.
  public var sam: SAMFacts.TypeFacts? { SchemaPack.shared.sam.type(named: name) }
}
