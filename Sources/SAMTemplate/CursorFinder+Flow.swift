import YAMLSyntax

/// Flow collections and JSON: a scan of the brackets from a collection that the tree knows to the cursor.
extension CursorFinder {
  /// Where a scan starts.
  struct FlowStart {
    /// Byte offset in the document.
    var position: Int
    /// The collection that starts, or goes on, there.
    var node: Node?
    var tag: String?
    /// Where the scan starts within `node`, behind one of its children: the child's index.
    var childIndex: Int?
  }

  /// How far in front of the cursor a scan starts at most, if the tree knows a collection there.
  private static let scanLimit = 16 * 1024

  /// Goes down to a flow collection around the cursor: the outermost one that starts not too far off.
  mutating func enterFlow() -> FlowStart? {
    guard let root = tree.root, root.kind == .mapping || root.kind == .sequence else { return brokenJSON() }
    var node = root
    var tag = root.tag
    var blockColumn = -1
    while levels.count < Self.depthLimit {
      let isFlow = node.style == .flow
      if isFlow {
        let range = node.contentRange
        guard offset > range.lowerBound else { return nil }
        if offset >= range.upperBound {
          if isClosed(node) || min(indent, position) <= blockColumn && range.lowerBound < lineStart {
            return nil
          }
        }
        if offset - range.lowerBound <= Self.scanLimit {
          return FlowStart(position: range.lowerBound, node: node, tag: tag)
        }
      }
      let index: Int
      let value: Node
      let step: Cursor.Level
      switch node.kind {
      case .mapping:
        guard let (last, entry) = node.entries.last(before: offset) else {
          return isFlow ? FlowStart(position: node.contentRange.lowerBound, node: node, tag: tag) : nil
        }
        if !isFlow { blockColumn = column(of: entry.key.range.lowerBound) }
        index = last
        value = entry.value
        step = Cursor.Level(
          .key(entry.key.value), node: node, tag: tag,
          keyRange: entry.key.kind == .scalar ? entry.key.innerRange : nil)
      case .sequence:
        guard let (last, item) = node.items.last(before: offset) else {
          return isFlow ? FlowStart(position: node.contentRange.lowerBound, node: node, tag: tag) : nil
        }
        index = last
        value = item
        step = Cursor.Level(.item(last), node: node, tag: tag)
      case .scalar, .alias:
        return nil
      }
      let isCollection = value.kind == .mapping || value.kind == .sequence
      if isFlow,
        !isCollection || value.range.lowerBound >= offset
          || (value.range.upperBound <= offset && isClosed(value))
      {
        let isBehind = isCollection && value.range.upperBound <= offset
        return FlowStart(
          position: isBehind
            ? value.range.upperBound
            : node.kind == .mapping
              ? node.entries[index].range.lowerBound : value.range.lowerBound,
          node: node, tag: tag, childIndex: isBehind ? index : index - 1)
      }
      guard isCollection, value.range.lowerBound < offset else { return nil }
      levels.append(step)
      node = value
      tag = value.tag
    }
    return nil
  }

  /// A JSON text of which the tree has made nothing.
  private func brokenJSON() -> FlowStart? {
    let end = min(tree.text.utf8Count, Self.scanLimit)
    let head = tree.text.bytes(in: 0..<min(end, 256))
    guard let start = head.firstIndex(where: { !$0.isSpace }), head[start] == .openBrace, start < offset,
      offset - start <= Self.scanLimit
    else { return nil }
    return FlowStart(position: start, node: nil, tag: nil)
  }

  private func isClosed(_ node: Node) -> Bool {
    let range = node.contentRange
    guard range.count >= 2 else { return false }
    // A bracket that ends the last child as well is the child's own.
    let lastChild =
      node.kind == .mapping ? node.entries.last?.range.upperBound : node.items.last?.range.upperBound
    if let lastChild, lastChild >= range.upperBound { return false }
    return tree.text.byte(at: range.upperBound - 1) == (node.kind == .mapping ? .closeBrace : .closeBracket)
  }

