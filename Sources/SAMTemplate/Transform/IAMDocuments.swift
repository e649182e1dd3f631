/// The IAM documents that the transform writes.
enum IAMDocuments {
  /// The ARN of an AWS managed policy in a region's partition.
  static func managedPolicy(_ name: String, partition: String) -> TransformValue {
    .text("arn:\(partition):iam::aws:policy/\(name)")
  }

  /// Who may assume a role: a service.
  static func assumeRole(_ service: String) -> TransformValue {
    [
      "Version": "2012-10-17",
      "Statement": [
        ["Action": ["sts:AssumeRole"], "Effect": "Allow", "Principal": ["Service": [.text(service)]]]
      ],
    ]
  }

  /// A policy of a role that allows one action.
  static func policy(_ name: String, _ action: String, on resource: TransformValue) -> TransformValue {
    policy(name, [["Action": .text(action), "Effect": "Allow", "Resource": resource]])
  }

  /// A policy of a role.
  static func policy(_ name: String, _ statements: [TransformValue]) -> TransformValue {
    ["PolicyName": .text(name), "PolicyDocument": ["Statement": TransformValue(.list(statements))]]
  }

  /// What sends to a destination of a type needs; nil for types that need nothing.
  static func destination(_ type: String, _ arn: TransformValue, _ id: String) -> TransformValue? {
    switch type {
    case "SQS": policy(id + "SQSPolicy", "sqs:SendMessage", on: arn)
    case "SNS": policy(id + "SNSPolicy", "sns:publish", on: arn)
    case "EventBridge": policy(id + "EventBridgePolicy", "events:PutEvents", on: arn)
    case "Lambda": policy(id + "LambdaPolicy", "lambda:InvokeFunction", on: arn)
    case "S3", "S3Bucket":
      policy(
        id + "S3Policy",
        [
          ["Action": "s3:PutObject", "Effect": "Allow", "Resource": ["Fn::Join": ["/", [arn, "*"]]]],
          ["Action": "s3:ListBucket", "Effect": "Allow", "Resource": arn],
        ])
    default: nil
    }
  }

  /// Who may send to a queue: what has an ARN.
  static func queuePolicy(_ queue: TransformValue, principal: TransformValue, source: TransformValue)
    -> TransformValue
  {
    [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Action": "sqs:SendMessage", "Effect": "Allow", "Principal": principal, "Resource": queue,
          "Condition": ["ArnEquals": ["aws:SourceArn": source]],
        ]
      ],
    ]
  }
}
