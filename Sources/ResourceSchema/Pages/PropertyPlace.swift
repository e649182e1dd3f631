/// A place in a resource: what a dotted path leads to.
public struct PropertyPlace: Sendable {
  /// The resource type.
  public var type: ResourceType
  /// The path below `Properties`: names, and `*` for any item of a list or value of a map.
  public var path: [String]
  /// The path as one would type it to come here again: without what is understood, with the kinds chosen.
  public var spelling: [String]
  /// What the value may look like; at least one.
  public var schemas: [Schema]
  /// Whether the object around it demands it, in every alternative.
  public var isRequired: Bool
  /// In a SAM resource, the CloudFormation property that the value is handed to as it is.
  public var passThrough: String?
  /// In a SAM resource, the address of AWS's page that has the property.
  var page: String?
  /// In a SAM resource, the name of the page of AWS's guide that has the property.
  var guidePage: String?
  /// The name of the property type that has the property; nil at the top.
  var model: String?

  /// The place of the resource's properties themselves.
  public init(of type: ResourceType) {
    self.type = type
    path = []
    spelling = []
    schemas = [type.schema]
    isRequired = false
  }

  /// The alternatives of all schemas, each once.
  public var alternatives: [Schema] {
    Self.unique(schemas.flatMap { $0.alternatives() })
  }

  /// The alternatives that are objects with listed properties; those of conditions only where there are no
  /// others.
  func owners(of name: String) -> [Schema] {
    let plain = alternatives.filter { $0.listsProperties && $0.properties[name] != nil }
    if !plain.isEmpty { return plain }
    let all = Self.unique(schemas.flatMap { $0.alternatives(withConditional: true) })
    return all.filter { $0.listsProperties && $0.properties[name] != nil }
  }

  /// The kinds that a `Type` tells apart, in upstream's order: the kinds of events, for example.
  public var kinds: [(name: String, schema: Schema)] {
    alternatives.compactMap { schema in schema.kind.map { ($0, schema) } }
  }
}

/// That a path leads nowhere.
public struct UnknownPath: Error, Sendable, Hashable {
  /// The part that leads to a place, dotted; it starts with the type where that is known.
  public var known: String
  /// The step that is not there.
  public var step: String
  /// The nearest names for the step, best first, each as the whole dotted path.
  public var suggestions: [String]
}

extension SchemaPack {
  /// The place that a dotted path means: a type, then properties. Lists and maps are passed through without a
  /// step (`*` or a number may be written), kinds are chosen by their name:
  /// `AWS::Serverless::Function.Events.Api.Path`.
  public func place(_ text: String) -> Result<PropertyPlace, UnknownPath> {
    let steps = text.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
    guard let first = steps.first, let type = type(named: first) else {
      let name = steps.first ?? text
      return .failure(UnknownPath(known: "", step: name, suggestions: nearestTypeNames(to: name, limit: 5)))
    }
    var place = PropertyPlace(of: type)
    for step in steps.dropFirst() where step != "Properties" || place.path.isEmpty == false {
      guard let next = place.next(step) else {
        let known = ([type.name] + place.spelling).joined(separator: ".")
        let nearest = NearestNames.nearest(to: step, among: place.nextNames, limit: 5)
        return .failure(
          UnknownPath(known: known, step: step, suggestions: nearest.map { "\(known).\($0)" }))
      }
      place = next
    }
    return .success(place)
  }
}

extension PropertyPlace {
  /// Deeper lists of lists are not followed.
  private static let deepest = 6

  /// The place one step on; nil where there is none of that name.
  public func next(_ step: String) -> PropertyPlace? { next(step, depth: 0) }

  private func next(_ step: String, depth: Int) -> PropertyPlace? {
    guard depth < Self.deepest else { return nil }
    if step == "*" || Int(step) != nil || step == "[]" {
      return through().map { place in
        var place = place
        place.spelling = spelling
        return place
      }
    }
    return property(step) ?? chosen(step) ?? propertyOfKind(step)
      ?? through()?.next(step, depth: depth + 1)
  }

  private func moved(to schemas: [Schema], by steps: [String], spelt: [String], isRequired: Bool)
    -> PropertyPlace
  {
    var place = self
    place.path += steps
    place.spelling += spelt
    place.schemas = schemas
    place.isRequired = isRequired
    if !steps.isEmpty {
      place.passThrough = nil
      place.page = nil
      place.guidePage = nil
      place.model = nil
    }
    return place
  }

