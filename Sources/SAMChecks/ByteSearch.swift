/// Searching bytes for a word.
package enum ByteSearch {
  /// Whether the word stands somewhere.
  package static func contains(_ word: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isThere = false
    search(for: word, in: bytes) { _ in
      isThere = true
      return false
    }
    return isThere
  }

  /// Where the word stands, one place after the other.
  package static func offsets(of word: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var offsets: [Int] = []
    search(for: word, in: bytes) {
      offsets.append($0)
      return true
    }
    return offsets
  }

  /// Calls `found` with each place until it returns false.
  ///
  /// Horspool's search: most steps skip as many bytes as the word has. Only a text made against it costs the
  /// product of both lengths, and the words here are short.
  private static func search(
    for word: StaticString, in bytes: UnsafeBufferPointer<UInt8>, _ found: (Int) -> Bool
  ) {
    let count = word.utf8CodeUnitCount
    let word = UnsafeBufferPointer(start: word.utf8Start, count: count)
    guard count > 0, bytes.count >= count else { return }
    var skips = [Int](repeating: count, count: 256)
    for (index, byte) in word.dropLast().enumerated() { skips[Int(byte)] = count - 1 - index }
    skips.withUnsafeBufferPointer { skips in
      var start = 0
      while start + count <= bytes.count {
        let last = bytes[start + count - 1]
        if last == word[count - 1], (0..<count - 1).allSatisfy({ bytes[start + $0] == word[$0] }),
          !found(start)
        {
          return
        }
        start += skips[Int(last)]
      }
    }
  }
}
