/// How well what is typed fits a proposal, as editors see it: the letters in order, best at the starts of words.
enum Match {
  /// 0: starts with it; 1: a word of it does; 2: holds it; 3: its letters in order; 9: does not fit.
  static func fit(typed: Substring, in candidate: String) -> Int {
    if typed.isEmpty { return 0 }
    let typed = typed.utf8.map(lower)
    let text = Array(candidate.utf8)
    if starts(text, at: 0, with: typed) { return 0 }
    var holds = false
    for start in text.indices.dropFirst() where starts(text, at: start, with: typed) {
      if isWordStart(text, start) { return 1 }
      holds = true
    }
    if holds { return 2 }
    return isSubsequence(typed, of: text) ? 3 : 9
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  private static func starts(_ text: [UInt8], at start: Int, with typed: [UInt8]) -> Bool {
    guard text.count - start >= typed.count else { return false }
    for index in typed.indices where lower(text[start + index]) != typed[index] { return false }
    return true
  }

  private static func isWordStart(_ text: [UInt8], _ index: Int) -> Bool {
    let before = text[index - 1]
    let isUpper = text[index] >= 0x41 && text[index] <= 0x5A
    let isLetterBefore = lower(before) >= 0x61 && lower(before) <= 0x7A
    return !isLetterBefore || (isUpper && before >= 0x61)
  }

  private static func isSubsequence(_ typed: [UInt8], of text: [UInt8]) -> Bool {
    var next = 0
    for byte in text where next < typed.count && lower(byte) == typed[next] { next += 1 }
    return next == typed.count
  }

  /// Whether the letters of a text are in a name in their order.
  static func holds(_ letters: String, in name: String) -> Bool {
    var (letters, name) = (letters, name)
    return letters.withUTF8 { letters in
      name.withUTF8 { name in
        var next = 0
        for byte in name where next < letters.count && lower(byte) == lower(letters[next]) { next += 1 }
        return next == letters.count
      }
    }
  }

  /// The words of a name: at separators, where a capital follows a small letter, and before the last capital of
  /// several that a small letter follows (`VPCGateway` is `VPC`, `Gateway`).
  static func words(_ name: some StringProtocol) -> [String] {
    let bytes = Array(name.utf8)
    var words: [String] = []
    var start = 0
    func flush(_ end: Int) {
      if end > start { words.append(String(decoding: bytes[start..<end], as: UTF8.self)) }
    }
    for (index, byte) in bytes.enumerated() {
      guard isWordByte(byte) else {
        flush(index)
        start = index + 1
        continue
      }
      guard index > start, isUpper(byte) else { continue }
      let isAfterSmall = !isUpper(bytes[index - 1])
      let isBeforeSmall = index + 1 < bytes.count && isSmall(bytes[index + 1])
      if isAfterSmall || isBeforeSmall {
        flush(index)
        start = index
      }
    }
    flush(bytes.count)
    return words
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isSmall(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  private static func isWordByte(_ byte: UInt8) -> Bool {
    isUpper(byte) || isSmall(byte) || (byte >= 0x30 && byte <= 0x39)
  }
}
