/// Edits the definition of an API (Swagger or OpenAPI) as the transform does, in its order.
struct DefinitionEditor {
  let isREST: Bool
  private var document: TransformValue
  /// The paths, by text.
  var paths: TransformValue
  /// `securityDefinitions` of a REST API, `components.securitySchemes` of an HTTP API.
  var security: TransformValue
  var gatewayResponses: TransformValue
  var policy: TransformValue
  private var isPolicySet = false
  var definitions: TransformValue
  /// `tags` of an HTTP API.
  var tags: [TransformValue]
  var info: TransformValue

  static let integration = "x-amazon-apigateway-integration"

  /// - Parameter document: valid, see `isValid`.
  init(_ document: TransformValue, isREST: Bool) {
    let copy = document.deepCopy
    self.document = copy
    self.isREST = isREST
    paths = copy["paths"] ?? .legacyMap
    security =
      (isREST ? copy.some("securityDefinitions") : copy["components"]?.some("securitySchemes")) ?? .legacyMap
    gatewayResponses = copy.some("x-amazon-apigateway-gateway-responses") ?? .legacyMap
    policy = copy.some("x-amazon-apigateway-policy") ?? .legacyMap
    definitions = copy.some("definitions") ?? .legacyMap
    tags = copy["tags"]?.list ?? []
    info = copy.some("info") ?? .legacyMap
  }

  /// The least definition.
  static func skeleton(isREST: Bool) -> TransformValue {
    .legacyMap([
      isREST ? "swagger" : "openapi": isREST ? "2.0" : "3.0.1",
      "info": .legacyMap(["version": "1.0", "title": ["Ref": "AWS::StackName"]]), "paths": .legacyMap,
    ])
  }

  /// Whether a body can be edited.
  static func isValid(_ body: TransformValue?, isREST: Bool) -> Bool {
    guard let body, body["paths"]?.map != nil else { return false }
    if isREST, body.some("swagger") != nil { return true }
    return body.some("openapi")?.isOpenAPIVersion3 ?? false
  }

  /// The edited definition.
  var result: TransformValue {
    var document = document
    if document["paths"] != nil || !isREST { document.set("paths", paths) }
    if isREST {
      if security.isTruthy { document.set("securityDefinitions", security) }
      if gatewayResponses.isTruthy { document.set("x-amazon-apigateway-gateway-responses", gatewayResponses) }
      if definitions.isTruthy { document.set("definitions", definitions) }
    } else {
      if !tags.isEmpty { document.set("tags", TransformValue(.list(tags))) }
      if security.isTruthy {
        if document.some("components") == nil { document.set("components", .legacyMap) }
        document.update("components") { $0.set("securitySchemes", security) }
      }
      if info.isTruthy { document.set("info", info) }
    }
    return document.deepCopy
  }

  /// Sets a key of the document itself.
  mutating func set(_ key: String, _ value: TransformValue) { document.set(key, value) }

  /// What the document has under a key.
  subscript(key: String) -> TransformValue? { document[key] }

  /// A method's name as definitions have it.
  static func normalized(_ method: TransformValue) -> TransformValue {
    guard let text = method.string?.lowercased() else { return method }
    if text == "any" { return .text(SAMRoute.anyMethod) }
    var result = method
    result.content = .string(text)
    return result
  }

  // MARK: Walking

  /// The values that an item may have: of a `Fn::If` both, each changed in place.
  static func forEachPart(
    of item: inout TransformValue, _ change: (inout TransformValue) throws -> Void
  ) throws {
    guard item.map != nil, item["Fn::If"] != nil else { return try change(&item) }
    guard var branches = item["Fn::If"]?.list else { throw TransformRefusal() }
    for index in branches.indices.dropFirst() where !branches[index].isNoValue {
      try change(&branches[index])
    }
    item.set("Fn::If", TransformValue(.list(branches)))
  }

  /// The path items of a path.
  private mutating func forEachItem(of path: String, _ change: (inout TransformValue) throws -> Void) throws {
    guard var item = paths[path] else { return }
    try Self.forEachPart(of: &item) {
      guard $0.map != nil else { throw TransformRefusal() }
      try change(&$0)
    }
    paths.set(path, item)
  }

