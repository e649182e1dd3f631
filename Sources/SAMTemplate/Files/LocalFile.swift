import Synchronization
public import YAMLSyntax

/// What stands at a path: nothing, a folder, or a file with its text.
///
/// Compared by identity: a file that is read again, because it has changed, is another one.
public final class LocalFile: Sendable {
  /// What is there.
  public enum Kind: Sendable, Hashable {
    case missing
    case folder
    case file
  }

  /// What is there.
  public let kind: Kind
  /// The text; empty where there is no file.
  public let text: SourceText
  private let meaning: Mutex<Template?>
  private let data = Mutex<TransformValue?>(nil)

  /// Nothing is there.
  public static let missing = LocalFile(.missing)
  /// A folder is there.
  public static let folder = LocalFile(.folder)

  private init(_ kind: Kind) {
    self.kind = kind
    text = SourceText("")
    meaning = Mutex(nil)
  }

  /// A file with its text.
  public init(_ text: SourceText) {
    kind = .file
    self.text = text
    meaning = Mutex(nil)
  }

  /// A file that is open somewhere, and so read as a template already.
  public init(_ template: Template) {
    kind = .file
    text = template.text
    meaning = Mutex(template)
  }

  /// The text read as YAML or JSON, whatever it is: as a template, which any other document is too, one without
  /// sections.
  ///
  /// - Complexity: linear in the text when it is asked for first, constant after that.
  public var template: Template {
    meaning.withLock { known in
      if let known { return known }
      let template = Template(SyntaxTree(text))
      known = template
      return template
    }
  }

  /// The same as plain data, without places; null where there is none.
  ///
  /// - Complexity: linear in the text when it is asked for first, constant after that.
  public var value: TransformValue {
    let template = template
    return data.withLock { known in
      if let known { return known }
      let value = template.tree.root.map { TransformValue($0, in: template.tree) } ?? TransformValue(.null)
      known = value
      return value
    }
  }
}

extension LocalFile: Hashable {
  /// Whether both are the same reading.
  public static func == (a: LocalFile, b: LocalFile) -> Bool { a === b }

  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
