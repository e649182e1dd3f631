public import SAMTemplate
import YAMLSyntax

/// Where something is said beside the text: what each resource of SAM becomes.
public enum CodeLenses {
  /// A resource of SAM.
  public struct Place: Sendable, Hashable {
    /// UTF-8 byte offsets of its logical id.
    public var range: Range<Int>
    /// The logical id.
    public var logicalID: String
  }

  /// The resources of SAM, in the order of the text.
  ///
  /// - Complexity: linear in the number of resources.
  public static func places(in template: Template) -> [Place] {
    guard let entries = template.entries(of: .resources) else { return [] }
    return entries.compactMap { entry in
      guard entry.key.kind == .scalar, entry.value.kind == .mapping,
        entry.value["Type"].flatMap({ Value($0).literal })?.hasPrefix("AWS::Serverless::") == true
      else { return nil }
      return Place(range: entry.key.range, logicalID: entry.key.value)
    }
  }
}
