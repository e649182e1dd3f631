/// One node in a block: offsets are bytes from the block's start.
struct NodeRecord {
  var start: UInt32
  var contentStart: UInt32
  var end: UInt32
  /// Scalars and aliases: where the value starts in the block's `values`. Collections: the first child's record; the
  /// children follow each other (a mapping's are key, value, key, value …).
  var first: UInt32
  /// Scalars and aliases: the value's length. Collections: the number of child records.
  var count: UInt32
  /// 1 + the index into the block's `properties`; 0 where there is neither tag nor anchor.
  var properties: UInt32
  var kind: Node.Kind
  var style: Node.Style
  /// Set on the missing value of a key that has no colon.
  var hasNoColon = false
}

/// A node's tag and anchor.
struct NodeProperties {
  var tag: String?
  var tagRange: Range<UInt32>?
  var anchor: String?
  var anchorRange: Range<UInt32>?
}

/// What a piece of text is a part of. Together with the piece's bytes it decides how the piece is parsed, and with
/// nothing else.
struct Context: Hashable {
  enum Kind: UInt8 { case document, blockMapping, blockSequence, flowMapping, flowSequence }

  var kind: Kind
  /// The column of the piece's first byte that is not a space.
  var column: Int
  /// The column at which the collection's entries stand; where it differs from `column`, the piece is misplaced.
  var expectedColumn: Int
  /// How many collections are around the piece's nodes.
  var depth: Int
  init(_ kind: Kind, column: Int, depth: Int) {
    self.kind = kind
    self.column = column
    expectedColumn = column
    self.depth = depth
  }

  var isFlow: Bool { kind == .flowMapping || kind == .flowSequence }
  var isMapping: Bool { kind == .blockMapping || kind == .flowMapping }
  /// How many records one entry has.
  var stride: Int { isMapping ? 2 : 1 }
}

/// A quote or bracket in a piece that is not closed before the piece's end.
struct OpenConstruct {
  enum Kind {
    case singleQuote, doubleQuote, flow

    /// What closes a quoted scalar; nil for brackets.
    var quote: UInt8? {
      switch self {
      case .singleQuote: 0x27
      case .doubleQuote: 0x22
      case .flow: nil
      }
    }
  }
  var kind: Kind
  /// From the block's start.
  var offset: Int
  /// Whether a quote stands inside brackets.
  var inFlow: Bool
}

/// The brackets of a part of a flow collection, counted as one reads: what is opened less what is closed.
struct Brackets: Equatable {
  /// At the part's end.
  var depth = 0
  /// The least before it, at most 0: below 0 the part closes brackets that are opened before it.
  var least = 0

  static func + (first: Self, second: Self) -> Self {
    Brackets(depth: first.depth + second.depth, least: min(first.least, first.depth + second.least))
  }
}

/// Kinds of what may be open at the end of a text.
struct OpenKinds: OptionSet {
  let rawValue: UInt8

  static let singleQuote = OpenKinds(rawValue: 1)
  static let doubleQuote = OpenKinds(rawValue: 2)
  static let flow = OpenKinds(rawValue: 4)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ kind: OpenConstruct.Kind) {
    switch kind {
    case .singleQuote: self = .singleQuote
    case .doubleQuote: self = .doubleQuote
    case .flow: self = .flow
    }
  }
}

/// A problem whose range counts from its block's start.
struct BlockProblem {
  var kind: SyntaxProblem.Kind
  var range: Range<Int>
  var message: String
}

