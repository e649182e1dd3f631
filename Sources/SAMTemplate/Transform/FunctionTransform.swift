import ResourceSchema

/// `AWS::Serverless::Function`.
extension Transformation {
  mutating func makeFunction(_ input: TransformInput) throws -> [MadeResource] {
    var input = input
    try expandPolicyTemplates(&input)
    var function = try makeLambda(&input)
    if input.some("ProvisionedConcurrencyConfig") != nil, input.some("AutoPublishAlias") == nil {
      throw TransformRefusal()
    }
    var made: [MadeResource] = []
    var alias: MadeResource?
    var aliasName = ""
    if let wanted = input.some("AutoPublishAlias") {
      guard let name = parameters.resolve(wanted).string else { throw TransformRefusal() }
      aliasName = name
      let version = try makeVersion(&input, &function)
      alias = try makeAlias(input, name, function, version)
      made.append(version)
    }
    let target = FunctionTarget(function: function, alias: alias, input: input)
    if let url = input.some("FunctionUrlConfig") { made += makeURL(url, target, input) }
    if input.some("DeploymentPreference") != nil { try addDeploymentPreference(&input, &alias) }
    if let alias { made.append(alias) }
    var policies: [TransformValue] = []
    if input.some("EventInvokeConfig") != nil {
      made += try makeInvokeConfig(&input, aliasName, alias, &policies)
    }
    var role = try makeFunctionRole(input, policies)
    var hasRole = false
    if let own = input["Role"] {
      if own.function == "Fn::If" { hasRole = try makeConditionalRole(own, &function, &role) }
    } else {
      function["Role"] = role.getAtt("Arn")
      hasRole = true
    }
    let events = try makeFunctionEvents(target, &role)
    made = [function] + (hasRole ? [role] : []) + made + events
    if input.some("PropagateTags") != nil, let tags = input.some("Tags") {
      for index in made.indices { made[index].assignTags(tags) }
    }
    return made
  }

  private func makeLambda(_ input: inout TransformInput) throws -> MadeResource {
    var function = MadeResource(
      input.id, "AWS::Lambda::Function", attributes: input.attributes, dependsOn: input.dependsOn)
    function["FunctionName"] = input.some("FunctionName")
    function.take(
      [
        "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Role", "Environment",
        "KmsKeyArn",
        "ReservedConcurrentExecutions", "Layers", "FileSystemConfigs", "ImageConfig", "PackageType",
        "Architectures",
        "SnapStart", "EphemeralStorage", "CodeSigningConfigArn", "RuntimeManagementConfig", "LoggingConfig",
        "TenancyConfig", "RecursiveLoop", "DurableConfig", "PublishToLatestPublished",
      ], from: input.properties)
    function["Code"] = try code(input)
    function["Tags"] = TransformValue(
      .list([["Key": "lambda:createdBy", "Value": "SAM"]] + MadeResource.tagList(input["Tags"])))
    if let tracing = input.some("Tracing"), parameters.resolve(tracing).string != "Disabled" {
      function["TracingConfig"] = ["Mode": tracing]
    }
    if let queue = input.some("DeadLetterQueue") {
      guard let arn = queue.some("TargetArn"), queue.some("Type") != nil else { throw TransformRefusal() }
      function["DeadLetterConfig"] = ["TargetArn": arn]
    }
    if let config = input.some("CapacityProviderConfig") {
      var result: TransformValue = [:]
      for (own, name) in [
        ("Arn", "CapacityProviderArn"),
        ("PerExecutionEnvironmentMaxConcurrency", "PerExecutionEnvironmentMaxConcurrency"),
        ("ExecutionEnvironmentMemoryGiBPerVCpu", "ExecutionEnvironmentMemoryGiBPerVCpu"),
      ] {
        if let value = config[own], !value.isNull { result.set(name, value) }
      }
      function["CapacityProviderConfig"] = ["LambdaManagedInstancesCapacityProviderConfig": result]
    }
    function["FunctionScalingConfig"] = input.some("FunctionScalingConfig")
    return function
  }

