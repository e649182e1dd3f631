/// The name of a resource type: `AWS::Lambda::Function`.
public enum TypeName {
  /// What stands between the colons: `AWS`, `Lambda`, `Function`.
  ///
  /// - Complexity: linear in the bytes, which are not looked at as characters.
  public static func parts(of name: String) -> [Substring] {
    let bytes = name.utf8
    var parts: [Substring] = []
    parts.reserveCapacity(3)
    var start = bytes.startIndex
    var index = start
    func end(_ part: Range<String.Index>) {
      if !part.isEmpty { parts.append(name[part]) }
    }
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: ":") {
        end(start..<index)
        start = bytes.index(after: index)
      }
      bytes.formIndex(after: &index)
    }
    end(start..<index)
    return parts
  }
}
