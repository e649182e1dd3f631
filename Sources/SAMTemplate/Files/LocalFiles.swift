/// The files beside a template, as far as they are known: the one way by which analysis sees a disk.
///
/// A value: what it says of a path does not change. Whoever reads files makes a new one when they have changed.
public protocol LocalFiles: Sendable {
  /// What a path leads to, as the template writes it: seen from the template's folder.
  ///
  /// - Returns: nil where that is not known: not looked at yet, not readable, too large. What depends on it is not
  ///   judged.
  func file(at path: String) -> LocalFile?

  /// The name of the template's own file; nil where it comes from none.
  var templateName: String? { get }
}

/// No files: where a template comes from no folder.
public struct NoLocalFiles: LocalFiles {
  /// Knows nothing.
  public init() {}

  /// Nothing is known of any path.
  public func file(at path: String) -> LocalFile? { nil }

  /// The template has no file.
  public var templateName: String? { nil }
}

/// How templates name files.
public enum LocalPath {
  /// The path that a property's text names; nil where it names something else (an address, an object in S3, an ARN)
  /// or holds what only the deployment knows.
  public static func path(_ text: String) -> String? {
    let text = text.hasPrefix("file://") ? String(text.dropFirst(7)) : text
    guard !text.isEmpty, text.utf8.count <= 1024, !text.contains("://"), !text.hasPrefix("arn:"),
      !text.contains("${"), !text.contains("{{"),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else { return nil }
    return text
  }
}
