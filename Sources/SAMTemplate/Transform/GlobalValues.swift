import YAMLSyntax

/// What `Globals` says of each type, read once a type: a template has one `Globals` and many resources. For the use of
/// one thread.
public final class GlobalValues {
  private let tree: SyntaxTree
  private let section: Node?
  private var known: [String: TransformValue?] = [:]

  /// Those of a template.
  public convenience init(_ template: Template) { self.init(template.tree, template.header) }

  init(_ tree: SyntaxTree, _ header: Header) {
    self.tree = tree
    section = header.sections[.globals]?.value
  }

  /// The properties that all resources of a type (`AWS::Serverless::…`) share, without places in the text; nil where
  /// there are none.
  ///
  /// - Complexity: linear in them for the first resource of a type, constant for the others.
  public func values(for type: String) -> TransformValue? {
    if let values = known[type] { return values }
    let values = section?.value(under: String(type.dropFirst("AWS::Serverless::".count))).map {
      TransformReader(tree, keepsSources: false).read($0)
    }
    known[type] = .some(values)
    return values
  }
}
