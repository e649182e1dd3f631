public import YAMLSyntax

/// A node read as CloudFormation reads it: a function call, or plain data.
///
/// A tag such as `!Sub` makes a node the call of a function whose argument is the same node without the tag;
/// `ignoresTag` says which of the two is meant.
public struct Value: Sendable {
  /// The node as the tree has it.
  public let node: Node
  /// Whether the tag has been read already: the value is a short form's argument.
  public let ignoresTag: Bool

  /// Reads a node, as a short form's argument where `ignoringTag` says so.
  public init(_ node: Node, ignoringTag: Bool = false) {
    self.node = node
    ignoresTag = ignoringTag
  }

  /// Byte offsets of what the value is, without the tag where that has been read.
  public var range: Range<Int> { ignoresTag ? node.contentRange : node.range }

  /// The call that the value is; nil for plain data.
  ///
  /// - Parameter inCondition: whether `{Condition: Name}` is a call here, as it is within conditions; elsewhere
  ///   it is a mapping like any other.
  public func call(inCondition: Bool = false) -> FunctionCall? {
    if !ignoresTag, let tag = node.tag, tag.utf8.first == UInt8(ascii: "!"), tag.utf8.count > 1 {
      let intrinsic = Intrinsic(tag: tag)
      return FunctionCall(
        name: intrinsic?.rawValue ?? "Fn::" + tag.dropFirst(), intrinsic: intrinsic,
        nameRange: node.tagRange ?? node.range, argument: Value(node, ignoringTag: true), isShortForm: true)
    }
    guard node.kind == .mapping, node.entries.count == 1, let entry = node.entries.first,
      entry.key.kind == .scalar
    else { return nil }
    let key = entry.key
    let isCall =
      key.valueEquals("Ref") || (inCondition && key.valueEquals("Condition")) || key.hasFunctionPrefix
    guard isCall else { return nil }
    let name = key.value
    // `Fn::ForEach::Name` makes entries; it is no value.
    if name.hasPrefix("Fn::ForEach::") { return nil }
    return FunctionCall(
      name: name, intrinsic: Intrinsic(rawValue: name), nameRange: key.range, argument: Value(entry.value),
      isShortForm: false)
  }

  /// Whether the value is `!Ref AWS::NoValue`: as if nothing had been written.
  public var isNoValue: Bool {
    guard let call = call(), call.intrinsic == .ref, call.argument.node.kind == .scalar else { return false }
    return call.argument.node.valueEquals("AWS::NoValue")
  }

  /// The text of a plain scalar that is no call; nil for all else.
  public var literal: String? {
    guard node.kind == .scalar, ignoresTag || node.tag == nil || node.tag?.utf8.first != UInt8(ascii: "!")
    else { return nil }
    return node.value
  }

  /// The number that the scalar stands for, quoted or not: a plain one as YAML 1.1 reads it (`010` is 8, `0x1F` 31,
  /// `1_000` a thousand), text as it is written. nil where it is none.
  public var number: Double? {
    guard node.kind == .scalar else { return nil }
    let text = node.value
    switch scalarType {
    case .integer: return ScalarType.integer(text)
    case .float: return Double(text.filter { $0 != "_" })
    case .string: return Double(text)
    case .null, .boolean, .timestamp: return nil
    }
  }

  /// The text of a plain scalar that is no call and not null; nil for all else.
  public var name: String? {
    guard call() == nil, let literal, scalarType != .null else { return nil }
    return literal
  }

  /// What the scalar is under YAML 1.1; `.string` for tagged and quoted ones.
  public var scalarType: ScalarType {
    // A short form's argument is text however it looks: `!GetAZs` with nothing after it asks for "".
    guard node.kind == .scalar, node.style == .plain, !ignoresTag else { return .string }
    if let tag = node.tag { return tag.hasSuffix(":null") ? .null : .string }
    return ScalarType(plain: node)
  }
}

extension Node {
  /// Whether the scalar's value starts with `Fn::`.
  public var hasFunctionPrefix: Bool {
    guard kind == .scalar else { return false }
    return withValueUTF8 { bytes in
      bytes.count > 4 && bytes[0] == UInt8(ascii: "F") && bytes[1] == UInt8(ascii: "n")
        && bytes[2] == UInt8(ascii: ":") && bytes[3] == UInt8(ascii: ":")
    }
  }

  /// Calls `body` with this node and all within it, each before its children, in the order of the text.
  public func forEachNode(_ body: (Node) -> Void) {
    var stack = [self]
    while let node = stack.popLast() {
      body(node)
      for item in node.items.reversed() { stack.append(item) }
      for entry in node.entries.reversed() {
        stack.append(entry.value)
        stack.append(entry.key)
      }
    }
  }

  /// The value under a key of a mapping; nil where there is none. The last of several wins, as in YAML loaders.
  ///
  /// - Complexity: linear in the number of entries.
  public subscript(key: StaticString) -> Node? {
    guard kind == .mapping else { return nil }
    var found: Node?
    for entry in entries where entry.key.valueEquals(key) { found = entry.value }
    return found
  }

  /// The same for a key that is not known when the program is compiled.
  public func value(under key: String) -> Node? {
    entry(named: key)?.value
  }

  /// The last entry with this key.
  public func entry(named key: String) -> Entry? {
    var key = key
    return key.withUTF8 { entry(utf8: $0) }
  }

  /// The last entry whose key has these UTF-8 bytes. Allocates nothing.
  public func entry(utf8 key: UnsafeBufferPointer<UInt8>) -> Entry? {
    guard kind == .mapping else { return nil }
    var found: Entry?
    for entry in entries where entry.key.valueEquals(utf8: key) { found = entry }
    return found
  }

  /// Whether a scalar's value has these UTF-8 bytes.
  public func valueEquals(utf8 other: UnsafeBufferPointer<UInt8>) -> Bool {
    withValueUTF8 { own in
      own.count == other.count
        && (own.count == 0
          || own[0] == other[0] && own[own.count - 1] == other[own.count - 1] && own.elementsEqual(other))
    }
  }
}
