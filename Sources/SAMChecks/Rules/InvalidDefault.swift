import BoundedRegex
import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let invalidDefault = Rule(
    "invalid-default", cfnLint: "E2015",
    summary: "A parameter's default breaks the parameter's own constraints.",
    documentation: """
      CloudFormation holds the default against `AllowedValues`, `AllowedPattern`, `MinLength`, `MaxLength`, \
      `MinValue` and `MaxValue` when the stack is made without a value for the parameter.
      """)

  static let invalidPattern = Rule(
    "invalid-pattern", cfnLint: "E2014",
    summary: "`AllowedPattern` is no regular expression.",
    documentation: "CloudFormation takes Java's regular expressions; the whole value has to match.")
}

extension Checker {
  /// A parameter's `Default` against what else the parameter says.
  func checkDefault(_ parameter: Node) {
    let pattern = parameter["AllowedPattern"].flatMap { Value($0).literal }
    if let pattern, let node = parameter["AllowedPattern"] {
      do {
        _ = try BoundedRegex(pattern)
      } catch  where error.kind == .malformed {
        descend(.key("AllowedPattern")) {
          let message = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
          report(.invalidPattern, "The pattern cannot be read: \(message)", at: node.textRange)
        }
        return
      } catch {
        // CloudFormation may know a construct that the engine here does not.
      }
    }
    guard let node = parameter["Default"], node.kind == .scalar, let value = Value(node).literal,
      !node.isMissing, let type = parameter["Type"].flatMap({ Value($0).literal })
    else { return }
    // A parameter of Systems Manager: the default names it, the constraints are on its value.
    if type.hasPrefix("AWS::SSM::Parameter::") { return }
    let isList = ParameterType.isList(type)
    let values = isList ? value.split(separator: ",").map { trimmed(String($0)) } : [value]
    path.append(.key("Default"))
    defer { path.removeLast() }
    for item in values {
      if let message = broken(item, parameter, pattern, type, isList: isList) {
        report(.invalidDefault, message, at: node.textRange)
        return
      }
    }
  }

  private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// What is wrong with a value; nil where nothing is.
  private func broken(
    _ value: String, _ parameter: Node, _ pattern: String?, _ type: String, isList: Bool
  ) -> String? {
    let shown = shortened(value)
    if type == "Number" || type == "List<Number>", Double(value) == nil {
      return "The default '\(shown)' is not a number"
    }
    if let allowed = parameter["AllowedValues"], allowed.kind == .sequence {
      let values = allowed.items.map(\.value)
      if !values.contains(value),
        !values.contains(where: { Double($0) != nil && Double($0) == Double(value) }),
        !(isList && values.contains { $0.contains(",") })
      {
        return "The default '\(shown)' is not one of the allowed values"
          + suggestion(for: value, among: values)
      }
    }
    if let pattern, packFacts.regex(pattern)?.fullMatch(value) == .noMatch {
      return "The default '\(shown)' does not match AllowedPattern \(pattern)"
    }
    func bound(_ key: StaticString) -> Double? {
      parameter[key].flatMap { Value($0).literal }.flatMap { Double($0) }
    }
    let length = Double(value.unicodeScalars.count)
    if let minimum = bound("MinLength"), length < minimum {
      return "The default has \(Int(length)) characters, fewer than MinLength allows"
    }
    if let maximum = bound("MaxLength"), length > maximum {
      return "The default has \(Int(length)) characters, more than MaxLength allows"
    }
    if let number = Double(value) {
      if let minimum = bound("MinValue"), number < minimum { return "The default \(shown) is below MinValue" }
      if let maximum = bound("MaxValue"), number > maximum { return "The default \(shown) is above MaxValue" }
    }
    return nil
  }
}
