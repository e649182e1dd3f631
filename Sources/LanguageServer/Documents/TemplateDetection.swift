package import SAMTemplate

/// Whether a document is a template, judged by what is in it: a folder and an editor are full of YAML and JSON that
/// is something else, and of that nothing is said.
package enum TemplateDetection {
  /// Whether a file found in a folder is a template: a `Resources` map together with a SAM transform, a format version
  /// or a resource of an `AWS::` type.
  package static func isTemplate(_ template: Template) -> Bool {
    guard template.entries(of: .resources) != nil else { return false }
    return namesItself(template)
      || template.facts(of: .resources).values.joined().contains { $0.type?.hasPrefix("AWS::") ?? false }
  }

  /// Whether a document in an editor is a template: as in a folder, but also where the person says so (by the
  /// document's language or the file's name), and where only `Resources` is not there yet or misspelt.
  static func isTemplate(_ template: Template, languageID: String, fileName: String) -> Bool {
    languages.contains(languageID.lowercased()) || fileName.lowercased().hasPrefix("template.")
      || namesItself(template)
      || isTemplate(template)
  }

  /// The language ids that mean a template and nothing else; editors differ.
  private static let languages: Set<String> = [
    "aws-sam", "cfn", "cfn-json", "cfn-yaml", "cloudformation", "json.cloudformation", "sam", "sam-template",
    "template.cfn", "yaml.cloudformation", "yaml.sam",
  ]

  private static func namesItself(_ template: Template) -> Bool {
    template.header.sections[.formatVersion] != nil
      || template.header.transforms.contains { $0.hasPrefix("AWS::Serverless-") }
  }
}
