import ResourceSchema
import SAMTemplate

/// Resource types, the likeliest first: by what the logical id says, then by how usual they are.
extension CompletionList {
  mutating func addResourceTypes() {
    let typed = cursor.typed
    let ranking = ResourceTypeRanking(logicalID: ownLogicalID ?? "")
    let names = SchemaPack.shared.typeNames
    let needle = Match.words(typed).joined()
    for index in names.indices {
      let name = names[index]
      if typed.utf8.count > 0, Match.fit(typed: Substring(needle), in: TypeNames.letters(name)) == 9 { continue }
      addResourceType(name, ranking: ranking)
    }
  }

  private mutating func addResourceType(_ name: String, ranking: ResourceTypeRanking) {
    let rank = ranking.rank(of: name)
    let text = (cursor.needsSpace ? " " : "") + (isJSON && cursor.quote == nil ? "\"\(name)\"" : name)
    var item = CompletionItem(
      label: name, kind: .resourceType, documentationKey: "type " + name, replaceRange: cursor.replaceRange,
      insertText: text, filterText: TypeNames.filterText(name, typed: cursor.typed))
    if rank < 30, let type = SchemaPack.shared.type(named: name) {
      item.snippet = propertiesSnippet(text, of: type)
    }
    add(item, rank: rank)
  }

  /// The type with a `Properties:` block of what it requires, where the resource has none yet.
  private func propertiesSnippet(_ text: String, of type: ResourceType) -> String? {
    guard !cursor.isFlow, cursor.quote == nil, cursor.rest.isEmpty, let level = cursor.levels.last,
      level.node?.value(under: "Properties") == nil, let key = level.keyRange
    else { return nil }
    var stop = 1
    let body = propertiesLines(of: type, stop: &stop)
    guard !body.isEmpty else { return nil }
    let text0 = template.text
    let keyColumn = key.lowerBound - text0.lineStart(text0.line(at: key.lowerBound))
    let indent = String(repeating: " ", count: max(0, keyColumn - cursor.lineIndent))
    return ([text, indent + "Properties:"] + body.map { indent + $0 }).joined(separator: "\n")
  }
}

/// Text that finds a type by any of its words.
enum TypeNames {
  /// The letters and digits of a name: what a search compares, whatever stands between words.
  static func letters(_ name: String) -> String {
    var result = ""
    result.reserveCapacity(name.utf8.count)
    for byte in name.utf8 where byte != UInt8(ascii: ":") { result.unicodeScalars.append(Unicode.Scalar(byte)) }
    return result
  }

  /// What an editor compares typed letters with: it starts with the word that the typed letters start, so that editors
  /// that look at the beginning only find it too.
  static func filterText(_ name: String, typed: String) -> String? {
    let words = Match.words(typed)
    guard let first = words.first?.lowercased(), !name.lowercased().hasPrefix(first) else { return nil }
    let parts = name.split(separator: ":").map(String.init)
    guard let start = parts.firstIndex(where: { $0.lowercased().hasPrefix(first) }) else {
      return name + " " + Match.words(name).joined(separator: " ")
    }
    return (parts[start...] + [name]).joined(separator: " ")
  }
}

/// How likely a resource type is.
struct ResourceTypeRanking {
  private let idWords: [String]
  private let id: String

  init(logicalID: String) {
    id = logicalID.lowercased()
    idWords = Match.words(logicalID).map { $0.lowercased() }
  }

  /// Types that serverless applications are mostly made of, the most usual first. An order of preference, not a fact.
  static let usual = [
    "AWS::Serverless::Function", "AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::StateMachine",
    "AWS::DynamoDB::Table", "AWS::IAM::Role", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket",
    "AWS::Serverless::SimpleTable", "AWS::Serverless::LayerVersion", "AWS::Serverless::Application",
    "AWS::Serverless::Connector", "AWS::Serverless::GraphQLApi", "AWS::Lambda::Permission", "AWS::Events::Rule",
    "AWS::Events::EventBus", "AWS::Logs::LogGroup", "AWS::CloudWatch::Alarm", "AWS::Lambda::Function",
    "AWS::SNS::Subscription", "AWS::SQS::QueuePolicy", "AWS::Lambda::EventSourceMapping", "AWS::ApiGateway::RestApi",
    "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::IAM::ManagedPolicy", "AWS::KMS::Key",
    "AWS::SecretsManager::Secret", "AWS::SSM::Parameter", "AWS::EC2::SecurityGroup", "AWS::S3::BucketPolicy",
    "AWS::StepFunctions::StateMachine", "AWS::Kinesis::Stream", "AWS::CloudFront::Distribution",
  ]

  /// Types that a section of resources proposes whole.
  static let snippetTypes = Array(usual.prefix(20))

  /// 0 where the logical id says it; else by how usual the type is; 40 and more for all others.
  func rank(of name: String) -> Int {
    let parts = name.split(separator: ":")
    guard let last = parts.last else { return 99 }
    let usual = Self.usual.firstIndex(of: name)
    let noun = last.lowercased()
    if !id.isEmpty {
      if id.hasSuffix(noun) { return usual != nil ? 0 : parts.count > 1 && id.contains(parts[1].lowercased()) ? 1 : 4 }
      let words = Match.words(last).map { $0.lowercased() }
      let shared = words.filter { idWords.contains($0) }.count
      if shared > 0, shared == words.count { return usual != nil ? 2 : 6 }
      if shared > 0, usual != nil { return 3 }
    }
    if let usual { return 8 + min(usual, 25) }
    return name.hasPrefix("AWS::Serverless::") ? 35 : 40
  }
}
