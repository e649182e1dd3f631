import LSP
import Logging
import SystemPackage

/// Reads the client's messages, on a thread of its own, so that a cancellation is seen while the loop works.
struct MessageReader: Sendable {
  let input: FileDescriptor
  let mailbox: Mailbox
  let logger: Logger

  /// Reads to the end of the stream.
  func run() {
    var parser = FrameParser()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { buffer.deallocate() }
    while true {
      do {
        let count = try input.read(into: buffer)
        guard count > 0 else { break }
        parser.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      } catch {
        logger.error("reading from the client failed: \(error)")
        break
      }
      while let frame = parser.next() { mailbox.post(.message(message(in: frame))) }
    }
    mailbox.post(.end)
  }

  private func message(in frame: FrameParser.Frame) -> IncomingMessage {
    switch frame {
    case .body(let body): IncomingMessage(parsing: body)
    case .malformed(let reason): .invalid(id: nil, ResponseError(.parseError, reason))
    }
  }
}
