import Glibc

/// A quoted scalar or a flow collection may hold lines of any indentation. So a piece that ends inside one may go on in
/// the pieces after it: that is tried before the piece is called broken.
extension Parser {
  /// Tries to find the end of what is open at the end of a piece. Returns what was made of the pieces that it covers and
  /// the index of the piece after them; or the piece alone, with `open` kept only where the region holds no end for it,
  /// and otherwise with how far from the piece's start the text shows that it does not go on.
  mutating func extended(
    _ text: TextWindow, _ pieces: [Splitter.Piece], _ index: Int, _ context: Context,
    _ alone: Result
  ) -> (Result, next: Int, reach: Int) {
    let start = pieces[index].range.lowerBound
    let limit = pieces[pieces.count - 1].range.upperBound
    var result = alone
    result.open = nil
    var open = alone.open
    var next = index + 1
    var reach = pieces[index].range.upperBound
    for _ in 0..<Self.maximumExtensions {
      guard let current = open, next < pieces.count else { break }
      let end: Int
      switch closing(text, current, pieces, index, context, alone, next: next, limit: limit) {
      case .found(let offset): end = offset
      case .none:
        result.open = current
        return (result, index + 1, reach - start)
      case .implausible(let examined): return (result, index + 1, max(reach, examined) - start)
      }
      let before = next
      while next < pieces.count, pieces[next].range.lowerBound < end { next += 1 }
      guard next > before else { return (result, index + 1, max(reach, end) - start) }
      // libyaml alone decides, in one run: tries within tries would multiply with the depth.
      let slice = start..<pieces[next - 1].range.upperBound
      open = nil
      if let block = leaf(text, slice, context, open: &open) {
        return (
          slice.count <= leafSize ? Result(blocks: [block]) : accepted(text, slice, context, block),
          next, 0
        )
      }
      open?.offset += start
      // Where the last of the pieces ends, the line after it says.
      reach = text.nextLine(after: slice.upperBound, limit: limit)
    }
    // What is open at the region's end is open for what is around it, too.
    if next == pieces.count { result.open = open }
    return (result, index + 1, reach - start)
  }

  /// A large slice that libyaml accepts, taken apart; the block of its one run where that should fail.
  private mutating func accepted(
    _ text: TextWindow, _ slice: Range<Int>, _ context: Context, _ block: Block
  ) -> Result {
    let parts = entry(text, slice, context)
    guard !parts.isBroken, let found = parts.blocks.first else { return Result(blocks: [block.asMended()]) }
    return Result(blocks: [found.asExtended()])
  }

  private enum Closing {
    case found(Int)
    /// The region ends first.
    case none
    /// What comes after it cannot stand there, as the text up to an offset shows.
    case implausible(Int)
  }

  private mutating func closing(
    _ text: TextWindow, _ open: OpenConstruct, _ pieces: [Splitter.Piece], _ index: Int,
    _ context: Context,
    _ alone: Result, next: Int, limit: Int
  ) -> Closing {
    if open.kind != .flow {
      guard let end = Self.closingQuote(text, open, limit: limit) else { return .none }
      if open.inFlow || context.isFlow {
        let (isAllowed, examined) = FlowScanner.follow(text, quoteEnd: end, limit: limit)
        return isAllowed ? .found(end) : .implausible(examined)
      }
      return text.content(ofLine: end, limit: limit) == nil
        ? .found(end) : .implausible(text.nextLine(after: end, limit: limit))
    }
    let start = pieces[index].range.lowerBound
    if context.isFlow {
      // A piece that ends inside brackets needs a later one with too many that close.
      let depth = alone.blocks.reduce(0) { $0 + $1.summary.brackets.depth }
      var scanner = FlowScanner(text, at: pieces[index].range.upperBound, limit: limit)
      for (offset, piece) in pieces[(index + 1)...].enumerated() {
        scanner.scan(to: piece.range.upperBound)
        if depth + scanner.depth <= 0, index + 1 + offset >= next {
          return .found(piece.range.upperBound)
        }
      }
      return .none
    }
    let pad = padding(text, pieces[index].range, context)
    let stop = pieces[next - 1].range.upperBound - start
    var failure = read(text.slice(start..<limit), context, padding: pad, stopAfter: stop)
    if let first = failure, first.reason == .reader {
      // libyaml reads ahead of what it parses. What it cannot read must not count before its place.
      failure = read(text.slice(start..<start + first.offset), context, padding: pad, stopAfter: stop)
    }
    if let end = run.stoppedAt { return .found(start + end) }
    return failure?.atEnd == true ? .none : .implausible(min(start + run.examined, limit))
  }

