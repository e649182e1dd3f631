public import OrderedCollections
import YAMLSyntax

/// What the SAM transform makes of a template: a pure function of it.
///
/// The logical ids are the transform's own, with the hashes that it puts into some of them. What the transform refuses
/// stays as it is; the checks say why.
public struct Expansion: Sendable {
  /// The CloudFormation template.
  public let template: TransformValue
  /// For each logical id that the transform made, the entry of `Resources` that it comes from: of an implicit API the
  /// first whose events need it.
  public let origins: OrderedDictionary<String, String>
  /// The entries that the transform refuses.
  public let refused: [String]

  /// Transforms a template.
  ///
  /// - Parameters:
  ///   - region: where it is deployed to: `us-east-1`.
  ///   - overrides: values of parameters in place of their defaults.
  /// - Complexity: linear in the template, and in what its APIs' definitions grow to with each event.
  public init(
    _ template: Template, region: String, overrides: [String: String] = [:]
  ) {
    guard let root = template.tree.root, root.kind == .mapping else {
      (self.template, origins, refused) = ([:], [:], [])
      return
    }
    var transformation = Transformation(
      TransformReader(template.tree, keepsSources: false).read(root), region: region, overrides: overrides)
    transformation.run()
    self.template = transformation.result
    origins = transformation.origins.mapValues { origin in
      transformation.implicitSources[origin] ?? transformation.embeddedConnectors[origin] ?? origin
    }
    refused = transformation.refused
  }
}

extension TransformValue {
  /// The value as JSON, two spaces to a level, keys in their order, non-ASCII characters escaped; without a newline at
  /// its end.
  public var prettyJSON: String { json(JSONStyle(itemSeparator: ",", indent: 2)) }
}
