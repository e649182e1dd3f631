/// A Lambda runtime and the end of its support. Dates are ISO 8601 days; nil where none is announced.
public struct Runtime: Sendable, Hashable {
  /// The identifier, `nodejs22.x`.
  public var name: String
  /// When support ends.
  public var deprecated: String?
  /// When functions can no longer be created with it.
  public var createBlock: String?
  /// When functions with it can no longer be updated.
  public var updateBlock: String?
  /// The runtime to move to.
  public var successor: String?
}

/// An intrinsic function.
public struct IntrinsicFunction: Sendable, Hashable {
  /// The long form's key, `Fn::Join`, `Ref`. `Fn::ForEach` stands for `Fn::ForEach::Name`.
  public var name: String
  /// The short form's YAML tag, `!Join`; nil where the function has none.
  public var tag: String?
  /// The schema of its argument; nil where upstream has none.
  public var schema: Schema?
  /// What it returns; empty where it is not a value.
  public var resultTypes: Schema.Types
  /// Whether it may stand in `Conditions`.
  public var isCondition: Bool
  /// Whether it may stand in `Rules`.
  public var isRule: Bool
  /// Whether it needs the `AWS::LanguageExtensions` transform.
  public var needsLanguageExtensions: Bool
  /// cfn-lint's rule for it, `E1022`; nil where it has none.
  public var rule: String?
}

/// A pseudo parameter.
public struct PseudoParameter: Sendable, Hashable {
  /// The name, `AWS::Region`.
  public var name: String
  /// The types of its value; empty for `AWS::NoValue`.
  public var types: Schema.Types
}

/// What a schema's `format` means.
public struct ValueFormat: Sendable, Hashable {
  /// The name, `AWS::EC2::VPC.Id`.
  public var name: String
  /// A regular expression (Python's dialect: `\Z` is the end of the text) that must match from the start.
  public var pattern: String
  /// cfn-lint's rule for it, `E1151`.
  public var rule: String
}

extension SchemaPack {
  /// The Lambda runtimes that upstream knows the dates of, in byte order of their names.
  public var lambdaRuntimes: [Runtime] {
    (facts["runtimes"]?.members ?? []).map { Self.runtime($0.key, $0.value) }
  }

  /// The dates of a runtime; nil where upstream knows none.
  public func runtime(named name: some StringProtocol) -> Runtime? {
    facts["runtimes"]?[name].map { Self.runtime(String(name), $0) }
  }

  private static func runtime(_ name: String, _ value: PackedValue) -> Runtime {
    Runtime(
      name: name, deprecated: value["deprecated"]?.string, createBlock: value["create-block"]?.string,
      updateBlock: value["update-block"]?.string, successor: value["successor"]?.string)
  }

  /// The intrinsic functions, in byte order of their names.
  public var intrinsicFunctions: [IntrinsicFunction] {
    (facts["functions"]?.members ?? []).map { function($0.key, $0.value) }
  }

  /// The intrinsic function with that long name, `Fn::Join`; nil where there is none.
  public func intrinsicFunction(named name: some StringProtocol) -> IntrinsicFunction? {
    facts["functions"]?[name].map { function(String(name), $0) }
  }

  private func function(_ name: String, _ value: PackedValue) -> IntrinsicFunction {
    let short = name.hasPrefix("Fn::") ? String(name.dropFirst(4)) : name
    return IntrinsicFunction(
      name: name, tag: name == "Fn::ForEach" ? nil : "!" + short,
      schema: value["section"]?.string.flatMap { section($0) },
      resultTypes: types(value["types"]), isCondition: value["isCondition"]?.bool ?? false,
      isRule: value["isRule"]?.bool ?? false,
      needsLanguageExtensions: value["needsLanguageExtensions"]?.bool ?? false,
      rule: value["rule"]?.string)
  }

  private func types(_ names: PackedValue?) -> Schema.Types {
    let names = names?.strings ?? []
    return Schema.Types(Schema.Types.names.filter { names.contains($0.name) }.map(\.type))
  }

  /// The pseudo parameters, in byte order of their names.
  public var pseudoParameters: [PseudoParameter] {
    (facts["pseudoParameters"]?.members ?? []).map { PseudoParameter(name: $0.key, types: types($0.value)) }
  }

  /// The pattern of a format; nil where cfn-lint does not check it (`date-time`, `json`, …).
  public func format(named name: some StringProtocol) -> ValueFormat? {
    guard let value = facts["formats"]?[name], let pattern = value["pattern"]?.string else { return nil }
    return ValueFormat(name: String(name), pattern: pattern, rule: value["rule"]?.string ?? "")
  }

  /// The types that a template parameter may have, for a single value (`String`, `AWS::EC2::VPC::Id`).
  public var singleParameterTypes: [String] { facts["parameterTypes"]?["single"]?.strings ?? [] }

  /// The types that a template parameter may have, for a list (`CommaDelimitedList`, `List<Number>`).
  public var listParameterTypes: [String] { facts["parameterTypes"]?["list"]?.strings ?? [] }

  /// A limit of CloudFormation: `limit("Resources", "number")`, `limit("template", "body")`. Lengths of names
  /// are in characters, those of descriptions, values and bodies in bytes. Nil where upstream has none.
  public func limit(_ section: String, _ what: String) -> Int? {
    facts["limits"]?[section]?[what]?.integer
  }

  /// The prefixes of IAM actions, `s3`, in byte order.
  public var iamServices: [String] { facts["iamActions"]?.members.map(\.key) ?? [] }

  /// The names of a service's IAM actions in lower case, `getobject`; nil where the service is unknown.
  public func iamActions(ofService service: some StringProtocol) -> [String]? {
    facts["iamActions"]?[service]?.strings
  }

  /// The types whose loss loses data, in byte order.
  public var statefulResourceTypes: [String] { facts["statefulTypes"]?.members.map(\.key) ?? [] }

  /// Whether losing a resource of the type loses data.
  public func isStateful(_ type: some StringProtocol) -> Bool { facts["statefulTypes"]?[type] != nil }

  /// The types whose `DeletionPolicy` may be `Snapshot`, in byte order.
  public var snapshotTypes: [String] { facts["snapshotTypes"]?.strings ?? [] }

  /// The paths of properties where `package` commands take a local path for an object in S3, as
  /// `Resources/AWS::Lambda::Function/Properties/Code`, in byte order.
  public var packagedProperties: [String] { facts["packagedProperties"]?.strings ?? [] }
}
