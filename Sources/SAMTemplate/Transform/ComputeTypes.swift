/// `AWS::Serverless::CapacityProvider`, `NetworkConnector`, `MicrovmImage` and `WebFunction`.
extension Transformation {
  private static let createdBy: TransformValue = ["Key": "lambda:createdBy", "Value": "SAM"]

  /// The tags of the template, then SAM's own.
  private func tags(_ input: TransformInput) -> TransformValue {
    TransformValue(.list(MadeResource.tagList(input["Tags"]) + [Self.createdBy]))
  }

  /// Gives all that is made the template's tags as well.
  private func propagate(_ input: TransformInput, _ made: [MadeResource]) -> [MadeResource] {
    guard input.some("PropagateTags") != nil, let tags = input.some("Tags") else { return made }
    return made.map { resource in
      var resource = resource
      var all = resource["Tags"]?.list ?? []
      for tag in MadeResource.tagList(tags) where !all.contains(where: { $0["Key"] == tag["Key"] }) {
        all.append(tag)
      }
      resource["Tags"] = TransformValue(.list(all))
      return resource
    }
  }

  private func operatorRole(_ input: TransformInput, _ policy: String) -> MadeResource {
    var role = MadeResource(input.id + "OperatorRole", "AWS::IAM::Role", attributes: input.passedOn)
    role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("lambda.amazonaws.com")
    role["ManagedPolicyArns"] = [IAMDocuments.managedPolicy(policy, partition: partition)]
    role["Tags"] = [Self.createdBy]
    return role
  }

  func makeCapacityProvider(_ input: TransformInput) -> [MadeResource] {
    var provider = MadeResource(
      input.id, "AWS::Lambda::CapacityProvider", attributes: input.attributes, dependsOn: input.dependsOn)
    var made: [MadeResource] = []
    var role = input.some("OperatorRole")
    if role == nil {
      let own = operatorRole(input, "AWSLambdaManagedEC2ResourceOperator")
      role = own.getAtt("Arn")
      made.append(own)
    }
    provider["CapacityProviderName"] = input.some("CapacityProviderName")
    if let network = input.some("VpcConfig") {
      var config: TransformValue = ["SubnetIds": network["SubnetIds"] ?? []]
      if let groups = network["SecurityGroupIds"], !groups.isNull { config.set("SecurityGroupIds", groups) }
      provider["VpcConfig"] = config
    }
    provider["PermissionsConfig"] = ["CapacityProviderOperatorRoleArn": role ?? ""]
    provider["Tags"] = tags(input)
    if let wanted = input.some("InstanceRequirements") {
      var requirements: TransformValue = [:]
      for (own, name) in [
        ("Architectures", "Architectures"), ("AllowedTypes", "AllowedInstanceTypes"),
        ("ExcludedTypes", "ExcludedInstanceTypes"),
      ] {
        if let value = wanted[own], !value.isNull { requirements.set(name, value) }
      }
      provider["InstanceRequirements"] = requirements
    }
    if let scaling = input.some("ScalingConfig") {
      var config: TransformValue = [:]
      if let count = scaling["MaxVCpuCount"], !count.isNull { config.set("MaxVCpuCount", count) }
      if let target = scaling["AverageCPUUtilization"], !target.isNull {
        config.set("ScalingMode", "Manual")
        config.set(
          "ScalingPolicies",
          [["PredefinedMetricType": "LambdaCapacityProviderAverageCPUUtilization", "TargetValue": target]])
      } else {
        config.set("ScalingMode", "Auto")
      }
      provider["CapacityProviderScalingConfig"] = config
    }
    provider["KmsKeyArn"] = input.some("KmsKeyArn")
    if let logging = input.some("LoggingConfig") { provider["TelemetryConfig"] = ["LoggingConfig": logging] }
    if let managed = input.some("ManagedResourceTags"), let own = managed["Tags"] {
      provider["PropagateTags"] = [
        "Mode": "Explicit", "ExplicitTags": TransformValue(.list(MadeResource.tagList(own))),
      ]
    }
    return propagate(input, made + [provider])
  }