  private func code(_ input: TransformInput) throws -> TransformValue {
    if input.some("PackageType")?.string == "Image" {
      // What is built has its place in the resource's metadata.
      return [
        "ImageUri": input.some("ImageUri") ?? input.attributes["Metadata"]?.some("DockerContext") ?? "."
      ]
    }
    guard input.some("Runtime") != nil, input.some("Handler") != nil else { throw TransformRefusal() }
    var result: TransformValue
    if let text = input["InlineCode"] {
      result = ["ZipFile": text]
    } else {
      // `sam build` takes the template's own folder where none is named.
      result = try location(input["CodeUri"] ?? ".", ("S3Bucket", "S3Key", "S3ObjectVersion"))
    }
    if let key = input.some("SourceKMSKeyArn") { result.set("SourceKMSKeyArn", key) }
    return result
  }

  private mutating func makeVersion(_ input: inout TransformInput, _ function: inout MadeResource) throws
    -> MadeResource
  {
    var hash: String?
    if let wanted = input.some("AutoPublishCodeSha256") {
      guard let text = parameters.resolve(wanted).string else { throw TransformRefusal() }
      hash = text
      var description = input["Description"] ?? TransformValue(.null)
      let resolved = parameters.resolveInPlace(&description)
      if !resolved.isTruthy {
        function["Description"] = .text(text)
      } else if let own = resolved.string {
        function["Description"] = .text("\(own) \(text)")
      } else {
        function["Description"] = ["Fn::Join": [" ", [resolved, .text(text)]]]
      }
    }
    var code = function["Code"] ?? [:]
    var data = parameters.resolveInPlace(&code)
    function["Code"] = code
    if input.some("AutoPublishAliasAllProperties") != nil {
      data = TransformValue(.map(function.properties))
      for layer in function["Layers"]?.list ?? [] {
        guard let id = layer.referredID, let properties = resources[id]?["Properties"],
          properties.some("PublishLambdaVersion") != nil
        else { continue }
        data.set(id, properties)
      }
    } else {
      for (key, value) in function["Environment"]?.pairs ?? [] { data.set(key, value) }
      if let memory = function["MemorySize"], memory.isTruthy { data.set("MemorySize", memory) }
      if let snapshots = function["SnapStart"], snapshots["ApplyOn"].map({ $0.string != "None" }) ?? false {
        data.set("SnapStart", snapshots)
      }
    }
    let suffix = hash.map { String($0.prefix(10)) } ?? LogicalID.hash(data)
    var attributes = input.passedOn
    if attributes["DeletionPolicy"] == nil {
      attributes["DeletionPolicy"] =
        input["VersionDeletionPolicy"] ?? (input["CapacityProviderConfig"] == nil ? "Retain" : "Delete")
    }
    var version = MadeResource(input.id + "Version" + suffix, "AWS::Lambda::Version", attributes: attributes)
    version["FunctionName"] = function.ref
    version["Description"] = input["VersionDescription"]
    if input["CapacityProviderConfig"] != nil {
      version["FunctionScalingConfig"] = input["FunctionScalingConfig"]
    }
    return version
  }

  private func makeAlias(
    _ input: TransformInput, _ name: String, _ function: MadeResource, _ version: MadeResource
  ) throws -> MadeResource {
    let isName = name.utf8.allSatisfy {
      0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D || $0 == 0x5F
    }
    guard isName, !name.isEmpty else { throw TransformRefusal() }
    let id = input.id + "Alias" + name.replacing("-", with: "D").replacing("_", with: "U")
    var alias = MadeResource(id, "AWS::Lambda::Alias", attributes: input.passedOn)
    alias["Name"] = .text(name)
    alias["FunctionName"] = function.ref
    alias["FunctionVersion"] = version.getAtt("Version")
    alias["ProvisionedConcurrencyConfig"] = input.some("ProvisionedConcurrencyConfig")
    return alias
  }

