import SAMChecks

/// A finding that a test expects. What is nil is not compared.
struct Expected: Sendable {
  var code: String
  var cfnLint: String?
  var severity: Diagnostic.Severity
  var message: String
  /// The place, its steps joined by `/`.
  var path: String?
  /// The title of the first fix; "" where there must be none.
  var fix: String?
  /// The lines that the first fix writes in place of others, joined by line breaks.
  var result: String?
  /// The related places: `text: message`.
  var related: [String]?
  var tags: [Diagnostic.Tag]?
  /// Which of the marked ranges it has; nil: that of its own position in the table.
  var mark: Int?

  static func error(
    _ code: String, _ cfnLint: String?, _ message: String, path: String? = nil, fix: String? = nil,
    gives result: String? = nil, related: [String]? = nil, tags: [Diagnostic.Tag]? = nil, mark: Int? = nil
  ) -> Expected {
    Expected(
      code: code, cfnLint: cfnLint, severity: .error, message: message, path: path, fix: fix, result: result,
      related: related, tags: tags, mark: mark)
  }

  static func warning(
    _ code: String, _ cfnLint: String?, _ message: String, path: String? = nil, fix: String? = nil,
    gives result: String? = nil, related: [String]? = nil, tags: [Diagnostic.Tag]? = nil, mark: Int? = nil
  ) -> Expected {
    Expected(
      code: code, cfnLint: cfnLint, severity: .warning, message: message, path: path, fix: fix,
      result: result,
      related: related, tags: tags, mark: mark)
  }

  static func information(_ code: String, _ cfnLint: String?, _ message: String, path: String? = nil)
    -> Expected
  {
    Expected(code: code, cfnLint: cfnLint, severity: .information, message: message, path: path)
  }
}
