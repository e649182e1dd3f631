public import YAMLSyntax

/// A place where something is being written: the way to it from the root, what is typed so far, and what an
/// insertion has to go on from.
///
/// It needs no well-formed text. In block collections the indentation of the cursor's line decides, with the tree
/// for what stands before it; in flow collections a scan of the brackets around the cursor.
public struct Cursor: Sendable {
  /// A step from a collection into what it holds.
  public enum Step: Sendable, Hashable {
    case key(String)
    /// 0-based.
    case item(Int)
  }

  /// One collection on the way, and the step that leaves it.
  public struct Level: Sendable {
    /// The step out of the collection.
    public var step: Step
    /// The collection, as far as the tree has it.
    public var node: Node?
    /// The tag in front of the collection: `!If`.
    public var tag: String?
    /// Byte offsets of the key of a `.key` step, without quotes.
    public var keyRange: Range<Int>?
    /// The scalar under `Type`, as a scan of a flow mapping found it before the cursor.
    var scannedType: String?

    init(_ step: Step, node: Node?, tag: String?, keyRange: Range<Int>? = nil) {
      self.step = step
      self.node = node
      self.tag = tag
      self.keyRange = keyRange
    }
  }

  /// What is being written.
  public enum Role: Sendable, Hashable {
    /// A key of a mapping that the levels lead to.
    case key
    /// A scalar value.
    case value
    /// The start of a value, or the first key of one: after `- `, or on a line of its own.
    case either
    /// The name of a tag, after its `!`.
    case tag
    /// Text within a scalar that began on an earlier line.
    case text
  }

  /// Byte offset in the document.
  public var offset: Int
  /// The way from the root to what is being written.
  public var levels: [Level]
  /// What is being written.
  public var role: Role
  /// The mapping that a key is being written in, the value that stands where one is being written, or the list that
  /// lacks the dash of an item.
  public var node: Node?
  /// The tag in front of the value that is being written: `!Ref`; or of the mapping.
  public var tag: String?
  /// What is typed of it, from its start to the cursor, without an opening quote.
  public var typed: String
  /// Byte offsets of `typed`: ends at the cursor.
  public var replaceRange: Range<Int>
  /// The quote that is open at the cursor.
  public var quote: UInt8?
  /// Whether the cursor is in a flow collection.
  public var isFlow: Bool
  /// Columns of spaces in front of the cursor's line.
  public var lineIndent: Int
  /// The column where what is being written starts: where its siblings' keys go.
  public var column: Int
  /// What follows the cursor on its line, without spaces around it.
  public var rest: String
  /// Byte offset behind the `${` that is open at the cursor, on its line.
  public var placeholderStart: Int?
  /// Whether the cursor stands right behind a colon or a tag that needs a space before what comes next.
  public var needsSpace: Bool

  /// What stands at a byte offset; nil where nothing is to be said: in a comment, between documents.
  ///
  /// - Complexity: logarithmic in the number of siblings on the way to the offset, plus the length of the cursor's
  ///   line or, in flow collections, a few KiB around it.
  public init?(in template: Template, at offset: Int) {
    guard let cursor = CursorFinder(tree: template.tree, offset: offset).find() else { return nil }
    self = cursor
  }

  init(
    offset: Int, levels: [Level], role: Role, node: Node?, tag: String?, typed: String, start: Int,
    quote: UInt8? = nil, isFlow: Bool = false
  ) {
    self.offset = offset
    self.levels = levels
    self.role = role
    self.node = node
    self.tag = tag
    self.typed = typed
    replaceRange = start..<offset
    self.quote = quote
    self.isFlow = isFlow
    lineIndent = 0
    column = 0
    rest = ""
    needsSpace = false
  }

  /// The keys on the way to what is being written; items of sequences are `*`.
  public var path: [String] {
    levels.map { level in
      switch level.step {
      case .key(let name): name
      case .item: "*"
      }
    }
  }

  /// Where the thing being written starts, its quote included: tells it from its siblings.
  public var start: Int { replaceRange.lowerBound - (quote == nil ? 0 : 1) }

  /// The keys before the cursor, as a scan of a flow mapping found them.
  var scannedKeys: Set<String> = []

  /// The keys that stand in the mapping beside the one being written.
  public var siblingKeys: Set<String> {
    var keys = scannedKeys
    guard let entries = node?.entries else { return keys }
    for entry in entries.prefix(Self.siblingLimit) where entry.key.range.lowerBound != start {
      keys.insert(entry.key.value)
    }
    return keys
  }

  /// How many siblings are looked at: no mapping that a schema describes has as many.
  static let siblingLimit = 2000
}
