import SAMTemplate
import YAMLSyntax

extension Rule {
  static let repeatedKey = Rule(
    "repeated-key", cfnLint: "E0000",
    summary: "A mapping has the same key twice.",
    documentation: """
      YAML loaders keep one of the two and drop the other in silence, so part of the template is lost. Merge them, \
      or rename one.
      """)
}

extension Checker {
  /// Sections and entries that are written twice.
  func checkRepeatedKeys() {
    for (first, again) in template.header.repeatedEntries { reportRepeated(again, first: first.key.range) }
    for section in Section.allCases where section.holdsNamedEntries {
      guard template.hasRepeatedNames(in: section), let node = template.header.sections[section]?.value else {
        continue
      }
      checkRepeatedKeys(of: node)
    }
    if let globals = template.header.sections[.globals] {
      checkRepeatedKeys(within: globals.value)
    }
    for section in [Section.metadata, .transform] {
      guard let entry = template.header.sections[section] else { continue }
      checkRepeatedKeys(within: entry.value)
    }
  }

  /// The mappings within a node.
  func checkRepeatedKeys(within node: Node) {
    for mapping in node.mappingsOfDoubtfulKeys { checkRepeatedKeys(of: mapping) }
  }

  private func checkRepeatedKeys(of node: Node) {
    var seen: [String: Range<Int>] = [:]
    seen.reserveCapacity(node.entries.count)
    for entry in node.entries where entry.key.kind == .scalar {
      if entry.key.isMergeKey {
        reportMergeKey(entry)
        continue
      }
      let name = entry.key.value
      if let first = seen[name] {
        reportRepeated(entry, first: first)
      } else {
        seen[name] = entry.key.range
      }
    }
  }

  private func reportRepeated(_ entry: Entry, first: Range<Int>) {
    let name = entry.key.value
    report(
      .repeatedKey, "'\(name)' is there already: one of the two is lost", at: entry.key.range,
      place: steps(to: entry.key.range.lowerBound),
      related: [(.relative(first), "The first '\(name)' is here")])
  }
}

extension Node {
  /// Where a scalar's text is shown: without its quotes, with them where nothing is between.
  var textRange: Range<Int> { innerRange.isEmpty ? range : innerRange }

  /// Whether two scalars have the same value.
  func hasSameValue(as other: Node) -> Bool { other.withValueUTF8 { valueEquals(utf8: $0) } }
}
