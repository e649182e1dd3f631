import JSON
import LSP
import Testing

@testable import LanguageServer

private let uri = "file:///work/template.yaml"
private let document: JSONValue = ["textDocument": ["uri": .string(uri)]]
private let place: JSONValue = ["textDocument": ["uri": .string(uri)], "position": position(0, 0)]

@Suite struct PreparationTests {
  @Test func completionAndTheFirstEditArePreparedOnceWhileNothingElseIsToBeDone() throws {
    let conversation = try Conversation()
    // The first completion is prepared, too.
    #expect(!conversation.session.isPrepared)
    conversation.session.prepareNext()
    #expect(conversation.session.isPrepared)
    conversation.open(uri, "Resources:\n  T:\n    Type: AWS::SNS::Topic\n")
    #expect(conversation.published().count == 1)
    #expect(!conversation.session.isPrepared)
    conversation.session.prepareNext()
    #expect(conversation.session.isPrepared)
    conversation.change(uri, version: 2, change(2, 25, 2, 25, "s"))
    #expect(conversation.published().count == 1)
    #expect(conversation.session.isPrepared)
  }

  @Test func whatIsClosedNeedsNoPreparation() throws {
    let conversation = try Conversation()
    conversation.open(uri, "Resources:\n  T:\n    Type: AWS::SNS::Topic\n")
    _ = conversation.published()
    conversation.notify("textDocument/didClose", document)
    conversation.session.prepareNext()
    #expect(!conversation.session.isPrepared)
    conversation.session.prepareNext()
    #expect(conversation.session.isPrepared)
  }
}

@Suite struct LifecycleTests {
  @Test func introducesItself() throws {
    let conversation = try Conversation(isInitialized: false)
    let result = try conversation.result(
      "initialize", ["processId": nil, "rootUri": nil, "capabilities": .object([])])
    #expect(result["serverInfo"] == ["name": "sam-ls", "version": "1.2.3"])
    let capabilities = try #require(result["capabilities"])
    #expect(capabilities["positionEncoding"] == "utf-16")
    #expect(capabilities["textDocumentSync"] == ["openClose": true, "change": 2, "save": true])
    #expect(capabilities["hoverProvider"] == true)
    #expect(capabilities["completionProvider"]?["resolveProvider"] == true)
  }

  @Test(arguments: [
    ([], "utf-16"), (["utf-16"], "utf-16"), (["utf-32", "utf-16"], "utf-16"), (["utf-16", "utf-8"], "utf-8"),
    (["utf-32"], "utf-32"), (["utf-7"], "utf-16"),
  ])
  func negotiatesTheEncoding(offered: [String], chosen: String) throws {
    let conversation = try Conversation(isInitialized: false)
    let encodings = JSONValue.array(offered.map { .string($0) })
    let result = try conversation.result(
      "initialize", ["capabilities": ["general": ["positionEncodings": encodings]]])
    #expect(result["capabilities"]?["positionEncoding"]?.string == chosen)
  }

  @Test func answersNothingBeforeInitialize() throws {
    let conversation = try Conversation(isInitialized: false)
    #expect(try conversation.request("textDocument/hover", place)["error"]?["code"] == -32002)
    #expect(try conversation.request("shutdown")["error"]?["code"] == -32002)
    conversation.open(uri, "a: 1")
    #expect(conversation.published().isEmpty)
  }

  @Test func initializesOnce() throws {
    let conversation = try Conversation()
    #expect(try conversation.request("initialize", ["capabilities": .object([])])["error"]?["code"] == -32600)
  }

  @Test func aRefusedInitializeMayBeTriedAgain() throws {
    let conversation = try Conversation(isInitialized: false)
    #expect(try conversation.request("initialize", ["processId": "x"])["error"]?["code"] == -32602)
    #expect(try conversation.result("initialize", ["capabilities": .object([])])["capabilities"] != nil)
  }

  @Test func endsInOrder() throws {
    let conversation = try Conversation()
    #expect(try conversation.request("shutdown")["result"] == .null)
    #expect(try conversation.request("textDocument/hover", place)["error"]?["code"] == -32600)
    #expect(conversation.session.exitStatus == nil)
    conversation.notify("exit")
    #expect(conversation.session.exitStatus == 0)
  }

