import LSP

/// What came from the client and is not handled yet, in order: the reader fills it, the loop empties it.
final class Mailbox: Sendable {
  /// What the loop is woken for.
  enum Event: Sendable {
    case message(IncomingMessage)
    /// The outcome of something that was done outside of the loop, to be taken up in it.
    case outcome(@Sendable (Session) -> Void)
    /// The client has closed the connection: nothing follows.
    case end
  }

  private struct State: Sendable {
    var queue: [Event] = []
    /// Events of the queue before this index are handled.
    var handled = 0
    /// Requests that are not answered yet.
    var open: Set<RequestID> = []
    /// Those of them that the client no longer waits for.
    var cancelled: Set<RequestID> = []

    var waiting: ArraySlice<Event> { queue[handled...] }

    mutating func take() -> Event? {
      guard handled < queue.count else { return nil }
      let event = queue[handled]
      handled += 1
      if handled == queue.count || handled > 1024 {
        queue.removeSubrange(..<handled)
        handled = 0
      }
      return event
    }
  }

  private let state = Monitor(State())

  /// Adds an event. `$/cancelRequest` takes effect at once, ahead of everything that waits.
  func post(_ event: Event) {
    state.withLock { state in
      if case .message(.notification("$/cancelRequest", let params)) = event {
        if let id = params["id"].flatMap(RequestID.init), state.open.contains(id) {
          state.cancelled.insert(id)
        }
        return
      }
      if case .message(.request(let id, _, _)) = event { state.open.insert(id) }
      state.queue.append(event)
    }
  }

  /// The next event; nil where none comes within so many milliseconds (nil: waits for ever).
  func next(milliseconds: Int?) -> Event? {
    state.wait(milliseconds: milliseconds) { $0.take() }
  }

  /// Whether the client has cancelled that request.
  func isCancelled(_ id: RequestID) -> Bool {
    state.withLock { $0.cancelled.contains(id) }
  }

  /// Forgets a request that is answered.
  func close(_ id: RequestID) {
    state.withLock { state in
      state.open.remove(id)
      state.cancelled.remove(id)
    }
  }

  /// Whether a message that waits changes or closes that document. Linear in what waits.
  func holdsChange(of uri: DocumentURI) -> Bool {
    state.withLock { state in
      state.waiting.contains { event in
        guard case .message(.notification(let method, let params)) = event,
          method.hasPrefix("textDocument/did")
        else {
          return false
        }
        return params["textDocument"]?["uri"]?.string == uri
      }
    }
  }
}
