import ArgumentParser
import LanguageServer
import SAMTemplate
import SystemPackage
import YAMLSyntax

/// `sam-ls expand`: the CloudFormation template that the SAM transform makes of one.
struct ExpandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "Show the CloudFormation template that the SAM transform makes of a template.",
    discussion: """
      Parameters count with what samconfig.toml beside the template gives them, or with their defaults. Paths \
      beside the template stay as they are, and so does what the transform refuses; `sam-ls check` says why.
      Exit status: 0 expanded; 1 the transform refuses a resource; 2 the file could not be read.
      """)

  /// How the template is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case yaml
    case json
  }

  @Option(help: "How to write the template; YAML names the source of each resource that is made.")
  var format: Format = .yaml

  @Option(help: "The region that the template is to be deployed to.")
  var region = "us-east-1"

  @Option(help: ArgumentHelp("The environment of samconfig.toml that counts.", valueName: "name"))
  var configEnv = SAMConfig.defaultEnvironment

  @Argument(help: "A template, or - for standard input.")
  var template: String

  func run() throws {
    let bytes: [UInt8]
    do {
      bytes =
        template == "-" ? try FileContents.readToEnd(of: .standardInput) : try FileContents.read(template)
    } catch {
      Terminal.complain("\(template): \(error)")
      throw ExitCode(2)
    }
    let files = FileCache().files(of: template == "-" ? nil : template)
    let config = SAMConfig.find(in: files, environment: configEnv)
    let expansion = Expansion(
      Template(SyntaxTree(SourceText(decoding: bytes))), region: region, overrides: config?.values ?? [:])
    switch format {
    case .json: Terminal.write(expansion.template.prettyJSON + "\n")
    case .yaml: Terminal.write(expansion.yaml)
    }
    for id in expansion.refused {
      Terminal.complain("\(template): the SAM transform refuses '\(id)'; it stays as it is")
    }
    if !expansion.refused.isEmpty { throw ExitCode(1) }
  }
}
