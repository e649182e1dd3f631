import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// How many processors there are, asked for once: the system reads a file to say it.
private let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// Where results are put, each in its place.
///
/// `@unchecked Sendable`: what is shared is an address. Every index is taken by exactly one thread, which alone writes there,
/// and nothing is read before all threads have ended.
private struct Places<Result>: @unchecked Sendable {
  let first: UnsafeMutablePointer<Result>?

  func fill(_ index: Int, with result: Result) { first?.advanced(by: index).initialize(to: result) }
}

extension Array where Element: Sendable {
  /// What a function makes of each element, in order, worked out on all cores.
  ///
  /// - Parameters:
  ///   - makeState: what a thread keeps for its own use while it works (caches).
  ///   - transform: called once an element, from several threads at a time.
  /// - Complexity: linear; short arrays are worked on by the calling thread alone.
  package func concurrentMap<State, Result: Sendable>(
    state makeState: @Sendable () -> State, _ transform: @Sendable (State, Element) -> Result
  ) -> [Result] {
    concurrentMap(beside: {}, state: makeState, transform).results
  }

  /// The same with another piece of work, which is begun first: one that cannot be divided would keep the other cores
  /// waiting at the end.
  package func concurrentMap<State, Result: Sendable, Other: Sendable>(
    beside other: @Sendable () -> Other, state makeState: @Sendable () -> State,
    _ transform: @Sendable (State, Element) -> Result
  ) -> (results: [Result], other: Other) {
    // A thread of its own must be worth its while.
    let threads = Swift.min(count / 96, processors)
    guard threads > 1 else {
      let state = makeState()
      return (map { transform(state, $0) }, other())
    }
    // So small that the last one to be finished does not keep the others waiting.
    let size = Swift.max(1, Swift.min(64, count / (threads * 32)))
    let beside = Mutex<Other?>(nil)
    let next = Atomic<Int>(0)
    let results = [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let places = Places(first: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        if thread == 0 {
          let made = other()
          beside.withLock { $0 = made }
        }
        let state = makeState()
        while true {
          let start = next.wrappingAdd(size, ordering: .relaxed).oldValue
          if start >= count { break }
          for index in start..<Swift.min(count, start + size) {
            places.fill(index, with: transform(state, self[index]))
          }
        }
      }
      // Each index was below `next` once, and so was taken by some thread; all of them have ended.
      initializedCount = count
    }
    return (results, beside.withLock { $0 } ?? other())
  }
}
