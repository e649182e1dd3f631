import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unroutedEvent = Rule(
    "unrouted-event", severity: .warning,
    summary: "The definition of an API has no such path and method as an event that belongs to it.",
    documentation: """
      Where an API has a definition of its own, the transform only lets it call the function; the path and its \
      integration have to stand in the definition. What it lacks is never asked of the function. `MergeDefinitions` \
      has the transform add the events to `DefinitionBody`.
      """)
}

extension Checker {
  /// Whether an event's path and method are in the definition that its API brings along.
  func checkIsRouted(_ event: SAMEvent, _ api: EventAPI, _ resource: SAMResource) {
    guard !api.isManaged, let route = event.route, let routes = routes(of: api, isREST: event.type == "Api"),
      !routes.mayHold(route), !route.path.contains("${")
    else { return }
    let method = route.method == SAMRoute.anyMethod ? "any method" : route.method.uppercased()
    report(
      .unroutedEvent,
      "The definition of '\(api.name)' has no \(method) of the path '\(shortened(route.path))', so the event never happens",
      at: event.properties["Path"] ?? event.value, of: resource)
  }

  /// The routes of an API's own definition; nil where it is not known, or events are added to it.
  private func routes(of api: EventAPI, isREST: Bool) -> OpenAPIRoutes? {
    if api.properties.some("MergeDefinitions") != nil { return nil }
    if let body = api.properties.some("DefinitionBody") {
      // To the definition of an HTTP API in the template each event is added.
      guard isREST else { return nil }
      guard let document = included(body) else { return nil }
      return scope.routes(of: api.name) { OpenAPIRoutes(document) }
    }
    guard let text = api.properties["DefinitionUri"]?.string, let path = LocalPath.path(text),
      let file = lookUpFile(path), file.kind == .file, file.template.tree.problems.isEmpty
    else { return nil }
    return scope.routes(of: api.name) { OpenAPIRoutes(file.value) }
  }

  /// A value, or the local file that `AWS::Include` puts in its place; nil where that is not known.
  func included(_ value: TransformValue) -> TransformValue? {
    guard let transform = value["Fn::Transform"] else { return value }
    guard value.map?.count == 1, transform["Name"]?.string == "AWS::Include",
      let location = transform["Parameters"]?["Location"]?.string, let path = LocalPath.path(location),
      let file = lookUpFile(path), file.kind == .file, file.template.tree.problems.isEmpty
    else { return nil }
    return file.value
  }
}
