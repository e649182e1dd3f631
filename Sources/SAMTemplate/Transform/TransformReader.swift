public import YAMLSyntax

/// Reads nodes into the values that the SAM transform works on.
struct TransformReader {
  let tree: SyntaxTree
  /// Whether values keep their place: those of `Globals` do not, they belong to other entries.
  var keepsSources = true
  /// The place of all that an alias stands for: the alias.
  private var aliasPlace: TransformValue.Place?
  private var aliasDepth = 0
  private let allowance = Allowance()

  /// How much more may be read through aliases: aliases of aliases of aliases can stand for more than any memory holds.
  private final class Allowance {
    var left = 100_000
  }

  init(_ tree: SyntaxTree, keepsSources: Bool = true) {
    self.tree = tree
    self.keepsSources = keepsSources
  }

  /// Reads what stands under a key.
  ///
  /// - Complexity: linear in it.
  func read(_ entry: Entry) -> TransformValue { read(entry.value, key: entry.key.range) }

  /// Reads a node. Aliases that hold themselves are null, and so are values beyond the first 100,000 that stand behind
  /// aliases.
  ///
  /// - Complexity: linear in the node.
  func read(_ node: Node, key: Range<Int>? = nil) -> TransformValue {
    let kind = node.kind
    if kind == .alias { return read(behind: node, key) }
    if aliasDepth > 0 {
      guard allowance.left > 0 else { return TransformValue(.null) }
      allowance.left -= 1
    }
    let place = place(of: node, key)
    if node.hasProperties, let tag = node.tag, tag.utf8.first == UInt8(ascii: "!"), tag.utf8.count > 1 {
      let function = Intrinsic(tag: tag)
      let name = function?.rawValue ?? "Fn::" + tag.dropFirst()
      return TransformValue(.map(TransformMap(name, argument(node, of: function))), place)
    }
    return TransformValue(content(of: node, kind), place)
  }

  private func read(behind alias: Node, _ key: Range<Int>?) -> TransformValue {
    guard aliasDepth < 16, let target = tree.target(of: alias) else { return TransformValue(.null) }
    var inner = self
    inner.aliasDepth += 1
    inner.aliasPlace = aliasPlace ?? TransformValue.Place(alias.range, key: key)
    return inner.read(target).at(place(of: alias, key))
  }

  private func place(of node: Node, _ key: Range<Int>?) -> TransformValue.Place {
    keepsSources ? aliasPlace ?? TransformValue.Place(node.range, key: key) : .none
  }

  /// What a short form is given: a scalar is text however it looks.
  private func argument(_ node: Node, of function: Intrinsic?) -> TransformValue {
    let place = aliasPlace ?? (keepsSources ? TransformValue.Place(node.contentRange) : .none)
    guard node.kind == .scalar else { return TransformValue(content(of: node, node.kind), place) }
    let text = node.value
    if function == .getAtt {
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      return TransformValue(.list(parts.map { TransformValue(.string(String($0))) }), place)
    }
    return TransformValue(.string(text), place)
  }

  private func content(of node: Node, _ kind: Node.Kind) -> TransformValue.Content {
    switch kind {
    case .scalar: return scalar(node)
    case .alias: return .null
    case .sequence:
      let items = node.items
      var list: [TransformValue] = []
      list.reserveCapacity(items.count)
      for item in items { list.append(read(item)) }
      return .list(list)
    case .mapping:
      let entries = node.entries
      var map = TransformMap(capacity: entries.count)
      let mayMerge = node.hasMergeKey
      if mayMerge {
        for entry in entries where entry.key.isMergeKey {
          let merged = read(entry.value)
          for part in merged.list ?? [merged] {
            for (key, value) in part.map ?? [:] where map[key] == nil { map.append(key, value) }
          }
        }
      }
      for entry in entries {
        let key = entry.key
        guard key.kind == .scalar, !(mayMerge && key.isMergeKey) else { continue }
        map.set(key.value, read(entry.value, key: key.range))
      }
      return .map(map)
    }
  }

  private func scalar(_ node: Node) -> TransformValue.Content {
    switch Value(node).scalarType {
    case .null: return .null
    case .boolean:
      return node.withValueUTF8 { text in
        switch text.first {
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "y"), UInt8(ascii: "Y"): .bool(true)
        case UInt8(ascii: "o"), UInt8(ascii: "O"): .bool(text.count == 2)
        default: .bool(false)
        }
      }
    case .integer:
      if let whole = node.withValueUTF8(Value.wholeNumber) { return .integer(whole) }
      let text = node.value
      return Self.integer(text).map { .integer($0) } ?? .string(text)
    case .float:
      let text = node.value
      return Double(text.filter { $0 != "_" }).map { .number($0) } ?? .string(text)
    case .timestamp, .string: return .string(node.value)
    }
  }

  /// A whole number of YAML 1.1: `010` is 8, `1_000` is 1000, `1:30` is 90. Nil where it has more than 64 bits.
  static func integer(_ text: String) -> Int? {
    var digits = text.filter { $0 != "_" }[...]
    var isNegative = false
    if let sign = digits.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      digits = digits.dropFirst()
    }
    let magnitude: Int?
    if digits.hasPrefix("0x") {
      magnitude = Int(digits.dropFirst(2), radix: 16)
    } else if digits.hasPrefix("0b") {
      magnitude = Int(digits.dropFirst(2), radix: 2)
    } else if digits.contains(":") {
      magnitude = digits.split(separator: ":").reduce(0 as Int?) { sum, part in
        guard let sum, let part = Int(part) else { return nil }
        let (high, overflow) = sum.multipliedReportingOverflow(by: 60)
        return overflow ? nil : high &+ part
      }
    } else if digits.count > 1, digits.first == "0" {
      magnitude = Int(digits, radix: 8)
    } else {
      magnitude = Int(digits)
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }
}

extension Node {
  /// Whether a mapping takes over the entries of others: `<<: *defaults`.
  fileprivate var hasMergeKey: Bool { self["<<"] != nil && entries.contains { $0.key.isMergeKey } }

  /// Whether a key stands for the entries of other mappings.
  fileprivate var isMergeKey: Bool { valueEquals("<<") && style == .plain }
}

extension TransformValue {
  /// Reads a node of a tree, without its places.
  ///
  /// - Complexity: linear in the node, aliases counted as often as they are used.
  public init(_ node: Node, in tree: SyntaxTree) {
    self = TransformReader(tree, keepsSources: false).read(node)
  }

  /// Reads the value of an attribute of an entry, with its places.
  public init(_ attribute: Entry, of entry: Entry, in tree: SyntaxTree) {
    self = TransformReader(tree).read(attribute.value, key: attribute.key.range)
  }
}
