import SAMTemplate

/// What a rule found in one entry; offsets are relative to the entry's start, so that it stands as long as the
/// entry and what it asked of others do.
struct Finding: Sendable {
  /// Another place: within the same entry, or the definition of a name.
  enum Place: Sendable {
    case relative(Range<Int>)
    case definition(Template.Use)
    /// In another file.
    case file(Diagnostic.NamedFile, Range<Int>)
  }

  var rule: Rule
  var cfnLint: String?
  /// Where it differs from the rule's own.
  var severity: Diagnostic.Severity?
  var message: String
  var range: Range<Int>
  var path: [Diagnostic.PathStep]
  var related: [(place: Place, message: String)] = []
  var fixes: [Diagnostic.Fix] = []
  var tags: [Diagnostic.Tag] = []
  /// Whether it is about what an alias stands for, and so possibly found there too.
  var isThroughAlias = false
}
