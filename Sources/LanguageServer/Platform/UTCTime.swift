#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A moment as ISO 8601 writes it, in UTC.
package struct UTCTime: Sendable {
  /// `2026-11-23`.
  package let date: String
  /// `15:17:56.123`.
  package let time: String

  /// The moment at which it is made.
  package init() {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    func padded(_ value: some BinaryInteger, _ width: Int = 2) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    date = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    let seconds = "\(padded(parts.tm_sec)).\(padded(now.tv_nsec / 1_000_000, 3))"
    time = "\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(seconds)"
  }
}