  private func property(_ name: String) -> PropertyPlace? {
    let owners = owners(of: name)
    let found = owners.compactMap { $0.properties[name] }.filter { !$0.isAlwaysFalse }
    guard !found.isEmpty else { return nil }
    let required = owners.allSatisfy { $0.required.contains(name) }
    var place = moved(to: Self.unique(found), by: [name], spelt: [name], isRequired: required)
    if let sam = type.sam {
      place.handOn(name, of: owners, sam)
    } else {
      place.model =
        owners.lazy.compactMap { owner in type.definitions.first { $0.schema == owner }?.name }.first
    }
    return place
  }

  /// Notes where the SAM transform hands the property on to. Where SAM's schema says nothing, the schema of
  /// that place is the property's.
  private mutating func handOn(_ name: String, of owners: [Schema], _ sam: SAMFacts.TypeFacts) {
    let models = owners.compactMap { owner -> String? in
      if owner == type.schema { return "Properties" }
      // Of definitions that are alike, the one named as the chosen kind: `KinesisEventProperties`.
      let alike = type.definitions.filter { $0.schema == owner }.map(\.name)
      return alike.first { name in spelling.contains { name.hasPrefix($0) } } ?? alike.first
    }
    page =
      models.lazy.compactMap { model in
        sam.page(ofModel: model).map { ResourceType.samURL(page: $0, property: name) }
          ?? ResourceType.borrowedURL(definition: model, property: name)
      }.first
    passThrough = models.lazy.compactMap { sam.passThrough(model: $0, property: name) }.first
    guard schemas.allSatisfy(\.isAlwaysTrue), let target = passThroughPlace else { return }
    schemas = target.schemas
  }

  /// The place that the value is handed on to.
  var passThroughPlace: PropertyPlace? {
    guard let passThrough, case .success(let place) = SchemaPack.shared.place(passThrough) else { return nil }
    return place
  }

  /// The place where the named kind has been chosen among several.
  private func chosen(_ kind: String) -> PropertyPlace? {
    let kinds = kinds
    let found = kinds.filter { $0.name == kind }.map(\.schema)
    return found.isEmpty || kinds.count == 1
      ? nil : moved(to: found, by: [], spelt: [kind], isRequired: isRequired)
  }

  /// A property inside `Properties` of a kind, as `Path` of an `Api` event.
  private func propertyOfKind(_ name: String) -> PropertyPlace? {
    guard !kinds.isEmpty else { return nil }
    guard let inner = property("Properties"), let found = inner.property(name) else { return nil }
    var place = found
    place.spelling = spelling + [name]
    return place
  }

  /// The place of the items or values.
  private func through() -> PropertyPlace? {
    let inner = alternatives.flatMap { schema -> [Schema] in
      (schema.items.map { [$0] } ?? []) + Array(schema.prefixItems) + schema.mapValues
    }
    return inner.isEmpty ? nil : moved(to: Self.unique(inner), by: ["*"], spelt: [], isRequired: false)
  }

  private static func unique(_ schemas: [Schema]) -> [Schema] {
    schemas.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The names that may be the next step.
  public var nextNames: [String] { nextNames(depth: 0) }

  private func nextNames(depth: Int) -> [String] {
    guard depth < Self.deepest else { return [] }
    var names = propertyNames + kinds.map(\.name)
    if !kinds.isEmpty, let inner = property("Properties") { names += inner.propertyNames }
    names += through()?.nextNames(depth: depth + 1) ?? []
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The names of the properties listed in any alternative, in upstream's order.
  var propertyNames: [String] {
    var seen: Set<String> = []
    return alternatives.filter(\.listsProperties).flatMap { $0.properties.names }.filter {
      seen.insert($0).inserted
    }
  }

  /// The place whose properties a page lists: this one, or the items of a list or values of a map that it is.
  public var listed: PropertyPlace {
    var place = self
    for _ in 0..<Self.deepest {
      if place.alternatives.contains(where: \.listsProperties) { break }
      guard let inner = place.through() else { break }
      place = inner
    }
    return place
  }

  /// Of a chosen kind, the place of its `Properties`; otherwise this place.
  public var kindProperties: PropertyPlace {
    guard kinds.count == 1, var inner = property("Properties") else { return self }
    inner.spelling = spelling
    return inner
  }
}
