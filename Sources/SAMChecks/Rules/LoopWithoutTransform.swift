import SAMTemplate
import YAMLSyntax

extension Rule {
  static let loopWithoutTransform = Rule(
    "loop-without-transform", cfnLint: "E1032",
    summary: "`Fn::ForEach` is used without the transform that evaluates it.",
    documentation: "Name `AWS::LanguageExtensions` under `Transform`, before the SAM transform.")
}

extension Checker {
  /// `Fn::ForEach::Name`: needs its transform; what it makes is not looked at.
  func checkForEach(_ entry: Entry) {
    if template.header.hasLanguageExtensions || template.header.hasUnknownTransform { return }
    report(
      .loopWithoutTransform, "Fn::ForEach needs the transform \(Header.languageExtensions)",
      at: entry.key.range)
  }
}
