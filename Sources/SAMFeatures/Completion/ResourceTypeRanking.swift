import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// How likely each resource type is for a resource: by the words of its logical id, by what the template has already,
/// by how usual the type is.
struct ResourceTypeRanking {
  /// Types that serverless applications are mostly made of, the most usual first. An order of preference, not a fact.
  static let usual = [
    "AWS::Serverless::Function", "AWS::Serverless::Api", "AWS::Serverless::HttpApi",
    "AWS::Serverless::StateMachine",
    "AWS::DynamoDB::Table", "AWS::IAM::Role", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket",
    "AWS::Serverless::SimpleTable", "AWS::Serverless::LayerVersion", "AWS::Serverless::Application",
    "AWS::Serverless::Connector", "AWS::Serverless::GraphQLApi", "AWS::Lambda::Permission",
    "AWS::Events::Rule",
    "AWS::Events::EventBus", "AWS::Logs::LogGroup", "AWS::CloudWatch::Alarm", "AWS::Lambda::Function",
    "AWS::SNS::Subscription", "AWS::SQS::QueuePolicy", "AWS::Lambda::EventSourceMapping",
    "AWS::ApiGateway::RestApi",
    "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy",
    "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::SSM::Parameter", "AWS::EC2::SecurityGroup",
    "AWS::S3::BucketPolicy", "AWS::StepFunctions::StateMachine", "AWS::Kinesis::Stream", "AWS::EC2::VPC",
    "AWS::EC2::Subnet", "AWS::EC2::Route", "AWS::EC2::RouteTable", "AWS::EC2::InternetGateway",
    "AWS::EC2::VPCEndpoint",
    "AWS::SNS::TopicPolicy", "AWS::CloudFront::Distribution", "AWS::ApiGatewayV2::Api",
    "AWS::Scheduler::Schedule",
    "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ECS::Service", "AWS::ECS::Cluster",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster", "AWS::EC2::Instance", "AWS::Lambda::Version", "AWS::Lambda::LayerVersion",
  ]

  /// Types that a section of resources proposes whole.
  static let snippetTypes = Array(usual.prefix(20))

  /// A type's name taken apart.
  struct Item: Sendable {
    var name: String
    /// The last part's words in small letters.
    var noun: [String]
    var nounLength: Int
    var service: String
    /// How usual the type is: 0 to 60.
    var weight: Int
  }

  /// All types; the first asking takes some milliseconds.
  static let items: [Item] = {
    let places = Dictionary(usual.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    return SchemaPack.shared.typeNames.map { name in
      let parts = TypeName.parts(of: name)
      let noun = Match.words(parts.last ?? "").map { $0.lowercased() }
      let service = parts.count > 2 ? String(parts[1]) : ""
      let weight = places[name].map { 60 - $0 } ?? (service == "Serverless" ? 30 : 0)
      return Item(
        name: name, noun: noun, nounLength: noun.reduce(0) { $0 + $1.utf8.count }, service: service,
        weight: weight)
    }
  }()

  private let words: [String]
  private let length: Int
  private var services: [String: Int] = [:]
  private var types: [String: Int] = [:]

  /// - Parameter logicalID: the resource's own, which is not among those the template is judged by.
  init(logicalID: String, template: Template) {
    words = Match.words(logicalID).map { word in
      String(word.lowercased().reversed().drop(while: \.isNumber).reversed())
    }
    .filter { !$0.isEmpty }
    length = max(1, words.reduce(0) { $0 + $1.utf8.count })
    for (name, facts) in template.facts(of: .resources).prefix(200) where name != logicalID {
      guard let type = facts.first?.type else { continue }
      types[type, default: 0] += 1
    }
    for (type, uses) in types {
      let parts = TypeName.parts(of: type)
      if parts.count > 2 { services[String(parts[1]), default: 0] += uses }
    }
  }

  /// The type that a resource most likely gets which has properties but no type yet: by its logical id and by the
  /// properties that it has.
  static func guess(cursor: Cursor, resource: Node?, template: Template) -> ResourceType? {
    guard cursor.levels.count > 1, case .key(let name) = cursor.levels[1].step else { return nil }
    let ranking = ResourceTypeRanking(logicalID: name, template: template)
    var keys: [String] = []
    if let properties = resource?["Properties"] {
      // A word that is still being typed says nothing.
      for entry in properties.entries
      where entry.key.range.lowerBound != cursor.start && entry.key.kind == .scalar {
        keys.append(entry.key.value)
      }
    }
    var best: (score: Int, type: ResourceType)?
    for item in items {
      let score = ranking.score(of: item)
      guard score > (best?.score ?? 99), let type = SchemaPack.shared.type(named: item.name) else { continue }
      let properties = type.schema.properties
      if keys.allSatisfy({ properties[$0] != nil }) { best = (score, type) }
    }
    return best?.type
  }

  /// Types that the template has and the pack does not.
  var unknownTypes: [String] {
    types.keys.filter { !$0.isEmpty && SchemaPack.shared.type(named: $0) == nil }.sorted()
  }

  /// 0 to 9999; the higher the likelier.
  func score(of item: Item) -> Int {
    var score = item.weight
    if let uses = services[item.service] { score += 20 + min(uses, 10) }
    if types[item.name] != nil { score += 30 }
    if words.isEmpty { return score }
    let matched = item.noun.reduce(0) { words.contains($1) ? $0 + $1.utf8.count : $0 }
    guard matched > 0 else { return score }
    let namesService = words.contains(item.service.lowercased()) ? 40 : 0
    let isEnd = item.noun.last == words.last ? 80 : 0
    if matched == item.nounLength { return score + 200 + 400 * matched / length + isEnd + namesService }
    return score + 60 * matched / item.nounLength + isEnd / 2 + namesService / 2
  }
}
