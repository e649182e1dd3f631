public import YAMLSyntax

extension SyntaxTree {
  /// Everything that the tree says, a line a node, to show where two differ.
  public var sketch: [String] {
    var lines = ["\(documentCount) documents"]
    func places(_ node: Node) -> String {
      let others = [node.tagRange, node.anchorRange].map { $0.map { "\($0)" } ?? "-" }.joined(separator: " ")
      return "\(node.range) \(node.contentRange) \(others)"
    }
    func add(_ node: Node, _ depth: Int) {
      let pad = String(repeating: " ", count: depth)
      lines.append(
        "\(pad)\(node.kind) \(node.style) \(node.tag ?? "") \(node.anchor ?? "") '\(node.value)' \(places(node))"
      )
      for entry in node.entries {
        if !entry.hasColon { lines.append("no colon") }
        add(entry.key, depth + 1)
        add(entry.value, depth + 1)
      }
      for item in node.items { add(item, depth + 1) }
    }
    for root in roots {
      lines.append("document")
      if let root { add(root, 0) }
    }
    return lines + problems.map { "\($0)" }
  }

  /// Whether another tree says the same; as comparing sketches, but without a word.
  public func isSame(as other: SyntaxTree) -> Bool {
    guard documentCount == other.documentCount, problems == other.problems, roots.count == other.roots.count
    else { return false }
    return zip(roots, other.roots).allSatisfy { first, second in
      guard let first, let second else { return first == nil && second == nil }
      return first.isSame(as: second)
    }
  }

  /// Where another tree first says something else; nil where it says the same.
  public func firstDifference(to other: SyntaxTree) -> String? {
    if isSame(as: other) { return nil }
    let (a, b) = (sketch, other.sketch)
    let index = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
    return "line \(index): \(index < a.count ? a[index] : "-") | \(index < b.count ? b[index] : "-")"
  }
}

extension Node {
  fileprivate func isSame(as other: Node) -> Bool {
    guard kind == other.kind, style == other.style, range == other.range, contentRange == other.contentRange,
      tag == other.tag, anchor == other.anchor, tagRange == other.tagRange, anchorRange == other.anchorRange,
      withValueUTF8({ bytes in other.withValueUTF8 { bytes.elementsEqual($0) } })
    else { return false }
    let (entries, others) = (entries, other.entries)
    let (items, otherItems) = (items, other.items)
    guard entries.count == others.count, items.count == otherItems.count else { return false }
    for (entry, other) in zip(entries, others) {
      guard entry.hasColon == other.hasColon, entry.key.isSame(as: other.key),
        entry.value.isSame(as: other.value)
      else { return false }
    }
    return zip(items, otherItems).allSatisfy { $0.isSame(as: $1) }
  }
}
