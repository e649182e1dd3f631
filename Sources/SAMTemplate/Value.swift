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
    guard node.hasPropertiesOrOneEntry else { return nil }
    if let tag = functionTag {
      let intrinsic = Intrinsic(tag: tag)
      return FunctionCall(
        name: intrinsic?.rawValue ?? "Fn::" + tag.dropFirst(), intrinsic: intrinsic,
        nameRange: node.tagRange ?? node.range, argument: Value(node, ignoringTag: true), isShortForm: true)
    }
    guard hasFunctionKey(inCondition: inCondition), let entry = node.onlyEntry else { return nil }
    let key = entry.key
    let intrinsic = key.withValueUTF8 { Intrinsic(name: $0) }
    return FunctionCall(
      name: intrinsic?.rawValue ?? key.value, intrinsic: intrinsic, nameRange: key.range,
      argument: Value(entry.value), isShortForm: false)
  }

  /// Whether the value is a call: `call` without what it says of it. Allocates nothing.
  public func isCall(inCondition: Bool = false) -> Bool {
    node.hasPropertiesOrOneEntry && (functionTag != nil || hasFunctionKey(inCondition: inCondition))
  }

  /// The function that the value calls, where it is a known one. Allocates nothing.
  public func intrinsic(inCondition: Bool = false) -> Intrinsic? {
    bareCall(inCondition: inCondition)?.intrinsic
  }

  /// The same as `call` without the function's name and its place: the function, where it is a known one, and what it is
  /// given. Allocates nothing.
  public func bareCall(inCondition: Bool = false) -> (intrinsic: Intrinsic?, argument: Value)? {
    guard node.hasPropertiesOrOneEntry else { return nil }
    if let tag = functionTag { return (Intrinsic(tag: tag), Value(node, ignoringTag: true)) }
    guard hasFunctionKey(inCondition: inCondition), let entry = node.onlyEntry else { return nil }
    return (entry.key.withValueUTF8 { Intrinsic(name: $0) }, Value(entry.value))
  }

  /// The tag that makes the node a call; nil where it has none, or where it has been read.
  private var functionTag: String? {
    guard !ignoresTag, node.hasProperties, let tag = node.tag, tag.utf8.count > 1,
      tag.utf8.first == UInt8(ascii: "!")
    else { return nil }
    return tag
  }

  /// Whether the node is a mapping whose only key is a function's name.
  private func hasFunctionKey(inCondition: Bool) -> Bool {
    node.hasOnlyKey { name in
      // Almost no mapping is a call, so the first letter mostly decides.
      switch name.first {
      case UInt8(ascii: "R"): name.isText("Ref")
      case UInt8(ascii: "C"): inCondition && name.isText("Condition")
      // `Fn::ForEach::Name` makes entries; it is no value.
      case UInt8(ascii: "F"): name.count > 4 && name.hasPrefix("Fn::") && !name.hasPrefix("Fn::ForEach::")
      default: false
      }
    }
  }

  /// Whether the value is `!Ref AWS::NoValue`: as if nothing had been written.
  @inline(__always)
  public var isNoValue: Bool { node.hasPropertiesOrOneEntry && isReferenceToNoValue }

  private var isReferenceToNoValue: Bool {
    guard let call = bareCall(), call.intrinsic == .ref, call.argument.node.kind == .scalar else {
      return false
    }
    return call.argument.node.valueEquals("AWS::NoValue")
  }

  /// The text of a plain scalar that is no call; nil for all else.
  public var literal: String? {
    isLiteral ? node.value : nil
  }

  /// Whether the value is a plain scalar that is no call: whether there is a `literal`. Allocates nothing.
  public var isLiteral: Bool { node.kind == .scalar && (ignoresTag || !hasLocalTag) }

  /// Whether the node's tag, if it has one, is no resolved one (`!!str`).
  private var hasLocalTag: Bool { node.hasProperties && node.tag?.utf8.first == UInt8(ascii: "!") }

  /// The number that the scalar stands for, quoted or not: a plain one as YAML 1.1 reads it (`010` is 8, `0x1F` 31,
  /// `1_000` a thousand), text as it is written. nil where it is none.
  public var number: Double? {
    guard node.kind == .scalar else { return nil }
    if let whole = node.withValueUTF8(Self.wholeNumber) { return Double(whole) }
    let text = node.value
    switch scalarType {
    case .integer: return ScalarType.integer(text)
    case .float: return Double(text.filter { $0 != "_" })
    case .string: return Double(text)
    case .null, .boolean, .timestamp: return nil
    }
  }

  /// The number that up to nine digits without a zero in front stand for, which is the same under all readings.
  static func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = bytes.first, bytes.count <= 9, first != UInt8(ascii: "0") || bytes.count == 1 else {
      return nil
    }
    var number = 0
    for byte in bytes {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// The text of a plain scalar that is no call and not null; nil for all else.
  public var name: String? {
    guard node.kind == .scalar, functionTag == nil, let literal, scalarType != .null else { return nil }
    return literal
  }

  /// What the scalar is under YAML 1.1; `.string` for tagged and quoted ones.
  public var scalarType: ScalarType {
    // A short form's argument is text however it looks: `!GetAZs` with nothing after it asks for "".
    guard node.kind == .scalar, node.style == .plain, !ignoresTag else { return .string }
    if node.hasProperties, let tag = node.tag { return tag.hasSuffix(":null") ? .null : .string }
    return ScalarType(plain: node)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are this text.
  func isText(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && hasPrefix(text) }

  /// Whether the bytes start with this text.
  func hasPrefix(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in count >= text.count && zip(self, text).allSatisfy { $0 == $1 } }
  }
}

extension Node {
  /// Whether the scalar's value starts with `Fn::`.
  public var hasFunctionPrefix: Bool {
    kind == .scalar && valueHasPrefix("Fn::") && !valueEquals("Fn::")
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
}
