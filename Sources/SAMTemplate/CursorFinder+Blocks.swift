import YAMLSyntax

/// Block collections: the indentation of the cursor's line says which of the collections before it goes on.
extension CursorFinder {
  mutating func findInBlocks() -> Cursor? {
    var content = indent
    var dashes: [Int] = []
    while content < position, line[content] == .dash, content + 1 >= line.count || line[content + 1].isBlank {
      dashes.append(content)
      content += 1
      while content < position, line[content].isBlank { content += 1 }
    }
    if position < indent {
      // Nothing can be put in front of what the line holds.
      if indent < line.count { return nil }
      content = position
    }
    guard var place = descend(to: dashes.first ?? content, hasDash: !dashes.isEmpty) else { return nil }
    if place.isText {
      return found(.text, node: place.node, tag: place.tag, typedFrom: offset)
    }
    for (number, _) in dashes.enumerated() {
      place = enterItem(of: place, isFirst: number == 0)
    }
    return readContent(from: content, in: place)
  }

  /// What the collections before the cursor's line lead to.
  struct Place {
    /// The collection that goes on, or the value that starts, on the cursor's line; as far as the tree has it.
    var node: Node?
    var tag: String?
    /// Whether the cursor is within a scalar that began before.
    var isText = false
  }

  /// Goes down to the collection that a line with this indentation belongs to.
  private mutating func descend(to column: Int, hasDash: Bool) -> Place? {
    var node = tree.root
    var tag = node?.tag
    while levels.count < Self.depthLimit {
      guard let current = node, current.style == .block, current.range.lowerBound < lineStart else {
        return node.map { place(startingHere: $0, tag: tag, hasParent: !levels.isEmpty, column: column) }
          ?? Place(node: nil, tag: tag)
      }
      let value: Node
      switch current.kind {
      case .mapping:
        guard let first = current.entries.first, first.key.range.lowerBound < lineStart else {
          return Place(node: current, tag: tag)
        }
        let own = self.column(of: first.key.range.lowerBound)
        if column < own || (column == own && !hasDash && !isAmongItems(of: current)) {
          return Place(node: current, tag: tag)
        }
        guard let (_, entry) = current.entries.last(before: lineStart) else { return nil }
        levels.append(
          Cursor.Level(
            .key(entry.key.value), node: current, tag: tag,
            keyRange: entry.key.kind == .scalar ? entry.key.innerRange : nil))
        value = entry.value
      case .sequence:
        let own = self.column(of: current.contentRange.lowerBound)
        if column <= own { return Place(node: current, tag: tag) }
        guard let (index, item) = current.items.last(before: lineStart) else { return nil }
        levels.append(Cursor.Level(.item(index), node: current, tag: tag))
        value = item
      case .scalar, .alias:
        return nil
      }
      tag = value.tag
      if value.isMissing {
        return Place(node: nil, tag: tag)
      }
      if value.contentRange.lowerBound >= lineStart {
        return Place(node: value, tag: tag)
      }
      switch value.kind {
      case .scalar:
        switch value.style {
        case .literal, .folded: return Place(node: value, tag: tag, isText: true)
        default:
          return value.range.upperBound >= offset || value.range.upperBound > lineStart
            ? Place(node: value, tag: tag, isText: true) : nil
        }
      case .alias: return nil
      case .mapping, .sequence:
        if value.style == .flow { return nil }
        node = value
      }
    }
    return nil
  }

  /// Whether the cursor is between the items of a list that is not indented below its key.
  private func isAmongItems(of mapping: Node) -> Bool {
    guard let value = mapping.entries.last(before: lineStart)?.entry.value, value.kind == .sequence else {
      return false
    }
    let next = value.items.last(before: offset).map { $0.index + 1 } ?? 0
    return value.style == .block && next < value.items.count
      && column(of: value.contentRange.lowerBound) == indentOfKeys(in: mapping)
  }

  private func indentOfKeys(in mapping: Node) -> Int {
    mapping.entries.first.map { column(of: $0.key.range.lowerBound) } ?? 0
  }

  /// A root that starts on the cursor's line, or is a scalar: what a half-typed first word is read as.
  private func place(startingHere node: Node, tag: String?, hasParent: Bool, column: Int) -> Place {
    node.kind == .mapping || node.kind == .sequence ? Place(node: node, tag: tag) : Place(node: nil, tag: tag)
  }

  /// Steps over one `- ` of the cursor's line.
  private mutating func enterItem(of place: Place, isFirst: Bool) -> Place {
    guard let sequence = place.node, sequence.kind == .sequence else {
      levels.append(Cursor.Level(.item(0), node: nil, tag: place.tag))
      return Place(node: nil, tag: nil)
    }
    var index = 0
    var item: Node?
    if isFirst {
      if let (last, node) = sequence.items.last(before: offset + 1) {
        if node.range.lowerBound >= lineStart {
          (index, item) = (last, node)
        } else {
          index = last + 1
        }
      }
    } else {
      item = sequence.items.first
    }
    levels.append(Cursor.Level(.item(index), node: sequence, tag: place.tag))
    if let item, !item.isMissing { return Place(node: item, tag: item.tag) }
    return Place(node: nil, tag: item?.tag)
  }

