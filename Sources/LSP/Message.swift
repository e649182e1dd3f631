package import JSON

/// The name of a request within one direction of a connection.
package enum RequestID: Sendable, Hashable, JSONWritable {
  case number(Int)
  case string(String)

  /// The id that a JSON value is; nil where it can be none.
  package init?(_ value: JSONValue) {
    if let number = value.integer {
      self = .number(number)
    } else if let string = value.string {
      self = .string(string)
    } else {
      return nil
    }
  }

  package func write(to json: inout JSONWriter) {
    switch self {
    case .number(let number): number.write(to: &json)
    case .string(let string): string.write(to: &json)
    }
  }
}

/// A failure as JSON-RPC says it.
package struct ResponseError: Error, Sendable, Hashable, Decodable {
  /// The codes of JSON-RPC and of the protocol that this server uses.
  package enum Code: Int, Sendable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case serverNotInitialized = -32002
    case requestFailed = -32803
    case requestCancelled = -32800
  }

  /// One of `Code`, or what the other side sent.
  package var code: Int
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code.rawValue
    self.message = message
  }
}

/// A message from the client, as far as JSON-RPC itself goes.
package enum IncomingMessage: Sendable, Hashable {
  case request(id: RequestID, method: String, params: JSONValue)
  case notification(method: String, params: JSONValue)
  /// The answer to a request of the server's own.
  case response(id: RequestID, result: JSONValue?, error: ResponseError?)
  /// No message: what the server has to say of it, to the request that it was where that is known.
  case invalid(id: RequestID?, ResponseError)

  /// What the body of a frame is. Linear.
  package init(parsing body: ArraySlice<UInt8>) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: body)
    } catch {
      self = .invalid(
        id: nil, ResponseError(.parseError, "not JSON at byte \(error.offset): \(error.message)"))
      return
    }
    self.init(value)
  }

  private init(_ value: JSONValue) {
    func invalid(_ id: RequestID?, _ message: String) -> Self {
      .invalid(id: id, ResponseError(.invalidRequest, message))
    }
    guard case .object = value else {
      self = invalid(nil, "a message is an object")
      return
    }
    let id = value["id"].flatMap(RequestID.init)
    if let method = value["method"] {
      guard let method = method.string else {
        self = invalid(id, "the method is not a string")
        return
      }
      if value["id"] == nil {
        self = .notification(method: method, params: value["params"] ?? .null)
      } else if let id {
        self = .request(id: id, method: method, params: value["params"] ?? .null)
      } else {
        self = invalid(nil, "the id is neither a number nor a string")
      }
    } else if value["result"] != nil || value["error"] != nil {
      guard let id else {
        // The answer to a message whose id the other side could not read: nothing waits for it.
        self = .notification(method: "$/unclaimedResponse", params: value)
        return
      }
      self = .response(
        id: id, result: value["result"],
        error: value["error"].flatMap { try? JSONDecoding.decode(ResponseError.self, from: $0) })
    } else {
      self = invalid(id, "a message has a method, a result or an error")
    }
  }
}

extension ResponseError: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("code", code)
      json.member("message", message)
    }
  }
}

/// A message to the client, ready to be framed.
package struct OutgoingMessage<Content: JSONWritable>: JSONWritable {
  private enum Kind {
    case result(RequestID)
    /// An id that is not known is written as null; left out, this would be no response.
    case error(RequestID?)
    case call(RequestID?, method: String)
  }

  private let kind: Kind
  private let content: Content

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("jsonrpc", "2.0")
      switch kind {
      case .result(let id):
        json.member("id", id)
        json.member("result", content)
      case .error(let id):
        json.member("id", id)
        json.member("error", content)
      case .call(let id, let method):
        json.member("id", ifPresent: id)
        json.member("method", method)
        json.member("params", content)
      }
    }
  }

  /// The body of an answer.
  package static func response(to id: RequestID, result: Content) -> [UInt8] {
    JSONWriter.text(of: OutgoingMessage(kind: .result(id), content: result))
  }

  /// The body of a request of the server's own.
  package static func request(_ id: RequestID, _ method: String, _ params: Content) -> [UInt8] {
    JSONWriter.text(of: OutgoingMessage(kind: .call(id, method: method), content: params))
  }

  /// The body of a notification.
  package static func notification(_ method: String, _ params: Content) -> [UInt8] {
    JSONWriter.text(of: OutgoingMessage(kind: .call(nil, method: method), content: params))
  }
}

extension OutgoingMessage where Content == ResponseError {
  /// The body of an answer that says what failed; `id` is nil where the request could not be read.
  package static func response(to id: RequestID?, error: ResponseError) -> [UInt8] {
    JSONWriter.text(of: OutgoingMessage(kind: .error(id), content: error))
  }
}
