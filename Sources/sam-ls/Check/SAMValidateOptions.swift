import ArgumentParser
import LanguageServer
import SAMTemplate
import SystemPackage

/// The options of `sam validate --lint`, so that one command can stand for the other.
struct SAMValidateOptions: ParsableArguments {
  @Option(
    name: [.customShort("t"), .customLong("template"), .customLong("template-file")],
    help: ArgumentHelp("A template to check, as well as those named without an option.", valueName: "file"))
  var template: [String] = []

  @Option(
    help: ArgumentHelp(
      "The SAM CLI's configuration, instead of samconfig.toml beside the template.", valueName: "file"))
  var configFile: String?

  @Option(help: ArgumentHelp("The environment of that file that counts.", valueName: "name"))
  var configEnv = SAMConfig.defaultEnvironment

  @Flag(help: "Accepted: all that can be found is always looked for.")
  var lint = false

  @Flag(help: .hidden)
  var debug = false

  @Flag(name: .customLong("beta-features"), inversion: .prefixedNo, help: .hidden)
  var betaFeatures = false

  @Flag(help: .hidden)
  var saveParams = false

  @Option(help: .hidden)
  var profile: String?

  /// The path of `--config-file`, whatever folder it is looked at from; fails where nothing is there.
  func absoluteConfigFile() throws -> String? {
    guard let configFile else { return nil }
    let path = FilePath(FileContents.currentFolder ?? "/").pushing(FilePath(configFile))
    guard FileContents.exists(path) else {
      Terminal.complain("\(configFile): no such file")
      throw ExitCode(2)
    }
    return path.lexicallyNormalized().string
  }
}
