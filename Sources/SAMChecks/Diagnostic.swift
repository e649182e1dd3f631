public import SAMTemplate

/// One finding of a check: what is wrong, where, and what would be right.
public struct Diagnostic: Sendable, Hashable {
  /// How bad a finding is. Raw values are the command line's and the JSON's words.
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    case error
    case warning
    case information
  }

  /// What an editor may show differently.
  public enum Tag: Sendable, Hashable {
    /// Nothing uses it: shown faded.
    case unnecessary
    /// It is about to go or gone: shown struck through.
    case deprecated
  }

  /// A step of a place in a template: a mapping's key or a sequence's 0-based index.
  public enum PathStep: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  /// A file beside the template.
  public struct NamedFile: Sendable, Hashable {
    /// As the template names it.
    public var path: String
    /// What was read.
    public var file: LocalFile

    /// A file and its name.
    public init(path: String, file: LocalFile) {
      self.path = path
      self.file = file
    }
  }

  /// Another place that the finding is about.
  public struct Related: Sendable, Hashable {
    /// UTF-8 byte offsets in `file`, or in the same document where that is nil.
    public var range: Range<Int>
    /// One sentence.
    public var message: String
    /// Another file than the one that was checked.
    public var file: NamedFile?

    /// A place and what there is to see.
    public init(range: Range<Int>, message: String, file: NamedFile? = nil) {
      self.range = range
      self.message = message
      self.file = file
    }
  }

  /// A replacement of a range of the text.
  public struct Edit: Sendable, Hashable {
    /// UTF-8 byte offsets in the same document.
    public var range: Range<Int>
    /// The text that takes its place.
    public var replacement: String

    /// A replacement of a range.
    public init(range: Range<Int>, replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// A quick fix: a title in the imperative and the edits that carry it out.
  public struct Fix: Sendable, Hashable {
    /// What it does, in the imperative.
    public var title: String
    /// The edits that carry it out; they do not overlap.
    public var edits: [Edit]

    /// A quick fix.
    public init(title: String, edits: [Edit]) {
      self.title = title
      self.edits = edits
    }
  }

  /// The rule's stable kebab-case code, `unknown-property`.
  public var code: String
  /// The id of cfn-lint's rule that says the same, `E3002`; nil where there is none.
  public var cfnLint: String?
  /// How bad it is, as configured.
  public var severity: Severity
  /// One sentence that says what is wrong and what would be right.
  public var message: String
  /// UTF-8 byte offsets: the key or the value, not the block.
  public var range: Range<Int>
  /// Where in the template, from the root.
  public var path: [PathStep]
  /// Other places that it is about.
  public var related: [Related]
  /// What would mend it, the likeliest first.
  public var fixes: [Fix]
  /// What an editor may show differently.
  public var tags: [Tag]

  /// A finding.
  public init(
    code: String, cfnLint: String? = nil, severity: Severity, message: String, range: Range<Int>,
    path: [PathStep], related: [Related] = [], fixes: [Fix] = [], tags: [Tag] = []
  ) {
    self.code = code
    self.cfnLint = cfnLint
    self.severity = severity
    self.message = message
    self.range = range
    self.path = path
    self.related = related
    self.fixes = fixes
    self.tags = tags
  }
}
