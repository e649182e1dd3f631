#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Threads without a pool or a run loop: what a process that lives for some milliseconds can afford.
package enum Threads {
  private final class Start {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  /// Runs `body` on a thread of its own. False where the system gives none.
  @discardableResult
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let context = Unmanaged.passRetained(Start(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, context.toOpaque())
    guard failure == 0 else {
      context.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  /// `body` of every index below `count`, on all processors; returns when all are done, the results by index.
  ///
  /// - Parameter onResult: called on the calling thread from time to time with how many are done.
  package static func map<Result: Sendable>(
    count: Int, _ body: @escaping @Sendable (Int) -> Result, onProgress: (Int) -> Void = { _ in }
  ) -> [Result] {
    let workers = min(count, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    guard workers > 1 else {
      return (0..<count).map { index in
        defer { onProgress(index + 1) }
        return body(index)
      }
    }
    let progress = Monitor(Progress<Result>(results: Array(repeating: nil, count: count)))
    let work: @Sendable () -> Void = {
      while let index = progress.withLock({ $0.take() }) {
        let result = body(index)
        _ = progress.withLock { $0.finish(index, result) }
      }
    }
    for _ in 1..<workers { start(work) }
    // The caller works too, so that a system without another thread to give only makes it slower.
    while let index = progress.withLock({ $0.take() }) {
      let result = body(index)
      onProgress(progress.withLock { $0.finish(index, result) })
    }
    let results = progress.wait(milliseconds: nil) { $0.done == count ? $0.results : nil }
    return (results ?? []).compactMap { $0 }
  }

  private struct Progress<Result: Sendable>: Sendable {
    var results: [Result?]
    var taken = 0
    var done = 0

    mutating func take() -> Int? {
      guard taken < results.count else { return nil }
      defer { taken += 1 }
      return taken
    }

    mutating func finish(_ index: Int, _ result: Result) -> Int {
      results[index] = result
      done += 1
      return done
    }
  }
}
