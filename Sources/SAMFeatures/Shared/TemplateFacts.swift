import ResourceSchema
import SAMTemplate

/// The pseudo parameters, the most used first.
enum PseudoParameters {
  static let names: [String] = {
    let usual = ["AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::Partition", "AWS::NoValue"]
    let all = SchemaPack.shared.pseudoParameters.map(\.name)
    return usual.filter(all.contains) + all.filter { !usual.contains($0) }
  }()
}

/// The types that a template's parameter may have, plain ones first.
enum ParameterTypes {
  static let all: [String] = {
    let known = SchemaPack.shared.singleParameterTypes + SchemaPack.shared.listParameterTypes
    let plain = ["String", "Number", "CommaDelimitedList", "List<Number>"]
    return plain + known.filter { !plain.contains($0) }.sorted { order($0) < order($1) }
  }()

  private static func order(_ name: String) -> String {
    (name.hasPrefix("AWS::SSM::Parameter::Value<String") ? "0" : name.hasPrefix("AWS::SSM") ? "2" : "1")
      + name
  }
}

/// What `Globals` may hold.
enum GlobalsFacts {
  static let sectionNames = SchemaPack.shared.sam.globals.map(\.name)

  static func supports(_ property: String, of type: ResourceType) -> Bool {
    SchemaPack.shared.sam.globals.first { $0.typeName == type.name }?.properties.contains(property) ?? true
  }
}

/// Lambda runtimes in the order in which a person would look for them.
enum RuntimeOrder {
  struct Item {
    var name: String
    var isDeprecated: Bool
  }

  /// Runtimes that are supported first, of each language the newest first.
  ///
  /// A runtime counts as deprecated from the day that the schemas were made: what the pack says does not change with
  /// the day that it is asked.
  static func newestFirst() -> [Item] { cached }

  private static let cached: [Item] = {
    let pack = SchemaPack.shared
    let today = String(pack.schemaDate.prefix(10))
    let dates = Dictionary(pack.lambdaRuntimes.map { ($0.name, $0.deprecated) }) { first, _ in first }
    var names =
      pack.type(named: "AWS::Lambda::Function")?.schema.properties["Runtime"]?.enumeration.strings ?? []
    for name in dates.keys.sorted() where !names.contains(name) { names.append(name) }
    return names.map { name in
      let end = dates[name] ?? nil
      return Item(name: name, isDeprecated: end.map { $0 <= today } ?? false)
    }.sorted { order($0) < order($1) }
  }()

  private static func order(_ item: Item) -> [Int] {
    let letters = item.name.prefix { !$0.isNumber }
    let language =
      ["python", "nodejs", "java", "dotnet", "ruby", "provided", "provided.al"].firstIndex(
        of: String(letters)) ?? 9
    var numbers: [Int] = []
    var number: Int?
    for byte in item.name.utf8.dropFirst(letters.utf8.count) {
      if byte >= 0x30, byte <= 0x39 {
        number = min(9_999_999, (number ?? 0) * 10 + Int(byte - 0x30))
      } else if let found = number {
        numbers.append(-found)
        number = nil
      }
    }
    if let number { numbers.append(-number) }
    numbers += [0, 0, 0]
    return [item.isDeprecated ? 1 : 0, language] + numbers.prefix(3)
  }
}

extension Array where Element == Int {
  fileprivate static func < (left: [Int], right: [Int]) -> Bool { left.lexicographicallyPrecedes(right) }
}

extension SchemaPlace {

  /// Whether the value is a Lambda runtime.
  var isRuntime: Bool {
    guard path.last == "Runtime" || path.suffix(2) == ["CompatibleRuntimes", "*"], let type else {
      return false
    }
    return type.name.contains("::Serverless::") || type.name.contains("::Lambda::")
  }

  /// Whether the value is the method of a request.
  var isHTTPMethod: Bool {
    guard let type else { return false }
    return isEventMethod || path == ["HttpMethod"] && type.name == "AWS::ApiGateway::Method"
  }

  /// Whether the value is the method of a SAM resource's event.
  var isEventMethod: Bool {
    type?.isSAM == true && path.first == "Events" && path.count == 4 && path.last == "Method"
  }

  /// Whether the value is a parameter of a policy template.
  var isPolicyParameter: Bool {
    type?.isSAM == true && path.first == "Policies" && (path.count == 4 || path.count == 3 && path[1] != "*")
  }

  /// Whether the value is the logical id of a resource that a connector joins.
  var isConnectorResource: Bool {
    type?.name == "AWS::Serverless::Connector" && path.last == "Id"
      && (path.first == "Source" || path.first == "Destination")
  }

  /// Whether the mapping is one of a resource's events.
  var isEvent: Bool { type?.isSAM == true && path.count >= 2 && path[path.count - 2] == "Events" }

  /// Whether the value names a parameter of the template, in what the console shows of it.
  var isInterfaceParameters: Bool {
    root == .metadata && path.contains("ParameterGroups") && path.suffix(2) == ["Parameters", "*"]
  }

  /// Whether the keys name parameters of the template.
  var isInterfaceLabels: Bool { root == .metadata && path.last == "ParameterLabels" }

  /// What finds the place's documentation again.
  var documentationKey: String? {
    switch root {
    case .resource(let type), .globals(let type):
      "property \(type.name) \(spelling.joined(separator: "."))"
    case .attributes: path.count == 1 ? "resource \(path[0])" : nil
    case .parameter: path.count == 1 ? "parameter \(path[0])" : nil
    case .output: path.count == 1 ? "output \(path[0])" : nil
    case .rule, .metadata: nil
    }
  }
}

/// The methods of HTTP, as API Gateway takes them.
///
/// Source: RFC 9110 and RFC 5789; `ANY` is API Gateway's word for all of them.
enum HTTPMethods {
  static let names = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY"]
  /// The events of SAM take them in any case, and are mostly written in small letters.
  static let eventNames = names.map { $0.lowercased() } + names
}