  /// The definitions of all methods of a path that have an integration.
  mutating func forEachMethod(
    of path: String, _ change: (_ method: String, inout TransformValue) throws -> Void
  ) throws {
    let isREST = isREST
    try forEachItem(of: path) { item in
      for (name, value) in item.pairs {
        if isREST, ["summary", "description", "parameters"].contains(name) { continue }
        var value = value
        try Self.forEachPart(of: &value) { part in
          guard part.map != nil else { throw TransformRefusal() }
          guard part.some(Self.integration) != nil else { return }
          try change(Self.normalized(.text(name)).string ?? name, &part)
        }
        item.set(name, value)
      }
    }
  }

  /// The definitions of one method of a path that have an integration.
  mutating func forEachDefinition(
    of path: String, _ method: TransformValue, _ change: (inout TransformValue) throws -> Void
  ) throws {
    let name = Self.normalized(method).string ?? ""
    try forEachItem(of: path) { item in
      guard var value = item[name] else { throw TransformRefusal() }
      try Self.forEachPart(of: &value) { part in
        guard part.map != nil else { throw TransformRefusal() }
        if part.some(Self.integration) != nil { try change(&part) }
      }
      item.set(name, value)
    }
  }

  // MARK: Routes

  /// Adds a path and a method where they are not there.
  mutating func addPath(_ path: TransformValue, _ method: TransformValue) {
    guard let text = path.string else { return }
    let method = Self.normalized(method)
    paths.setDefault(text, .legacyMap, isUnicode: path.isUnicode)
    paths.update(text) { item in
      try? Self.forEachPart(of: &item) {
        $0.setDefault(method.string ?? "", .legacyMap, isUnicode: method.isUnicode)
      }
    }
  }

  /// Whether a method of a path has an integration.
  func hasIntegration(_ path: String, _ method: TransformValue) throws -> Bool {
    let name = Self.normalized(method).string ?? ""
    guard var item = paths[path] else { return false }
    var has = true
    try Self.forEachPart(of: &item) { part in
      guard part.map != nil, var definition = part[name] else {
        has = false
        return
      }
      var found = false
      try Self.forEachPart(of: &definition) { if $0.some(Self.integration) != nil { found = true } }
      if !found { has = false }
    }
    return has
  }

  /// Adds an integration to a method, and the condition that it is there under.
  mutating func addIntegration(
    _ path: TransformValue, _ method: TransformValue, condition: TransformValue?,
    _ fill: (_ definition: inout TransformValue) throws -> Void
  ) throws {
    addPath(path, method)
    let name = Self.normalized(method)
    try forEachItem(of: path.string ?? "") { item in
      if item[name.string ?? ""]?.isNull ?? true {
        item.set(name.string ?? "", .legacyMap, isUnicode: name.isUnicode)
      }
      try item.update(name.string ?? "") {
        try fill(&$0)
        if let condition { $0 = .choose(condition, $0) }
      }
    }
  }

  /// Sets the time that an integration may take.
  mutating func setTimeout(_ timeout: TransformValue, _ path: String, _ method: TransformValue) throws {
    try forEachDefinition(of: path, method) {
      $0.update(Self.integration) { $0.set("timeoutInMillis", timeout) }
    }
  }

  /// A path with each parameter replaced by `*`, as ARNs have it.
  static func wildcards(_ path: String, allowsPlus: Bool) -> String {
    var result = ""
    var rest = path[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let after = rest[rest.index(after: open)...]
      guard let close = after.firstIndex(of: "}") else { return result + rest[open...] }
      var name = after[..<close]
      if name.last == "+", allowsPlus || name == "proxy+" { name = name.dropLast() }
      let isName =
        !name.isEmpty
        && name.utf8.allSatisfy { byte in
          0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x2E || byte == 0x5F
            || byte == 0x2D
        }
      if isName {
        result += "*"
        rest = after[after.index(after: close)...]
      } else {
        result += "{"
        rest = after
      }
    }
    return result + rest
  }
}
