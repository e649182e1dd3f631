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
    var tag = tag
    let found: Intrinsic? = tag.withUTF8 { tag in
      guard tag.first == UInt8(ascii: "!") else { return nil }
      let name = UnsafeBufferPointer(rebasing: tag[1...])
      if name.isText("Ref") { return .ref }
      if name.isText("Condition") { return .condition }
      return Intrinsic(nameAfterPrefix: name)
    }
    guard let found else { return nil }
    self = found
  }

  /// The function of a long name, `Fn::Sub`.
  public init?(rawValue: String) {
    var rawValue = rawValue
    guard let found = rawValue.withUTF8({ Intrinsic(name: $0) }) else { return nil }
    self = found
  }

  /// The function of a long name, `Fn::Sub`, in UTF-8.
  public init?(name: UnsafeBufferPointer<UInt8>) {
    if name.isText("Ref") {
      self = .ref
    } else if name.isText("Condition") {
      self = .condition
    } else if name.hasPrefix("Fn::") {
      self.init(nameAfterPrefix: UnsafeBufferPointer(rebasing: name[4...]))
    } else {
      return nil
    }
  }

  /// The function `Fn::` and a name: length and a letter or two leave one that it can be.
  private init?(nameAfterPrefix name: UnsafeBufferPointer<UInt8>) {
    guard let first = name.first, let candidate = Self.candidate(name, first) else { return nil }
    var long = candidate.rawValue
    let isSame = long.withUTF8 { $0.count == name.count + 4 && $0.dropFirst(4).elementsEqual(name) }
    guard isSame else { return nil }
    self = candidate
  }

  private static func candidate(_ name: UnsafeBufferPointer<UInt8>, _ first: UInt8) -> Intrinsic? {
    switch (name.count, first) {
    case (2, UInt8(ascii: "I")): .if
    case (2, UInt8(ascii: "O")): .or
    case (3, UInt8(ascii: "A")): .and
    case (3, UInt8(ascii: "N")): .not
    case (3, UInt8(ascii: "S")): .sub
    case (4, UInt8(ascii: "C")): .cidr
    case (4, UInt8(ascii: "J")): .join
    case (5, _): .split
    case (6, UInt8(ascii: "B")): .base64
    case (6, UInt8(ascii: "E")): .equals
    case (6, UInt8(ascii: "G")): name[4] == UInt8(ascii: "t") ? .getAtt : .getAZs
    case (6, UInt8(ascii: "L")): .length
    case (6, UInt8(ascii: "R")): .refAll
    case (6, UInt8(ascii: "S")): .select
    case (7, UInt8(ascii: "F")): .forEach
    case (7, UInt8(ascii: "V")): .valueOf
    case (8, _): .contains
    case (9, UInt8(ascii: "F")): .findInMap
    case (9, UInt8(ascii: "T")): .transform
    case (10, _): .valueOfAll
    case (11, _): .importValue
    case (12, UInt8(ascii: "E")): .eachMemberIn
    case (12, UInt8(ascii: "T")): .toJsonString
    case (14, _): .getStackOutput
    case (16, _): .eachMemberEquals
    default: nil
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
