public import YAMLSyntax

extension Template {
  /// The same template, with nothing changed since: for looking again at what depends on something else.
  public var settled: Template {
    var template = self
    template.change = Change(isComplete: false)
    return template
  }

  /// The entries of a section, in the order of the text; of more than `limit` those around an offset.
  ///
  /// - Complexity: logarithmic in the number of the section's entries.
  public func entries(of section: Section, around offset: Int, limit: Int) -> Slice<Entries>? {
    guard let entries = entries(of: section) else { return nil }
    guard entries.count > limit else { return entries[...] }
    let center = entries.last(before: offset)?.index ?? 0
    let start = max(entries.startIndex, min(center - limit / 2, entries.endIndex - limit))
    return entries[start..<start + limit]
  }
}
