/// The name of a resource type: `AWS::Lambda::Function`.
public enum TypeName {
  /// What stands between the colons: `AWS`, `Lambda`, `Function`.
  ///
  /// - Complexity: linear in the bytes, which are not looked at as characters.
  public static func parts(of name: String) -> [Substring] {
    name.utf8.split(separator: UInt8(ascii: ":")).map(Substring.init)
  }
}
