/// What is known of one property, in values and words: a table's row, a hover, a page's head.
public struct PropertyFacts: Sendable, Hashable {
  /// The name; `*` for items and values.
  public var name: String
  /// The path below `Properties`, `*` for items and values.
  public var path: [String]
  /// The type in words, `List of Tag`.
  public var type: String
  /// The types that a value may have; empty where any may stand there.
  public var types: Schema.Types
  /// The type in fewer words for a table, `List of Object` where the item's type has a long name.
  public var shortType: String
  /// Whether the object around it demands it.
  public var isRequired: Bool
  /// Whether only the service sets it.
  public var isReadOnly: Bool
  /// Whether it is never returned by the service.
  public var isWriteOnly: Bool
  /// Whether it should no longer be used.
  public var isDeprecated: Bool
  /// What changing it does to the resource.
  public var update: ResourceType.UpdateBehavior
  /// The allowed values as text; empty where they are not limited.
  public var values: [String]
  /// The value that stands for an absent one, as JSON.
  public var defaultValue: String?
  /// Other constraints in words, `1 to 256 characters`.
  public var constraints: [String]
  /// A regular expression that the text must match.
  public var pattern: String?
  /// The name of the text's format, `AWS::EC2::VPC.Id`.
  public var format: String?
  /// The resource type and property that it names.
  public var relationship: String?
  /// In a SAM resource, the CloudFormation property that the value is handed to as it is.
  public var handedTo: String?
  /// AWS's page.
  public var documentationURL: String?

  /// The facts of a place.
  public init(of place: PropertyPlace) {
    self.init(of: place, names: TypeNames(of: place.type))
  }

  init(of place: PropertyPlace, names: TypeNames, short: TypeNames? = nil) {
    let type = place.type
    name = place.path.last ?? type.name
    path = place.path
    let property = place.path.last { $0 != "*" } ?? ""
    self.type = names.text(of: place.schemas, property: property)
    shortType = (short ?? names).text(of: place.schemas, property: property)
    types = place.schemas.flatMap(\.shapes).reduce(into: []) { $0.formUnion($1.types) }
    isRequired = place.isRequired
    isReadOnly = type.isReadOnly(place.path)
    isWriteOnly = type.writeOnlyProperties.contains(place.path.joined(separator: "."))
    isDeprecated = type.isDeprecated(place.path)
    update = type.updateBehavior(of: place.path)
    let target = place.passThroughPlace
    handedTo = place.passThrough
    if let target { update = target.type.updateBehavior(of: target.path) }
    var all = place.alternatives
    // What SAM's schema leaves open, the property that the value is handed to says.
    if Self.isOpen(all), let target { all += target.alternatives }
    values = Self.values(of: all)
    defaultValue = all.lazy.compactMap(\.defaultValue).first.map(\.json)
    constraints = Self.constraints(of: all)
    pattern = all.lazy.compactMap(\.pattern).first
    format = all.lazy.compactMap(\.format).first { $0.contains("::") || $0.contains("-") }
    relationship = all.lazy.compactMap(\.relationship).first.map {
      "\($0.typeName)\(Self.lastStep(of: $0.propertyPath))"
    }
    documentationURL = place.documentationURL
  }

  private static func lastStep(of pointer: String) -> String {
    pointer.split(separator: "/").last.map { ".\($0)" } ?? ""
  }

  /// Whether schemas say no more than a type.
  private static func isOpen(_ schemas: [Schema]) -> Bool {
    schemas.allSatisfy { $0.keywords.allSatisfy { $0 == .type || $0 == .anyOf || $0 == .items } }
  }

  private static func values(of schemas: [Schema]) -> [String] {
    var values: [String] = []
    for schema in schemas where schema.kind == nil {
      let found =
        schema.enumeration.map(\.text) + schema.enumerationCaseInsensitive.map(\.text)
        + (schema.constant.map { [$0.text] } ?? [])
      for value in found where !values.contains(value) { values.append(value) }
    }
    return values
  }

  private static func constraints(of schemas: [Schema]) -> [String] {
    var words: [String] = []
    func add(_ text: String?) { if let text, !words.contains(text) { words.append(text) } }
    func add(_ unit: String, of type: Schema.Types, _ low: (Schema) -> Int?, _ high: (Schema) -> Int?) {
      // Upstream also bounds the length of lists: that means nothing.
      let bounded = schemas.filter {
        (low($0) != nil || high($0) != nil) && ($0.types.isEmpty || $0.types.contains(type))
      }
      if bounded.count == 2 {
        // One within the other, both hold: upstream narrows what a definition says where it is used.
        add(range(bounded.compactMap(low).max(), bounded.compactMap(high).min(), unit))
      } else {
        for schema in bounded { add(range(low(schema), high(schema), unit)) }
      }
    }
    add("character", of: .string, \.minLength, \.maxLength)
    add("item", of: .array, \.minItems, \.maxItems)
    add("key", of: .object, \.minProperties, \.maxProperties)
    for schema in schemas {
      add(bounds(schema))
      if let step = schema.multipleOf { add("a multiple of \(number(step))") }
      if schema.uniqueItems { add("no two equal") }
      if !schema.uniqueKeys.isEmpty { add("each \(schema.uniqueKeys.joined(separator: ", ")) once") }
    }
    return words
  }

  private static func range(_ low: Int?, _ high: Int?, _ unit: String) -> String? {
    // Nothing fits below zero, and upstream writes great numbers where there is no bound.
    let low = low.flatMap { $0 > 0 ? $0 : nil }
    let high = high.flatMap { $0 < 1 << 31 - 1 ? $0 : nil }
    switch (low, high) {
    case (nil, nil): return nil
    case (let low?, nil): return "at least \(low) \(unit)\(low == 1 ? "" : "s")"
    case (nil, let high?): return "at most \(high) \(unit)\(high == 1 ? "" : "s")"
    case (let low?, let high?) where low == high: return "\(low) \(unit)\(low == 1 ? "" : "s")"
    case (let low?, let high?): return "\(low) to \(high) \(unit)s"
    }
  }

  private static func bounds(_ schema: Schema) -> String? {
    let low = schema.minimum.map(number) ?? schema.exclusiveMinimum.map { "more than \(number($0))" }
    let high = schema.maximum.map(number) ?? schema.exclusiveMaximum.map { "less than \(number($0))" }
    switch (low, high) {
    case (nil, nil): return nil
    case (let low?, nil): return schema.minimum == nil ? low : "at least \(low)"
    case (nil, let high?): return schema.maximum == nil ? high : "at most \(high)"
    case (let low?, let high?):
      return schema.minimum == nil || schema.maximum == nil ? "\(low), \(high)" : "\(low) to \(high)"
    }
  }

  /// A number without a needless fraction.
  static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }

}

extension ResourceType {
  /// The facts of the properties that may be set, in byte order of their names: at the top those of the
  /// resource, below a place those of its value or its items.
  static func rows(of place: PropertyPlace) -> [PropertyFacts] {
    let names = TypeNames(of: place.type)
    let short = TypeNames(of: place.type, longestName: 12)
    return place.propertyNames.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
      place.next(name).map { PropertyFacts(of: $0, names: names, short: short) }
    }.filter { !$0.isReadOnly }
  }
}
