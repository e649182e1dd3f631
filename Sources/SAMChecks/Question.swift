import SAMTemplate

/// What a check asks of the template outside its entry.
enum Question: Hashable, Sendable {
  case use(Template.Use)
  /// All that a resource says, which is more than `EntryFacts.signature` covers.
  case content(String)
  case anchor(String)
  /// What a local file holds.
  case file(String)
}

/// A set of questions. An entry asks few, so that comparing them costs less than hashing them.
struct Questions {
  /// Each question once, in the order in which they came.
  private(set) var all: [Question] = []
  private var index: Set<Question> = []

  /// The paths of the files that were looked at.
  var files: [String] {
    all.compactMap { question in
      guard case .file(let path) = question else { return nil }
      return path
    }
  }

  /// Adds a question.
  ///
  /// - Complexity: O(1) on average.
  mutating func insert(_ question: Question) {
    if all.count < 16 {
      if !all.contains(question) { all.append(question) }
      return
    }
    if index.isEmpty { index = Set(all) }
    if index.insert(question).inserted { all.append(question) }
  }
}