/// A piece of the tree, parsed from one run of bytes (the block's slice) and its context alone: one or more entries of a
/// collection, or a document's root. It is either flat (all nodes are in `records`), or the last record is a collection
/// whose children are blocks of their own (`body`).
final class Block: Sendable, Summarized {
  let context: Context
  /// The slice's length in bytes. Children's slices and their parent's tile it.
  let length: Int
  let records: [NodeRecord]
  let values: [UInt8]
  let properties: [NodeProperties]
  /// The records that belong to the collection around this block, in order.
  let top: Range<Int>
  let body: Body?
  let problems: [BlockProblem]
  /// Whether libyaml refuses these bytes here.
  let isBroken: Bool
  let open: OpenConstruct?
  /// Flow collections: whether a comma follows the last entry.
  let endsWithComma: Bool
  /// Whether its bytes and context alone do not say what it is: it was made from a changed copy of the text, or with a
  /// look at what is around it. Such a block is never used again.
  let isMended: Bool
  /// Whether it goes on past the line where it seemed to end, which it may only where libyaml accepts all of it.
  let isExtended: Bool
  let summary: Summary

  /// The children of the collection whose record is `owner`, from byte `offset` of the block on.
  struct Body {
    let owner: Int
    let offset: Int
    let children: SumTree<Child>
  }

  /// A block among its siblings.
  struct Child: Summarized {
    let block: Block
    /// Whether the blocks before it were parsed without a look at it.
    let startsGroup: Bool
    /// Whether it is all that was made of its piece of text. One of several has its borders from what libyaml says of
    /// the piece.
    let isWhole: Bool
    /// How far its text and what follows decide what it is, from its start; 0 where its own bytes do. A quote or bracket
    /// that is open at the end of its piece was looked for past it in vain.
    let reach: Int
    /// What is open (from its start) up to the end of the collection's text, as far as anybody can tell.
    let open: OpenConstruct?

    init(
      block: Block, startsGroup: Bool, isWhole: Bool = true, reach: Int = 0,
      open: OpenConstruct? = nil
    ) {
      self.block = block
      self.startsGroup = startsGroup
      self.isWhole = isWhole
      self.reach = reach
      self.open = open
    }

    /// Whether what is open in it was looked for past its end, or would have been if there were anything.
    var isOpen: Bool { reach > 0 || open != nil }

    var summary: Summary {
      var summary = block.summary
      summary.reach = reach
      summary.failedExtensions = isOpen ? 1 : 0
      if let open { summary.open = OpenKinds(open.kind) }
      return summary
    }
  }

  struct Summary: TreeSummary {
    var count = 0
    var bytes = 0
    /// Records on the level of the collection.
    var nodes = 0
    var problems = 0
    var anchors = 0
    var aliases = 0
    var broken = 0
    /// Of the pieces that end in something open: how far the text from the run's start on decides what they are, how many
    /// there are, and what is open up to the end of the collection's text.
    var reach = 0
    var failedExtensions = 0
    var open: OpenKinds = []
    /// Blocks of a flow collection that no comma ends.
    var withoutComma = 0
    /// Of blocks of a flow collection; libyaml finds the pairs in those that it accepts.
    var brackets = Brackets()
    /// The end of the last node.
    var contentEnd = 0
    /// Whether a comma follows it.
    var endsWithComma = false

    /// Blocks of a flow collection that a comma should end and does not.
    var missingCommas: Int { max(0, withoutComma - (nodes > 0 && !endsWithComma ? 1 : 0)) }

    /// Whether the bracket that opens a flow collection may be closed by another one than was thought, with which these
    /// entries would be something else. Where brackets do not come in pairs, libyaml takes them for nothing, unless some
    /// of them stand in a quoted scalar.
    /// - Parameter isClosed: whether a bracket was found that closes the collection.
    func mayCloseElsewhere(isClosed: Bool) -> Bool {
      brackets.least < 0 && (brackets.depth == (isClosed ? 0 : -1) || failedExtensions > 0)
    }

    static let zero = Summary()

