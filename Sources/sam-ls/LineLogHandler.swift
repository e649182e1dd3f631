import LanguageServer
import Logging
import SystemPackage

/// Writes each log message as one line: the time in UTC, the level, the message, the metadata.
struct LineLogHandler: LogHandler {
  let sink: FileDescriptor
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(sink: FileDescriptor, logLevel: Logger.Level) {
    self.sink = sink
    self.logLevel = logLevel
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let now = UTCTime()
    var line = "\(now.date)T\(now.time)Z \(event.level) \(event.message)"
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
      $0.key < $1.key
    }) {
      line += " \(key)=\(value)"
    }
    // One write a line, so that lines of several threads do not mix. A log that cannot be written is not worth failing.
    _ = try? sink.writeAll(Array((Terminal.visible(line) + "\n").utf8))
  }
}
