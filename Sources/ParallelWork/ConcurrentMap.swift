import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

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
    let size = 64
    let chunks = (count + size - 1) / size
    let threads = Swift.min(chunks / 2, Swift.max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    guard threads > 1 else {
      let state = makeState()
      return (map { transform(state, $0) }, other())
    }
    let collected = Mutex<[(Int, [Result])]>([])
    let beside = Mutex<Other?>(nil)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      if thread == 0 {
        let made = other()
        beside.withLock { $0 = made }
      }
      let state = makeState()
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if chunk >= chunks { break }
        let results = self[(chunk * size)..<Swift.min(count, (chunk + 1) * size)].map { transform(state, $0) }
        collected.withLock { $0.append((chunk, results)) }
      }
    }
    let results = collected.withLock { $0 }.sorted { $0.0 < $1.0 }.flatMap(\.1)
    return (results, beside.withLock { $0 } ?? other())
  }
}
