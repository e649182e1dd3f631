import ArgumentParser

/// The command line as a whole; without a subcommand it serves, since that is how editors start it.
struct SamLS: ParsableCommand {
  /// The version of this build.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "sam-ls",
    abstract: "Language server and checker for AWS SAM and CloudFormation templates.",
    version: version,
    subcommands: [ServeCommand.self, CheckCommand.self, SchemaCommand.self, ExpandCommand.self],
    defaultSubcommand: ServeCommand.self)
}