  /// The offset after the quote that closes an open scalar.
  static func closingQuote(_ text: TextWindow, _ open: OpenConstruct, limit: Int) -> Int? {
    guard let base = text.bytes.baseAddress else { return nil }
    let quote: UInt8 = open.kind == .singleQuote ? 0x27 : 0x22
    var i = open.offset + 1
    while i < limit, let found = memchr(base + (i - text.origin), Int32(quote), limit - i) {
      let at = text.origin + (UnsafeRawPointer(found) - UnsafeRawPointer(base))
      if quote == 0x27 {
        if at + 1 >= limit || text[at + 1] != quote { return at + 1 }
        i = at + 2
      } else {
        var escapes = 0
        while at - 1 - escapes > open.offset, text[at - 1 - escapes] == UInt8(ascii: "\\") { escapes += 1 }
        if escapes % 2 == 0 { return at + 1 }
        i = at + 1
      }
    }
    return nil
  }

  /// A plain scalar in a flow collection may go on on the next line, where it looks like an entry of its own.
  mutating func joined(
    _ text: TextWindow, _ pieces: [Splitter.Piece], _ index: Int, _ context: Context, _ alone: Result
  ) -> (Result, next: Int) {
    guard !alone.isBroken, alone.blocks.last?.mayGoOn == true else { return (alone, index + 1) }
    var next = index + 2
    while next <= pieces.count, next < index + Self.maximumJoined {
      let range = pieces[index].range.lowerBound..<pieces[next - 1].range.upperBound
      guard let joined = leaf(text, range, context) else { break }
      if joined.endsWithComma || next == pieces.count { return (Result(blocks: [joined], open: nil), next) }
      next += 1
    }
    return (alone, index + 1)
  }
}

/// Walks over the tokens of a flow collection as far as brackets, quotes and comments are concerned.
struct FlowScanner {
  private let text: TextWindow
  private let limit: Int
  private(set) var offset: Int
  /// Brackets that are open; negative where more were closed than opened.
  private(set) var depth = 0
  /// Where the open ones stand.
  private(set) var open: [Int] = []
  /// Whether the token before is a plain scalar, in which quotes are letters.
  private var inPlain = false

  init(_ text: TextWindow, at offset: Int, limit: Int) {
    self.text = text
    self.offset = offset
    self.limit = limit
  }

  mutating func scan(to end: Int) {
    while offset < end { step(to: end) }
  }

  /// One token, or one run of letters.
  mutating func step(to end: Int) {
    switch text[offset] {
    case 0x20, 0x09, 0x0A, 0x0D: offset += 1
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      open.append(offset)
      inPlain = false
      offset += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      _ = open.popLast()
      inPlain = false
      offset += 1
    case UInt8(ascii: ","):
      inPlain = false
      offset += 1
    case UInt8(ascii: ":"):
      offset += 1
      let goesOn = !text.isBlankOrBreak(offset, limit: limit) && !Self.endsPlain(text[offset])
      inPlain = inPlain && goesOn
    case UInt8(ascii: "!") where !inPlain, UInt8(ascii: "&") where !inPlain:
      // What a tag or an anchor is put to starts after it.
      while offset < end, !text.isBlankOrBreak(offset, limit: limit),
        !"[]{},".utf8.contains(text[offset])
      {
        offset += 1
      }
    case UInt8(ascii: "?") where !inPlain && text.isBlankOrBreak(offset + 1, limit: limit):
      offset += 1
    case UInt8(ascii: "#")
    where offset == text.origin || text.isBlankOrBreak(offset - 1, limit: limit):
      offset = text.contentEnd(ofLine: offset, limit: limit)
      inPlain = false
    case 0x22 where !inPlain, 0x27 where !inPlain:
      let kind: OpenConstruct.Kind = text[offset] == 0x22 ? .doubleQuote : .singleQuote
      let quote = OpenConstruct(kind: kind, offset: offset, inFlow: true)
      if let close = Parser.closingQuote(text, quote, limit: limit),
        Self.mayFollowQuote(text, close, limit: limit)
      {
        offset = close
      } else {
        // Not closed: it ends with its line.
        offset = max(text.contentEnd(ofLine: offset, limit: limit), offset + 1)
      }
    default:
      inPlain = true
      offset += 1
      while offset < end, !text.isBlankOrBreak(offset, limit: limit), !Self.endsPlain(text[offset]) {
        offset += 1
      }
    }
  }

  private static func endsPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      return true
    default: return false
    }
  }

  /// Whether what stands at `offset` may come after a quoted scalar in a flow collection.
  static func mayFollowQuote(_ text: TextWindow, _ offset: Int, limit: Int) -> Bool {
    follow(text, quoteEnd: offset, limit: limit).isAllowed
  }

  /// As above, with how far the text was looked at.
  static func follow(_ text: TextWindow, quoteEnd: Int, limit: Int) -> (
    isAllowed: Bool, examined: Int
  ) {
    var i = quoteEnd
    while i < limit {
      switch text[i] {
      case 0x20, 0x09, 0x0A, 0x0D: i += 1
      case UInt8(ascii: "#"): i = text.nextLine(after: i, limit: limit)
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        return (true, i + 1)
      default:
        let width = text.breakWidth(at: i, limit: limit)
        if width == 0 { return (false, min(i + 3, limit)) }
        i += width
      }
    }
    return (true, limit)
  }
}