  /// Reads the cursor's line from its first word to the cursor.
  private mutating func readContent(from content: Int, in place: Place) -> Cursor? {
    let isMapping = place.node?.kind == .mapping
    if let key = keyBefore(position, from: content) {
      let name = String(decoding: line[key.name], as: UTF8.self)
      let keyStart = lineStart + content
      levels.append(
        Cursor.Level(
          .key(name), node: isMapping ? place.node : nil, tag: place.tag,
          keyRange: lineStart + key.name.lowerBound..<lineStart + key.name.upperBound))
      var value: Node?
      if isMapping, let entries = place.node?.entries, let (_, entry) = entries.last(before: keyStart + 1),
        entry.key.range.lowerBound == keyStart
      {
        value = entry.value
      }
      return readValue(
        from: key.end, role: .value, node: value, needsSpace: key.end == position && key.isTight)
    }
    // A tag starts a value, though a damaged tree may take what follows for a key.
    let isTagged = content < position && line[content] == .bang
    if isMapping, !isTagged, let node = place.node, !isOnlyHalfTyped(node, at: lineStart + content) {
      return readWord(from: content, role: .key, node: node, tag: place.tag)
    }
    let sequence = place.node?.kind == .sequence ? place.node : nil
    return readValue(from: content, role: .either, node: sequence, needsSpace: false, tag: place.tag)
  }

  /// Whether a mapping is nothing but the word at the cursor, so that it may as well become a scalar.
  private func isOnlyHalfTyped(_ node: Node, at start: Int) -> Bool {
    guard node.entries.count == 1, let entry = node.entries.first else { return node.entries.isEmpty }
    return !entry.hasColon && entry.key.range.lowerBound == start && !levels.isEmpty
  }

  /// A key that is complete before the cursor.
  private func keyBefore(_ end: Int, from start: Int) -> (name: Range<Int>, end: Int, isTight: Bool)? {
    guard start < end else { return nil }
    let first = line[start]
    var name = start..<start
    var index = start
    if first == .quote || first == .apostrophe {
      guard let close = closingQuote(from: start, to: end) else { return nil }
      name = start + 1..<close
      index = close + 1
      while index < end, line[index].isBlank { index += 1 }
      guard index < end, line[index] == .colon else { return nil }
      return (name, index + 1, index + 1 == end)
    }
    if [.bang, .openBrace, .openBracket, UInt8(ascii: "&"), UInt8(ascii: "*"), .hash].contains(first) {
      return nil
    }
    while index < end {
      if line[index] == .colon, index + 1 >= end || line[index + 1].isBlank {
        // `AWS:` and `Fn::` are how longer words begin.
        if index + 1 == end, isNamespace(line[start..<index]) { return nil }
        var last = index
        while last > start, line[last - 1].isBlank { last -= 1 }
        return (start..<last, index + 1, index + 1 == end)
      }
      index += 1
    }
    return nil
  }

  /// Whether a word before a colon is one that further colons follow.
  func isNamespace(_ word: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    return ["AWS", "AWS:", "Fn", "Fn:", "Alexa", "Alexa:", "Custom", "Custom:"].contains(text)
      || (text.hasPrefix("AWS::") && !text.hasSuffix("::")) || text.hasPrefix("Fn::ForEach")
  }

  /// The place in `line` of the quote that closes the one at `start`.
  func closingQuote(from start: Int, to end: Int) -> Int? {
    let quote = line[start]
    var index = start + 1
    while index < end {
      if line[index] == UInt8(ascii: "\\"), quote == .quote {
        index += 2
        continue
      }
      if line[index] == quote {
        if quote == .apostrophe, index + 1 < end, line[index + 1] == quote {
          index += 2
          continue
        }
        return index
      }
      index += 1
    }
    return nil
  }

  /// A key that is being written.
  private mutating func readWord(from start: Int, role: Cursor.Role, node: Node?, tag: String?) -> Cursor? {
    guard start < position else { return found(role, node: node, tag: tag, typedFrom: offset) }
    let first = line[start]
    if first == .quote || first == .apostrophe {
      if closingQuote(from: start, to: position) != nil { return nil }
      return found(role, node: node, tag: tag, typedFrom: lineStart + start + 1, quote: first)
    }
    return found(role, node: node, tag: tag, typedFrom: lineStart + start)
  }

  /// A value that is being written: a tag, then a scalar or a flow collection.
  mutating func readValue(
    from start: Int, role: Cursor.Role, node: Node?, needsSpace: Bool, tag outer: String? = nil
  ) -> Cursor? {
    var index = start
    var tag = outer
    while index < position, line[index].isBlank { index += 1 }
    while index < position, line[index] == .bang || line[index] == UInt8(ascii: "&") {
      let word = index
      while index < position, !line[index].isBlank { index += 1 }
      let isTag = line[word] == .bang
      if index == position {
        return isTag ? found(.tag, node: node, tag: tag, typedFrom: lineStart + word) : nil
      }
      if isTag { tag = String(decoding: line[word..<index], as: UTF8.self) }
      while index < position, line[index].isBlank { index += 1 }
    }
    guard index < position else {
      return found(role, node: node, tag: tag, typedFrom: offset, needsSpace: needsSpace)
    }
    switch line[index] {
    case .openBrace, .openBracket:
      return scanFlow(
        from: FlowStart(position: lineStart + index, node: node?.style == .flow ? node : nil, tag: tag))
    case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "*"), .hash:
      return nil
    case .quote, .apostrophe:
      let quote = line[index]
      if closingQuote(from: index, to: position) != nil { return nil }
      return found(role, node: node, tag: tag, typedFrom: lineStart + index + 1, quote: quote)
    default:
      if index + 1 < position,
        (index + 1..<position).contains(where: { line[$0] == .hash && line[$0 - 1].isBlank })
      {
        return nil
      }
      return found(role, node: node, tag: tag, typedFrom: lineStart + index)
    }
  }
}
