import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// Values that resources of the template give: `!GetAtt Queue.Arn` where the ARN of a queue is asked for.
extension CompletionList {
  mutating func addResourceValues(of place: SchemaPlace) {
    guard cursor.quote == nil, let wanted = WantedResource(place, property: propertyName) else { return }
    let own = ownLogicalID
    var known: [String: WantedResource.Part?] = [:]
    for (name, typeName) in names(of: .resources) where name != own {
      guard let typeName else { continue }
      let part = known[typeName] ?? SchemaPack.shared.type(named: typeName).flatMap { wanted.part(of: $0) }
      known[typeName] = .some(part)
      if let part { add(part, of: name, typeName) }
    }
  }

  /// The key whose value, or whose list's item, is being written.
  private var propertyName: String {
    for level in cursor.levels.reversed() {
      if case .key(let name) = level.step { return name }
    }
    return ""
  }

  private mutating func add(_ part: WantedResource.Part, of name: String, _ typeName: String) {
    let label: String
    let json: String
    switch part {
    case .ref:
      label = "!Ref \(name)"
      json = "{\"Ref\": \"\(name)\"}"
    case .attribute(let attribute):
      label = "!GetAtt \(name).\(attribute)"
      json = "{\"Fn::GetAtt\": [\"\(name)\", \"\(attribute)\"]}"
    }
    add(
      CompletionItem(
        label: label, kind: .resource, detail: typeName, replaceRange: cursor.replaceRange,
        insertText: (cursor.needsSpace ? " " : "") + (isJSON ? json : label), filterText: "\(name) \(label)"),
      rank: 10)
  }
}

/// What a property asks of another resource: by what its schema says, or else by its name.
struct WantedResource {
  /// How a resource gives what is asked for.
  enum Part: Hashable {
    case ref
    case attribute(String)
  }

  /// A type and the attribute that the schema names: `AWS::IAM::Role`, `Arn`.
  private var named: (type: String, attribute: String)?
  /// The property's name in small letters without what it asks for: `queue` of `QueueArn`.
  private let stem: String
  /// `Arn`, `Name`, `Id`, `Url`; nil where the name does not say it.
  private let suffix: String?
  /// Whether a name that does not say it means the ARN.
  private let prefersARN: Bool

  init?(_ place: SchemaPlace, property: String) {
    guard let owner = place.type else { return nil }
    let views = place.views(of: nil) + place.counterpartViews
    guard
      views.isEmpty
        ? place.isPolicyParameter : views.contains(where: { $0.types.contains(.string) || $0.types.isEmpty }),
      !views.contains(where: { !$0.enumeration.isEmpty })
    else { return nil }
    for view in views {
      if let relation = view.relationship {
        named = (relation.typeName, relation.propertyPath.split(separator: "/").last.map(String.init) ?? "")
      } else if let format = view.format, let dot = format.lastIndex(of: "."), format.hasPrefix("AWS::") {
        named = (String(format[..<dot]), String(format[format.index(after: dot)...]))
      }
    }
    // Lists are named by the plural of what is in them.
    let property = place.path.last == "*" && property.hasSuffix("s") ? String(property.dropLast()) : property
    let suffix = ["Arn", "ARN", "Name", "Id", "Url"].first { property.hasSuffix($0) && property != $0 }
    self.suffix = suffix == "ARN" ? "Arn" : suffix
    stem = (suffix.map { String(property.dropLast($0.count)) } ?? property).lowercased()
    prefersARN =
      views.contains { $0.pattern?.contains("arn:") == true }
      || ["role", "queue", "topic", "stream"].contains(stem)
    // A resource's own name refers to nothing.
    if place.path.count == 1, self.suffix == "Name", Self.nouns(of: owner).contains(stem) { return nil }
  }

  private static func nouns(of type: ResourceType) -> [String] {
    [type, type.generatedType].compactMap { $0 }.compactMap { TypeName.parts(of: $0.name).last?.lowercased() }
  }

  /// How a resource of a type gives it; nil where it does not.
  func part(of type: ResourceType) -> Part? {
    let ref =
      type.refValue.properties.count == 1 ? type.refValue.properties[0].split(separator: ".").last : nil
    if let named, named.type == type.name || named.type == type.generatedType?.name {
      if let ref, ref == named.attribute { return .ref }
      if type.attribute(named: named.attribute) != nil { return .attribute(named.attribute) }
    }
    let nouns = Self.nouns(of: type)
    if suffix == nil, let attribute = type.attributes.first(where: { $0.name.lowercased() == stem + "arn" }) {
      return ref.map(String.init) == attribute.name ? .ref : .attribute(attribute.name)
    }
    guard nouns.contains(where: { stem == $0 || ($0.utf8.count > 3 && stem.hasSuffix($0)) }) else {
      return nil
    }
    let wanted = suffix ?? (prefersARN ? "Arn" : "")
    if let ref, ref.hasSuffix(wanted) { return .ref }
    if wanted.isEmpty { return .ref }
    return type.attributes.first { $0.name == wanted || $0.name.hasSuffix(wanted) && !$0.name.contains(".") }
      .map { .attribute($0.name) }
  }
}
