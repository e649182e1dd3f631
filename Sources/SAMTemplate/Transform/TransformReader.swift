import OrderedCollections
public import YAMLSyntax

/// Reads nodes into the values that the SAM transform works on.
struct TransformReader {
  let tree: SyntaxTree
  /// Whether values keep their place: those of `Globals` do not, they belong to other entries.
  var keepsSources = true
  /// The place of all that an alias stands for: the alias.
  private var aliasSource: TransformValue.Source?
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

  /// Reads a node. Aliases that hold themselves are null, and so are values beyond the first 100,000 that stand behind
  /// aliases.
  ///
  /// - Complexity: linear in the node.
  func read(_ node: Node, key: Range<Int>? = nil) -> TransformValue {
    if node.kind == .alias {
      guard aliasDepth < 16, let target = tree.target(of: node) else { return TransformValue(.null) }
      var inner = self
      inner.aliasDepth += 1
      inner.aliasSource = aliasSource ?? TransformValue.Source(range: node.range, keyRange: key)
      var value = inner.read(target)
      value.source = source(node, key)
      return value
    }
    if aliasDepth > 0 {
      guard allowance.left > 0 else { return TransformValue(.null) }
      allowance.left -= 1
    }
    let source = source(node, key)
    if let tag = node.tag, tag.utf8.first == UInt8(ascii: "!"), tag.utf8.count > 1 {
      return TransformValue(.map([Self.name(ofTag: tag): argument(node, tag: tag)]), source: source)
    }
    return TransformValue(content(of: node), source: source)
  }

  private func source(_ node: Node, _ key: Range<Int>?) -> TransformValue.Source? {
    guard keepsSources else { return nil }
    return aliasSource ?? TransformValue.Source(range: node.range, keyRange: key)
  }

  private static func name(ofTag tag: String) -> String {
    let name = tag.dropFirst()
    return name == "Ref" || name == "Condition" ? String(name) : "Fn::" + name
  }

  /// What a short form is given: a scalar is text however it looks.
  private func argument(_ node: Node, tag: String) -> TransformValue {
    let source = aliasSource ?? (keepsSources ? TransformValue.Source(range: node.contentRange) : nil)
    guard node.kind == .scalar else { return TransformValue(content(of: node), source: source) }
    let text = node.value
    if tag == "!GetAtt" {
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      return TransformValue(.list(parts.map { TransformValue(.string(String($0))) }), source: source)
    }
    return TransformValue(.string(text), source: source)
  }

  private func content(of node: Node) -> TransformValue.Content {
    switch node.kind {
    case .scalar: return scalar(node)
    case .sequence: return .list(node.items.map { read($0) })
    case .alias: return .null
    case .mapping:
      var entries: OrderedDictionary<String, TransformValue> = [:]
      for entry in node.entries where entry.key.valueEquals("<<") && entry.key.style == .plain {
        let merged = read(entry.value)
        for map in merged.list ?? [merged] {
          for (key, value) in map.map ?? [:] where entries[key] == nil { entries[key] = value }
        }
      }
      for entry in node.entries where entry.key.kind == .scalar {
        if entry.key.valueEquals("<<"), entry.key.style == .plain { continue }
        entries[entry.key.value] = read(entry.value, key: entry.key.range)
      }
      return .map(entries)
    }
  }

  private func scalar(_ node: Node) -> TransformValue.Content {
    let text = node.value
    switch Value(node).scalarType {
    case .null: return .null
    case .boolean:
      switch text.utf8.first {
      case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "y"), UInt8(ascii: "Y"): return .bool(true)
      case UInt8(ascii: "o"), UInt8(ascii: "O"): return .bool(text.utf8.count == 2)
      default: return .bool(false)
      }
    case .integer: return Self.integer(text).map { .integer($0) } ?? .string(text)
    case .float: return Double(text.filter { $0 != "_" }).map { .number($0) } ?? .string(text)
    case .timestamp, .string: return .string(text)
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
