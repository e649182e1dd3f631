/// A copy of a broken piece of text that is changed until libyaml accepts it, with the way back to the text's offsets.
struct Draft {
  private(set) var bytes: [UInt8]
  /// For each byte (and the end) the offset in the piece.
  private(set) var origin: [Int]
  /// Bytes that stand in for others: plain scalars get the others back.
  private var replaced: [(at: Int, byte: UInt8)] = []

  init(_ slice: UnsafeBufferPointer<UInt8>) {
    bytes = Array(slice)
    origin = Array(0...slice.count)
  }

  /// A copy in which some lines are indented otherwise.
  ///
  /// - Parameter indents: what stands before the content of these lines, in order, and how many spaces take its place.
  init(_ slice: UnsafeBufferPointer<UInt8>, indents: [(range: Range<Int>, columns: Int)]) {
    bytes = []
    origin = []
    var end = 0
    for (range, columns) in indents {
      bytes += slice[end..<range.lowerBound]
      origin += end..<range.lowerBound
      bytes += Array(repeating: 0x20, count: columns)
      origin += (0..<columns).map { min(range.lowerBound + $0, range.upperBound) }
      end = range.upperBound
    }
    bytes += slice[end...]
    origin += end...slice.count
  }

  var count: Int { bytes.count }

  /// Inserts bytes before `at`; they count as standing there.
  mutating func insert(_ new: [UInt8], at: Int) {
    let place = min(max(at, 0), bytes.count)
    bytes.insert(contentsOf: new, at: place)
    origin.insert(contentsOf: Array(repeating: origin[place], count: new.count), at: place)
    for i in replaced.indices where replaced[i].at >= place { replaced[i].at += new.count }
  }

  /// Makes a range spaces, line breaks excepted.
  mutating func blank(_ range: Range<Int>) {
    for i in range.clamped(to: 0..<bytes.count) where bytes[i] != 0x0A && bytes[i] != 0x0D { bytes[i] = 0x20 }
  }

  /// Puts a letter in the place of a byte that libyaml does not accept there.
  mutating func neutralize(_ at: Int) {
    guard bytes.indices.contains(at) else { return }
    replaced.append((at, bytes[at]))
    bytes[at] = UInt8(ascii: "x")
  }

  mutating func replace(_ at: Int, with byte: UInt8) {
    if bytes.indices.contains(at) { bytes[at] = byte }
  }

  /// The range in the piece; at least one byte long where there is one.
  func range(_ range: Range<Int>) -> Range<Int> {
    let low = origin[min(max(range.lowerBound, 0), bytes.count)]
    return low..<max(low, origin[min(max(range.upperBound, 0), bytes.count)])
  }

  /// The end of the line that holds `at`, blanks at its end excluded.
  func lineEnd(_ at: Int) -> Int {
    var end = min(max(at, 0), bytes.count)
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    while end > at, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end
  }

  func lineStart(_ at: Int) -> Int {
    var start = min(max(at, 0), bytes.count)
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    return start
  }

  /// The end of the word at `at`.
  func wordEnd(_ at: Int) -> Int {
    var end = min(max(at, 0), bytes.count)
    while end < bytes.count, bytes[end] > 0x20 { end += 1 }
    return end
  }

  /// Nodes that were read from this draft, with offsets of the piece and the bytes that were replaced.
  func restored(_ nodes: FlatNodes) -> FlatNodes {
    var nodes = nodes
    for (at, byte) in replaced {
      for record in nodes.records where record.kind == .scalar && record.style == .plain {
        let start = Int(record.contentStart)
        guard start <= at, at < Int(record.end), Int(record.end) - start == Int(record.count) else {
          continue
        }
        nodes.values[Int(record.first) + at - start] = byte
      }
    }
    func moved(_ offset: UInt32) -> UInt32 { UInt32(origin[min(Int(offset), bytes.count)]) }
    for i in nodes.records.indices {
      nodes.records[i].start = moved(nodes.records[i].start)
      nodes.records[i].contentStart = moved(nodes.records[i].contentStart)
      nodes.records[i].end = moved(nodes.records[i].end)
    }
    for i in nodes.properties.indices {
      nodes.properties[i].tagRange = nodes.properties[i].tagRange.map {
        moved($0.lowerBound)..<moved($0.upperBound)
      }
      nodes.properties[i].anchorRange = nodes.properties[i].anchorRange.map {
        moved($0.lowerBound)..<moved($0.upperBound)
      }
    }
    return nodes
  }
}
