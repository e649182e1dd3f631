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

extension Question {
  /// Whether it is asked what that name is.
  fileprivate func isAbout(_ use: Template.Use) -> Bool {
    guard case .use(let own) = self else { return false }
    return own.section == use.section && own.name == use.name
  }
}

/// A set of questions. An entry asks few, so that comparing them costs less than hashing them.
struct Questions {
  /// Each question once, in the order in which they came.
  private(set) var all: [Question] = []
  private var index: Set<Question> = []
  /// What was found under the names of the first questions, each at its question's place; nil where nobody has looked.
  private var found: [EntryFacts??] = []
  /// How many questions are compared one by one.
  private static let limit = 16

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
    if all.count < Self.limit {
      guard !all.contains(question) else { return }
      all.append(question)
      found.append(nil)
      return
    }
    if index.isEmpty { index = Set(all) }
    if index.insert(question).inserted { all.append(question) }
  }

  /// Adds the question what a name is. What it is said to be is kept: the same name is mostly asked for several times in a
  /// row, and looking for one among thousands costs more than looking through a few questions.
  ///
  /// - Parameter look: looks for the name; says the same each time.
  mutating func facts(of use: Template.Use, _ look: () -> EntryFacts?) -> EntryFacts? {
    if let place = found.indices.last(where: { all[$0].isAbout(use) }) {
      if let known = found[place] { return known }
      let facts = look()
      found[place] = .some(facts)
      return facts
    }
    let facts = look()
    if all.count < Self.limit {
      all.append(.use(use))
      found.append(.some(facts))
    } else {
      insert(.use(use))
    }
    return facts
  }
}