  private func makeURL(_ config: TransformValue, _ target: FunctionTarget, _ input: TransformInput)
    -> [MadeResource]
  {
    let name = target.alias?.ref ?? target.function.ref
    var url = MadeResource(input.id + "Url", "AWS::Lambda::Url", attributes: input.passedOn)
    url["Cors"] = config.some("Cors")
    url["AuthType"] = config["AuthType"]
    url["TargetFunctionArn"] = name
    url["InvokeMode"] = config["InvokeMode"]
    guard config["AuthType"]?.string == "NONE", !config.isCall else { return [url] }
    var everyone = MadeResource(
      input.id + "UrlPublicPermissions", "AWS::Lambda::Permission", attributes: input.passedOn)
    everyone["Action"] = "lambda:InvokeFunctionUrl"
    everyone["FunctionName"] = name
    everyone["Principal"] = "*"
    everyone["FunctionUrlAuthType"] = "NONE"
    var invoke = MadeResource(
      input.id + "URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", attributes: input.passedOn)
    invoke["Action"] = "lambda:InvokeFunction"
    invoke["Principal"] = "*"
    invoke["FunctionName"] = name
    invoke["InvokedViaFunctionUrl"] = true
    return [url, everyone, invoke]
  }

  // MARK: Asynchronous invocations

  private mutating func makeInvokeConfig(
    _ input: inout TransformInput, _ aliasName: String, _ alias: MadeResource?,
    _ policies: inout [TransformValue]
  ) throws -> [MadeResource] {
    var config = input["EventInvokeConfig"] ?? [:]
    let resolved = parameters.resolveInPlace(&config)
    let id = input.id + "EventInvokeConfig"
    var made: [MadeResource] = []
    var destinations: TransformValue = [:]
    for name in ["OnSuccess", "OnFailure"] {
      guard let wanted = resolved["DestinationConfig"]?[name], !wanted.isNull else { continue }
      let destination = try makeDestination(wanted, id: id, name, input, &made, &policies)
      destinations.set(name, ["Destination": destination])
    }
    var invoke = MadeResource(
      id, "AWS::Lambda::EventInvokeConfig", attributes: input.attributes,
      dependsOn: alias.map { [.text($0.id)] })
    invoke["FunctionName"] = .ref(.text(input.id))
    invoke["Qualifier"] = .text(aliasName.isEmpty ? "$LATEST" : aliasName)
    invoke["DestinationConfig"] = destinations
    invoke.take(["MaximumEventAgeInSeconds", "MaximumRetryAttempts"], from: resolved)
    return made + [invoke]
  }

  private mutating func makeDestination(
    _ wanted: TransformValue, id: String, _ name: String, _ input: TransformInput,
    _ made: inout [MadeResource],
    _ policies: inout [TransformValue]
  ) throws -> TransformValue {
    let ownID = id + name
    guard let type = wanted["Type"]?.string,
      ["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"].contains(type)
    else {
      throw TransformRefusal()
    }
    let given = wanted["Destination"].flatMap { $0.isNull ? nil : $0 }
    var destination = given ?? TransformValue(.null)
    var condition: TransformValue?
    var otherwise: TransformValue?
    if let parts = given?["Fn::If"]?.list, given?.function == "Fn::If" {
      guard parts.count == 3 else { throw TransformRefusal() }
      if parts[1].isNoValue, !parts[2].isNoValue {
        (condition, otherwise) = (parts[0], parts[2])
      } else if parts[2].isNoValue, !parts[1].isNoValue {
        let not = "NOT" + (parts[0].string ?? "") + LogicalID.hash(.text(id))
        conditions.set(not, ["Fn::Not": [["Condition": parts[0]]]])
        (condition, otherwise) = (.text(not), parts[1])
      }
    }
    if given == nil || condition != nil {
      guard type == "SQS" || type == "SNS" else { throw TransformRefusal() }
      var resource =
        type == "SQS"
        ? MadeResource(ownID + "Queue", "AWS::SQS::Queue", attributes: input.passedOn)
        : MadeResource(ownID + "Topic", "AWS::SNS::Topic", attributes: input.passedOn)
      if let both = combinedCondition(input.passedOn["Condition"], condition, input.id) {
        resource.attributes["Condition"] = both
      }
      let arn = type == "SQS" ? resource.getAtt("Arn") : resource.ref
      destination = condition.map { .choose($0, arn, otherwise) } ?? arn
      made.append(resource)
    }
    if let policy = IAMDocuments.destination(type, destination, ownID) { policies.append(policy) }
    return destination
  }

