import ResourceSchema

/// Collects the words of a pack. Equal strings and equal blocks are stored once, which shares equal subtrees
/// where they are built from the leaves up.
struct PackBuilder {
  /// A word of a block, before places in the file are known.
  enum Word: Hashable {
    case literal(UInt32)
    /// A string's byte offset.
    case string(Int)
    /// A block's word offset.
    case block(Int)
    /// A value that is a string.
    case stringValue(Int)
    /// A value that is a block.
    case blockValue(PackFormat.ValueTag, Int)
  }

  private var strings: [String: Int] = [:]
  private var stringTexts: [String] = []
  private var blocks: [[Word]?] = []
  private var shared: [[Word]: Int] = [:]

  /// The number of distinct blocks.
  var blockCount: Int { blocks.count }
  /// The number of distinct strings.
  var stringCount: Int { stringTexts.count }

  /// The number of a string.
  mutating func string(_ text: String) -> Int {
    if let known = strings[text] { return known }
    strings[text] = stringTexts.count
    stringTexts.append(text)
    return stringTexts.count - 1
  }

  /// The number of a block with these words.
  mutating func block(_ words: [Word]) -> Int {
    if let known = shared[words] { return known }
    shared[words] = blocks.count
    blocks.append(words)
    return blocks.count - 1
  }

  /// The number of a block that will be filled later, and is never shared: what a cycle needs.
  mutating func reserve() -> Int {
    blocks.append(nil)
    return blocks.count - 1
  }

  /// Fills a reserved block.
  mutating func fill(_ number: Int, with words: [Word]) { blocks[number] = words }

  /// A list: a count, then its entries. The empty list has no block.
  mutating func list(_ words: [Word], stride: Int = 1) -> Word {
    words.isEmpty ? .literal(0) : .block(block([.literal(UInt32(words.count / stride))] + words))
  }

  /// A list of strings.
  mutating func list(strings: [String]) -> Word {
    var words: [Word] = []
    for text in strings { words.append(.string(string(text))) }
    return list(words)
  }

  /// A map: a count, then pairs in byte order of their keys.
  mutating func map(_ entries: [(key: String, word: Word)]) -> Word {
    var words: [Word] = []
    for entry in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      words.append(.string(string(entry.key)))
      words.append(entry.word)
    }
    return list(words, stride: 2)
  }

  /// A UpstreamValue value.
  mutating func value(_ json: UpstreamValue) -> Word {
    switch json {
    case .null: return .literal(0)
    case .bool(let flag): return .literal(flag ? 2 << 3 : 1 << 3)
    case .integer(let number):
      if (-(1 << 28)..<(1 << 28)).contains(number) {
        return .literal(UInt32(truncatingIfNeeded: number << 3) | PackFormat.ValueTag.small.rawValue)
      }
      return .blockValue(.integer, wide(UInt64(bitPattern: Int64(number))))
    case .number(let number): return .blockValue(.double, wide(number.bitPattern))
    case .string(let text): return .stringValue(string(text))
    case .array(let elements):
      var words: [Word] = [.literal(UInt32(elements.count))]
      for element in elements { words.append(value(element)) }
      return .blockValue(.array, block(words))
    case .object(let members):
      var words: [Word] = [.literal(UInt32(members.count))]
      for member in members {
        words.append(.string(string(member.name)))
        words.append(value(member.value))
      }
      return .blockValue(.object, block(words))
    }
  }

  private mutating func wide(_ bits: UInt64) -> Int {
    block([.literal(UInt32(truncatingIfNeeded: bits)), .literal(UInt32(truncatingIfNeeded: bits >> 32))])
  }

  /// The file: the header, the blocks in the order of their making, then the strings.
  func finish(header: [PackFormat.Header: Word]) -> [UInt8] {
    let headerWords = PackFormat.Header.count
    var places: [UInt32] = []
    var wordCount = headerWords
    for words in blocks {
      places.append(UInt32(wordCount))
      wordCount += words?.count ?? 0
    }
    var text: [UInt8] = []
    var stringPlaces: [UInt32] = []
    for string in stringTexts {
      stringPlaces.append(UInt32(wordCount * 4 + text.count))
      var length = string.utf8.count
      while length >= 0x80 {
        text.append(UInt8(length & 0x7F) | 0x80)
        length >>= 7
      }
      text.append(UInt8(length))
      text.append(contentsOf: string.utf8)
    }
    while text.count % 4 != 0 { text.append(0) }

    var file: [UInt8] = []
    file.reserveCapacity(wordCount * 4 + text.count)
    func append(_ word: UInt32) { withUnsafeBytes(of: word.littleEndian) { file.append(contentsOf: $0) } }
    func append(_ word: Word) {
      switch word {
      case .literal(let bits): append(bits)
      case .string(let number): append(stringPlaces[number])
      case .block(let number): append(places[number])
      case .stringValue(let number): append(stringPlaces[number] << 3 | PackFormat.ValueTag.string.rawValue)
      case .blockValue(let tag, let number): append(places[number] << 3 | tag.rawValue)
      }
    }
    for field in PackFormat.Header.allCases {
      switch field {
      case .magic: append(PackFormat.magic)
      case .version: append(PackFormat.version)
      case .size: append(UInt32(wordCount * 4 + text.count))
      default: append(header[field] ?? .literal(0))
      }
    }
    for words in blocks { words?.forEach(append) }
    file.append(contentsOf: text)
    return file
  }
}
