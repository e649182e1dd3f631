/// A name in an entry that stands for something defined elsewhere in the template.
public struct Reference: Sendable, Hashable {
  /// How a name is referred to.
  public enum Kind: Sendable, Hashable {
    /// `Ref`, or `${Name}` in a `Fn::Sub`: a parameter, a resource or a pseudo parameter.
    case ref
    /// `Fn::GetAtt`, or `${Name.Attribute}` in a `Fn::Sub`: a resource.
    case getAtt
    /// `Condition` of a resource or output, the first item of a `Fn::If`, `!Condition`.
    case condition
    /// The first item of a `Fn::FindInMap`.
    case mapping
    /// `DependsOn` of a resource.
    case dependsOn
  }

  /// How the name is referred to.
  public var kind: Kind
  /// The name; of a `getAtt` the part that names the resource, as far as the first dot.
  public var name: String
  /// What follows the first dot; nil where the kind has none, or it is computed by another function.
  public var attribute: String?
  /// Byte offsets of `name`, relative to the start of the entry.
  public var range: Range<Int>
  /// Byte offsets of `attribute`, relative to the start of the entry.
  public var attributeRange: Range<Int>?
  /// Whether it stands in a `Fn::Sub` string.
  public var isInSub: Bool
  /// Whether the entry itself waits for what it names: not where SAM makes another resource of that part.
  public var isDependency: Bool
}