  func makeNetworkConnector(_ input: TransformInput) -> [MadeResource] {
    var connector = MadeResource(
      input.id, "AWS::Lambda::NetworkConnector", attributes: input.attributes, dependsOn: input.dependsOn)
    var made: [MadeResource] = []
    var role = input.some("OperatorRole")
    if role == nil {
      let own = operatorRole(input, "AWSLambdaNetworkConnectorOperatorPolicy")
      role = own.getAtt("Arn")
      made.append(own)
    }
    connector["Name"] = input.some("Name")
    var egress = input["VpcConfig"] ?? [:]
    egress.set("AssociatedComputeResourceTypes", input.some("ComputeTypes") ?? ["MicroVm"])
    connector["Configuration"] = ["VpcEgressConfiguration": egress]
    connector["OperatorRole"] = role
    connector["Tags"] = tags(input)
    return propagate(input, made + [connector])
  }

  func makeMicroVMImage(_ input: TransformInput) throws -> [MadeResource] {
    var image = MadeResource(
      input.id, "AWS::Lambda::MicrovmImage", attributes: input.attributes, dependsOn: input.dependsOn)
    let code = input["CodeUri"] ?? ""
    var made: [MadeResource] = []
    var roleARN = input.some("BuildRoleArn")
    if roleARN == nil {
      var role = MadeResource(input.id + "BuildRole", "AWS::IAM::Role", attributes: input.passedOn)
      role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("lambda.amazonaws.com")
      let objects: TransformValue
      if let text = parameters.resolve(code).string, text.hasPrefix("s3://") {
        let bucket = text.dropFirst(5).prefix { $0 != "/" }
        guard !bucket.isEmpty else { throw TransformRefusal() }
        objects = .sub("arn:${AWS::Partition}:s3:::\(bucket)/*")
      } else {
        objects = .sub(
          "arn:${AWS::Partition}:s3:::${Bucket}/*",
          ["Bucket": ["Fn::Select": [2, ["Fn::Split": ["/", code]]]]])
      }
      role["Policies"] = [
        [
          "PolicyName": "MicrovmImageBuildPolicy",
          "PolicyDocument": [
            "Version": "2012-10-17",
            "Statement": [
              ["Effect": "Allow", "Action": ["s3:GetObject"], "Resource": objects],
              [
                "Effect": "Allow",
                "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": "*",
              ],
            ],
          ],
        ]
      ]
      role["Tags"] = [Self.createdBy]
      roleARN = role.getAtt("Arn")
      made.append(role)
    }
    image.take(["Name", "BaseImageArn", "BaseImageVersion"], from: input.properties)
    image["CodeArtifact"] = ["Uri": code]
    image["BuildRoleArn"] = roleARN
    image["Description"] = input.some("Description") ?? ""
    image["Tags"] = tags(input)
    for name in ["Logging", "Hooks"] { image[name] = input.some(name) ?? [:] }
    for name in ["EgressNetworkConnectors", "CpuConfigurations", "Resources", "AdditionalOsCapabilities"] {
      image[name] = input.some(name) ?? []
    }
    image["EnvironmentVariables"] = TransformValue(
      .list((input["EnvironmentVariables"]?.pairs ?? []).map { ["Key": .text($0.key), "Value": $0.value] }))
    return propagate(input, made + [image])
  }

