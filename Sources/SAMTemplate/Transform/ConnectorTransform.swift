import ResourceSchema

/// `AWS::Serverless::Connector`, and `Connectors` of other resources.
extension Transformation {
  /// Makes each of the `Connectors` of a resource a resource of its own.
  mutating func separateConnectors() {
    for id in ids {
      guard let connectors = resources[id]?["Connectors"] else { continue }
      resources[id]?.remove("Connectors")
      for (name, connector) in connectors.pairs {
        guard var properties = connector["Properties"], properties.map != nil else { continue }
        var source: TransformValue = ["Id": .text(id)]
        for (key, value) in properties["SourceReference"]?.pairs ?? [] where key != "Id" {
          source.set(key, value)
        }
        properties.remove("SourceReference")
        properties.set("Source", source)
        var value = connector
        value.set("Type", "AWS::Serverless::Connector")
        value.set("Properties", properties)
        setResource(id + name, value)
        embeddedConnectors[id + name] = id
      }
    }
  }

  /// One end of a connector, with what is known of it.
  private struct End {
    var id: String?
    var type: String
    var values: [String: TransformValue] = [:]
    var role: TransformValue?
  }

  mutating func makeConnector(_ input: TransformInput) throws -> [MadeResource] {
    guard let source = input["Source"], let destination = input["Destination"] else {
      throw TransformRefusal()
    }
    let destinations = destination.list ?? [destination]
    var made: [MadeResource] = []
    for (index, item) in destinations.enumerated() {
      let to = try end(item, other: source)
      let from = try end(source, other: item)
      let suffix = destination.list == nil ? "" : "Destination\(index)"
      let own = try makePolicies(input, from, to, suffix: suffix)
      let types: TransformValue = [
        "Source": ["Type": .text(from.id.flatMap { resources[$0]?["Type"]?.string } ?? from.type)],
        "Destination": ["Type": .text(to.id.flatMap { resources[$0]?["Type"]?.string } ?? to.type)],
      ]
      for var resource in own {
        var metadata = resource.attributes["Metadata"] ?? [:]
        metadata.set("aws:sam:connectors", TransformValue(.map([input.id: types])))
        resource.attributes["Metadata"] = metadata
        made.append(resource)
      }
    }
    if made.isEmpty { throw TransformRefusal() }
    for (id, resource) in finished {
      guard let dependsOn = resource["DependsOn"] else { continue }
      var names = dependsOn.list ?? [dependsOn]
      guard let index = names.firstIndex(of: .text(input.id)) else { continue }
      names.remove(at: index)
      for other in made where !names.contains(.text(other.id)) { names.append(.text(other.id)) }
      finished[id]?.set("DependsOn", TransformValue(.list(names)))
    }
    return made
  }

  private func end(_ value: TransformValue, other: TransformValue) throws -> End {
    guard let id = value.some("Id") else {
      guard let type = value["Type"]?.string, !type.isEmpty else { throw TransformRefusal() }
      var end = End(type: Self.connectorTypes[type] ?? type)
      for name in ["Arn", "QueueUrl", "ResourceId", "Name", "Qualifier"] {
        end.values[name] = value[name].flatMap { $0.isNull ? nil : $0 }
      }
      end.role = value.some("RoleName")
      return end
    }
    guard let name = id.string, let resource = finished[name], let type = resource["Type"]?.string else {
      throw TransformRefusal()
    }
    var end = End(id: name, type: type)
    let facts = SchemaPack.shared.sam.connectorResource(named: type)
    for (own, fact) in [
      ("Arn", "Arn"), ("QueueUrl", "Url"), ("ResourceId", "Id"), ("Name", "Name"), ("Qualifier", "Qualifier"),
    ] {
      end.values[own] = facts?["Outputs"]?[fact].map {
        filled(TransformValue(fact: $0), ["logicalId": .text(name)])
      }
    }
    if let qualifier = value["Qualifier"] { end.values["Qualifier"] = qualifier.isNull ? nil : qualifier }
    var role: TransformValue?
    if let key = facts?["Inputs"]?["Role"]?.string {
      role = resource["Properties"]?[key]
    } else if facts?["Inputs"]?["Role"] != nil {
      role =
        resource["Properties"]?["Targets"]?.list?.first { target in
          guard let arn = target["Arn"] else { return false }
          return arn.referredID.map { $0 == other["Id"]?.string } ?? false || other["Arn"] == arn
        }?["RoleArn"]
    }
    end.role = role?.referredID.map { .ref(.text($0)) }
    return end
  }

