import SAMTemplate
import YAMLSyntax

/// Files in memory: what is not among them is missing.
struct TextFiles: LocalFiles {
  var files: [String: LocalFile]
  var templateName: String? = "template.yaml"

  init(_ texts: [String: String]) { files = texts.mapValues { LocalFile(SourceText($0)) } }

  func file(at path: String) -> LocalFile? { files[path] ?? .missing }
}
