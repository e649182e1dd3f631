import ResourceSchema
import YAMLSyntax

/// What describes a value besides its own schema: the rules that apply at its place in a type, and for a SAM
/// resource the property of the CloudFormation resource that the transform passes it on to.
struct Counterpart: Sendable {
  /// The type whose rules are looked at; nil within a rule's schema.
  var type: ResourceType?
  var path: [String]
  var schemas: [Schema]

  /// Rules whose values differ between regions are read for this one.
  private static let region = "us-east-1"

  /// What describes the properties of a type besides its schema.
  static func all(of type: ResourceType) -> [Counterpart] {
    let own = [Counterpart(type: type, path: [], schemas: [])]
    guard type.isSAM else { return own }
    var names = [type.generatedType?.name].compactMap { $0 }
    for made in type.sam?.generatedResources ?? [] where !names.contains(made.typeName) {
      names.append(made.typeName)
    }
    return own + roots(names)
  }

  /// The properties of CloudFormation types, as they are.
  private static func roots(_ names: [String]) -> [Counterpart] {
    names.compactMap { SchemaPack.shared.type(named: $0) }
      .map { Counterpart(type: $0, path: [], schemas: [$0.schema]) }
  }

  /// What describes a property of a SAM resource for which the transform makes a resource of its own.
  static func all(ofProperty property: String, of type: ResourceType) -> [Counterpart] {
    roots(type.sam?.generated(by: property)?.map(\.typeName) ?? [])
  }

  /// What describes the properties of an event of a SAM resource besides its schema.
  ///
  /// Source: the types that the translator makes of each kind of event; for `S3` it writes the bucket's
  /// notifications (samtranslator.model.eventsources.push.S3).
  static func all(ofEvent event: String, of type: ResourceType) -> [Counterpart] {
    if event == "S3", let bucket = SchemaPack.shared.type(named: "AWS::S3::Bucket") {
      var part = Counterpart(type: bucket, path: [], schemas: [bucket.schema])
      for step in ["NotificationConfiguration", "LambdaConfigurations"] {
        part = part.stepping(to: step, in: nil)
      }
      return [part.stepping(toItem: 0)]
    }
    var all: [Counterpart] = []
    for name in type.sam?.event(named: event)?.generated.map(\.typeName) ?? [] {
      guard name != "AWS::Lambda::Permission", let made = SchemaPack.shared.type(named: name) else {
        continue
      }
      all.append(Counterpart(type: made, path: [], schemas: [made.schema]))
      if let targets = made.schema.properties["Targets"]?.items {
        all.append(Counterpart(type: nil, path: [], schemas: [targets]))
      }
    }
    return all
  }

  func stepping(to key: String, in node: Node?) -> Counterpart {
    var next = self
    let (found, isFree) = views(node).child(key)
    next.path.append(isFree && !schemas.isEmpty ? "*" : key)
    next.schemas = found
    next.addRules()
    return next
  }

  func stepping(toItem index: Int) -> Counterpart {
    var next = self
    next.path.append("*")
    next.schemas = views(nil).item(index)
    next.addRules()
    return next
  }

  private func views(_ node: Node?) -> [Schema] {
    var views: [Schema] = []
    var chooser = SchemaChooser(node: node, ignoredKey: -1)
    for schema in schemas { chooser.flatten(schema, into: &views) }
    return views
  }

  /// Adds the schemas of the rules that apply at exactly this place.
  private mutating func addRules() {
    guard let type else { return }
    let place = ["Properties"] + path
    for rule in type.rules where rule.isAt(place) {
      if let schema = rule.schema(in: Self.region), !schemas.contains(schema) { schemas.append(schema) }
    }
  }
}