  @Test func exitWithoutShutdownIsAFailure() throws {
    let conversation = try Conversation()
    conversation.notify("exit")
    #expect(conversation.session.exitStatus == 1)
  }
}

@Suite struct RequestTests {
  @Test func refusesWhatItCannotAnswer() throws {
    let conversation = try Conversation()
    #expect(try conversation.request("sam/none")["error"]?["code"] == -32601)
    #expect(
      try conversation.request("textDocument/hover", ["textDocument": ["uri": 5]])["error"]?["code"] == -32602
    )
    #expect(try conversation.request("textDocument/hover")["error"]?["code"] == -32602)
    #expect(
      try conversation.request("textDocument/hover", document)["error"]?["message"] == "position: is missing")
  }

  @Test func anUnopenedDocumentHasNoAnswer() throws {
    let conversation = try Conversation()
    for method in ["hover", "completion", "definition", "documentSymbol"] {
      #expect(try conversation.result("textDocument/" + method, place) == .null)
    }
  }

  @Test func aCancelledRequestIsNotComputed() throws {
    let conversation = try Conversation()
    #expect(
      try conversation.request("textDocument/hover", place, isCancelled: true)["error"]?["code"] == -32800)
  }

  @Test func unknownNotificationsAreIgnored() throws {
    let conversation = try Conversation()
    conversation.notify("sam/none", [1])
    conversation.notify("$/setTrace", ["value": "verbose"])
    conversation.notify("textDocument/didOpen", ["textDocument": 1])
    #expect(conversation.received().isEmpty)
  }

  @Test func saysWhatIsNoMessage() throws {
    let conversation = try Conversation()
    conversation.session.receive(.invalid(id: nil, ResponseError(.parseError, "x")))
    #expect(
      conversation.received() == [["jsonrpc": "2.0", "id": nil, "error": ["code": -32700, "message": "x"]]])
  }
}

@Suite struct MailboxTests {
  private func request(_ id: Int) -> Mailbox.Event {
    .message(.request(id: .number(id), method: "a", params: .null))
  }

  private func cancel(_ id: Int) -> Mailbox.Event {
    .message(.notification(method: "$/cancelRequest", params: ["id": .integer(id)]))
  }

  @Test func cancelsWhatIsNotAnswered() {
    let mailbox = Mailbox()
    mailbox.post(request(1))
    mailbox.post(request(2))
    mailbox.post(cancel(2))
    mailbox.post(cancel(3))
    mailbox.post(request(3))
    #expect(!mailbox.isCancelled(.number(1)))
    #expect(mailbox.isCancelled(.number(2)))
    #expect(!mailbox.isCancelled(.number(3)))
    mailbox.close(.number(2))
    mailbox.post(request(2))
    #expect(!mailbox.isCancelled(.number(2)))
  }

  @Test func keepsTheOrder() {
    let mailbox = Mailbox()
    for id in 0..<5000 { mailbox.post(request(id)) }
    for id in 0..<5000 {
      guard case .message(.request(let found, _, _)) = mailbox.next(milliseconds: 0) else {
        Issue.record("nothing at \(id)")
        return
      }
      #expect(found == .number(id))
    }
    if mailbox.next(milliseconds: 1) != nil { Issue.record("something is left") }
  }

  @Test func knowsWhichDocumentsChange() {
    let mailbox = Mailbox()
    let params: JSONValue = ["textDocument": ["uri": "file:///a", "version": 2], "contentChanges": []]
    mailbox.post(.message(.notification(method: "textDocument/didChange", params: params)))
    #expect(mailbox.holdsChange(of: "file:///a"))
    #expect(!mailbox.holdsChange(of: "file:///b"))
    _ = mailbox.next(milliseconds: nil)
    #expect(!mailbox.holdsChange(of: "file:///a"))
  }

  @Test func wakesWhoWaits() {
    let mailbox = Mailbox()
    Threads.start { mailbox.post(.end) }
    guard case .end = mailbox.next(milliseconds: nil) else {
      Issue.record("something else came")
      return
    }
  }
}

@Suite struct ThreadsTests {
  @Test(arguments: [0, 1, 2, 1000]) func mapsInOrder(count: Int) {
    var progress = 0
    let squares = Threads.map(count: count, { $0 * $0 }, onProgress: { progress = max(progress, $0) })
    #expect(squares == (0..<count).map { $0 * $0 })
    #expect(progress <= count)
  }
}
