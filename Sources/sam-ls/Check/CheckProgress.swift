import SystemPackage

/// How far a long run is: one line on a terminal, from the first second on, gone at the end.
struct CheckProgress {
  private let total: Int
  private let start = ContinuousClock.now
  private let isShown = Terminal.showsProgress
  private var shownAt: Duration?

  init(total: Int) {
    self.total = total
  }

  /// Takes how many files are done.
  mutating func update(_ done: Int) {
    guard isShown else { return }
    let elapsed = start.duration(to: .now)
    guard elapsed > .seconds(1), elapsed - (shownAt ?? .zero) > .milliseconds(100) else { return }
    shownAt = elapsed
    write("\r\(done) of \(total) files checked")
  }

  /// Takes the line away.
  func end() {
    if shownAt != nil { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(Array(text.utf8))
  }
}
