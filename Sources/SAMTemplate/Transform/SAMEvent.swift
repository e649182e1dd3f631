/// An event of a function or state machine, as the SAM transform takes it up.
public struct SAMEvent: Sendable {
  /// The key under `Events`.
  public let name: String
  /// `Type`; nil where it is not written as text.
  public let type: String?
  /// The whole event.
  public let value: TransformValue
  /// `Properties`; an empty map where there are none. Something else than a map where that is written.
  public let properties: TransformValue

  /// The API that an `Api` or `HttpApi` event names; nil where it names none, so that the implicit one is meant.
  /// Not text where it is named by a function that the transform cannot look through.
  public var api: TransformValue? {
    guard let api = properties[type == "HttpApi" ? "ApiId" : "RestApiId"] else { return nil }
    if case .map(let entries) = api.content, let name = entries["Ref"] {
      return TransformValue(name.content, source: api.source)
    }
    return api
  }

  /// The route of an `Api` or `HttpApi` event; nil where its path or method is no text, or missing.
  public var route: SAMRoute? {
    var path = properties["Path"]
    var method = properties["Method"]
    if type == "HttpApi", !(path?.isTruthy ?? false), !(method?.isTruthy ?? false) {
      path = "$default"
      method = TransformValue(.string(SAMRoute.anyMethod))
    }
    guard let path = path?.string, let method = method?.string else { return nil }
    return SAMRoute(method: method, path: path)
  }
}

/// A method on a path of an API.
public struct SAMRoute: Sendable, Hashable {
  /// The method in lower case; `anyMethod` for `ANY`.
  public let method: String
  /// The path as it is written.
  public let path: String

  /// How an OpenAPI document names all methods of a path.
  public static let anyMethod = "x-amazon-apigateway-any-method"

  /// A route; `ANY`, `Get` and so on in any case.
  public init(method: String, path: String) {
    let lowered = method.lowercased()
    self.method = lowered == "any" ? Self.anyMethod : lowered
    self.path = path
  }

  /// How `EntryFacts.routes` names the route of an API. Never a logical id: those have no spaces.
  public func name(at api: String) -> String { "\(method) \(path) \(api)" }
}

extension SAMResource {
  /// The logical id of the API that `Api` events make where they name none.
  public static let implicitRestAPI = "ServerlessRestApi"
  /// The logical id of the API that `HttpApi` events make where they name none.
  public static let implicitHTTPAPI = "ServerlessHttpApi"

  /// The events, in the order of the text.
  public var events: [SAMEvent] {
    guard let entries = properties["Events"]?.map, properties["Events"]?.isCall != true else { return [] }
    return entries.map { name, value in
      var eventProperties = value["Properties"] ?? [:]
      if eventProperties.isNull {
        eventProperties = TransformValue(.map([:]), source: eventProperties.source)
      }
      return SAMEvent(name: name, type: value["Type"]?.string, value: value, properties: eventProperties)
    }
  }
}
