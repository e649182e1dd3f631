/// `AWS::Serverless::GraphQLApi`.
extension Transformation {
  mutating func makeGraphQLAPI(_ input: TransformInput) throws -> [MadeResource] {
    func resource(_ suffix: String, _ type: String) -> MadeResource {
      MadeResource(
        input.id + suffix, "AWS::AppSync::" + type, attributes: input.attributes, dependsOn: input.dependsOn)
    }
    var api = resource("", "GraphQLApi")
    api["Name"] = input.some("Name") ?? .text(input.id)
    for name in [
      "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit",
    ] {
      api[name] = input.some(name)
    }
    api["XrayEnabled"] = input["XrayEnabled"]
    let functions = try setAuth(input["Auth"] ?? [:], of: &api)
    var tags = input.some("Tags") ?? [:]
    tags.set("graphqlapi:createdBy", "SAM")
    api["Tags"] = TransformValue(.list(MadeResource.tagList(tags)))
    let role = setLogging(input, of: &api)
    let id = api.getAtt("ApiId")
    var schema = resource("Schema", "GraphQLSchema")
    guard (input.some("SchemaInline") == nil) != (input.some("SchemaUri") == nil) else {
      throw TransformRefusal()
    }
    schema["ApiId"] = id
    schema["Definition"] = input["SchemaInline"]
    schema["DefinitionS3Location"] = input["SchemaUri"]
    var made = [api, schema]
    for (index, function) in functions.enumerated() {
      made += try connect(
        input.id + "ToLambdaAuthConnector\(index + 1)",
        ["Type": "AWS::AppSync::GraphQLApi", "Arn": api.ref, "ResourceId": id],
        ["Type": "AWS::Lambda::Function", "Arn": function], ["Write"])
    }
    if let role { made.append(role) }
    for (name, key) in input["ApiKeys"]?.pairs ?? [] {
      var resource = resource(name, "ApiKey")
      resource["ApiId"] = id
      resource["ApiKeyId"] = key["ApiKeyId"]
      resource["Description"] = key["Description"]
      resource["Expires"] = key["ExpiresOn"]
      made.append(resource)
    }
    if let cache = input.some("Cache") {
      var resource = resource("ApiCache", "ApiCache")
      resource["ApiId"] = id
      resource.take(
        ["ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"],
        from: cache)
      made.append(resource)
    }
    var sources: [String: TransformValue] = [:]
    made += try makeDataSources(input, id, &sources)
    if let domain = input.some("DomainName") {
      var name = resource("DomainName", "DomainName")
      name.take(["CertificateArn", "DomainName", "Description"], from: domain)
      var association = resource("DomainNameApiAssociation", "DomainNameApiAssociation")
      association["ApiId"] = id
      association["DomainName"] = name.ref
      made += [name, association]
    }
    made += try makeGraphQLFunctions(input, id, schema.id, sources)
    return made
  }

  /// Sets how callers authenticate; the functions that decide it, where some do.
  private func setAuth(_ auth: TransformValue, of api: inout MadeResource) throws -> [TransformValue] {
    var functions: [TransformValue] = []
    func settings(_ auth: TransformValue, isAdditional: Bool) throws -> (String, TransformValue)? {
      let names = [
        "AWS_LAMBDA": ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
        "OPENID_CONNECT": ("OpenIDConnect", "OpenIDConnectConfig"),
        "AMAZON_COGNITO_USER_POOLS": ("UserPool", "UserPoolConfig"),
      ]
      guard let (own, name) = names[auth["Type"]?.string ?? ""] else { return nil }
      guard var value = auth[own], value.map != nil else { throw TransformRefusal() }
      if own == "UserPool", isAdditional { value.remove("DefaultAction") }
      if own == "LambdaAuthorizer", let uri = value["AuthorizerUri"] { functions.append(uri) }
      return (name, value)
    }
    api["AuthenticationType"] = auth["Type"]
    if let (name, value) = try settings(auth, isAdditional: false) { api[name] = value }
    let additional = try (auth["Additional"]?.list ?? []).map { item -> TransformValue in
      var result: TransformValue = ["AuthenticationType": item["Type"] ?? ""]
      if let (name, value) = try settings(item, isAdditional: true) { result.set(name, value) }
      return result
    }
    if !additional.isEmpty { api["AdditionalAuthenticationProviders"] = TransformValue(.list(additional)) }
    return functions
  }

