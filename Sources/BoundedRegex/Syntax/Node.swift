/// What a pattern says, before it becomes a program.
indirect enum Node {
  case empty
  /// One scalar, exactly.
  case literal(Unicode.Scalar)
  /// Any one scalar of a set.
  case set(ScalarSet)
  case sequence([Node])
  case choice([Node])
  /// `max` is nil for no upper bound.
  case repetition(Node, min: Int, max: Int?, mode: RepetitionMode)
  /// A numbered group; the number is 1-based.
  case capture(Node, group: Int)
  /// A lookaround, or with `.atomic` a group whose first match is final.
  case body(Node, Opcode)
  /// A condition on a place in the text, as the opcode that checks it.
  case assertion(Opcode)
  /// What a group matched, again.
  case reference(group: Int, ignoringCase: Bool)

  enum RepetitionMode {
    case greedy, lazy, possessive
  }

  /// Alternatives, where alternatives of one scalar each become one set.
  static func alternatives(_ branches: [Node]) -> Node {
    if branches.count == 1 { return branches[0] }
    guard branches.count <= PatternParser.maximumClassItems else { return .choice(branches) }
    var union = ScalarSet()
    for branch in branches {
      guard let set = branch.asSet(referencedGroups: nil) else { return .choice(branches) }
      union.formUnion(set)
    }
    return .set(union)
  }

  /// A repetition, simplified where the node consumes nothing or the counts say so.
  static func repeating(_ node: Node, min: Int, max: Int?, mode: RepetitionMode) -> Node {
    if max == 0 { return .empty }
    if min == 1 && max == 1 { return node }
    switch node {
    case .empty: return .empty
    case .assertion: return min == 0 ? .empty : node
    case .body(_, let opcode) where opcode != .atomic: return min == 0 ? .empty : node
    default: return .repetition(node, min: min, max: max, mode: mode)
    }
  }

  /// The set of scalars that the node stands for where it always matches exactly one scalar.
  ///
  /// - Parameter referencedGroups: The groups that must stay groups; nil where any group must.
  func asSet(referencedGroups: Set<Int>?) -> ScalarSet? {
    switch self {
    case .set(let set): return set
    case .literal(let scalar): return ScalarSet(scalar)
    case .capture(let inner, let group):
      guard let referencedGroups, !referencedGroups.contains(group) else { return nil }
      return inner.asSet(referencedGroups: referencedGroups)
    default: return nil
    }
  }

  /// The least and the greatest number of scalars that a match consumes; nil where there is no greatest.
  var width: (min: Int, max: Int?) {
    switch self {
    case .empty, .assertion: return (0, 0)
    case .literal, .set: return (1, 1)
    case .capture(let inner, _), .body(let inner, .atomic): return inner.width
    case .body: return (0, 0)
    case .reference: return (0, nil)
    case .sequence(let items):
      var total: (min: Int, max: Int?) = (0, 0)
      for item in items {
        let next = item.width
        total.min = Self.bounded(total.min.addingReportingOverflow(next.min))
        total.max = total.max.flatMap { sum in next.max.map { Self.bounded(sum.addingReportingOverflow($0)) }
        }
      }
      return total
    case .choice(let branches):
      var widest: (min: Int, max: Int?) = (Int.max, 0)
      for branch in branches {
        let next = branch.width
        widest.min = Swift.min(widest.min, next.min)
        widest.max = widest.max.flatMap { most in next.max.map { Swift.max(most, $0) } }
      }
      return widest
    case .repetition(let inner, let min, let max, _):
      let once = inner.width
      let most = max.flatMap { count in
        once.max.map { Self.bounded($0.multipliedReportingOverflow(by: count)) }
      }
      return (Self.bounded(once.min.multipliedReportingOverflow(by: min)), once.max == 0 ? 0 : most)
    }
  }

  /// Whether a match can only start at the start of the text.
  var isAnchored: Bool {
    switch self {
    case .assertion(.textStart): return true
    case .capture(let inner, _), .body(let inner, .atomic), .body(let inner, .ahead): return inner.isAnchored
    case .repetition(let inner, let min, _, _): return min > 0 && inner.isAnchored
    case .choice(let branches): return branches.allSatisfy(\.isAnchored)
    case .sequence(let items):
      // What comes before the anchor has to be as wide as nothing.
      return items.prefix { !$0.isAnchored }.allSatisfy { $0.width.max == 0 }
        && items.contains(where: \.isAnchored)
    default: return false
    }
  }

  private static func bounded(_ sum: (partialValue: Int, overflow: Bool)) -> Int {
    sum.overflow ? Int.max : sum.partialValue
  }
}
