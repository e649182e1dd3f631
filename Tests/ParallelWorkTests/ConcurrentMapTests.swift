import Synchronization
import Testing

@testable import ParallelWork

@Suite(.serialized) struct ConcurrentMapTests {
  /// What no bits can stand for, so that a result that was never made, or made twice, does not go unseen.
  private final class Result: Sendable {
    static let alive = Atomic<Int>(0)
    let value: Int

    init(_ value: Int) {
      self.value = value
      Self.alive.wrappingAdd(1, ordering: .relaxed)
    }

    deinit { Self.alive.wrappingSubtract(1, ordering: .relaxed) }
  }

  @Test(arguments: [0, 1, 95, 96, 191, 192, 193, 1000, 4099]) func keepsTheOrder(count: Int) {
    do {
      let mapped = Array(0..<count).concurrentMap(beside: { "other" }, state: { "state" }) { state, element in
        (state, Result(element * 2))
      }
      #expect(mapped.other == "other")
      #expect(mapped.results.map(\.1.value) == (0..<count).map { $0 * 2 })
      #expect(mapped.results.allSatisfy { $0.0 == "state" })
    }
    #expect(Result.alive.load(ordering: .relaxed) == 0)
  }

  @Test func goesThroughEachElementOnce() {
    let calls = Mutex<[Int: Int]>([:])
    _ = Array(0..<1000).concurrentMap(state: {}) { _, element in
      calls.withLock { $0[element, default: 0] += 1 }
    }
    #expect(calls.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<1000).map { ($0, 1) }))
  }

  @Test func mayBeNested() {
    let sums = Array(0..<300).concurrentMap(state: {}) { _, outer in
      Array(0..<300).concurrentMap(state: {}) { _, inner in outer * inner }.reduce(0, +)
    }
    #expect(sums == (0..<300).map { $0 * (299 * 300 / 2) })
  }
}