  private func setLogging(_ input: TransformInput, of api: inout MadeResource) -> MadeResource? {
    let logging = input["Logging"]
    if logging?.bool == false { return nil }
    var config: TransformValue = [:]
    if let excluded = logging?.some("ExcludeVerboseContent") { config.set("ExcludeVerboseContent", excluded) }
    config.set("FieldLogLevel", logging?.some("FieldLogLevel") ?? "ALL")
    if let role = logging?.some("CloudWatchLogsRoleArn") {
      config.set("CloudWatchLogsRoleArn", role)
      api["LogConfig"] = config
      return nil
    }
    var role = MadeResource(
      input.id + "CloudWatchRole", "AWS::IAM::Role", attributes: input.attributes, dependsOn: input.dependsOn)
    role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("appsync.amazonaws.com")
    role["ManagedPolicyArns"] = [
      .sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs")
    ]
    config.set("CloudWatchLogsRoleArn", role.getAtt("Arn"))
    api["LogConfig"] = config
    return role
  }

  private mutating func connect(
    _ id: String, _ source: TransformValue, _ destination: TransformValue, _ permissions: TransformValue
  ) throws -> [MadeResource] {
    try makeConnector(
      TransformInput(
        id: id, type: "AWS::Serverless::Connector",
        value: ["Properties": ["Source": source, "Destination": destination, "Permissions": permissions]],
        isLegacy: false))
  }

