/// Finding the names that a misspelt one may mean.
public enum NearestNames {
  /// The names nearest to `name`, best first: by the number of letters to insert, remove, change or swap,
  /// where case counts half, at most a third of the name's length; of a single letter only its case may differ.
  /// Ties are in the order given.
  /// - Complexity: O(names × length²) at worst; names of very different length are skipped.
  public static func nearest(
    to name: some StringProtocol, among names: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, wanted.count <= 256 else { return [] }
    let furthest = wanted.count == 1 ? 1 : 2 * max(1, min(wanted.count / 3, 6))
    var found: [(cost: Int, order: Int, name: String)] = []
    for (order, candidate) in names.enumerated() {
      if let cost = cost(wanted, Array(candidate.utf8), limit: furthest), cost > 0 {
        found.append((cost, order, candidate))
      }
    }
    return found.sorted { ($0.cost, $0.order) < ($1.cost, $1.order) }.prefix(limit).map(\.name)
  }

  /// Twice the number of edits between two texts, a change of case counting one; nil above the limit.
  static func cost(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard abs(left.count - right.count) * 2 <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = (0...right.count).map { $0 * 2 }
    var current = last
    for row in 0..<left.count {
      current[0] = (row + 1) * 2
      var best = current[0]
      for column in 0..<right.count {
        let change = substitution(left[row], right[column])
        var cost = min(last[column] + change, last[column + 1] + 2, current[column] + 2)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 2)
        }
        current[column + 1] = cost
        best = min(best, cost)
      }
      if best > limit { return nil }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    let cost = last[right.count]
    return cost <= limit ? cost : nil
  }

  private static func substitution(_ left: UInt8, _ right: UInt8) -> Int {
    left == right ? 0 : lowercased(left) == lowercased(right) ? 1 : 2
  }

  /// An ASCII letter in lower case; other bytes as they are.
  static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

extension SchemaPack {
  /// The resource types nearest to a misspelt name, best first. A name without its first parts
  /// (`Lambda::Function`, `Function`) finds the types that end in it.
  public func nearestTypeNames(to name: String, limit: Int = 3) -> [String] {
    let nearest = NearestNames.nearest(to: name, among: typeNames, limit: limit)
    guard nearest.count < limit else { return nearest }
    let wanted = name.lowercased()
    let parts = TypeName.parts(of: wanted)
    guard let last = parts.last else { return nearest }
    let ending = typeNames.filter { candidate in
      guard !nearest.contains(candidate) else { return false }
      let candidate = candidate.lowercased()
      return parts.count == 1 ? candidate.hasSuffix("::" + last) : candidate.hasSuffix("::" + wanted)
    }
    return nearest + ending.sorted { Self.rank($0) < Self.rank($1) }.prefix(limit - nearest.count)
  }

  /// SAM's types first, then in byte order.
  private static func rank(_ name: String) -> (Int, String) {
    (name.hasPrefix("AWS::Serverless::") ? 0 : 1, name)
  }
}
