import YAMLSyntax

/// The intrinsic functions that give a value its meaning here. The raw value is the long name.
public enum Intrinsic: String, Sendable, Hashable, CaseIterable {
  case ref = "Ref"
  case condition = "Condition"
  case and = "Fn::And"
  case base64 = "Fn::Base64"
  case cidr = "Fn::Cidr"
  case contains = "Fn::Contains"
  case eachMemberEquals = "Fn::EachMemberEquals"
  case eachMemberIn = "Fn::EachMemberIn"
  case equals = "Fn::Equals"
  case findInMap = "Fn::FindInMap"
  case forEach = "Fn::ForEach"
  case getAtt = "Fn::GetAtt"
  case getAZs = "Fn::GetAZs"
  case getStackOutput = "Fn::GetStackOutput"
  case `if` = "Fn::If"
  case importValue = "Fn::ImportValue"
  case join = "Fn::Join"
  case length = "Fn::Length"
  case not = "Fn::Not"
  case or = "Fn::Or"
  case refAll = "Fn::RefAll"
  case select = "Fn::Select"
  case split = "Fn::Split"
  case sub = "Fn::Sub"
  case toJsonString = "Fn::ToJsonString"
  case transform = "Fn::Transform"
  case valueOf = "Fn::ValueOf"
  case valueOfAll = "Fn::ValueOfAll"

  /// The YAML tag of the short form: `!Sub`.
  public var tag: String {
    rawValue.hasPrefix("Fn::") ? "!" + rawValue.dropFirst(4) : "!" + rawValue
  }

  /// The function of a YAML tag, `!Sub`; nil for any other tag.
  public init?(tag: String) {
    guard tag.utf8.first == UInt8(ascii: "!") else { return nil }
    let name = tag.dropFirst()
    switch name {
    case "Ref": self = .ref
    case "Condition": self = .condition
    default: self.init(rawValue: "Fn::" + name)
    }
  }
}

/// A call of an intrinsic function, in its short form (a tag) or its long one (a mapping of one key).
public struct FunctionCall: Sendable {
  /// The long name, `Fn::Sub`; also of functions that nothing here knows (`Fn::Rain::Embed`).
  public var name: String
  /// The function, where it is a known one.
  public var intrinsic: Intrinsic?
  /// Byte offsets of the tag or the key.
  public var nameRange: Range<Int>
  /// What it is given.
  public var argument: Value
  /// Whether it is written as a tag.
  public var isShortForm: Bool
}
