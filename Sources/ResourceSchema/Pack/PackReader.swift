/// Bounded reading of a pack's bytes. Every offset is checked, so that a damaged pack gives wrong answers
/// and never a crash. Copies nothing: strings are compared in place.
package struct PackReader: @unchecked Sendable {
  // Safe to share: the bytes are never written, and whoever makes a reader keeps them alive (the embedded
  // packs live as long as the process).
  private let base: UnsafeRawPointer
  private let wordCount: Int

  /// The number of bytes.
  package var byteCount: Int { wordCount &* 4 }

  /// A reader of `bytes`, which must outlive it and be aligned to four bytes. Bytes that are no pack of
  /// this version read as an empty one.
  @inline(__always)
  package init(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count / 4
    guard let address = bytes.baseAddress, count >= PackFormat.Header.count,
      address.loadUnaligned(as: UInt32.self) == PackFormat.magic.littleEndian,
      address.loadUnaligned(fromByteOffset: 4, as: UInt32.self) == PackFormat.version.littleEndian
    else {
      base = Self.nothing
      wordCount = Self.nothingWords
      return
    }
    base = address
    wordCount = count
  }

  /// What an unreadable pack reads as. Never freed, never written.
  private static let nothingWords = 16
  private nonisolated(unsafe) static let nothing: UnsafeRawPointer = {
    // `nonisolated(unsafe)` is sound: initialised once, and only read afterwards.
    let words = UnsafeMutablePointer<UInt32>.allocate(capacity: nothingWords)
    words.initialize(repeating: 0, count: nothingWords)
    return UnsafeRawPointer(words)
  }()

  /// The word at a word offset; 0 outside the pack.
  @inline(__always)
  package func word(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset < wordCount else { return 0 }
    return UInt32(littleEndian: base.load(fromByteOffset: offset &* 4, as: UInt32.self))
  }

  /// A header's word.
  package func header(_ field: PackFormat.Header) -> Int { Int(word(field.rawValue)) }

  /// The 64 bits at a word offset, low word first.
  @inline(__always)
  package func wide(_ offset: Int) -> UInt64 {
    UInt64(word(offset)) | UInt64(word(offset &+ 1)) << 32
  }

  /// The count that starts a list or a map whose entries have `stride` words, bounded by the pack's end.
  /// Offset 0 (the header) is the empty list.
  @inline(__always)
  package func count(at offset: Int, stride: Int = 1) -> Int {
    guard offset > 0, offset < wordCount else { return 0 }
    return min(Int(word(offset)), (wordCount &- offset &- 1) / stride)
  }

  /// A string's UTF-8 bytes, valid as long as the pack; empty outside it.
  @inline(__always)
  package func bytes(_ offset: UInt32) -> UnsafeBufferPointer<UInt8> {
    var position = Int(offset)
    let end = wordCount &* 4
    var length = 0
    var shift = 0
    while position < end, shift < 28 {
      let byte = base.load(fromByteOffset: position, as: UInt8.self)
      position &+= 1
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift &+= 7
    }
    guard position &+ length <= end else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: (base + position).assumingMemoryBound(to: UInt8.self), count: length)
  }

  /// A copy of a string.
  package func string(_ offset: UInt32) -> String {
    String(decoding: bytes(offset), as: UTF8.self)
  }

  /// The order of a string of the pack against a key, by bytes: negative, zero or positive.
  @inline(__always)
  package func compare(_ offset: UInt32, _ key: UnsafeBufferPointer<UInt8>) -> Int {
    Self.compare(bytes(offset), key)
  }

  /// The order of two keys, by bytes: negative, zero or positive.
  @inline(__always)
  package static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int
  {
    let shared = min(left.count, right.count)
    var index = 0
    while index < shared {
      let difference = Int(left[index]) &- Int(right[index])
      if difference != 0 { return difference }
      index &+= 1
    }
    return left.count &- right.count
  }

  /// The entry of a map whose keys are in byte order: its second word, nil where there is none.
  /// - Complexity: O(log count) comparisons; allocates nothing.
  package func lookup(_ key: UnsafeBufferPointer<UInt8>, inMapAt offset: Int) -> UInt32? {
    var low = 0
    var high = count(at: offset, stride: 2)
    while low < high {
      let middle = (low &+ high) / 2
      let entry = offset &+ 1 &+ 2 &* middle
      let order = compare(word(entry), key)
      if order == 0 { return word(entry &+ 1) }
      if order < 0 { low = middle &+ 1 } else { high = middle }
    }
    return nil
  }
}

/// Runs `body` on a string's UTF-8 without copying it where the string's storage is contiguous.
@inline(__always)
package func withUTF8Bytes<Result>(
  of text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
  return Array(text.utf8).withUnsafeBufferPointer(body)
}
