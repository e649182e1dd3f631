/// A CloudFormation resource that the transform makes.
struct MadeResource: Sendable {
  /// The logical id.
  var id: String
  /// The CloudFormation type.
  let type: String
  /// `DependsOn`.
  var dependsOn: TransformValue?
  /// `Condition`, `DeletionPolicy`, `Metadata` and so on.
  var attributes: TransformMap
  private(set) var properties: TransformMap = [:]

  init(
    _ id: String, _ type: String, attributes: TransformMap = [:],
    dependsOn: TransformValue? = nil
  ) {
    self.id = id
    self.type = type
    self.attributes = attributes
    self.dependsOn = dependsOn
  }

  /// A property. Null is as good as none.
  subscript(name: String) -> TransformValue? {
    get { properties[name] }
    set { properties[name] = newValue.flatMap { $0.isNull ? nil : $0 } }
  }

  /// Takes over properties by name.
  mutating func take(_ names: [String], from source: TransformValue) {
    for name in names { self[name] = source[name] }
  }

  /// `{"Ref": id}`
  var ref: TransformValue { .ref(.text(id)) }

  /// `{"Fn::GetAtt": [id, attribute]}`
  func getAtt(_ attribute: String) -> TransformValue { .getAtt(.text(id), attribute) }

  /// The resource as it stands in the transformed template.
  var value: TransformValue {
    var entries: TransformMap = ["Type": .text(type)]
    if let dependsOn, dependsOn.isTruthy { entries["DependsOn"] = dependsOn }
    for (name, attribute) in attributes { entries[name] = attribute }
    entries["Properties"] = TransformValue(.map(properties))
    return TransformValue(.map(entries))
  }

  /// Gives the resource tags in place of those it has, if it is of a type that the transform tags.
  mutating func assignTags(_ tags: TransformValue) {
    switch type {
    case "AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::DomainName": self["Tags"] = tags
    case "AWS::ApiGatewayV2::Api":
      // Of an HTTP API the tags stand in its definition.
      if properties["ProtocolType"] != nil { self["Tags"] = tags }
    case _ where Self.tagged.contains(type): self["Tags"] = TransformValue(.list(Self.tagList(tags)))
    default: break
    }
  }

  private static let tagged: Set = [
    "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::IoT::TopicRule",
    "AWS::S3::Bucket", "AWS::ApiGateway::RestApi", "AWS::ApiGateway::Stage", "AWS::ApiGateway::DomainName",
    "AWS::ApiGateway::DomainNameV2", "AWS::ApiGateway::UsagePlan", "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::DomainNameAccessAssociation", "AWS::StepFunctions::StateMachine",
    "AWS::Lambda::CapacityProvider", "AWS::Lambda::MicrovmImage", "AWS::Lambda::NetworkConnector",
  ]

  /// Tags as CloudFormation takes them: `[{"Key": …, "Value": …}]`.
  static func tagList(_ tags: TransformValue?) -> [TransformValue] {
    (tags?.pairs ?? []).map { ["Key": .text($0.key), "Value": $0.value.isNull ? "" : $0.value] }
  }

  /// The attributes that resources made for another one take over from it.
  static func passedOn(_ attributes: TransformMap) -> TransformMap {
    attributes.filter { ["Condition", "DeletionPolicy", "UpdateReplacePolicy"].contains($0.key) }
  }
}

/// The transform refuses a resource; the rules say why.
struct TransformRefusal: Error {}