  func makeWebFunction(_ input: TransformInput) throws -> [MadeResource] {
    var made: [MadeResource] = []
    var roleARN = input["ExecutionRoleArn"]
    let tagList = TransformValue(.list([Self.createdBy] + MadeResource.tagList(input["Tags"])))
    if roleARN == nil {
      var role = MadeResource(input.id + "Role", "AWS::IAM::Role", attributes: input.passedOn)
      role["AssumeRolePolicyDocument"] = IAMDocuments.assumeRole("lambda.amazonaws.com")
      role["ManagedPolicyArns"] = [
        IAMDocuments.managedPolicy("service-role/AWSLambdaBasicExecutionRole", partition: partition)
      ]
      role["Tags"] = tagList
      roleARN = role.getAtt("Arn")
      made.append(role)
    }
    let name: TransformValue =
      input.some("FunctionName")
      ?? .sub(
        String(input.id.prefix(55)) + "-${StackIdSuffix}",
        [
          "StackIdSuffix": [
            "Fn::Select": [
              0,
              ["Fn::Split": ["-", ["Fn::Select": [2, ["Fn::Split": ["/", ["Ref": "AWS::StackId"]]]]]]],
            ]
          ]
        ])
    var function = MadeResource(
      input.id, "AWS::Lambda::WebFunction", attributes: input.attributes, dependsOn: input.dependsOn)
    function["FunctionName"] = name
    function["Tags"] = tagList
    var revision = MadeResource(
      input.id + "Revision", "AWS::Lambda::WebFunctionRevision", attributes: input.passedOn,
      dependsOn: [.text(input.id)])
    guard let uri = input.some("CodeUri"), let runtime = input["Runtime"] else { throw TransformRefusal() }
    revision["FunctionName"] = name
    revision["Description"] = input["RevisionDescription"]
    revision["KmsKeyArn"] = input["KmsKeyArn"]
    revision["BuildConfig"] = [
      "CodeConfig": ["S3Object": try location(uri, ("Bucket", "Key", "VersionId"))],
      "RuntimeConfig": ["Runtime": runtime],
    ]
    revision["ServiceConfig"] = serviceConfig(input, roleARN ?? "")
    var endpoint = MadeResource(
      input.id + "Endpoint", "AWS::Lambda::WebFunctionEndpoint", attributes: input.passedOn,
      dependsOn: [.text(input.id), .text(revision.id)])
    endpoint["FunctionName"] = name
    endpoint["EndpointName"] = input.some("EndpointName") ?? "prod"
    endpoint["EndpointType"] = input.some("EndpointType") ?? "HomeRegion"
    endpoint["AuthType"] = input["AuthType"]
    endpoint["RevisionWeights"] =
      input.some("RevisionWeights").map { weights in
        TransformValue(.list(weights.pairs.map { ["RevisionId": .text($0.key), "Weight": $0.value] }))
      } ?? [["RevisionId": revision.getAtt("RevisionId"), "Weight": 100]]
    endpoint["Regions"] = regions(input["ReplicaRegions"])
    endpoint["Description"] = input["EndpointDescription"]
    endpoint.take(["ScalingConfig", "ThrottleConfig"], from: input.properties)
    return made + [function, revision, endpoint]
  }

  private func serviceConfig(_ input: TransformInput, _ role: TransformValue) -> TransformValue {
    var config: TransformValue = ["ExecutionRoleArn": role]
    if let variables = input.some("EnvironmentVariables"), variables.isCall {
      config.set("EnvironmentVariables", variables)
    } else {
      var variables: TransformValue = [:]
      for (key, value) in input["EnvironmentVariables"]?.pairs ?? [] {
        switch value.content {
        case .bool(let bool): variables.set(key, bool ? "true" : "false")
        case .integer, .number: variables.set(key, .text(value.pythonText))
        default: variables.set(key, value)
        }
      }
      if let entry = input.some("EntryPoint") { variables.set("AWS_LAMBDA_NODEJS_ENTRYPOINT", entry) }
      if variables.isTruthy { config.set("EnvironmentVariables", variables) }
    }
    if let logging = input.some("LoggingConfig") { config.set("TelemetryConfig", ["LoggingConfig": logging]) }
    for name in ["MaxConcurrencyPerEnvironment", "EgressNetworkConnectorArn"] {
      if let value = input[name] { config.set(name, value) }
    }
    config.set("TimeoutSeconds", input.some("Timeout") ?? 30)
    return config
  }

  /// Regions by their own names; groups of them are left as they are written.
  private func regions(_ value: TransformValue?) -> TransformValue? {
    guard let value, !value.isCall, let items = value.list else { return value }
    let names = items.compactMap(\.string).sorted().map { TransformValue.text($0) }
    return TransformValue(.list(names + items.filter { $0.string == nil }))
  }
}
