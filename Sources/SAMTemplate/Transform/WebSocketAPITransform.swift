/// `AWS::Serverless::WebSocketApi`.
extension Transformation {
  mutating func makeWebSocketAPI(_ input: TransformInput) throws -> [MadeResource] {
    var input = input
    for name in ["Auth", "Domain", "Routes"] {
      input.properties.update(name) { $0 = parameters.resolve($0) }
    }
    guard let routes = input.some("Routes") else { throw TransformRefusal() }
    let auth = input.some("Auth")
    if auth != nil, routes["$connect"] == nil { throw TransformRefusal() }
    var api = MadeResource(
      input.id, "AWS::ApiGatewayV2::Api", attributes: input.attributes, dependsOn: input.dependsOn)
    api.take(
      [
        "ApiKeySelectionExpression", "Description", "DisableExecuteApiEndpoint", "DisableSchemaValidation",
        "IpAddressType",
        "RouteSelectionExpression",
      ], from: input.properties)
    api["Name"] = input["Name"] ?? .text(input.id)
    var tags = input.some("Tags") ?? [:]
    tags.set("websocketapi:createdBy", "SAM")
    api["Tags"] = tags
    api["ProtocolType"] = "WEBSOCKET"
    // What the transform makes of a WebSocket API takes over none of its attributes.
    let bare = TransformInput(
      id: input.id, type: input.type, value: ["Properties": input.properties], isLegacy: input.isLegacy)
    let domain = try makeV2Domain(bare, input["Domain"], createdBy: "websocketapi:createdBy")
    var made = [api]
    var routeIDs: [TransformValue] = []
    var authorizer: MadeResource?
    for (key, route) in routes.pairs {
      let parts = try makeRoute(key, route, input)
      made += parts
      routeIDs.append(.text(parts[0].id))
      guard key == "$connect", let auth else { continue }
      let index = made.count - parts.count
      made[index]["AuthorizationType"] = auth["AuthType"]
      guard auth["AuthType"]?.string == "CUSTOM" else { continue }
      let own = makeWebSocketAuthorizer(auth, input)
      made[index]["AuthorizerId"] = own.ref
      authorizer = own
    }
    made += domain
    var stage = makeWebSocketStage(input)
    if input.some("RouteSettings") != nil { stage.dependsOn = TransformValue(.list(routeIDs)) }
    made.append(stage)
    if let authorizer {
      made.append(authorizer)
      if auth?.some("InvokeRole") == nil, let function = auth?.some("AuthArn") {
        made.append(
          authorizerPermission(
            input.id + "AuthorizerPermission", function, api.ref, partition: "${AWS::Partition}",
            attributes: [:]))
      }
    }
    if input.some("PropagateTags") != nil, input["Tags"] != nil {
      for index in made.indices { made[index].assignTags(tags) }
    }
    return made
  }

  private func makeRoute(_ key: String, _ settings: TransformValue, _ input: TransformInput) throws
    -> [MadeResource]
  {
    let plain = key.replacing("$", with: "")
    guard let function = settings["FunctionArn"] else { throw TransformRefusal() }
    let name = input.id + plain.prefix(1).uppercased() + plain.dropFirst().lowercased()
    var route = MadeResource(name + "Route", "AWS::ApiGatewayV2::Route")
    var integration = MadeResource(name + "Integration", "AWS::ApiGatewayV2::Integration")
    route["RouteKey"] = .text(key)
    route["ApiId"] = .ref(.text(input.id))
    route.take(
      [
        "ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels",
        "RouteResponseSelectionExpression",
      ], from: settings)
    route["RequestParameters"] = settings.some("RequestParameters")
    route["Target"] = ["Fn::Join": ["/", ["integrations", integration.ref]]]
    integration["ApiId"] = .ref(.text(input.id))
    integration["IntegrationType"] = "AWS_PROXY"
    integration["IntegrationUri"] = .sub(
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations",
      ["FunctionArn": function])
    integration["TimeoutInMillis"] = settings["IntegrationTimeout"]
    var permission = MadeResource(name + "Permission", "AWS::Lambda::Permission")
    permission["Action"] = "lambda:InvokeFunction"
    permission["FunctionName"] = function
    permission["Principal"] = "apigateway.amazonaws.com"
    let stage = input["StageName"] ?? "default"
    let prefix = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(input.id).ApiId}/"
    permission["SourceArn"] =
      stage.string.map { .sub(prefix + $0 + "/" + key) }
      ?? .sub(prefix + "${__StageName__}/" + key, ["__StageName__": stage])
    return [route, integration, permission]
  }

  private func makeWebSocketAuthorizer(_ auth: TransformValue, _ input: TransformInput) -> MadeResource {
    var authorizer = MadeResource(input.id + "ConnectAuthorizer", "AWS::ApiGatewayV2::Authorizer")
    authorizer["ApiId"] = .ref(.text(input.id))
    authorizer["AuthorizerCredentialsArn"] = auth["InvokeRole"]
    authorizer["AuthorizerType"] = "REQUEST"
    if let function = auth["AuthArn"] {
      authorizer["AuthorizerUri"] = .sub(
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations",
        ["AuthArn": function])
    }
    authorizer["IdentitySource"] = auth["IdentitySource"]
    authorizer["Name"] = auth.some("Name") ?? .text(authorizer.id)
    return authorizer
  }

  private func makeWebSocketStage(_ input: TransformInput) -> MadeResource {
    let name = input["StageName"] ?? "default"
    let text = name.string ?? ""
    var stage = MadeResource(
      input.id + (text == "default" ? "Default" : text) + "Stage", "AWS::ApiGatewayV2::Stage")
    stage["ApiId"] = .ref(.text(input.id))
    stage["StageName"] = name
    stage.take(
      ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"], from: input.properties
    )
    stage["Tags"] = ["websocketapi:createdBy": "SAM"]
    stage["AutoDeploy"] = true
    return stage
  }
}