  private mutating func makeDataSources(
    _ input: TransformInput, _ api: TransformValue, _ names: inout [String: TransformValue]
  ) throws -> [MadeResource] {
    var made: [MadeResource] = []
    for (kind, label) in [("DynamoDb", "DynamoDB"), ("Lambda", "Lambda")] {
      for (name, source) in input["DataSources"]?[kind]?.pairs ?? [] {
        var resource = MadeResource(
          input.id + name + label + "DataSource", "AWS::AppSync::DataSource", attributes: input.attributes,
          dependsOn: input.dependsOn)
        resource["Name"] = source.some("Name") ?? .text(name)
        resource["ApiId"] = api
        resource["Description"] = source["Description"]
        names[name] = resource.getAtt("Name")
        if kind == "Lambda" {
          resource["Type"] = "AWS_LAMBDA"
          resource["LambdaConfig"] = ["LambdaFunctionArn": source["FunctionArn"] ?? ""]
        } else {
          resource["Type"] = "AMAZON_DYNAMODB"
          resource["DynamoDBConfig"] = tableConfig(source)
        }
        var role: MadeResource?
        var policies: [MadeResource] = []
        if let own = source.some("ServiceRoleArn") {
          resource["ServiceRoleArn"] = own
        } else {
          var made = MadeResource(
            resource.id + "Role", "AWS::IAM::Role", attributes: input.attributes, dependsOn: input.dependsOn)
          made["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("appsync.amazonaws.com")
          resource["ServiceRoleArn"] = made.getAtt("Arn")
          role = made
          let from: TransformValue = [
            "Type": "AWS::AppSync::DataSource", "Arn": resource.getAtt("DataSourceArn"), "RoleName": made.ref,
          ]
          if kind == "Lambda" {
            policies = try connect(
              resource.id + "ToLambdaConnector", from,
              ["Type": "AWS::Lambda::Function", "Arn": source["FunctionArn"] ?? ""], ["Write"])
          } else {
            policies = try connect(
              resource.id + "ToTableConnector", from,
              ["Type": "AWS::DynamoDB::Table", "Arn": source.some("TableArn") ?? tableARN(source)],
              source.some("Permissions") ?? ["Read", "Write"])
          }
        }
        made += [resource] + (role.map { [$0] } ?? []) + policies
      }
    }
    return made
  }

  private func tableConfig(_ source: TransformValue) -> TransformValue {
    var config: TransformValue = [
      "AwsRegion": source.some("Region") ?? .ref("AWS::Region"), "TableName": source["TableName"] ?? "",
    ]
    for name in ["UseCallerCredentials", "Versioned"] {
      if let value = source.some(name) { config.set(name, value) }
    }
    if let sync = source.some("DeltaSync") { config.set("DeltaSyncConfig", sync) }
    return config
  }

  private func tableARN(_ source: TransformValue) -> TransformValue {
    .sub(
      "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}",
      [
        "__TableName__": source["TableName"] ?? "",
        "__Region__": source.some("Region") ?? .ref("AWS::Region"),
      ])
  }

  private func makeGraphQLFunctions(
    _ input: TransformInput, _ api: TransformValue, _ schema: String, _ sources: [String: TransformValue]
  ) throws -> [MadeResource] {
    func runtime(_ value: TransformValue) throws -> TransformValue {
      guard let runtime = value.some("Runtime") else { throw TransformRefusal() }
      return ["Name": runtime["Name"] ?? "", "RuntimeVersion": runtime["Version"] ?? ""]
    }
    var made: [MadeResource] = []
    var ids: [String: TransformValue] = [:]
    var none: MadeResource?
    for (name, function) in input["Functions"]?.pairs ?? [] {
      if let id = function.some("Id") {
        ids[name] = id
        continue
      }
      var resource = MadeResource(
        input.id + name, "AWS::AppSync::FunctionConfiguration", attributes: input.attributes,
        dependsOn: input.dependsOn)
      resource["ApiId"] = api
      resource["Name"] = function.some("Name") ?? .text(name)
      guard (function.some("InlineCode") == nil) != (function.some("CodeUri") == nil) else {
        throw TransformRefusal()
      }
      resource["Code"] = function.some("InlineCode")
      resource["CodeS3Location"] = function.some("CodeUri")
      guard let source = function.some("DataSource") else { throw TransformRefusal() }
      if source.string?.lowercased() == "none" {
        var own = MadeResource(
          input.id + "NoneDataSource", "AWS::AppSync::DataSource", attributes: input.attributes,
          dependsOn: input.dependsOn)
        own["ApiId"] = api
        own["Name"] = .text(own.id)
        own["Type"] = "NONE"
        resource["DataSourceName"] = own.getAtt("Name")
        none = own
      } else if let text = source.string {
        guard let known = sources[text] else { throw TransformRefusal() }
        resource["DataSourceName"] = known
      } else {
        resource["DataSourceName"] = source
      }
      resource["MaxBatchSize"] = function["MaxBatchSize"]
      resource["Description"] = function["Description"]
      resource["Runtime"] = try runtime(function)
      resource["SyncConfig"] = function.some("Sync")
      ids[name] = resource.getAtt("FunctionId")
      made.append(resource)
    }
    for (type, fields) in input["Resolvers"]?.pairs ?? [] {
      for (name, resolver) in fields.pairs {
        var resource = MadeResource(
          input.id + type + name, "AWS::AppSync::Resolver", attributes: input.attributes,
          dependsOn: [.text(schema)])
        if resolver.some("CodeUri") != nil, resolver.some("InlineCode") != nil { throw TransformRefusal() }
        resource["Code"] = resolver.some("InlineCode")
        resource["CodeS3Location"] = resolver.some("CodeUri")
        if resource["Code"] == nil, resource["CodeS3Location"] == nil {
          resource["Code"] = .text(Self.passThrough)
          resource["Runtime"] = ["Name": "APPSYNC_JS", "RuntimeVersion": "1.0.0"]
        } else {
          resource["Runtime"] = try runtime(resolver)
        }
        resource["ApiId"] = api
        resource["FieldName"] = resolver.some("FieldName") ?? .text(name)
        resource["TypeName"] = .text(type)
        guard let pipeline = resolver.some("Pipeline")?.list else { throw TransformRefusal() }
        resource["Kind"] = "PIPELINE"
        resource["PipelineConfig"] = [
          "Functions": TransformValue(
            .list(
              try pipeline.map { step in
                guard let id = step.string.flatMap({ ids[$0] }) else { throw TransformRefusal() }
                return id
              }))
        ]
        resource["CachingConfig"] = resolver.some("Caching")
        resource["MaxBatchSize"] = resolver.some("MaxBatchSize")
        made.append(resource)
      }
    }
    return made + (none.map { [$0] } ?? [])
  }

  /// The code of a resolver that has none of its own: what the last function gives.
  private static let passThrough = """

    export function request(ctx) {
        return {};
    }

    export function response(ctx) {
        return ctx.prev.result;
    }

    """
}