  private mutating func makePolicies(_ input: TransformInput, _ from: End, _ to: End, suffix: String) throws
    -> [MadeResource]
  {
    guard let found = SchemaPack.shared.sam.connectorProfile(from: from.type, to: to.type) else {
      throw TransformRefusal()
    }
    let asked = Set((input["Permissions"]?.list ?? []).compactMap(\.string))
    guard !asked.isEmpty else { throw TransformRefusal() }
    var values: [String: TransformValue] = [:]
    for (side, end) in [("Source", from), ("Destination", to)] {
      for (name, value) in end.values { values[side + "." + name] = value }
    }
    let profile = TransformValue(fact: found)
    let categories = (profile["order"]?.list ?? []).compactMap(\.string).filter { asked.contains($0) }
      .map { ($0, filled(profile["AccessCategories"]?[$0] ?? [:], values)) }
    let isSource = profile["SourcePolicy"]?.bool ?? false
    let holder = isSource ? from : to
    func resource(_ id: String, _ type: String) -> MadeResource {
      MadeResource(id, type, attributes: input.attributes, dependsOn: input.dependsOn)
    }
    func document() -> TransformValue {
      [
        "Version": "2012-10-17",
        "Statement": TransformValue(.list(categories.flatMap { $0.1["Statement"]?.list ?? [] })),
      ]
    }
    switch profile["type"]?.string {
    case "AWS_IAM_ROLE_MANAGED_POLICY":
      guard let role = holder.role else { throw TransformRefusal() }
      var policy = resource(input.id + "Policy" + suffix, "AWS::IAM::ManagedPolicy")
      policy["PolicyDocument"] = document()
      policy["Roles"] = [role]
      switch profile["DependedBy"]?.string {
      case "DESTINATION_EVENT_SOURCE_MAPPING":
        let mappings = finished.filter { _, value in
          value["Type"]?.string == "AWS::Lambda::EventSourceMapping" && to.id != nil && from.id != nil
            && value["Properties"]?["FunctionName"]?.referredID == to.id
            && value["Properties"]?["EventSourceArn"]?.referredID == from.id
        }
        if mappings.count == 1, let id = mappings.keys.first { makeWait(id, for: policy.id) }
      case "SOURCE": if let id = from.id { makeWait(id, for: policy.id) }
      default: break
      }
      return [policy]
    case "AWS_SQS_QUEUE_POLICY":
      guard let queue = holder.values["QueueUrl"] else { throw TransformRefusal() }
      var policy = resource(input.id + "QueuePolicy" + suffix, "AWS::SQS::QueuePolicy")
      policy["PolicyDocument"] = document()
      policy["Queues"] = [queue]
      return [policy]
    case "AWS_SNS_TOPIC_POLICY":
      guard let topic = holder.values["Arn"] else { throw TransformRefusal() }
      var policy = resource(input.id + "TopicPolicy" + suffix, "AWS::SNS::TopicPolicy")
      policy["Topics"] = [topic]
      policy["PolicyDocument"] = document()
      return [policy]
    case "AWS_LAMBDA_PERMISSION":
      guard let function = holder.values["Arn"] else { throw TransformRefusal() }
      return categories.map { name, category in
        var permission = resource(input.id + name + "LambdaPermission" + suffix, "AWS::Lambda::Permission")
        permission.take(["Action", "Principal", "SourceArn", "SourceAccount"], from: category)
        permission["FunctionName"] = function
        return permission
      }
    default: throw TransformRefusal()
    }
  }

  private mutating func makeWait(_ id: String, for other: String) {
    let old = finished[id]?["DependsOn"].map { $0.list ?? [$0] } ?? []
    if old.contains(.text(other)) { return }
    finished[id]?.set("DependsOn", TransformValue(.list(old + [.text(other)])))
  }

  /// A profile with each `%{Name}` replaced: alone by the value, within text by a `Fn::Sub`.
  private func filled(_ value: TransformValue, _ values: [String: TransformValue]) -> TransformValue {
    switch value.content {
    case .list(let items): return TransformValue(.list(items.map { filled($0, values) }))
    case .map(let entries): return TransformValue(.map(entries.mapValues { filled($0, values) }))
    case .string(var text):
      var used: TransformValue = [:]
      for (name, item) in values.sorted(by: { $0.key < $1.key }) {
        let pattern = "%{\(name)}"
        if text == pattern { return item }
        guard text.contains(pattern) else { continue }
        let plain = name.filter { $0 != "." }
        text = text.replacing(pattern, with: "${\(plain)}")
        used.set(plain, item)
      }
      guard text.contains("${") else { return .text(text) }
      return .sub(text, used.isTruthy ? used : nil)
    default: return value
    }
  }

  /// The types that SAM's become, for an end that is given by its type.
  private static let connectorTypes = [
    "AWS::Serverless::Function": "AWS::Lambda::Function",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi", "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
  ]
}
