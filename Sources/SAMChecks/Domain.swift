import SAMTemplate

/// The part of a template that a value belongs to: cfn-lint names the same mistake differently in each.
enum Domain: Sendable, Hashable {
  case template
  case resourceAttributes
  case properties
  case parameters
  case mappings
  case conditions
  case outputs
  case outputValue
  case rules
  case globals
  case transform
  case metadata
  /// The argument of a function.
  case function(Intrinsic)
  /// A value that a conditional rule of cfn-lint's looks at, under that rule's id.
  case extended(String)

  /// Whether `{Condition: Name}` is a call here.
  var holdsConditions: Bool {
    switch self {
    case .conditions, .function(.and), .function(.or), .function(.not), .function(.equals): true
    default: false
    }
  }

  /// cfn-lint's id for a rule's findings here; nil where it is the rule's own.
  func cfnLint(for rule: Rule) -> String? {
    switch self {
    case .properties: return nil
    case .template: return rule.isStructural ? "E1001" : nil
    case .resourceAttributes: return rule.isStructural ? "E3001" : nil
    case .parameters: return rule.isStructural ? "E2001" : nil
    case .mappings: return rule.isStructural ? "E7001" : nil
    case .conditions: return rule.isStructural ? "E8001" : nil
    case .rules: return rule.isStructural ? "E1700" : nil
    case .globals: return rule.isStructural ? "E3724" : nil
    case .transform: return rule.isStructural ? "E1005" : nil
    case .metadata: return rule.isStructural ? "E4001" : nil
    case .outputValue: return rule.isStructural || rule.isAboutNames ? "E6101" : nil
    case .outputs:
      switch rule {
      case .missingProperty: return "E6002"
      case .wrongKind: return "E6003"
      case .patternMismatch: return "E6004"
      default: return rule.isStructural ? "E6001" : nil
      }
    case .function(let function): return rule.isStructural || rule.isAboutNames ? function.cfnLint : nil
    case .extended(let id): return rule.isStructural ? id : nil
    }
  }
}

extension Domain {
  /// The severity of all that is found here, where it is not the rules' own: conditional rules bring theirs.
  var severity: Diagnostic.Severity? {
    guard case .extended(let id) = self else { return nil }
    switch id.utf8.first {
    case UInt8(ascii: "W"): return .warning
    case UInt8(ascii: "I"): return .information
    default: return nil
    }
  }
}

extension Rule {
  /// Whether the rule speaks of a value's shape, whatever the value is for.
  var isStructural: Bool {
    switch self {
    case .unknownProperty, .missingProperty, .wrongKind, .invalidValue, .patternMismatch, .lengthOutOfBounds,
      .numberOutOfBounds, .itemCountOutOfBounds, .repeatedItem, .propertyConflict, .noAlternativeFits,
      .unsupportedFunction:
      true
    default: false
    }
  }
}

extension Rule {
  /// Whether the rule speaks of a name that has to be defined elsewhere.
  var isAboutNames: Bool { self == .unresolvedReference || self == .unknownAttribute }
}

extension Intrinsic {
  /// The id of cfn-lint's rule for calls of the function.
  var cfnLint: String? {
    switch self {
    case .ref: "E1020"
    case .condition: "E8007"
    case .and: "E8004"
    case .base64: "E1021"
    case .cidr: "E1024"
    case .equals: "E8003"
    case .findInMap: "E1011"
    case .forEach: "E1032"
    case .getAtt: "E1010"
    case .getAZs: "E1015"
    case .getStackOutput: "E1033"
    case .if: "E1028"
    case .importValue: "E1016"
    case .join: "E1022"
    case .length: "E1030"
    case .not: "E8005"
    case .or: "E8006"
    case .select: "E1017"
    case .split: "E1018"
    case .sub: "E1019"
    case .toJsonString: "E1031"
    case .transform, .contains, .eachMemberEquals, .eachMemberIn, .refAll, .valueOf, .valueOfAll: nil
    }
  }
}