  /// One open bracket.
  private struct Frame {
    var isMapping: Bool
    var node: Node?
    var tag: String?
    var index = 0
    var key: String?
    var keyRange: Range<Int>?
    var isAfterColon = false
    /// Whether a key without its colon, or a value, stands before the cursor already.
    var isComplete = false
    /// Whether it is the mapping of one pair in a list: `[key: value]`; no bracket closes it.
    var isPair = false
    /// The keys before the cursor, and the scalar under `Type`: what a damaged tree may not have.
    var keys: Set<String> = []
    var type: String?
    /// The last scalar of a list: the key, if a colon follows.
    var scalar: Range<Int>?

    mutating func next() {
      index += 1
      key = nil
      keyRange = nil
      scalar = nil
      isAfterColon = false
      isComplete = false
    }

    /// The child that is at the scan's position, as the tree has it.
    func child(at position: Int) -> Node? {
      guard let node else { return nil }
      if isMapping {
        guard let start = keyRange?.lowerBound, let (_, entry) = node.entries.last(before: start + 1) else {
          return nil
        }
        return entry.key.innerRange.lowerBound == start ? entry.value : nil
      }
      guard let (_, item) = node.items.last(before: position + 1) else { return nil }
      return item.contentRange.lowerBound == position ? item : nil
    }

    var level: Cursor.Level {
      var level =
        isMapping
        ? Cursor.Level(.key(key ?? ""), node: node, tag: tag, keyRange: keyRange)
        : Cursor.Level(.item(index), node: node, tag: tag)
      level.scannedType = type
      return level
    }
  }

