/// This project's own words on SAM's resource types and events.
///
/// Source of the facts: the SAM specification and what the translator makes of each of them.
enum SAMNotes {
  /// What a resource type is for.
  static let types: [String: String] = [
    "AWS::Serverless::Api":
      "A REST API of API Gateway with its deployment and stage, from the events of functions, an OpenAPI document, or both.",
    "AWS::Serverless::Application":
      "Another template as a nested stack: a file, or an application of the Serverless Application Repository.",
    "AWS::Serverless::CapacityProvider": "Managed instances that Lambda functions run on.",
    "AWS::Serverless::Connector":
      "Permissions of one resource to read from or write to another, without writing the policies.",
    "AWS::Serverless::Function":
      "A Lambda function with its role, the events that invoke it, and what goes with them.",
    "AWS::Serverless::GraphQLApi":
      "A GraphQL API of AppSync with its schema, data sources, functions and resolvers.",
    "AWS::Serverless::HttpApi":
      "An HTTP API of API Gateway with its stage, from the events of functions, an OpenAPI document, or both.",
    "AWS::Serverless::LayerVersion":
      "A version of a Lambda layer: code or libraries that functions share. A change makes a new version.",
    "AWS::Serverless::MicrovmImage": "An image that Lambda starts micro virtual machines from.",
    "AWS::Serverless::NetworkConnector": "A connection of Lambda to a network.",
    "AWS::Serverless::SimpleTable": "A DynamoDB table with a primary key of one attribute.",
    "AWS::Serverless::StateMachine":
      "A state machine of Step Functions with its role and the events that start it.",
    "AWS::Serverless::WebFunction": "A Lambda function that serves web requests at an address of its own.",
    "AWS::Serverless::WebSocketApi":
      "A WebSocket API of API Gateway with its routes, integrations and stage.",
  ]

  /// What an event is.
  static let events: [String: String] = [
    "AlexaSkill": "A skill of Alexa invokes the function.",
    "Api": "A request to a REST API. Without `RestApiId` the API is the implicit `ServerlessRestApi`.",
    "CloudWatchEvent":
      "An event on an event bus that matches a pattern; the older name of `EventBridgeRule`.",
    "CloudWatchLogs": "A log group's lines that match a filter.",
    "Cognito": "A step of a Cognito user pool: signing up, signing in, sending a message.",
    "DocumentDB": "Changes in a DocumentDB cluster's change stream.",
    "DynamoDB": "Changes in a DynamoDB table's stream.",
    "EventBridgeRule": "An event on an event bus that matches a pattern.",
    "HttpApi": "A request to an HTTP API. Without `ApiId` the API is the implicit `ServerlessHttpApi`.",
    "IoTRule": "A message of AWS IoT that a rule selects.",
    "Kinesis": "Records of a Kinesis stream.",
    "MQ": "Messages in the queues of an Amazon MQ broker.",
    "MSK": "Records of a topic of a Kafka cluster that MSK manages.",
    "S3": "A change in a bucket that the template defines.",
    "SNS": "A message of an SNS topic, or of a queue that is subscribed to it.",
    "SQS": "Messages in an SQS queue.",
    "Schedule": "A time, by an EventBridge rule.",
    "ScheduleV2": "A time, by EventBridge Scheduler.",
    "SelfManagedKafka": "Records of topics of a Kafka cluster that AWS does not manage.",
  ]
}
