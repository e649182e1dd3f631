/// A resource that the SAM transform adds to the template.
public struct GeneratedResource: Sendable, Hashable {
  /// The id that it has in the transformed template.
  public var logicalID: String
  /// Its CloudFormation type.
  public var type: String
  /// The SAM type that it is made as, if it is one: an implicit API can be referred to like a written one.
  public var samType: String?
  /// The logical id of the resource that it is made for; of an implicit API's resources that of the API.
  public var source: String
}