  mutating func scanFlow(from start: FlowStart) -> Cursor? {
    let base = start.position
    let text = tree.text.bytes(in: base..<offset)
    var frames: [Frame] = []
    var tag: String?
    var index = 0
    if let node = start.node, let child = start.childIndex {
      var frame = Frame(isMapping: node.kind == .mapping, node: node, tag: start.tag)
      frame.index = max(0, child)
      if child >= 0, text.first != .comma,
        base == (node.kind == .mapping ? node.entries[child].value : node.items[child]).range.upperBound
      {
        frame.isComplete = true
      } else if child >= 0 {
        frame.index = child + 1
      }
      frames.append(frame)
    }
    func open(_ isMapping: Bool) {
      let position = base + index
      let node = frames.last.map { $0.child(at: position) } ?? start.node
      let ownTag = frames.isEmpty ? start.tag : tag
      frames.append(
        Frame(
          isMapping: isMapping, node: node?.kind == (isMapping ? .mapping : .sequence) ? node : nil,
          tag: ownTag))
      tag = nil
      index += 1
    }
    func isPunctuation(_ byte: UInt8) -> Bool {
      byte == .comma || byte == .openBrace || byte == .closeBrace || byte == .openBracket
        || byte == .closeBracket
    }
    while index < text.count {
      let byte = text[index]
      if byte.isSpace {
        index += 1
        continue
      }
      switch byte {
      case .hash where index == 0 || text[index - 1].isSpace:
        while index < text.count, text[index] != 0x0A { index += 1 }
        if index == text.count { return nil }
      case .openBrace: open(true)
      case .openBracket: open(false)
      case .closeBrace, .closeBracket:
        if frames.last?.isPair == true { frames.removeLast() }
        _ = frames.popLast()
        if frames.isEmpty { return nil }
        frames[frames.count - 1].isComplete = true
        index += 1
      case .comma:
        if frames.last?.isPair == true { frames.removeLast() }
        if frames.isEmpty { return nil }
        frames[frames.count - 1].next()
        tag = nil
        index += 1
      case .colon where frames.last?.isMapping == true && frames.last?.isAfterColon == false:
        frames[frames.count - 1].isAfterColon = true
        frames[frames.count - 1].isComplete = false
        index += 1
      case .colon where frames.last?.scalar != nil:
        openPair()
        index += 1
      case .bang:
        let word = index
        while index < text.count, !text[index].isSpace, !isPunctuation(text[index]) { index += 1 }
        if index == text.count { return end(frames, .tag, from: base + word, tag: tag) }
        tag = String(decoding: text[word..<index], as: UTF8.self)
      case .quote, .apostrophe:
        let open = index
        index += 1
        var isOpen = true
        while index < text.count {
          if text[index] == UInt8(ascii: "\\"), byte == .quote {
            index += 2
            continue
          }
          if text[index] == byte {
            if byte == .apostrophe, index + 1 < text.count, text[index + 1] == byte {
              index += 2
              continue
            }
            isOpen = false
            break
          }
          index += 1
        }
        if isOpen { return end(frames, nil, from: base + open + 1, tag: tag, quote: byte) }
        finish(open + 1..<index)
        index += 1
      default:
        let word = index
        while index < text.count {
          if isPunctuation(text[index]) || text[index] == 0x0A { break }
          if text[index] == .colon, frames.last?.isAfterColon == false {
            if index + 1 < text.count, text[index + 1].isSpace || isPunctuation(text[index + 1]) { break }
            if index + 1 == text.count, frames.last?.isMapping == true, !isNamespace(text[word..<index]) {
              break
            }
          }
          if text[index] == .hash, text[index - 1].isBlank { break }
          index += 1
        }
        if index == text.count { return end(frames, nil, from: base + word, tag: tag) }
        if index == word {
          index += 1
          continue
        }
        var last = index
        while last > word, text[last - 1].isBlank { last -= 1 }
        finish(word..<last)
      }
    }
    func openPair() {
      guard let list = frames.last, let key = list.scalar else { return }
      let range = base + key.lowerBound..<base + key.upperBound
      var pair = Frame(isMapping: true, node: list.child(at: range.lowerBound), tag: nil)
      pair.key = String(decoding: text[key], as: UTF8.self)
      pair.keyRange = range
      pair.isAfterColon = true
      pair.isPair = true
      frames.append(pair)
    }
    func finish(_ range: Range<Int>) {
      guard !frames.isEmpty else { return }
      tag = nil
      if !frames[frames.count - 1].isMapping { frames[frames.count - 1].scalar = range }
      if frames[frames.count - 1].isMapping, !frames[frames.count - 1].isAfterColon {
        let key = String(decoding: text[range], as: UTF8.self)
        frames[frames.count - 1].key = key
        frames[frames.count - 1].keys.insert(key)
        frames[frames.count - 1].keyRange = base + range.lowerBound..<base + range.upperBound
      }
      if frames[frames.count - 1].key == "Type", frames[frames.count - 1].isAfterColon {
        frames[frames.count - 1].type = String(decoding: text[range], as: UTF8.self)
      }
      frames[frames.count - 1].isComplete = true
    }
    if frames.last?.isComplete != false { return nil }
    return end(frames, nil, from: offset, tag: tag)
  }

  /// The cursor in the innermost of the open brackets.
  private mutating func end(
    _ frames: [Frame], _ role: Cursor.Role?, from start: Int, tag: String?, quote: UInt8? = nil
  ) -> Cursor? {
    guard let last = frames.last, !last.isComplete else { return nil }
    levels.append(contentsOf: frames.dropLast().map(\.level))
    if last.isMapping, !last.isAfterColon {
      if role == .tag { return nil }
      var cursor = found(.key, node: last.node, tag: last.tag, typedFrom: start, quote: quote, isFlow: true)
      cursor.scannedKeys = last.keys
      return cursor
    }
    levels.append(last.level)
    let needsSpace =
      last.isMapping && start == offset && offset > 0 && tree.text.byte(at: offset - 1) == .colon
    return found(
      role ?? (last.isMapping ? .value : .either), node: last.child(at: start), tag: tag, typedFrom: start,
      quote: quote, isFlow: true, needsSpace: needsSpace)
  }
}
