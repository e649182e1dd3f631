import YAMLSyntax

/// A resource that the SAM transform adds to the template.
///
/// Source: the SAM developer guide's chapter on generated resources, and the transform's own logical ids.
public struct GeneratedResource: Sendable, Hashable {
  /// The id that it has in the transformed template.
  public var logicalID: String
  /// Its CloudFormation type.
  public var type: String
  /// The logical id of the resource that it is made for.
  public var source: String

  /// The resources that one entry of `Resources` makes, in plain cases: roles, APIs and their stages, versions
  /// and aliases, function URLs.
  static func made(by entry: Entry, type: String?, header: Header) -> [GeneratedResource] {
    guard let type, type.hasPrefix("AWS::Serverless::"), entry.key.kind == .scalar else { return [] }
    let name = entry.key.value
    let properties = EffectiveProperties(entry, type: type, header: header)
    var made: [GeneratedResource] = []
    func add(_ logicalID: String, _ type: String) {
      made.append(GeneratedResource(logicalID: logicalID, type: type, source: name))
    }
    switch type {
    case "AWS::Serverless::Function":
      if !properties.has("Role") { add(name + "Role", "AWS::IAM::Role") }
      if let alias = properties["AutoPublishAlias"].flatMap({ Value($0).literal }) {
        add(name + "Alias" + alias, "AWS::Lambda::Alias")
      }
      if properties.has("FunctionUrlConfig") { add(name + "Url", "AWS::Lambda::Url") }
      if properties.has("DeploymentPreference") {
        add("ServerlessDeploymentApplication", "AWS::CodeDeploy::Application")
        add(name + "DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup")
        add("CodeDeployServiceRole", "AWS::IAM::Role")
      }
      addEvents(of: properties)
    case "AWS::Serverless::StateMachine":
      if !properties.has("Role") { add(name + "Role", "AWS::IAM::Role") }
      addEvents(of: properties)
    case "AWS::Serverless::Api":
      if let stage = properties["StageName"].flatMap({ Value($0).literal }) {
        add(name + stage + "Stage", "AWS::ApiGateway::Stage")
      }
      add(name + "Stage", "AWS::ApiGateway::Stage")
    case "AWS::Serverless::HttpApi":
      if let stage = properties["StageName"].flatMap({ Value($0).literal }) {
        add(name + stage + "Stage", "AWS::ApiGatewayV2::Stage")
      } else {
        add(name + "ApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage")
      }
      add(name + "Stage", "AWS::ApiGatewayV2::Stage")
    default:
      break
    }
    return made

    func addEvents(of properties: EffectiveProperties) {
      for event in properties["Events"]?.entries.map({ $0 }) ?? [] where event.key.kind == .scalar {
        let eventProperties = event.value["Properties"]
        switch event.value["Type"].flatMap({ Value($0).literal }) {
        case "Api":
          if eventProperties?["RestApiId"] == nil {
            add("ServerlessRestApi", "AWS::ApiGateway::RestApi")
            add("ServerlessRestApiProdStage", "AWS::ApiGateway::Stage")
          }
          add(name + event.key.value + "PermissionProd", "AWS::Lambda::Permission")
        case "HttpApi":
          if eventProperties?["ApiId"] == nil {
            add("ServerlessHttpApi", "AWS::ApiGatewayV2::Api")
            add("ServerlessHttpApiApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage")
          }
        case "Schedule", "CloudWatchEvent", "EventBridgeRule":
          add(name + event.key.value, "AWS::Events::Rule")
        default: break
        }
      }
    }
  }
}

/// A SAM resource's properties with what `Globals` adds to them, top level only: a key of the resource wins.
struct EffectiveProperties {
  private let own: Node?
  private let globals: Node?

  init(_ entry: Entry, type: String, header: Header) {
    own = entry.value["Properties"]
    let section = String(type.dropFirst("AWS::Serverless::".count))
    let ignored = entry.value["IgnoreGlobals"]
    if let ignored, Value(ignored).literal == "*" {
      globals = nil
    } else {
      globals = header.sections[.globals]?.value.value(under: section)
    }
  }

  subscript(key: StaticString) -> Node? { own?[key] ?? globals?[key] }

  func has(_ key: StaticString) -> Bool { self[key] != nil }
}
