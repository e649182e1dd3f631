/// The syntax tree of one version of a document: immutable, and a pure function of the text.
public struct SyntaxTree: Sendable {
  /// The text that the tree was made of.
  public let text: SourceText
  /// What is wrong with the text, in the order of the text.
  public let problems: [SyntaxProblem]
  let stream: DocumentStream
  let leafSize: Int

  /// Parses a text. Never fails; linear.
  public init(_ text: SourceText) {
    self.init(text, leafSize: Parser.leafSize)
  }

  /// For tests: pieces of the text above `leafSize` bytes are taken apart.
  package init(_ text: SourceText, leafSize: Int) {
    self.init(
      text, text.withWindow { DocumentStream.parse($0, memo: nil, leafSize: leafSize) }, leafSize: leafSize)
  }

  init(_ text: SourceText, _ stream: DocumentStream, leafSize: Int) {
    self.leafSize = leafSize
    self.text = text
    self.stream = stream
    problems = ProblemCollector.problems(text, stream)
  }

  /// The root node of the first document; nil where there is none.
  public var root: Node? { stream.parts.first.flatMap(Self.root) }

  /// The root nodes of all documents; nil for an empty one.
  package var roots: [Node?] { stream.parts.map(Self.root) }

  private static func root(_ part: DocumentStream.Part) -> Node? {
    part.root.map { Node(block: part.block, index: $0, base: part.start) }
  }

  /// How many documents the text holds.
  public var documentCount: Int { stream.count }

  /// The nodes around an offset: the root first, the innermost whose range holds the offset (its ends included) last.
  /// Keys and values of mappings are part of the path. Empty where no node holds the offset. O(depth × log n).
  public func path(to offset: Int) -> [Node] {
    guard var node = root, node.range.lowerBound <= offset, offset <= node.range.upperBound else { return [] }
    var path = [node]
    while let child = node.lastChild(startingUpTo: offset), offset <= child.range.upperBound {
      path.append(child)
      node = child
    }
    return path
  }

  /// The entries and items around an offset, the outermost first: each from its start to the start of the next one, with
  /// all that stands between them. So a place that no node holds has those around it, too. O(depth × log² n).
  public func regions(around offset: Int) -> [Range<Int>] {
    guard var node = root, node.range.lowerBound <= offset else { return [] }
    var regions: [Range<Int>] = []
    var limit = text.utf8Count
    while let (start, next, value) = node.lastPart(startingUpTo: offset) {
      limit = next ?? limit
      guard start < limit else { break }
      regions.append(start..<limit)
      guard value.range.lowerBound <= offset else { break }
      node = value
    }
    return regions
  }

  /// The comment on a line, from `#` to the line's end; nil where there is none. O(log n + the line's length).
  public func comment(onLine line: Int) -> Range<Int>? {
    let range = text.lineRange(line)
    let candidates = text.withUTF8(in: range) { bytes in
      bytes.indices.filter {
        bytes[$0] == 0x23 && ($0 == 0 || bytes[$0 - 1] == 0x20 || bytes[$0 - 1] == 0x09)
      }
    }
    for candidate in candidates where !isScalarText(range.lowerBound + candidate) {
      return range.lowerBound + candidate..<range.upperBound
    }
    return nil
  }

  private func isScalarText(_ offset: Int) -> Bool {
    guard let node = path(to: offset).last, node.kind == .scalar else { return false }
    let content = node.contentRange
    guard content.contains(offset) else { return false }
    guard node.style == .literal || node.style == .folded else { return true }
    return text.line(at: content.lowerBound) != text.line(at: offset)
  }

  /// The node that an alias stands for: the last one before it with that anchor; nil where there is none.
  /// The cost follows the number of anchors.
  public func target(of alias: Node) -> Node? {
    guard alias.kind == .alias else { return nil }
    let name = alias.value
    let start = alias.range.lowerBound
    var found: Node?
    for part in stream.parts where part.root != nil && part.start <= start {
      var collector = AnchorCollector()
      collector.collect(part.block, at: part.start)
      found = collector.anchors.last { $0.name == name && $0.node.range.lowerBound < start }?.node ?? found
    }
    return found
  }
}

extension SourceText {
  /// Calls `body` with all of the text.
  func withWindow<R>(_ body: (TextWindow) -> R) -> R {
    withUTF8(in: 0..<utf8Count) {
      body(TextWindow($0, origin: 0, onlyLineFeeds: chunks.summary.rareBreaks == 0))
    }
  }
}
