public import YAMLSyntax

/// What the tree has at an offset: the innermost node, and the way to it.
public struct TreePosition: Sendable {
  /// The way from the root to `node`; of a key the step over it is not in it.
  public var levels: [Cursor.Level]
  /// The node that the offset touches.
  public var node: Node
  /// The entry, where `node` is its key.
  public var entry: Entry?
  /// Whether the offset is on the node's tag.
  public var isOnTag: Bool

  /// The innermost node that an offset touches; nil between nodes.
  ///
  /// - Complexity: logarithmic in the number of siblings at each level.
  public init?(in tree: SyntaxTree, at offset: Int) {
    guard var node = tree.root else { return nil }
    var levels: [Cursor.Level] = []
    func touches(_ range: Range<Int>) -> Bool { range.lowerBound <= offset && offset <= range.upperBound }
    while levels.count < CursorFinder.depthLimit {
      guard touches(node.range) else { return nil }
      if let tag = node.tagRange, touches(tag) {
        self.init(levels: levels, node: node, entry: nil, isOnTag: true)
        return
      }
      switch node.kind {
      case .scalar, .alias:
        if node.isMissing { return nil }
        self.init(levels: levels, node: node, entry: nil, isOnTag: false)
        return
      case .mapping:
        guard let (_, entry) = node.entries.last(before: offset + 1) else { return nil }
        if touches(entry.key.range) {
          self.init(levels: levels, node: entry.key, entry: entry, isOnTag: false)
          self.levels.append(Self.level(over: entry, of: node))
          return
        }
        levels.append(Self.level(over: entry, of: node))
        node = entry.value
      case .sequence:
        guard let (index, item) = node.items.last(before: offset + 1) else { return nil }
        levels.append(Cursor.Level(.item(index), node: node, tag: node.tag))
        node = item
      }
    }
    return nil
  }

  private init(levels: [Cursor.Level], node: Node, entry: Entry?, isOnTag: Bool) {
    self.levels = levels
    self.node = node
    self.entry = entry
    self.isOnTag = isOnTag
  }

  private static func level(over entry: Entry, of node: Node) -> Cursor.Level {
    Cursor.Level(.key(entry.key.value), node: node, tag: node.tag, keyRange: entry.key.innerRange)
  }

  /// What describes the node; of a key what describes its value.
  public var place: Place {
    let place = SchemaLocator.place(of: levels)
    guard entry == nil, let call = SchemaLocator.function(tag: node.tag, in: place, argument: node) else {
      return place
    }
    return .function(call)
  }

  /// What describes the mapping that a key is in.
  public var outerPlace: Place { SchemaLocator.place(of: Array(levels.dropLast())) }
}

extension Template {
  /// A reference in the text, with its place.
  public struct PlacedReference: Sendable {
    /// The reference, with ranges relative to its entry.
    public var reference: Reference
    /// Byte offsets of the name in the document.
    public var nameRange: Range<Int>
    /// Byte offsets of the attribute in the document, where there is one.
    public var attributeRange: Range<Int>?
    /// Whether the offset that was asked for is on the attribute.
    public var isOnAttribute: Bool
  }

  /// The reference that an offset is on.
  ///
  /// - Complexity: linear in the number of references of one entry of a section.
  public func reference(at offset: Int) -> PlacedReference? {
    guard let (_, top) = tree.root?.entries.last(before: offset + 1), top.key.kind == .scalar,
      let section = Section(rawValue: top.key.value)
    else { return nil }
    if !section.holdsNamedEntries {
      let collector = ReferenceCollector(top, in: section, text: text)
      return Self.find(offset, in: collector.references, from: top.range.lowerBound)
    }
    guard let (_, entry) = top.value.entries.last(before: offset + 1) else { return nil }
    let known = entry.key.kind == .scalar ? facts(of: section)[entry.key.value] : nil
    let references =
      known?.first { $0.id == entry.id }?.references
      ?? ReferenceCollector(entry, in: section, text: text).references
    return Self.find(offset, in: references, from: entry.range.lowerBound)
  }

  private static func find(_ offset: Int, in references: [Reference], from base: Int) -> PlacedReference? {
    for reference in references {
      let name = reference.range.lowerBound + base..<reference.range.upperBound + base
      let attribute = reference.attributeRange.map { $0.lowerBound + base..<$0.upperBound + base }
      func placed(_ isOnAttribute: Bool) -> PlacedReference {
        PlacedReference(
          reference: reference, nameRange: name, attributeRange: attribute, isOnAttribute: isOnAttribute)
      }
      if name.lowerBound <= offset, offset <= name.upperBound { return placed(false) }
      if let attribute, attribute.lowerBound <= offset, offset <= attribute.upperBound { return placed(true) }
    }
    return nil
  }
}
