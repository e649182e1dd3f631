extension SchemaPack {
  /// Whether the binary holds upstream's descriptions: only builds after `schema/update --docs` do.
  public var hasDocumentation: Bool { documentation["cloudFormation"] != nil }

  private var documentation: PackedValue {
    let reader = EmbeddedPack.documentation
    return PackedValue(reader: reader, handle: UInt32(reader.header(.facts)))
  }

  /// Upstream's description of a type, or of the property at a path (names, list items as `*`): Markdown. Nil
  /// where the binary holds none.
  public func documentation(for type: ResourceType, path: [String] = []) -> String? {
    guard hasDocumentation else { return nil }
    guard !path.isEmpty else { return documentation["cloudFormation"]?[type.name]?[""]?.string }
    var place = PropertyPlace(of: type)
    for step in path {
      guard let next = place.next(step) else { return nil }
      place = next
    }
    return documentation(of: place)
  }

  /// Upstream's description of a place's property: Markdown. Nil where the binary holds none.
  public func documentation(of place: PropertyPlace) -> String? {
    guard let name = place.path.last else { return documentation(for: place.type) }
    let key = name.lowercased()
    if place.type.isSAM {
      if let text = place.guidePage.flatMap({ documentation["serverless"]?[$0]?[key]?.string }) {
        return text
      }
      return place.passThroughPlace.flatMap { documentation(of: $0) }
    }
    let model = place.model?.lowercased() ?? "properties"
    return documentation["cloudFormation"]?[place.type.name]?[model]?[key]?.string
  }
}
