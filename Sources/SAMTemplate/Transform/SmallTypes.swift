/// `AWS::Serverless::SimpleTable`, `LayerVersion` and `Application`.
extension Transformation {
  func makeTable(_ input: TransformInput) throws -> [MadeResource] {
    var table = MadeResource(
      input.id, "AWS::DynamoDB::Table", attributes: input.attributes, dependsOn: input.dependsOn)
    var name: TransformValue = "id"
    var type: TransformValue = "S"
    if let key = input.some("PrimaryKey") {
      let types: [String: TransformValue] = ["String": "S", "Number": "N", "Binary": "B"]
      guard let own = key["Name"], !own.isNull, let kind = types[key["Type"]?.string ?? ""] else {
        throw TransformRefusal()
      }
      (name, type) = (own, kind)
    }
    table["AttributeDefinitions"] = [["AttributeName": name, "AttributeType": type]]
    table["KeySchema"] = [["AttributeName": name, "KeyType": "HASH"]]
    table["PointInTimeRecoverySpecification"] = input.some("PointInTimeRecoverySpecification")
    if let throughput = input.some("ProvisionedThroughput") {
      table["ProvisionedThroughput"] = throughput
    } else {
      table["BillingMode"] = "PAY_PER_REQUEST"
    }
    table["SSESpecification"] = input.some("SSESpecification")
    table["TableName"] = input.some("TableName")
    if let tags = input.some("Tags") { table["Tags"] = TransformValue(.list(MadeResource.tagList(tags))) }
    return [table]
  }

  mutating func makeLayer(_ input: TransformInput) throws -> [MadeResource] {
    var input = input
    for name in ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"] {
      if input.some(name) != nil { input.properties.update(name) { $0 = parameters.resolve($0) } }
    }
    var attributes = input.passedOn
    if attributes["DeletionPolicy"] == nil { attributes["DeletionPolicy"] = "Retain" }
    if let policy = input["RetentionPolicy"] {
      switch policy.string?.lowercased() {
      case "retain": attributes["DeletionPolicy"] = "Retain"
      case "delete": attributes["DeletionPolicy"] = "Delete"
      default: throw TransformRefusal()
      }
    }
    // The hash is of the layer as it is written; what says only how it is kept does not count.
    var written: TransformMap = ["Type": .text(input.type)]
    if let dependsOn = input.dependsOn, dependsOn.isTruthy { written["DependsOn"] = dependsOn }
    for (name, value) in input.attributes
    where !["DeletionPolicy", "UpdateReplacePolicy", "Metadata"].contains(name) {
      written[name] = value
    }
    written["Properties"] = TransformValue(.map((input.properties.map ?? [:]).filter { !$0.value.isNull }))
    let id = input.id + LogicalID.hash(TransformValue(.map([input.id: TransformValue(.map(written))])))
    references.changedIDs[input.id] = id
    var layer = MadeResource(
      id, "AWS::Lambda::LayerVersion", attributes: attributes, dependsOn: input.dependsOn)
    layer["LayerName"] = input.some("LayerName") ?? .text(input.id)
    guard let uri = input["ContentUri"] else { throw TransformRefusal() }
    layer["Content"] = try location(uri, ("S3Bucket", "S3Key", "S3ObjectVersion"))
    layer.take(
      ["Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"], from: input.properties)
    for architecture in layer["CompatibleArchitectures"]?.list ?? []
    where !architecture.isCall && architecture.string != "arm64" && architecture.string != "x86_64" {
      throw TransformRefusal()
    }
    return [layer]
  }

  func makeApplication(_ input: TransformInput) -> [MadeResource] {
    var stack = MadeResource(
      input.id, "AWS::CloudFormation::Stack", attributes: input.passedOn, dependsOn: input.dependsOn)
    stack.take(["Parameters", "NotificationARNs", "TimeoutInMinutes"], from: input.properties)
    var tags: [TransformValue] = [["Key": "lambda:createdBy", "Value": "SAM"]]
    let location = input["Location"]
    if location?.map != nil {
      for (name, key) in [
        ("serverlessrepo:applicationId", "ApplicationId"),
        ("serverlessrepo:semanticVersion", "SemanticVersion"),
      ] {
        guard let value = location?[key], !value.isNull else { continue }
        tags.append(["Key": .text(name), "Value": mapped(parameters.resolve(value))])
      }
    }
    stack["Tags"] = TransformValue(.list(tags + MadeResource.tagList(input["Tags"])))
    stack["TemplateURL"] = location?.map == nil ? location : ""
    return [stack]
  }
}