  private mutating func combinedCondition(_ own: TransformValue?, _ other: TransformValue?, _ id: String)
    -> TransformValue?
  {
    guard let own, let other else { return own ?? other }
    let name = (own.string ?? "") + "AND" + (other.string ?? "") + LogicalID.hash(.text(id))
    conditions.set(
      name, ["Fn::And": [["Condition": ["Condition": own]], ["Condition": ["Condition": other]]]])
    return .text(name)
  }

  // MARK: Role

  private func makeFunctionRole(_ input: TransformInput, _ invokePolicies: [TransformValue]) throws
    -> MadeResource
  {
    let basic =
      input.some("DurableConfig") == nil
      ? "AWSLambdaBasicExecutionRole" : "AWSLambdaBasicDurableExecutionRolePolicy"
    var arns = [IAMDocuments.managedPolicy("service-role/" + basic, partition: partition)]
    if let tracing = input.some("Tracing"), parameters.resolve(tracing).string != "Disabled" {
      arns.append(IAMDocuments.managedPolicy(xrayPolicy, partition: partition))
    }
    if input.some("VpcConfig") != nil {
      arns.append(
        IAMDocuments.managedPolicy("service-role/AWSLambdaVPCAccessExecutionRole", partition: partition))
    }
    var documents: [TransformValue] = []
    if let queue = input.some("DeadLetterQueue"), let arn = queue["TargetArn"] {
      let action: TransformValue = queue["Type"]?.string == "SNS" ? "sns:Publish" : "sqs:SendMessage"
      documents.append([
        "PolicyName": "DeadLetterQueuePolicy",
        "PolicyDocument": [
          "Version": "2012-10-17", "Statement": [["Action": action, "Resource": arn, "Effect": "Allow"]],
        ],
      ])
    }
    documents += invokePolicies
    var role = try makeRole(
      input, assume: input["AssumeRolePolicyDocument"] ?? IAMDocuments.assumeRole("lambda.amazonaws.com"),
      arns: arns,
      documents: documents, policies: input["Policies"])
    role["Path"] = input["RolePath"]
    role["PermissionsBoundary"] = input["PermissionsBoundary"]
    role["Tags"] = TransformValue(
      .list([["Key": "lambda:createdBy", "Value": "SAM"]] + MadeResource.tagList(input["Tags"])))
    return role
  }

  /// The managed policy that lets a resource send traces.
  var xrayPolicy: String { partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess" }

  private mutating func makeConditionalRole(
    _ own: TransformValue, _ function: inout MadeResource, _ role: inout MadeResource
  ) throws -> Bool {
    let resolved = parameters.resolve(own)
    guard let parts = resolved["Fn::If"]?.list, parts.count == 3 else { throw TransformRefusal() }
    let arn = role.getAtt("Arn")
    switch (parts[1].isNoValue, parts[2].isNoValue) {
    case (true, true): function["Role"] = arn
    case (true, false):
      function["Role"] = .choose(parts[0], arn, parts[2])
      role.attributes["Condition"] = parts[0]
    case (false, true):
      function["Role"] = .choose(parts[0], parts[1], arn)
      let not = "NOT" + (parts[0].string ?? "")
      role.attributes["Condition"] = .text(not)
      conditions.set(not, ["Fn::Not": [["Condition": parts[0]]]])
    case (false, false):
      function["Role"] = resolved
      return false
    }
    return true
  }
}

/// A function as its events see it.
struct FunctionTarget {
  let function: MadeResource
  let alias: MadeResource?
  let input: TransformInput

  /// What a permission or mapping names: the function by name, or the alias by ARN.
  var name: TransformValue { alias?.ref ?? .ref(input.idValue) }
  /// What is invoked.
  var arn: TransformValue { alias?.ref ?? .getAtt(input.idValue, "Arn") }
}
