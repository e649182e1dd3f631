extension ResourceType {
  private static let cloudFormation =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
  private static let serverless =
    "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/"

  /// `lambda-function` of `AWS::Lambda::Function`, `function` of a SAM type; nil for other names.
  private var slug: String? {
    let parts = TypeName.parts(of: name).map { $0.lowercased() }
    guard parts.count == 3, parts[0] == "aws" else { return nil }
    return isSAM ? parts[2] : "\(parts[1])-\(parts[2])"
  }

  /// AWS's page of the type, by the rule that AWS names its pages by; nil for types that are not AWS's.
  public var documentationURL: String? {
    guard let slug else { return nil }
    return isSAM
      ? "\(Self.serverless)sam-resource-\(slug).html" : "\(Self.cloudFormation)aws-resource-\(slug).html"
  }

  /// AWS's page of the property at a path (list items as `*`), with the anchor of the property; nil for types
  /// that are not AWS's or an empty path.
  public func documentationURL(property path: [String]) -> String? {
    let names = path.filter { $0 != "*" }
    guard let slug, let page = documentationURL, let last = names.last else { return nil }
    if isSAM { return "\(page)#sam-\(slug)-\(last.lowercased())" }
    guard let owner = propertyType(at: Array(path.dropLast())) else {
      return names.count == 1 ? "\(page)#cfn-\(slug)-\(last.lowercased())" : page
    }
    let nested = "\(slug)-\(owner.lowercased())"
    return "\(Self.cloudFormation)aws-properties-\(nested).html#cfn-\(nested)-\(last.lowercased())"
  }

  /// The address of a page of AWS's SAM guide with a property's anchor.
  static func samURL(page: String, property: String) -> String {
    let slug = page.split(separator: "-").dropFirst(2).joined(separator: "-")
    return "\(serverless)\(page).html#sam-\(slug)-\(property.lowercased())"
  }

  /// The address of a property of a definition that SAM's schemas take from CloudFormation and name
  /// `AWS::Lambda::Function.Environment`; nil for SAM's own definitions.
  static func borrowedURL(definition: String, property: String) -> String? {
    let parts = definition.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let slug = SchemaPack.shared.type(named: parts[0])?.slug else { return nil }
    let nested = "\(slug)-\(parts[1].lowercased())"
    return "\(cloudFormation)aws-properties-\(nested).html#cfn-\(nested)-\(property.lowercased())"
  }

  /// The name of the property type (upstream's definition) that the property at a path is of; nil where it
  /// has none of its own.
  public func propertyType(at path: [String]) -> String? {
    guard !path.isEmpty else { return nil }
    var schema = self.schema
    for step in path {
      if step == "*" {
        guard let items = schema.items ?? schema.additionalProperties else { return nil }
        schema = items
      } else {
        guard let property = schema.properties[step] else { return nil }
        schema = property
      }
    }
    // A list of lists is of its innermost items; eight levels are more than any type has.
    for _ in 0..<8 {
      guard let items = schema.items else { break }
      schema = items
    }
    return definitions.first { $0.schema == schema }?.name
  }
}

extension PropertyPlace {
  /// AWS's page of the property; nil for types that are not AWS's.
  public var documentationURL: String? {
    page ?? type.documentationURL(property: path)
  }
}
