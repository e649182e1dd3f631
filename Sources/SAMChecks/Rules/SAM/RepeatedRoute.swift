import SAMTemplate

extension Rule {
  static let repeatedRoute = Rule(
    "repeated-route",
    summary: "Two events add the same method of the same path to one API.",
    documentation: """
      The transform writes each event into the API's definition and refuses a second one in the same place, whatever \
      conditions the functions are made under. Merge the two, or give one of them another path, method or API.
      """)
}

extension Checker {
  /// An event's route against those of all other events.
  func checkRepeatedRoute(_ event: SAMEvent, _ api: EventAPI, _ resource: SAMResource) {
    guard api.isManaged, api.properties["MergeDefinitions"]?.isTruthy != true, let route = event.route else {
      return
    }
    let name = route.name(at: api.name)
    _ = lookUp(.resources, name)
    let holders = template.entries(withRoute: name)
    guard holders.count > 1 else { return }
    let own = resource.events.filter { other in
      guard let value = other.api else {
        return other.type == event.type && other.route == route && event.api == nil
      }
      return other.route == route && value.string == api.name
    }
    let earlier = Set(holders).subtracting([resource.logicalID]).filter { comesBefore($0, resource) }
    let isRepeatedWithin = own.firstIndex { $0.name == event.name }.map { $0 > 0 } ?? false
    guard isRepeatedWithin || !earlier.isEmpty else { return }
    let method = route.method == SAMRoute.anyMethod ? "ANY" : route.method.uppercased()
    let other = earlier.min().map { "'\($0)'" } ?? "'\(own[0].name)'"
    report(
      .repeatedRoute, "\(other) has \(method) \(route.path) of '\(api.name)' already",
      at: event.properties["Path"] ?? event.value, of: resource, atKey: event.properties["Path"] == nil)
  }

  /// Whether the transform takes an entry up before another: functions first, then in the order of the text.
  private func comesBefore(_ name: String, _ resource: SAMResource) -> Bool {
    guard let other = lookUpContent(name) else { return false }
    let isFunction = lookUp(.resources, name)?.type == "AWS::Serverless::Function"
    let ownIsFunction = resource.type == "AWS::Serverless::Function"
    if isFunction != ownIsFunction { return isFunction }
    return other.range.lowerBound < resource.entry.range.lowerBound
  }
}
