import LSP
package import Logging
package import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The language server as a process: the loop between a client's two streams.
package enum Server {
  /// How long diagnostics may wait for a moment in which nothing else does.
  private static let patience = Duration.milliseconds(200)
  /// How often the server looks whether the client's process still lives, in milliseconds.
  private static let watchInterval = 2000
  /// For how long nothing must have come before the server does what nobody has asked for yet, in milliseconds.
  private static let idleInterval = 20

  /// Serves one client until it ends the session, closes `input` or dies. Returns the process's exit status.
  ///
  /// - Parameters:
  ///   - version: the server's version, told to the client.
  ///   - input: read on a thread of its own.
  ///   - output: written from the calling thread alone.
  package static func run(version: String, input: FileDescriptor, output: FileDescriptor, logger: Logger)
    -> Int32
  {
    signal(SIGPIPE, SIG_IGN)
    let mailbox = Mailbox()
    var isBroken = false
    let session = Session(
      version: version, logger: logger,
      send: { body in
        do {
          try output.writeAll(frame(body))
        } catch {
          logger.error("writing to the client failed: \(error)")
          isBroken = true
        }
      },
      runOutside: { work in
        // Without a thread to give, the system leaves the loop to do it.
        if !Threads.start({ mailbox.post(.outcome(work())) }) { mailbox.post(.outcome(work())) }
      })
    defer { session.end() }
    let reader = MessageReader(input: input, mailbox: mailbox, logger: logger)
    guard Threads.start({ reader.run() }) else {
      logger.critical("the system gives no thread to read on")
      return 1
    }
    var watch: ProcessWatch?
    while !isBroken {
      let isIdle = session.unpublished.isEmpty
      let pause = session.isPrepared ? watchInterval : idleInterval
      switch mailbox.next(milliseconds: isIdle ? pause : session.isReadyToPublish ? 0 : 10) {
      case .message(let message):
        session.receive(message, isCancelled: mailbox.isCancelled)
        if case .request(let id, _, _) = message { mailbox.close(id) }
        if let status = session.exitStatus { return status }
        if session.isReadyToPublish, let waiting = session.unpublished.first,
          waiting.since.duration(to: .now) > patience,
          !mailbox.holdsChange(of: waiting.uri)
        {
          session.publishNext()
        }
      case .outcome(let takeUp):
        takeUp(session)
      case .end:
        while !session.unpublished.isEmpty { session.publishNext() }
        return session.endStatus
      case nil:
        if session.isReadyToPublish { session.publishNext() }
        guard isIdle else { continue }
        if !session.isPrepared {
          session.prepareNext()
          continue
        }
        if watch == nil { watch = session.clientProcess.flatMap(ProcessWatch.init) }
        if let watch, !watch.isAlive {
          logger.warning("the client's process has ended")
          return session.endStatus
        }
      }
    }
    return 1
  }
}

/// A process that is not to be outlived.
private struct ProcessWatch {
  let id: Int32

  /// Nil where there is no such process from the start: a client in another process namespace has a number that
  /// means nothing here.
  init?(_ id: Int32) {
    self.id = id
    guard id > 0, isAlive else { return nil }
  }

  var isAlive: Bool { kill(id, 0) == 0 || errno != ESRCH }
}