    static func + (first: Self, second: Self) -> Self {
      Summary(
        count: first.count + second.count, bytes: first.bytes + second.bytes,
        nodes: first.nodes + second.nodes,
        problems: first.problems + second.problems, anchors: first.anchors + second.anchors,
        aliases: first.aliases + second.aliases, broken: first.broken + second.broken,
        reach: second.reach > 0 ? max(first.reach, first.bytes + second.reach) : first.reach,
        failedExtensions: first.failedExtensions + second.failedExtensions,
        open: first.open.union(second.open),
        withoutComma: first.withoutComma + second.withoutComma,
        brackets: first.brackets + second.brackets,
        contentEnd: second.nodes > 0 ? first.bytes + second.contentEnd : first.contentEnd,
        endsWithComma: second.nodes > 0 ? second.endsWithComma : first.endsWithComma)
    }
  }

  init(
    context: Context, length: Int, nodes: FlatNodes, body: Body? = nil, problems: [BlockProblem] = [],
    isBroken: Bool = false, open: OpenConstruct? = nil, brackets: Brackets = Brackets(),
    endsWithComma: Bool = false, isMended: Bool = false, isExtended: Bool = false
  ) {
    self.isExtended = isExtended
    self.isMended = isMended
    self.context = context
    self.length = length
    records = nodes.records
    values = nodes.values
    properties = nodes.properties
    top = nodes.top
    self.body = body
    self.problems = problems
    self.isBroken = isBroken
    self.open = open
    self.endsWithComma = endsWithComma
    var summary = Summary(count: 1, bytes: length)
    summary.nodes = top.count
    summary.problems = problems.count
    summary.anchors = nodes.anchors
    summary.aliases = nodes.aliases
    if let body {
      let inner = body.children.summary
      summary.problems += inner.problems
      summary.anchors += inner.anchors
      summary.aliases += inner.aliases
      summary.problems += inner.missingCommas
    }
    summary.broken = isBroken ? 1 : 0
    summary.withoutComma = context.isFlow && !endsWithComma && !top.isEmpty ? 1 : 0
    summary.brackets = brackets
    summary.endsWithComma = endsWithComma
    summary.contentEnd = top.isEmpty ? 0 : Int(nodes.records[top.upperBound - 1].end)
    self.summary = summary
  }
}

extension Block {
  /// Whether the last entry of a flow collection may have more on the next line: a plain scalar that no comma ends.
  var mayGoOn: Bool {
    guard context.isFlow, !endsWithComma, let last = records.last else { return false }
    return last.kind == .scalar && last.style == .plain
  }

  var flatNodes: FlatNodes {
    FlatNodes(
      records: records, values: values, properties: properties, top: top, anchors: ownAnchors,
      aliases: ownAliases)
  }

  private var ownAnchors: Int { summary.anchors - (body?.children.summary.anchors ?? 0) }
  private var ownAliases: Int { summary.aliases - (body?.children.summary.aliases ?? 0) }

  /// The same block with one more problem, which does not follow from its bytes.
  func with(_ problem: BlockProblem) -> Block { asMended([problem] + problems, isBroken: true) }

  /// The same block, marked as going on past the line where it seemed to end.
  func asExtended() -> Block {
    Block(
      context: context, length: length, nodes: flatNodes, body: body, problems: problems, isBroken: isBroken,
      open: open, brackets: summary.brackets, endsWithComma: endsWithComma, isMended: isMended,
      isExtended: true)
  }

  /// The same block, marked as made from other bytes than the text's.
  func asMended() -> Block { asMended(problems, isBroken: isBroken) }

  private func asMended(_ problems: [BlockProblem], isBroken: Bool) -> Block {
    Block(
      context: context, length: length, nodes: flatNodes, body: body, problems: problems, isBroken: isBroken,
      open: open, brackets: summary.brackets, endsWithComma: endsWithComma, isMended: true)
  }
}

/// Nodes that were parsed in one run.
struct FlatNodes {
  var records: [NodeRecord] = []
  var values: [UInt8] = []
  var properties: [NodeProperties] = []
  var top = 0..<0
  var anchors = 0
  var aliases = 0
}
