import SAMTemplate

/// The paths and methods of an OpenAPI document, to be compared with events.
struct OpenAPIRoutes {
  /// By path, the names of parameters left out: `/users/{}`.
  private(set) var methods: [String: Set<String>] = [:]
  /// Whether some route may stand for paths that it does not name: `{proxy+}`, `$default`, a part that cannot be read.
  private(set) var mayHoldOthers = false

  /// Reads a document.
  ///
  /// - Complexity: linear in the number of its operations.
  init(_ document: TransformValue) {
    guard let paths = document["paths"]?.map, document["Fn::Transform"] == nil,
      document["paths"]?.isCall == false
    else {
      mayHoldOthers = true
      return
    }
    for (path, item) in paths {
      let key = Self.normalized(path)
      guard let operations = item.map, !item.isCall, operations["$ref"] == nil,
        operations["Fn::Transform"] == nil,
        !path.hasPrefix("Fn::"), !path.contains("+}"), !path.contains("$default"), !path.contains("${")
      else {
        mayHoldOthers = true
        continue
      }
      methods[key, default: []].formUnion(operations.keys.map { $0.lowercased() })
    }
  }

  /// Whether a document cannot be said to lack a route.
  func mayHold(_ route: SAMRoute) -> Bool {
    if mayHoldOthers { return true }
    guard let found = methods[Self.normalized(route.path)] else { return false }
    let any = SAMRoute.anyMethod
    return route.method == any ? !found.isEmpty : found.contains(route.method) || found.contains(any)
  }

  /// The paths as compared: to suggest one of them.
  var paths: [String] { methods.keys.sorted() }

  /// A path without the slash at its end and the names of its parameters, which the service does not look at when it
  /// calls a function.
  private static func normalized(_ path: String) -> String {
    var result = ""
    var isInside = false
    for character in path {
      if character == "}" { isInside = false }
      if !isInside { result.append(character) }
      if character == "{" { isInside = true }
    }
    if result.count > 1, result.hasSuffix("/") { result.removeLast() }
    return result
  }
}
