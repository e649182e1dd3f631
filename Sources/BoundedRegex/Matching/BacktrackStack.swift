/// What to go back to: a stack over memory that it borrows, then owns.
struct BacktrackStack {
  /// A saved state.
  struct Frame {
    /// Where to go on; with `restoresRegister` set, a register to put `counters` back into.
    var instruction: UInt32
    /// A byte offset.
    var position: UInt32
    /// For a run that can give back scalars: the least offset it may end at. Else `plain`.
    var limit: UInt32
    var counters: UInt64

    static let plain = UInt32.max
    static let restoresRegister: UInt32 = 1 << 31
  }

  /// At most so many frames are kept, 6 MiB.
  static let maximumCount = 1 << 18

  private var frames: UnsafeMutableBufferPointer<Frame>
  private(set) var count = 0
  private var ownsFrames = false

  /// - Parameter frames: Memory for some frames, uninitialized, valid as long as this value is.
  init(borrowing frames: UnsafeMutableBufferPointer<Frame>) {
    self.frames = frames
  }

  /// Frees what was allocated. Call it once, last.
  func deallocate() {
    if ownsFrames { frames.deallocate() }
  }

  /// Saves a frame.
  ///
  /// - Returns: False where there is no room for more.
  @inline(__always)
  mutating func push(_ frame: Frame) -> Bool {
    if count == frames.count && !grow() { return false }
    frames.initializeElement(at: count, to: frame)
    count += 1
    return true
  }

  /// Takes the last frame; there has to be one.
  @inline(__always)
  mutating func pop() -> Frame {
    count -= 1
    return frames[count]
  }

  /// Drops the frames from `base` up, but for those that restore registers.
  mutating func cut(to base: Int) {
    var kept = base
    for index in base..<count where frames[index].instruction & Frame.restoresRegister != 0 {
      frames[kept] = frames[index]
      kept += 1
    }
    count = kept
  }

  @inline(never)
  private mutating func grow() -> Bool {
    guard count < Self.maximumCount else { return false }
    let larger = UnsafeMutableBufferPointer<Frame>.allocate(capacity: max(frames.count * 2, 64))
    _ = larger.moveInitialize(fromContentsOf: frames[..<count])
    if ownsFrames { frames.deallocate() }
    frames = larger
    ownsFrames = true
    return true
  }
}
