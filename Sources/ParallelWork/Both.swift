import Dispatch
import Synchronization

/// What two functions make, each on a core of its own.
///
/// - Parameter areLong: whether both take longer than it takes to wake another thread (some 20 µs); otherwise the calling
///   thread does both.
package func both<First: Sendable, Second: Sendable>(
  areLong: Bool, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  guard areLong else { return (first(), second()) }
  let firstResult = Mutex<First?>(nil)
  let secondResult = Mutex<Second?>(nil)
  DispatchQueue.concurrentPerform(iterations: 2) { index in
    if index == 0 {
      let made = first()
      firstResult.withLock { $0 = made }
    } else {
      let made = second()
      secondResult.withLock { $0 = made }
    }
  }
  return (firstResult.withLock { $0 } ?? first(), secondResult.withLock { $0 } ?? second())
}
