/// A pattern for paths: `*` and `?` stand for what is in a name, `**` for any folders, `[a-z]` for one of several.
///
/// A pattern without a slash means a name in any folder. What is in a folder that a pattern means is meant too.
package struct GlobPattern: Sendable, Hashable {
  private let segments: [String]

  /// Reads a pattern; every text is one.
  package init(_ pattern: String) {
    let parts = pattern.split(separator: "/").map(String.init).filter { $0 != "." }
    let isAnchored = pattern.drop { $0 == "." }.dropLast().contains("/")
    segments = isAnchored || parts.isEmpty ? parts : ["**"] + parts
  }

  /// Whether a path, relative to the folder that the pattern is written for, or a folder on its way is meant.
  ///
  /// - Complexity: the product of the two lengths.
  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").map(String.init)
    guard !segments.isEmpty, !names.isEmpty else { return false }
    // reached[i]: the first i segments stand for the names so far.
    var reached = [true] + Array(repeating: false, count: segments.count)
    openFolders(&reached)
    for name in names {
      var next = Array(repeating: false, count: segments.count + 1)
      for (index, segment) in segments.enumerated() where reached[index] {
        if segment == "**" {
          next[index] = true
          if index + 1 == segments.count { next[index + 1] = true }
        } else if Self.matches(Array(name.unicodeScalars), Array(segment.unicodeScalars)) {
          next[index + 1] = true
        }
      }
      openFolders(&next)
      reached = next
      // All of the pattern stands for a file, or for a folder that holds the rest of the path.
      if reached[segments.count] { return true }
    }
    return false
  }

  /// `**` stands for no folder too; at the end it asks for something in the folder before it.
  private func openFolders(_ reached: inout [Bool]) {
    for (index, segment) in segments.enumerated()
    where reached[index] && segment == "**" && index + 1 < segments.count {
      reached[index + 1] = true
    }
  }

  /// A name against a segment: after a mismatch the last `*` takes one character more, and no earlier one need to.
  private static func matches(_ name: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var at = 0
    var next = 0
    var star: (pattern: Int, name: Int)?
    while at < name.count {
      if next < pattern.count, pattern[next] == "*" {
        star = (next + 1, at)
        next += 1
      } else if next < pattern.count, let after = single(name[at], pattern, next) {
        at += 1
        next = after
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        at = last.name + 1
        next = last.pattern
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }

  /// The index after the part of the pattern at `index` that stands for one scalar; nil where it does not stand for this one.
  private static func single(_ scalar: Unicode.Scalar, _ pattern: [Unicode.Scalar], _ index: Int) -> Int? {
    if pattern[index] == "?" { return index + 1 }
    if pattern[index] == "[", let end = pattern[(index + 1)...].dropFirst().firstIndex(of: "]") {
      let isNegated = pattern[index + 1] == "!" || pattern[index + 1] == "^"
      let members = Array(pattern[(index + (isNegated ? 2 : 1))..<end])
      return contains(members, scalar) != isNegated ? end + 1 : nil
    }
    return pattern[index] == scalar ? index + 1 : nil
  }

  private static func contains(_ members: [Unicode.Scalar], _ scalar: Unicode.Scalar) -> Bool {
    var index = 0
    while index < members.count {
      if index + 2 < members.count, members[index + 1] == "-" {
        if members[index] <= scalar, scalar <= members[index + 2] { return true }
        index += 3
      } else {
        if members[index] == scalar { return true }
        index += 1
      }
    }
    return false
  }
}
